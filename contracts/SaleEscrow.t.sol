// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarFixture} from "./exchange-test/CarFixture.sol";
import {IAucProgramme} from "./interfaces/IAucProgramme.sol";
import {IRoles} from "./interfaces/IRoles.sol";
import {ISaleEscrow} from "./interfaces/ISaleEscrow.sol";
import {IVehicle} from "./interfaces/IVehicle.sol";
import {RecordLib} from "./libraries/RecordLib.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {TokenMock} from "./mocks/TokenMocks.sol";
import {SaleEscrow} from "./SaleEscrow.sol";

/// @notice Counts rewards, and refuses them when a test says that the budget is spent.
contract RewardMock {
    uint256 public rewards;
    bytes32 public last;
    bool public isSpent;

    error Spent();

    function spend() external {
        isSpent = true;
    }

    function fill() external {
        isSpent = false;
    }

    function reward(address to, uint256 amount, bytes32 reason) external {
        require(!isSpent, Spent());
        rewards += 1;
        last = keccak256(abi.encode(to, amount, reason));
    }
}

contract SaleEscrowTest is CarFixture {
    SaleEscrow internal escrow;
    RewardMock internal rewards = new RewardMock();
    TokenMock internal token = new TokenMock("QDD");
    ISaleEscrow.Sale internal sale;
    bytes32 internal id;
    uint256 internal car;
    uint64 internal sales;
    address internal buyer = address(0xB0B);
    address internal arbitrator = address(0xA4B);

    function setUp() public {
        deployCars();
        car = mintCar(owner, "tag");
        escrow = new SaleEscrow(vehicle, roles, IAucProgramme(address(rewards)));
        allowReporter(address(escrow));
        grant(RoleLib.ARBITRATOR, arbitrator);
        sale = ISaleEscrow.Sale({
            vehicleId: car,
            seller: owner,
            buyer: address(0),
            arbitrator: arbitrator,
            token: address(token),
            price: 10_000,
            arbitratorFee: 300,
            handoverTime: 3 days,
            decisionTime: 5 days,
            expiresAt: uint40(block.timestamp + 7 days),
            reportHash: "report",
            nonce: 0
        });
        token.mint(buyer, 10_000);
        vm.prank(buyer);
        token.approve(address(escrow), 10_000);
        vm.startPrank(owner);
        vehicle.approve(address(escrow), car);
        id = escrow.offer(sale);
        vm.stopPrank();
    }

    function fund() internal {
        vm.prank(buyer);
        escrow.fund(sale);
    }

    function disputed() internal {
        fund();
        vm.prank(buyer);
        escrow.dispute(sale, "why");
    }

    function assertEnd(ISaleEscrow.State state, uint256 toSeller, uint256 toBuyer, address holder) internal view {
        assertEq(uint256(escrow.statusOf(id).state), uint256(state), "state");
        assertEq(token.balanceOf(owner), toSeller, "seller");
        assertEq(token.balanceOf(buyer), toBuyer, "buyer");
        assertEq(vehicle.ownerOf(car), holder, "car");
        assertEq(vehicle.carOf(car).lockedBy, address(0), "unlocked");
        assertEq(token.balanceOf(address(escrow)), 0, "nothing stays here");
    }

    function wrongState(ISaleEscrow.State state) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISaleEscrow.SaleEscrowWrongState.selector, id, state);
    }

    // Offer

    function expectOfferRevert(ISaleEscrow.Sale memory bad, bytes memory reason) internal {
        vm.expectRevert(reason);
        vm.prank(owner);
        escrow.offer(bad);
    }

    function test_offer_refuses_by_name() public {
        ISaleEscrow.Sale memory bad = sale;
        expectOfferRevert(bad, abi.encodeWithSelector(ISaleEscrow.SaleEscrowExists.selector, id));
        bad.vehicleId = 9;
        expectOfferRevert(
            bad, abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, 9, IVehicle.State.None)
        );
        bad = sale;
        bad.seller = buyer;
        expectOfferRevert(bad, abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotSeller.selector, owner));
        bad = sale;
        bad.expiresAt = uint40(block.timestamp);
        expectOfferRevert(bad, abi.encodeWithSelector(ISaleEscrow.SaleEscrowExpired.selector, block.timestamp));
        bad = sale;
        bad.arbitrator = buyer;
        expectOfferRevert(bad, abi.encodeWithSelector(ISaleEscrow.SaleEscrowArbitratorUnknown.selector, buyer));
        bad = sale;
        bad.buyer = arbitrator;
        expectOfferRevert(
            bad, abi.encodeWithSelector(ISaleEscrow.SaleEscrowArbitratorIsParty.selector, arbitrator)
        );
    }

    function test_offer_refuses_a_car_of_another() public {
        ISaleEscrow.Sale memory bad = sale;
        bad.seller = buyer;
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotSeller.selector, buyer));
        vm.prank(buyer);
        escrow.offer(bad);
        grant(RoleLib.ARBITRATOR, owner);
        bad = sale;
        bad.arbitrator = owner;
        expectOfferRevert(bad, abi.encodeWithSelector(ISaleEscrow.SaleEscrowArbitratorIsParty.selector, owner));
    }

    function test_offer_keeps_price_fee_and_times_within_bounds() public {
        bytes memory reason = abi.encodeWithSelector(ISaleEscrow.SaleEscrowInvalidTerms.selector);
        ISaleEscrow.Sale memory edge = sale;
        (edge.price, edge.arbitratorFee) = (0, 0);
        expectOfferRevert(edge, reason);
        (edge.price, edge.arbitratorFee) = (1, 2);
        expectOfferRevert(edge, reason);
        edge.arbitratorFee = 1;
        uint32 least = 1 hours;
        uint32 most = 60 days;
        (edge.handoverTime, edge.decisionTime) = (least - 1, most);
        expectOfferRevert(edge, reason);
        (edge.handoverTime, edge.decisionTime) = (most + 1, least);
        expectOfferRevert(edge, reason);
        (edge.handoverTime, edge.decisionTime) = (most, least - 1);
        expectOfferRevert(edge, reason);
        (edge.handoverTime, edge.decisionTime) = (least, most + 1);
        expectOfferRevert(edge, reason);

        vm.startPrank(owner);
        (edge.handoverTime, edge.decisionTime) = (least, most);
        escrow.offer(edge);
        (edge.handoverTime, edge.decisionTime) = (most, least);
        edge.expiresAt = uint40(block.timestamp + 1);
        bytes32 expected = keccak256(abi.encode(edge));
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Offered(expected, car, owner, edge);
        assertEq(escrow.offer(edge), expected, "the hash of its terms");
        vm.stopPrank();
        assertEq(escrow.idOf(edge), expected, "idOf");
        assertEq(uint256(escrow.statusOf(expected).state), uint256(ISaleEscrow.State.Open), "open");
    }

    function test_withdraw_is_for_the_seller_of_an_open_offer() public {
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotSeller.selector, buyer));
        vm.prank(buyer);
        escrow.withdraw(sale);
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Withdrawn(id);
        vm.prank(owner);
        escrow.withdraw(sale);
        vm.expectRevert(wrongState(ISaleEscrow.State.Undone));
        vm.prank(owner);
        escrow.withdraw(sale);
        vm.expectRevert(wrongState(ISaleEscrow.State.Undone));
        vm.prank(buyer);
        escrow.fund(sale);
        vm.expectRevert(wrongState(ISaleEscrow.State.Undone));
        escrow.bid(sale, 1, "");
    }

    function test_bid_is_public() public {
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Bid(id, buyer, 9000, "bafy");
        vm.prank(buyer);
        escrow.bid(sale, 9000, "bafy");
    }

    // Fund

    function test_fund_refuses_by_name() public {
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowArbitratorIsParty.selector, arbitrator));
        vm.prank(arbitrator);
        escrow.fund(sale);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowArbitratorIsParty.selector, owner));
        vm.prank(owner);
        escrow.fund(sale);
        vm.warp(sale.expiresAt);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowExpired.selector, sale.expiresAt));
        vm.prank(buyer);
        escrow.fund(sale);
        vm.warp(sale.expiresAt - 1);
        vm.prank(owner);
        vehicle.transferFrom(owner, maker, car);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotSeller.selector, maker));
        vm.prank(buyer);
        escrow.fund(sale);
    }

    function test_an_old_offer_does_not_sell_a_car_that_its_seller_bought_back() public {
        vm.startPrank(owner);
        vehicle.setApprovalForAll(address(escrow), true);
        vehicle.transferFrom(owner, maker, car);
        vm.stopPrank();
        vm.prank(maker);
        vehicle.transferFrom(maker, owner, car);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowChangedHands.selector, car));
        fund();
        sale.nonce = 1;
        vm.prank(owner);
        escrow.offer(sale);
        fund();
    }

    function test_fund_keeps_to_the_named_buyer() public {
        sale.buyer = maker;
        vm.prank(owner);
        escrow.offer(sale);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotBuyer.selector, buyer));
        vm.prank(buyer);
        escrow.fund(sale);
        sale.buyer = buyer;
        vm.prank(owner);
        escrow.offer(sale);
        vm.prank(buyer);
        escrow.fund(sale);
    }

    function test_fund_takes_the_price_and_locks_the_car() public {
        uint40 deadline = uint40(block.timestamp + 3 days);
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Funded(id, buyer, deadline);
        fund();
        ISaleEscrow.Status memory status = escrow.statusOf(id);
        assertEq(uint256(status.state), uint256(ISaleEscrow.State.Funded), "state");
        assertEq(status.buyer, buyer, "buyer");
        assertEq(status.deadline, deadline, "deadline");
        assertEq(vehicle.carOf(car).lockedBy, address(escrow), "locked");
        assertEq(token.balanceOf(buyer), 0, "paid");
        assertEq(token.balanceOf(address(escrow)), 10_000, "kept here");
        vm.expectRevert(wrongState(ISaleEscrow.State.Funded));
        vm.prank(buyer);
        escrow.fund(sale);
    }

    function test_a_paid_car_stays_where_it_is() public {
        fund();
        vm.startPrank(owner);
        vehicle.approve(address(0), car);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleLocked.selector, car, address(escrow)));
        vehicle.transferFrom(owner, maker, car);
        vm.stopPrank();
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Released(id, 10_000, 0);
        vm.prank(buyer);
        escrow.release(sale);
        assertEnd(ISaleEscrow.State.Released, 10_000, 0, buyer);
    }

    // Two of three

    function test_nothing_is_decided_before_somebody_paid() public {
        bytes memory reason = wrongState(ISaleEscrow.State.Open);
        vm.startPrank(owner);
        vm.expectRevert(reason);
        escrow.undo(sale);
        vm.expectRevert(reason);
        escrow.propose(sale, 0, false);
        vm.expectRevert(reason);
        escrow.dispute(sale, "");
        vm.expectRevert(reason);
        escrow.expire(sale);
        vm.stopPrank();
        vm.expectRevert(reason);
        vm.prank(buyer);
        escrow.release(sale);
    }

    function test_release_and_undo_are_each_for_one_party() public {
        fund();
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotBuyer.selector, owner));
        vm.prank(owner);
        escrow.release(sale);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotSeller.selector, buyer));
        vm.prank(buyer);
        escrow.undo(sale);
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Undone(id, 0, 10_000);
        vm.prank(owner);
        escrow.undo(sale);
        assertEnd(ISaleEscrow.State.Undone, 0, 10_000, owner);
        vm.expectRevert(wrongState(ISaleEscrow.State.Undone));
        vm.prank(buyer);
        escrow.release(sale);
    }

    function test_propose_takes_effect_when_both_want_the_same(uint128 toSeller, bool vehicleToBuyer) public {
        fund();
        toSeller = uint128(bound(toSeller, 0, 10_000));
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowAboveEscrow.selector, 10_001, 10_000));
        vm.prank(owner);
        escrow.propose(sale, 10_001, true);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotParty.selector, arbitrator));
        vm.prank(arbitrator);
        escrow.propose(sale, toSeller, vehicleToBuyer);
        vm.startPrank(owner);
        assertTrue(!escrow.propose(sale, toSeller, !vehicleToBuyer), "alone");
        vm.stopPrank();
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Proposed(id, buyer, toSeller, vehicleToBuyer);
        vm.prank(buyer);
        assertTrue(!escrow.propose(sale, toSeller, vehicleToBuyer), "not the same");
        vm.prank(owner);
        assertTrue(escrow.propose(sale, toSeller, vehicleToBuyer), "the same");
        assertEnd(
            vehicleToBuyer ? ISaleEscrow.State.Released : ISaleEscrow.State.Undone,
            toSeller,
            10_000 - toSeller,
            vehicleToBuyer ? buyer : owner
        );
    }

    function test_propose_may_divide_up_to_the_whole_price() public {
        fund();
        vm.prank(buyer);
        escrow.propose(sale, 10_000, false);
        vm.prank(owner);
        assertTrue(escrow.propose(sale, 10_000, false), "agreed");
        assertEnd(ISaleEscrow.State.Undone, 10_000, 0, owner);
    }

    function test_award_pays_the_fixed_fee_and_divides_the_rest(uint128 toSeller, bool vehicleToBuyer) public {
        disputed();
        toSeller = uint128(bound(toSeller, 0, 9700));
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotArbitrator.selector, owner));
        vm.prank(owner);
        escrow.award(sale, toSeller, vehicleToBuyer, "");
        vm.startPrank(arbitrator);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowAboveEscrow.selector, 9701, 9700));
        escrow.award(sale, 9701, vehicleToBuyer, "");
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Awarded(id, arbitrator, 300, "decision");
        escrow.award(sale, toSeller, vehicleToBuyer, "decision");
        vm.stopPrank();
        assertEq(token.balanceOf(arbitrator), 300, "fee");
        assertEq(roles.recordOf(arbitrator).jobs, 1, "record");
        assertEnd(
            vehicleToBuyer ? ISaleEscrow.State.Released : ISaleEscrow.State.Undone,
            toSeller,
            9700 - toSeller,
            vehicleToBuyer ? buyer : owner
        );
    }

    function test_award_may_give_all_but_the_fee_at_the_last_second() public {
        disputed();
        vm.warp(block.timestamp + 5 days);
        vm.prank(arbitrator);
        escrow.award(sale, 9700, true, "");
        assertEnd(ISaleEscrow.State.Released, 9700, 0, buyer);
        assertEq(token.balanceOf(arbitrator), 300, "fee");
    }

    function test_award_is_for_this_arbitrator_and_no_other() public {
        disputed();
        address other = address(0xA4C);
        grant(RoleLib.ARBITRATOR, other);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotArbitrator.selector, other));
        vm.prank(other);
        escrow.award(sale, 9700, true, "");
    }

    function test_dispute_is_for_either_party_until_the_last_second() public {
        fund();
        vm.warp(block.timestamp + 3 days);
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Disputed(id, owner, "why", block.timestamp + 5 days);
        vm.prank(owner);
        escrow.dispute(sale, "why");
        assertEq(escrow.statusOf(id).deadline, block.timestamp + 5 days, "time to decide");
        vm.expectRevert(wrongState(ISaleEscrow.State.Disputed));
        vm.prank(buyer);
        escrow.dispute(sale, "again");
    }

    function test_the_arbitrator_has_no_word_before_a_dispute() public {
        fund();
        vm.expectRevert(wrongState(ISaleEscrow.State.Funded));
        vm.prank(arbitrator);
        escrow.award(sale, 9700, false, "");
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotParty.selector, arbitrator));
        vm.prank(arbitrator);
        escrow.dispute(sale, "");
    }

    function test_a_suspended_arbitrator_decides_nothing() public {
        disputed();
        suspend(RoleLib.ARBITRATOR, arbitrator);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotArbitrator.selector, arbitrator));
        vm.prank(arbitrator);
        escrow.award(sale, 9700, true, "");
    }

    // The clock

    function test_a_sale_without_a_word_is_undone() public {
        fund();
        uint40 deadline = uint40(block.timestamp + 3 days);
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowTooEarly.selector, deadline));
        escrow.expire(sale);
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowTooLate.selector, deadline));
        vm.prank(owner);
        escrow.dispute(sale, "");
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Undone(id, 0, 10_000);
        escrow.expire(sale);
        assertEnd(ISaleEscrow.State.Undone, 0, 10_000, owner);
        assertEq(roles.recordOf(arbitrator).disputes, 0, "nobody asked the arbitrator");
    }

    function test_a_silent_arbitrator_earns_nothing_but_a_mark() public {
        disputed();
        uint40 deadline = uint40(block.timestamp + 5 days);
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowTooLate.selector, deadline));
        vm.prank(arbitrator);
        escrow.award(sale, 0, false, "");
        escrow.expire(sale);
        assertEnd(ISaleEscrow.State.Undone, 0, 10_000, owner);
        assertEq(roles.recordOf(arbitrator).disputes, 1, "record");
    }

    function test_a_silent_arbitrator_stops_nothing_when_its_mark_is_refused() public {
        disputed();
        setReporter(address(escrow), false);
        vm.warp(block.timestamp + 5 days + 1);
        vm.expectEmit(address(escrow));
        emit RecordLib.DisputeNotRecorded(arbitrator);
        escrow.expire(sale);
        assertEnd(ISaleEscrow.State.Undone, 0, 10_000, owner);
        assertEq(roles.recordOf(arbitrator).disputes, 0, "no record");
    }

    function test_an_award_is_paid_when_its_record_is_refused() public {
        disputed();
        setReporter(address(escrow), false);
        vm.expectEmit(address(escrow));
        emit RecordLib.JobNotRecorded(arbitrator);
        vm.prank(arbitrator);
        escrow.award(sale, 9000, true, "");
        assertEnd(ISaleEscrow.State.Released, 9000, 700, buyer);
        assertEq(token.balanceOf(arbitrator), 300, "fee");
        assertEq(roles.recordOf(arbitrator).jobs, 0, "no record");
    }

    function test_the_parties_may_still_agree_in_a_dispute() public {
        disputed();
        vm.prank(buyer);
        escrow.release(sale);
        assertEnd(ISaleEscrow.State.Released, 10_000, 0, buyer);
        assertEq(token.balanceOf(arbitrator), 0, "no fee");
    }

    function test_a_duplicate_car_can_still_be_undone() public {
        uint256 twin = mintCar(owner, "twin");
        sale.vehicleId = twin;
        vm.startPrank(owner);
        vehicle.approve(address(escrow), twin);
        id = escrow.offer(sale);
        vm.stopPrank();
        fund();
        vehicle.proveDuplicate(car, "tag", twin, "twin", VIN);
        vm.expectRevert(
            abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, twin, IVehicle.State.Duplicate)
        );
        vm.prank(buyer);
        escrow.release(sale);
        vm.warp(block.timestamp + 3 days + 1);
        escrow.expire(sale);
        assertEq(token.balanceOf(buyer), 10_000, "money back");
    }

    // Reviews

    function test_review_is_for_both_parties_once_after_a_sale() public {
        fund();
        vm.expectRevert(wrongState(ISaleEscrow.State.Funded));
        vm.prank(buyer);
        escrow.review(sale, 5, "good");
        vm.prank(buyer);
        escrow.release(sale);
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowNotParty.selector, arbitrator));
        vm.prank(arbitrator);
        escrow.review(sale, 5, "good");
        vm.startPrank(buyer);
        vm.expectEmit(address(escrow));
        emit ISaleEscrow.Reviewed(id, buyer, owner, 5, "good");
        escrow.review(sale, 5, "good");
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowAlreadyReviewed.selector, buyer));
        escrow.review(sale, 5, "good");
        vm.stopPrank();
        rewards.spend();
        vm.prank(owner);
        escrow.review(sale, 3, "slow");
        assertEq(roles.recordOf(owner).stars, 5, "of the seller");
        assertEq(roles.recordOf(buyer).stars, 3, "of the buyer, reward or not");
        assertEq(rewards.rewards(), 1, "one reward before the budget was spent");
        assertEq(rewards.last(), keccak256(abi.encode(buyer, 10 ether, bytes32("sale review"))), "to whom and how much");
        vm.expectRevert(abi.encodeWithSelector(ISaleEscrow.SaleEscrowAlreadyReviewed.selector, owner));
        vm.prank(owner);
        escrow.review(sale, 3, "slow");
    }

    function test_review_refuses_stars_out_of_range() public {
        fund();
        vm.startPrank(buyer);
        escrow.release(sale);
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesInvalidStars.selector, 6));
        escrow.review(sale, 6, "");
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesInvalidStars.selector, 0));
        escrow.review(sale, 0, "");
        vm.stopPrank();
    }

    /// @dev A sale of the car for one unit, which takes no time.
    function sell(address from, address to) internal returns (ISaleEscrow.Sale memory sold) {
        sold = sale;
        (sold.seller, sold.price, sold.arbitratorFee, sold.nonce) = (from, 1, 0, ++sales);
        sold.expiresAt = uint40(block.timestamp + 1);
        token.mint(to, 1);
        vm.startPrank(from);
        vehicle.setApprovalForAll(address(escrow), true);
        escrow.offer(sold);
        vm.stopPrank();
        vm.startPrank(to);
        token.approve(address(escrow), 1);
        escrow.fund(sold);
        escrow.release(sold);
        vm.stopPrank();
    }

    /// @dev A dispute about the car, which nobody has sold yet.
    function disputedAgain() internal {
        (sale.price, sale.arbitratorFee, sale.nonce) = (1, 0, ++sales);
        sale.expiresAt = uint40(block.timestamp + 1);
        token.mint(buyer, 1);
        vm.startPrank(owner);
        vehicle.approve(address(escrow), car);
        id = escrow.offer(sale);
        vm.stopPrank();
        vm.startPrank(buyer);
        token.approve(address(escrow), 1);
        escrow.fund(sale);
        escrow.dispute(sale, "");
        vm.stopPrank();
    }

    function test_one_car_writes_one_job_and_one_mark_on_the_record_of_an_arbitrator() public {
        for (uint256 i; i < 3; i++) {
            disputedAgain();
            vm.warp(escrow.statusOf(id).deadline + 1);
            escrow.expire(sale);
        }
        assertEq(roles.recordOf(arbitrator).disputes, 1, "marked once, however often it is named and not asked");
        for (uint256 i; i < 3; i++) {
            disputedAgain();
            vm.prank(arbitrator);
            escrow.award(sale, 0, false, "");
        }
        assertEq(roles.recordOf(arbitrator).jobs, 1, "nor does it wash its record with a car that stays where it is");
        car = mintCar(owner, "another");
        sale.vehicleId = car;
        disputedAgain();
        vm.prank(arbitrator);
        escrow.award(sale, 0, false, "");
        assertEq(roles.recordOf(arbitrator).jobs, 2, "another car counts");
    }

    function review(ISaleEscrow.Sale memory sold, address by, uint8 stars) internal {
        vm.prank(by);
        escrow.review(sold, stars, "");
    }

    function test_a_car_that_goes_to_and_fro_earns_the_two_rewards_of_one_sale() public {
        for (uint256 i; i < 6; i++) {
            (address from, address to) = i % 2 == 0 ? (owner, buyer) : (buyer, owner);
            ISaleEscrow.Sale memory sold = sell(from, to);
            review(sold, from, 5);
            review(sold, to, 5);
        }
        assertEq(rewards.rewards(), 2, "both reviews of the first sale, and no more");
        assertEq(roles.recordOf(owner).ratings, 1, "one voice, however often it speaks");
        assertEq(roles.recordOf(buyer).ratings, 1, "on either side");
        assertEq(roles.recordOf(buyer).stars, 5, "and its stars once");
    }

    function test_sales_that_were_heaped_up_are_not_rewarded_one_by_one_later() public {
        ISaleEscrow.Sale[3] memory sold = [sell(owner, buyer), sell(buyer, owner), sell(owner, buyer)];
        review(sold[1], buyer, 4);
        assertEq(escrow.rewardOf(car).sale, keccak256(abi.encode(sold[1])), "of the sale that is reviewed first");
        uint256 until = block.timestamp + 180 days;
        assertEq(escrow.rewardOf(car).until, until, "for as long");
        vm.warp(until - 1);
        review(sold[0], owner, 4);
        review(sold[2], owner, 4);
        assertEq(rewards.rewards(), 1, "of no other sale");
        review(sold[1], owner, 4);
        assertEq(rewards.rewards(), 2, "of this one both");
        assertEq(escrow.rewardOf(car).until, until, "which takes no longer for it");
        vm.warp(until);
        review(sold[0], buyer, 4);
        review(sold[2], buyer, 4);
        assertEq(rewards.rewards(), 3, "then of one other, whose second review came before");
    }

    function test_a_review_that_the_budget_did_not_reward_leaves_the_reward_to_another_sale() public {
        ISaleEscrow.Sale[2] memory sold = [sell(owner, buyer), sell(buyer, owner)];
        rewards.spend();
        review(sold[0], owner, 5);
        assertEq(escrow.rewardOf(car).until, 0, "not bound");
        rewards.fill();
        review(sold[1], owner, 5);
        assertEq(rewards.rewards(), 1, "rewarded");
    }

    /// @dev Any order of sales, reviews and time: two rewards in half a year are the most that one car earns.
    function test_no_order_of_reviews_earns_more(uint256[24] memory seeds) public {
        ISaleEscrow.Sale[8] memory sold;
        for (uint256 i; i < 8; i++) sold[i] = i % 2 == 0 ? sell(owner, buyer) : sell(buyer, owner);
        uint256 began = block.timestamp;
        for (uint256 i; i < seeds.length; i++) {
            vm.warp(block.timestamp + seeds[i] % 40 days);
            vm.prank((seeds[i] >> 64) % 2 == 0 ? owner : buyer);
            try escrow.review(sold[(seeds[i] >> 128) % 8], 5, "") {} catch {}
            assertLe(rewards.rewards(), 2 * ((block.timestamp - began) / 180 days + 1), "rewards");
        }
    }

    function test_a_car_speaks_once_for_each_side_whichever_accounts_it_passes() public {
        address[3] memory socks = [address(0x50C1), address(0x50C2), address(0x50C3)];
        for (uint256 i; i < 3; i++) {
            review(sell(owner, socks[i]), socks[i], uint8(5 - i));
            review(sell(socks[i], owner), socks[i], uint8(5 - i));
        }
        assertEq(roles.recordOf(owner).ratings, 1, "its owner's accounts are one voice");
        assertEq(roles.recordOf(owner).stars, 5, "the first one's, as buyer and as seller");

        review(sell(owner, socks[0]), socks[0], 1);
        assertEq(roles.recordOf(owner).ratings, 1, "which may speak again");
        assertEq(roles.recordOf(owner).stars, 1, "in place of what it said");
    }

    function test_a_dealer_is_rated_by_who_sold_to_it_and_by_who_bought_from_it() public {
        address dealer = address(0xDEA1);
        ISaleEscrow.Sale memory bought = sell(owner, dealer);
        ISaleEscrow.Sale memory resold = sell(dealer, buyer);
        review(bought, owner, 4);
        review(resold, buyer, 5);
        assertEq(roles.recordOf(dealer).ratings, 2, "both count");
        assertEq(roles.recordOf(dealer).stars, 9, "stars");
    }
}
