// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Appraisal} from "./Appraisal.sol";
import {CarFixture} from "./exchange-test/CarFixture.sol";
import {IAppraisal} from "./interfaces/IAppraisal.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {IVehicle} from "./interfaces/IVehicle.sol";
import {RecordLib} from "./libraries/RecordLib.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {TokenMock} from "./mocks/TokenMocks.sol";

/// @notice Keeps the last valuation, as the Oracle would.
contract ValuationMock {
    uint256 public vehicleId;
    bytes32 public model;
    uint128 public price;

    function recordValuation(uint256 vehicleId_, bytes32 model_, uint128 price_) external {
        (vehicleId, model, price) = (vehicleId_, model_, price_);
    }
}

contract AppraisalTest is CarFixture {
    Appraisal internal appraisal;
    ValuationMock internal valuations = new ValuationMock();
    TokenMock internal token = new TokenMock("QDD");
    uint256 internal car;
    address internal client = address(0xC11);
    address internal expert = address(0xE1);
    address internal challenger = address(0xC4A);
    address[] internal reviewers;

    function setUp() public {
        deployCars();
        car = mintCar(owner, "tag");
        address[] memory currencies = new address[](1);
        currencies[0] = address(token);
        appraisal = new Appraisal(vehicle, roles, IOracle(address(valuations)), currencies);
        allowReporter(address(appraisal));
        for (uint160 i = 1; i <= 5; i++) reviewers.push(address(0x4E00 + i));
        for (uint256 i; i < 5; i++) grant(RoleLib.APPRAISER, reviewers[i]);
        grant(RoleLib.APPRAISER, expert);
        fund(client);
        fund(expert);
        fund(challenger);
    }

    function fund(address who) internal {
        token.mint(who, 1000);
        vm.prank(who);
        token.approve(address(appraisal), 1000);
    }

    function order() internal returns (uint256) {
        vm.prank(client);
        return appraisal.order(car, address(0), address(token), 100, 1 days, 2 days);
    }

    function accepted() internal returns (uint256 id) {
        id = order();
        vm.prank(expert);
        appraisal.accept(id);
    }

    function report() internal pure returns (IAppraisal.Report memory) {
        return IAppraisal.Report(20_000 ether, 7, "hash", "bafy");
    }

    function submitted() internal returns (uint256 id) {
        id = accepted();
        vm.prank(expert);
        appraisal.submit(id, report());
    }

    function challenged() internal returns (uint256 id) {
        id = submitted();
        vm.prank(challenger);
        appraisal.challenge(id, "why");
    }

    function challengedByClient() internal returns (uint256 id) {
        id = submitted();
        vm.prank(client);
        appraisal.challenge(id, "why");
    }

    function settleLate(uint256 id) internal {
        vm.warp(appraisal.jobOf(id).deadline + 1);
        appraisal.settle(id);
    }

    function review(uint256 id, uint256 reviewer, bool upheld) internal {
        vm.prank(reviewers[reviewer]);
        appraisal.review(id, upheld, "why");
    }

    function assertMoney(uint256 ofClient, uint256 ofExpert, uint256 ofChallenger) internal view {
        assertMoneyInside(ofClient, ofExpert, ofChallenger, 0);
    }

    function assertMoneyInside(uint256 ofClient, uint256 ofExpert, uint256 ofChallenger, uint256 inside)
        internal
        view
    {
        assertEq(token.balanceOf(client), ofClient, "client");
        assertEq(token.balanceOf(expert), ofExpert, "expert");
        assertEq(token.balanceOf(challenger), ofChallenger, "challenger");
        assertEq(token.balanceOf(address(appraisal)), inside, "held here");
    }

    function assertState(uint256 id, IAppraisal.State expected) internal view {
        assertEq(uint256(appraisal.jobOf(id).state), uint256(expected), "state");
    }

    function wrongState(uint256 id, IAppraisal.State state) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IAppraisal.AppraisalWrongState.selector, id, state);
    }

    function test_order_refuses_bad_terms_and_unknown_cars() public {
        vm.startPrank(client);
        vm.expectRevert(IAppraisal.AppraisalInvalidTerms.selector);
        appraisal.order(car, address(0), address(token), 0, 1 days, 1 days);
        vm.expectRevert(IAppraisal.AppraisalInvalidTerms.selector);
        appraisal.order(car, address(0), address(token), 1, 1, 1 days);
        vm.expectRevert(IAppraisal.AppraisalInvalidTerms.selector);
        appraisal.order(car, client, address(token), 1, 1 days, 1 days);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, 9, IVehicle.State.None));
        appraisal.order(9, address(0), address(token), 1, 1 days, 1 days);
        vm.stopPrank();
    }

    function test_order_takes_only_currencies_that_a_challenger_can_pay_in() public {
        TokenMock closed = new TokenMock("for two");
        closed.mint(client, 1000);
        assertTrue(appraisal.isCurrency(address(token)), "a currency");
        assertTrue(!appraisal.isCurrency(address(closed)), "none");
        vm.startPrank(client);
        closed.approve(address(appraisal), 1000);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalUnknownCurrency.selector, address(closed)));
        appraisal.order(car, expert, address(closed), 100, 1 days, 1 days);
        vm.stopPrank();
    }

    function expectOrderRevert(uint128 fee, uint256 workTime, uint256 challengeTime) internal {
        vm.expectRevert(IAppraisal.AppraisalInvalidTerms.selector);
        vm.prank(client);
        appraisal.order(car, address(0), address(token), fee, uint32(workTime), uint32(challengeTime));
    }

    function test_order_keeps_its_times_within_bounds_and_takes_the_fee() public {
        expectOrderRevert(1, 1 hours - 1, 60 days);
        expectOrderRevert(1, 60 days + 1, 1 hours);
        expectOrderRevert(1, 60 days, 1 hours - 1);
        expectOrderRevert(1, 1 hours, 60 days + 1);
        expectOrderRevert(0, 1 hours, 60 days);
        vm.startPrank(client);
        assertEq(appraisal.order(car, address(0), address(token), 1, 60 days, 1 hours), 1, "first");
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Ordered(2, car, client, address(token), 100);
        uint256 id = appraisal.order(car, expert, address(token), 100, 1 hours, 60 days);
        vm.stopPrank();
        assertEq(id, 2, "second");
        assertEq(appraisal.count(), 2, "count");
        IAppraisal.Job memory wanted = IAppraisal.Job({
            state: IAppraisal.State.Open,
            vehicleId: car,
            client: client,
            appraiser: expert,
            token: address(token),
            fee: 100,
            deadline: uint40(block.timestamp + 1 hours),
            workTime: 1 hours,
            challengeTime: 60 days,
            rated: false,
            byApplication: false,
            clientsTurn: false
        });
        assertEq(abi.encode(appraisal.jobOf(2)), abi.encode(wanted), "job");
        assertEq(token.balanceOf(client), 899, "client");
        assertEq(token.balanceOf(address(appraisal)), 101, "kept here");
    }

    function test_every_step_has_its_state() public {
        uint256 id = order();
        bytes memory reason = wrongState(id, IAppraisal.State.Open);
        vm.expectRevert(reason);
        vm.prank(expert);
        appraisal.submit(id, report());
        vm.expectRevert(reason);
        vm.prank(challenger);
        appraisal.challenge(id, "why");
        vm.expectRevert(reason);
        vm.prank(reviewers[0]);
        appraisal.review(id, true, "why");
        vm.expectRevert(wrongState(9, IAppraisal.State.None));
        appraisal.settle(9);
        vm.prank(expert);
        appraisal.accept(id);
        vm.expectRevert(wrongState(id, IAppraisal.State.Accepted));
        vm.prank(expert);
        appraisal.accept(id);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalTooEarly.selector, block.timestamp + 1 days));
        appraisal.settle(id);
    }

    function test_every_deadline_includes_its_last_second() public {
        uint256 id = order();
        uint256 start = block.timestamp;
        vm.warp(start + 1 days);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Accepted(id, expert, start + 2 days);
        vm.startPrank(expert);
        appraisal.accept(id);
        assertMoneyInside(900, 900, 1000, 200);
        assertEq(appraisal.jobOf(id).deadline, start + 2 days, "time to work");
        vm.warp(start + 2 days);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Submitted(id, expert, report(), start + 4 days);
        appraisal.submit(id, report());
        vm.stopPrank();
        assertEq(appraisal.jobOf(id).deadline, start + 4 days, "time to challenge");
        assertEq(abi.encode(appraisal.reportOf(id)), abi.encode(report()), "report");
        vm.warp(start + 4 days);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Challenged(id, challenger, "why", start + 11 days);
        vm.prank(challenger);
        appraisal.challenge(id, "why");
        assertEq(appraisal.challengeOf(id).challenger, challenger, "challenger");
        assertMoneyInside(900, 900, 900, 300);
        vm.warp(start + 11 days);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.ReviewGiven(id, reviewers[0], false, "why");
        review(id, 0, false);
        assertEq(appraisal.challengeOf(id).overturners[0], reviewers[0], "overturner");
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalTooEarly.selector, start + 11 days));
        appraisal.settle(id);
    }

    function test_accept_is_for_the_wanted_appraiser_in_time() public {
        uint256 id = order();
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotAppraiser.selector, challenger));
        vm.prank(challenger);
        appraisal.accept(id);
        vm.prank(client);
        uint256 wanted = appraisal.order(car, expert, address(token), 100, 1 days, 2 days);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotAppraiser.selector, reviewers[0]));
        vm.prank(reviewers[0]);
        appraisal.accept(wanted);
        vm.prank(expert);
        appraisal.accept(wanted);
        assertState(wanted, IAppraisal.State.Accepted);
        grant(RoleLib.APPRAISER, client);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalIsParty.selector, client));
        vm.prank(client);
        appraisal.accept(id);
        vm.warp(block.timestamp + 1 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalTooLate.selector, block.timestamp - 1));
        vm.prank(expert);
        appraisal.accept(id);
    }

    function expectSubmitRevert(uint256 id, IAppraisal.Report memory bad) internal {
        vm.expectRevert(IAppraisal.AppraisalInvalidReport.selector);
        vm.prank(expert);
        appraisal.submit(id, bad);
    }

    function test_submit_takes_the_best_and_the_least_report() public {
        IAppraisal.Report memory edge = report();
        edge.grade = 10;
        uint256 id = accepted();
        vm.prank(expert);
        appraisal.submit(id, edge);
        (edge.grade, edge.price) = (1, 1);
        id = accepted();
        vm.prank(expert);
        appraisal.submit(id, edge);
        assertEq(appraisal.reportOf(id).price, 1, "price");
    }

    function test_submit_is_for_its_appraiser_with_a_real_report() public {
        uint256 id = accepted();
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotAppraiser.selector, reviewers[0]));
        vm.prank(reviewers[0]);
        appraisal.submit(id, report());
        IAppraisal.Report memory bad = report();
        bad.grade = 11;
        expectSubmitRevert(id, bad);
        bad.grade = 0;
        expectSubmitRevert(id, bad);
        bad = report();
        bad.hash = 0;
        expectSubmitRevert(id, bad);
        bad = report();
        bad.price = 0;
        expectSubmitRevert(id, bad);
        vm.warp(block.timestamp + 1 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalTooLate.selector, block.timestamp - 1));
        vm.prank(expert);
        appraisal.submit(id, report());
    }

    function test_an_unchallenged_report_is_paid_and_values_the_car() public {
        uint256 id = submitted();
        uint256 until = block.timestamp + 2 days;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalTooEarly.selector, until));
        appraisal.settle(id);
        vm.warp(until + 1);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Paid(id, expert, 100);
        appraisal.settle(id);
        assertMoney(900, 1100, 1000);
        assertEq(valuations.vehicleId(), car, "car");
        assertEq(valuations.model(), MODEL, "model");
        assertEq(valuations.price(), 20_000 ether, "price");
        assertEq(roles.recordOf(expert).jobs, 1, "record");
        assertEq(appraisal.creditOf(address(0), address(token)), 0, "and there is no challenger to be paid");
        vm.expectRevert(wrongState(id, IAppraisal.State.Paid));
        appraisal.settle(id);
    }

    function test_an_order_that_nobody_takes_is_refunded() public {
        uint256 id = order();
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalTooEarly.selector, block.timestamp + 1 days));
        appraisal.settle(id);
        vm.warp(block.timestamp + 1 days + 1);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Refunded(id, client, 100);
        appraisal.settle(id);
        assertMoney(1000, 1000, 1000);
        vm.expectRevert(wrongState(id, IAppraisal.State.Refunded));
        appraisal.settle(id);
    }

    function test_a_silent_appraiser_loses_its_bond_to_the_client() public {
        uint256 id = accepted();
        vm.warp(block.timestamp + 1 days + 1);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Refunded(id, client, 200);
        appraisal.settle(id);
        assertMoney(1100, 900, 1000);
        assertState(id, IAppraisal.State.Refunded);
        assertEq(roles.recordOf(expert).disputes, 1, "record");
    }

    function test_a_report_is_paid_when_its_record_is_refused() public {
        uint256 id = submitted();
        setReporter(address(appraisal), false);
        vm.warp(block.timestamp + 2 days + 1);
        vm.expectEmit(address(appraisal));
        emit RecordLib.JobNotRecorded(expert);
        appraisal.settle(id);
        assertMoney(900, 1100, 1000);
        assertState(id, IAppraisal.State.Paid);
        assertEq(valuations.price(), 20_000 ether, "valued");
        assertEq(roles.recordOf(expert).jobs, 0, "no record");
    }

    function test_a_client_is_refunded_when_the_record_is_refused() public {
        uint256 id = accepted();
        setReporter(address(appraisal), false);
        vm.warp(block.timestamp + 1 days + 1);
        vm.expectEmit(address(appraisal));
        emit RecordLib.DisputeNotRecorded(expert);
        appraisal.settle(id);
        assertMoney(1100, 900, 1000);
        assertEq(roles.recordOf(expert).disputes, 0, "no record");
    }

    function test_the_third_review_decides_when_the_record_is_refused() public {
        uint256 id = challenged();
        setReporter(address(appraisal), false);
        for (uint256 i; i < 3; i++) review(id, i, false);
        assertState(id, IAppraisal.State.Refunded);
        assertMoney(1000, 900, 1000);
    }

    function test_little_gas_settles_nothing_rather_than_without_a_record() public {
        uint256 id = accepted();
        vm.warp(block.timestamp + 1 days + 1);
        uint256 gas = 5_000;
        while (!settlesWith(gas, id)) gas += 500;
        assertTrue(gas > 5_000, "less was not enough");
        assertEq(roles.recordOf(expert).disputes, 1, "record");
    }

    function settlesWith(uint256 gas, uint256 id) internal returns (bool) {
        try appraisal.settle{gas: gas}(id) {
            return true;
        } catch {
            return false;
        }
    }

    // Applications

    function invite() internal returns (uint256) {
        vm.prank(client);
        return appraisal.invite(car, address(token), 100, 1 days, 2 days);
    }

    function applyFor(uint256 id, address who) internal {
        vm.prank(who);
        appraisal.applyFor(id, "note");
    }

    function choose(uint256 id, address who) internal {
        vm.prank(client);
        appraisal.choose(id, who);
    }

    function expectNotAppraiser(address who) internal {
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotAppraiser.selector, who));
        vm.prank(who);
    }

    function test_invite_has_the_terms_of_an_order_and_takes_the_fee() public {
        vm.startPrank(client);
        vm.expectRevert(IAppraisal.AppraisalInvalidTerms.selector);
        appraisal.invite(car, address(token), 0, 1 days, 2 days);
        vm.expectRevert(IAppraisal.AppraisalInvalidTerms.selector);
        appraisal.invite(car, address(token), 100, 60 days + 1, 2 days);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalUnknownCurrency.selector, address(1)));
        appraisal.invite(car, address(1), 100, 1 days, 2 days);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Ordered(1, car, client, address(token), 100);
        uint256 id = appraisal.invite(car, address(token), 100, 1 days, 2 days);
        vm.stopPrank();
        IAppraisal.Job memory job = appraisal.jobOf(id);
        assertTrue(job.byApplication, "takes applications");
        assertEq(job.appraiser, address(0), "nobody yet");
        assertEq(job.deadline, block.timestamp + 1 days, "time to apply");
        assertEq(appraisal.applicantsOf(id).length, 0, "no applicants");
        assertMoneyInside(900, 1000, 1000, 100);
    }

    function test_appraisers_apply_once_and_are_listed_in_order() public {
        uint256 id = invite();
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Applied(id, reviewers[0], "note");
        applyFor(id, reviewers[0]);
        applyFor(id, expert);
        address[] memory applicants = appraisal.applicantsOf(id);
        assertEq(applicants.length, 2, "two");
        assertEq(applicants[0], reviewers[0], "first");
        assertEq(applicants[1], expert, "second");
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalAlreadyApplied.selector, expert));
        applyFor(id, expert);
        assertEq(appraisal.applicantsOf(id + 1).length, 0, "of this job alone");
        assertMoneyInside(900, 1000, 1000, 100);
    }

    function test_applications_are_for_appraisers_who_are_not_the_client() public {
        uint256 id = invite();
        expectNotAppraiser(challenger);
        appraisal.applyFor(id, "");
        suspend(RoleLib.APPRAISER, reviewers[4]);
        expectNotAppraiser(reviewers[4]);
        appraisal.applyFor(id, "");
        grant(RoleLib.APPRAISER, client);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalIsParty.selector, client));
        applyFor(id, client);
    }

    function test_nobody_applies_for_an_order_that_names_its_appraiser_or_takes_the_first() public {
        uint256 id = order();
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotByApplication.selector, id));
        applyFor(id, expert);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotApplicant.selector, expert));
        choose(id, expert);
    }

    function test_applications_and_the_choice_have_their_time() public {
        uint256 id = invite();
        uint256 start = block.timestamp;
        vm.warp(start + 1 days);
        applyFor(id, expert);
        vm.warp(start + 1 days + 1);
        bytes memory late = abi.encodeWithSelector(IAppraisal.AppraisalTooLate.selector, start + 1 days);
        vm.expectRevert(late);
        applyFor(id, reviewers[0]);
        vm.expectRevert(late);
        choose(id, expert);
    }

    function test_the_client_alone_chooses_among_those_who_applied() public {
        uint256 id = invite();
        applyFor(id, expert);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotClient.selector, expert));
        vm.prank(expert);
        appraisal.choose(id, expert);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotApplicant.selector, reviewers[0]));
        choose(id, reviewers[0]);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotApplicant.selector, address(0)));
        choose(id, address(0));
        vm.expectRevert(wrongState(9, IAppraisal.State.None));
        choose(9, expert);
    }

    function test_only_the_chosen_one_accepts_in_renewed_time() public {
        uint256 id = invite();
        applyFor(id, expert);
        applyFor(id, reviewers[0]);
        expectNotAppraiser(expert);
        appraisal.accept(id);
        uint256 start = block.timestamp + 1 days;
        vm.warp(start);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Chosen(id, expert, start + 1 days);
        choose(id, expert);
        assertEq(appraisal.jobOf(id).deadline, start + 1 days, "time to accept");
        expectNotAppraiser(reviewers[0]);
        appraisal.accept(id);
        vm.warp(start + 1 days);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Accepted(id, expert, start + 2 days);
        vm.startPrank(expert);
        appraisal.accept(id);
        appraisal.submit(id, report());
        vm.stopPrank();
        assertMoneyInside(900, 900, 1000, 200);
        assertState(id, IAppraisal.State.Submitted);
    }

    function test_the_client_chooses_another_until_one_has_accepted() public {
        uint256 id = invite();
        applyFor(id, reviewers[0]);
        choose(id, reviewers[0]);
        applyFor(id, expert);
        choose(id, expert);
        expectNotAppraiser(reviewers[0]);
        appraisal.accept(id);
        vm.prank(expert);
        appraisal.accept(id);
        vm.expectRevert(wrongState(id, IAppraisal.State.Accepted));
        choose(id, reviewers[0]);
        vm.expectRevert(wrongState(id, IAppraisal.State.Accepted));
        applyFor(id, reviewers[1]);
    }

    function test_a_chosen_appraiser_who_was_suspended_cannot_accept() public {
        uint256 id = invite();
        applyFor(id, expert);
        choose(id, expert);
        suspend(RoleLib.APPRAISER, expert);
        expectNotAppraiser(expert);
        appraisal.accept(id);
    }

    function test_an_invitation_that_ends_in_silence_is_refunded() public {
        uint256 nobodyApplied = invite();
        uint256 nobodyChosen = invite();
        applyFor(nobodyChosen, expert);
        uint256 notAccepted = invite();
        applyFor(notAccepted, expert);
        vm.warp(block.timestamp + 1 hours);
        choose(notAccepted, expert);
        vm.warp(block.timestamp + 23 hours + 1);
        appraisal.settle(nobodyApplied);
        appraisal.settle(nobodyChosen);
        vm.expectRevert(
            abi.encodeWithSelector(IAppraisal.AppraisalTooEarly.selector, appraisal.jobOf(notAccepted).deadline)
        );
        appraisal.settle(notAccepted);
        vm.warp(block.timestamp + 1 hours);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Refunded(notAccepted, client, 100);
        appraisal.settle(notAccepted);
        assertMoney(1000, 1000, 1000);
        assertEq(roles.recordOf(expert).disputes, 0, "who applied owes nothing");
        vm.expectRevert(wrongState(nobodyChosen, IAppraisal.State.Refunded));
        choose(nobodyChosen, expert);
    }

    // Challenge

    function test_challenge_has_its_time_and_is_not_for_the_appraiser() public {
        uint256 id = submitted();
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalIsParty.selector, expert));
        vm.prank(expert);
        appraisal.challenge(id, "why");
        vm.warp(block.timestamp + 2 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalTooLate.selector, block.timestamp - 1));
        vm.prank(challenger);
        appraisal.challenge(id, "why");
    }

    function test_review_is_for_uninvolved_appraisers_once() public {
        uint256 id = challenged();
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalIsParty.selector, expert));
        vm.prank(expert);
        appraisal.review(id, true, "why");
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotAppraiser.selector, challenger));
        vm.prank(challenger);
        appraisal.review(id, false, "why");
        grant(RoleLib.APPRAISER, challenger);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalIsParty.selector, challenger));
        vm.prank(challenger);
        appraisal.review(id, false, "why");
        grant(RoleLib.APPRAISER, client);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalIsParty.selector, client));
        vm.prank(client);
        appraisal.review(id, false, "why");
        suspend(RoleLib.APPRAISER, reviewers[4]);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotAppraiser.selector, reviewers[4]));
        vm.prank(reviewers[4]);
        appraisal.review(id, false, "why");
        review(id, 0, true);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalAlreadyReviewed.selector, reviewers[0]));
        vm.prank(reviewers[0]);
        appraisal.review(id, true, "why");
    }

    function test_three_who_uphold_share_the_challengers_bond() public {
        uint256 id = challenged();
        review(id, 0, true);
        review(id, 1, false);
        review(id, 2, true);
        review(id, 3, true);
        assertMoney(900, 1100, 900);
        assertEq(token.balanceOf(reviewers[0]), 33, "a third");
        assertEq(token.balanceOf(reviewers[3]), 34, "and what rounding left");
        assertEq(token.balanceOf(reviewers[1]), 0, "not the other side");
        vm.expectRevert(wrongState(id, IAppraisal.State.Paid));
        vm.prank(reviewers[4]);
        appraisal.review(id, true, "late");
    }

    function test_three_who_overturn_refund_the_client() public {
        uint256 id = challenged();
        for (uint256 i; i < 3; i++) review(id, i, false);
        assertMoney(1000, 900, 1000);
        assertState(id, IAppraisal.State.Refunded);
        assertEq(token.balanceOf(reviewers[0]), 33, "a third of the appraiser's bond");
        assertEq(valuations.price(), 0, "no valuation");
        assertEq(roles.recordOf(expert).disputes, 1, "record");
    }

    function test_a_challenge_without_a_decision_follows_the_majority_or_costs_nothing() public {
        uint256 id = challengedByClient();
        vm.warp(block.timestamp + 7 days + 1);
        appraisal.settle(id);
        assertMoney(900, 1100, 1000);
        vm.prank(expert);
        token.transfer(client, 100);
        id = challenged();
        review(id, 0, false);
        vm.warp(block.timestamp + 7 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalTooLate.selector, block.timestamp - 1));
        vm.prank(reviewers[1]);
        appraisal.review(id, true, "late");
        appraisal.settle(id);
        assertMoney(1000, 900, 1000);
        assertState(id, IAppraisal.State.Refunded);
    }

    function test_a_late_majority_that_upholds_shares_the_bond_and_a_tie_gives_it_back() public {
        uint256 id = challengedByClient();
        review(id, 0, true);
        review(id, 1, false);
        review(id, 2, true);
        vm.warp(block.timestamp + 7 days + 1);
        appraisal.settle(id);
        assertMoney(800, 1100, 1000);
        assertState(id, IAppraisal.State.Paid);
        assertEq(token.balanceOf(reviewers[0]), 50, "half");
        assertEq(token.balanceOf(reviewers[2]), 50, "and half");
        assertEq(token.balanceOf(reviewers[1]), 0, "nothing for the minority");
        id = challengedByClient();
        review(id, 0, true);
        review(id, 1, false);
        vm.warp(block.timestamp + 7 days + 1);
        appraisal.settle(id);
        assertMoney(700, 1200, 1000);
        assertState(id, IAppraisal.State.Paid);
    }

    function test_nobody_challenges_in_the_place_of_the_client() public {
        uint256 id = challenged();
        vm.warp(appraisal.jobOf(id).deadline + 1);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.TurnGiven(id, client, block.timestamp + 2 days);
        appraisal.settle(id);
        assertState(id, IAppraisal.State.Submitted);
        assertMoneyInside(900, 900, 1000, 200);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotClient.selector, challenger));
        vm.prank(challenger);
        appraisal.challenge(id, "again");
        vm.warp(block.timestamp + 2 days);
        vm.prank(client);
        appraisal.challenge(id, "the report is nonsense");
        for (uint256 i; i < 3; i++) review(id, i, false);
        assertMoney(1000, 900, 1000);
        assertState(id, IAppraisal.State.Refunded);
    }

    function test_a_report_stands_when_the_client_lets_its_turn_pass() public {
        uint256 id = challenged();
        settleLate(id);
        settleLate(id);
        assertMoney(900, 1100, 1000);
        assertState(id, IAppraisal.State.Paid);
    }

    function test_a_colleague_who_upholds_alone_does_not_take_the_turn_of_the_client() public {
        uint256 id = challenged();
        review(id, 0, true);
        settleLate(id);
        assertMoneyInside(900, 900, 900, 200);
        assertEq(token.balanceOf(reviewers[0]), 100, "the lost bond");
        assertEq(abi.encode(appraisal.challengeOf(id)), abi.encode(IAppraisal.Challenge(address(0), new address[](0), new address[](0))), "anew");
        vm.prank(client);
        appraisal.challenge(id, "why");
        review(id, 0, true);
        review(id, 1, false);
        review(id, 2, false);
        settleLate(id);
        assertMoney(1000, 900, 900);
        assertEq(token.balanceOf(reviewers[0]), 100, "nothing for the minority");
    }

    function test_the_challenge_of_the_client_is_the_last() public {
        uint256 id = challenged();
        uint256 from = appraisal.jobOf(id).deadline;
        settleLate(id);
        vm.warp(appraisal.jobOf(id).deadline);
        vm.prank(client);
        appraisal.challenge(id, "why");
        assertLe(appraisal.jobOf(id).deadline, from + 1 + 2 days + 7 days, "no later than that");
        settleLate(id);
        assertMoney(900, 1100, 1000);
        assertState(id, IAppraisal.State.Paid);
    }

    function test_rate_is_for_the_client_of_a_paid_job_once() public {
        uint256 id = submitted();
        vm.expectRevert(wrongState(id, IAppraisal.State.Submitted));
        vm.prank(client);
        appraisal.rate(id, 5, "good");
        vm.warp(block.timestamp + 2 days + 1);
        appraisal.settle(id);
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalNotClient.selector, expert));
        vm.prank(expert);
        appraisal.rate(id, 5, "good");
        vm.startPrank(client);
        vm.expectEmit(address(appraisal));
        emit IAppraisal.Rated(id, expert, 4);
        appraisal.rate(id, 4, "good");
        vm.expectRevert(abi.encodeWithSelector(IAppraisal.AppraisalAlreadyRated.selector, id));
        appraisal.rate(id, 4, "good");
        vm.stopPrank();
        assertEq(roles.recordOf(expert).stars, 4, "stars");
    }
}
