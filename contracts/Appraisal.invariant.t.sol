// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Appraisal} from "./Appraisal.sol";
import {CarFixture} from "./exchange-test/CarFixture.sol";
import {Test} from "./exchange-test/Test.sol";
import {IAppraisal} from "./interfaces/IAppraisal.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {TokenMock} from "./mocks/TokenMocks.sol";

/// @notice Orders, works, challenges, reviews and waits at random, tries what no state allows, and keeps a ledger of its
/// own of who is due what. It stands in for the Oracle as well.
contract AppraisalHandler is CarFixture {
    uint256 internal constant MAX_JOBS = 20;

    Appraisal public appraisal;
    TokenMock public token = new TokenMock("QDD");
    address internal client = address(0xC11);
    address internal challenger = address(0xC4A);
    address[] internal experts = [address(0xE1), address(0xE2)];
    address[] internal reviewers;
    uint256 internal car;

    /// @notice What lies in jobs that have not ended.
    uint256 public held;
    /// @notice Steps along no allowed edge, and calls that a state should have refused.
    uint256 public wrongSteps;
    /// @notice Values that came to the Oracle, less the jobs that were paid.
    int256 public strayValues;
    mapping(address payee => uint256) internal least;
    mapping(address payee => uint256) internal most;
    mapping(uint256 jobId => IAppraisal.State) internal seen;
    mapping(uint256 jobId => bool) internal turned;

    modifier watched() {
        _;
        for (uint256 id = 1; id <= appraisal.count(); id++) {
            IAppraisal.State state = appraisal.jobOf(id).state;
            if (state == seen[id]) continue;
            if (!isEdge(seen[id], state)) wrongSteps++;
            if (seen[id] == IAppraisal.State.Challenged && state == IAppraisal.State.Submitted) {
                if (turned[id]) wrongSteps++;
                turned[id] = true;
            }
            if (state == IAppraisal.State.Paid) strayValues--;
            seen[id] = state;
        }
    }

    constructor() {
        deployCars();
        car = mintCar(owner, "tag");
        address[] memory currencies = new address[](1);
        currencies[0] = address(token);
        appraisal = new Appraisal(vehicle, roles, IOracle(address(this)), currencies);
        allowReporter(address(appraisal));
        for (uint160 i = 1; i <= 5; i++) reviewers.push(address(0x4E00 + i));
        address[] memory payees = everybody();
        for (uint256 i; i < payees.length; i++) {
            vm.prank(payees[i]);
            token.approve(address(appraisal), type(uint256).max);
            if (i >= 2) grant(RoleLib.APPRAISER, payees[i]);
        }
    }

    function recordValuation(uint256, bytes32, uint128) external {
        strayValues++;
    }

    // What anybody may try

    function order(uint128 fee, uint256 wanted, uint32 work, uint32 challengeTime, bool byApplication)
        external
        watched
    {
        if (appraisal.count() == MAX_JOBS || token.refuses(client)) return;
        fee = uint128(bound(fee, 1, 1e24));
        work = uint32(bound(work, 1 hours, 60 days));
        challengeTime = uint32(bound(challengeTime, 1 hours, 60 days));
        pay(client, fee);
        vm.prank(client);
        if (byApplication) appraisal.invite(car, address(token), fee, work, challengeTime);
        else appraisal.order(car, wanted % 3 == 2 ? address(0) : experts[wanted % 3], address(token), fee, work, challengeTime);
    }

    function chooseApplicant(uint256 seed, uint256 who) external watched {
        (uint256 id, IAppraisal.Job memory job) = pick(seed, IAppraisal.State.Open);
        if (id == 0 || !job.byApplication || block.timestamp > job.deadline) return;
        address expert = experts[who % 2];
        address[] memory applied = appraisal.applicantsOf(id);
        if (applied.length == 0 || (applied[0] != expert && applied[applied.length - 1] != expert)) {
            vm.prank(expert);
            appraisal.applyFor(id, "note");
        }
        vm.prank(client);
        appraisal.choose(id, expert);
    }

    function accept(uint256 seed, uint256 who) external watched {
        (uint256 id, IAppraisal.Job memory job) = pick(seed, IAppraisal.State.Open);
        if (id == 0 || block.timestamp > job.deadline || (job.byApplication && job.appraiser == address(0))) return;
        address expert = job.appraiser == address(0) ? experts[who % 2] : job.appraiser;
        if (token.refuses(expert)) return;
        pay(expert, job.fee);
        vm.prank(expert);
        appraisal.accept(id);
    }

    function submit(uint256 seed, uint128 price, uint8 grade) external watched {
        (uint256 id, IAppraisal.Job memory job) = pick(seed, IAppraisal.State.Accepted);
        if (id == 0 || block.timestamp > job.deadline) return;
        IAppraisal.Report memory report =
            IAppraisal.Report(uint128(bound(price, 1, 1e24)), uint8(bound(grade, 1, 10)), "hash", "cid");
        vm.prank(job.appraiser);
        appraisal.submit(id, report);
    }

    function challenge(uint256 seed, bool byClient) external watched {
        (uint256 id, IAppraisal.Job memory job) = pick(seed, IAppraisal.State.Submitted);
        address by = byClient || job.clientsTurn ? client : challenger;
        if (id == 0 || block.timestamp > job.deadline || token.refuses(by)) return;
        pay(by, job.fee);
        vm.prank(by);
        appraisal.challenge(id, "reason");
    }

    /// @dev Mostly of one mind, or three would seldom agree.
    function review(uint256 seed, uint256 who, uint256 minds) external watched {
        (uint256 id, IAppraisal.Job memory job) = pick(seed, IAppraisal.State.Challenged);
        if (id == 0 || block.timestamp > job.deadline) return;
        for (uint256 i; i <= who % reviewers.length; i++) {
            IAppraisal.Challenge memory open = appraisal.challengeOf(id);
            address reviewer = reviewers[i];
            if (has(open.upholders, reviewer) || has(open.overturners, reviewer)) continue;
            bool upheld = (minds >> i) % 4 == 0 ? id % 2 == 0 : id % 2 == 1;
            vm.prank(reviewer);
            appraisal.review(id, upheld, "reason");
            open = appraisal.challengeOf(id);
            if ((upheld ? open.upholders : open.overturners).length == 3) return bookDecision(job, open, upheld);
        }
    }

    function settle(uint256 seed) external watched {
        for (uint256 i; i < appraisal.count(); i++) {
            uint256 id = (seed % appraisal.count() + i) % appraisal.count() + 1;
            IAppraisal.Job memory job = appraisal.jobOf(id);
            if (uint8(job.state) > uint8(IAppraisal.State.Challenged) || block.timestamp <= job.deadline) continue;
            IAppraisal.Challenge memory open = appraisal.challengeOf(id);
            appraisal.settle(id);
            return bookSilence(job, open);
        }
    }

    /// @dev Every verb on a job whose state does not allow it, by those who could otherwise.
    function meddle(uint256 seed, uint256 verb) external watched {
        if (appraisal.count() == 0) return;
        uint256 id = seed % appraisal.count() + 1;
        IAppraisal.Job memory job = appraisal.jobOf(id);
        bool ended = job.state == IAppraisal.State.Paid || job.state == IAppraisal.State.Refunded;
        bytes memory call;
        address by = reviewers[seed % reviewers.length];
        if (verb % 5 == 0 && job.state != IAppraisal.State.Open) {
            (by, call) = (experts[seed % 2], abi.encodeCall(appraisal.accept, (id)));
        } else if (verb % 5 == 1 && job.state != IAppraisal.State.Accepted) {
            by = job.appraiser == address(0) ? experts[0] : job.appraiser;
            call = abi.encodeCall(appraisal.submit, (id, IAppraisal.Report(1, 1, "hash", "cid")));
        } else if (verb % 5 == 2 && job.state != IAppraisal.State.Submitted) {
            (by, call) = (challenger, abi.encodeCall(appraisal.challenge, (id, "reason")));
        } else if (verb % 5 == 2 && job.clientsTurn) {
            (by, call) = (challenger, abi.encodeCall(appraisal.challenge, (id, "reason")));
        } else if (verb % 5 == 3 && job.state != IAppraisal.State.Challenged) {
            call = abi.encodeCall(appraisal.review, (id, true, "reason"));
        } else if (verb % 5 == 4 && (ended || block.timestamp <= job.deadline)) {
            call = abi.encodeCall(appraisal.settle, (id));
        }
        if (call.length == 0) return;
        uint256 lent = token.refuses(by) ? 0 : job.fee;
        if (lent > 0) token.mint(by, lent);
        vm.prank(by);
        (bool done,) = address(appraisal).call(call);
        if (done) wrongSteps++;
        // What was lent for a bond goes away again, so that the ledger stays as it was.
        if (done || lent == 0) return;
        vm.prank(by);
        token.transfer(address(0xDEAD), lent);
    }

    function refusePayments(uint256 who, bool refused) external {
        address[] memory payees = everybody();
        token.refuse(payees[who % payees.length], refused);
    }

    function claim(uint256 who) external watched {
        address[] memory payees = everybody();
        address payee = payees[who % payees.length];
        if (token.refuses(payee) || appraisal.creditOf(payee, address(token)) == 0) return;
        vm.prank(payee);
        appraisal.claim(address(token));
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 20 days));
    }

    // What the ledger says

    function credits() external view returns (uint256 sum) {
        address[] memory payees = everybody();
        for (uint256 i; i < payees.length; i++) sum += appraisal.creditOf(payees[i], address(token));
    }

    /// @return wrong Payees who have less or more than the ended jobs gave them.
    function wronglyPaid() external view returns (uint256 wrong) {
        address[] memory payees = everybody();
        for (uint256 i; i < payees.length; i++) {
            uint256 has_ = token.balanceOf(payees[i]) + appraisal.creditOf(payees[i], address(token));
            if (has_ < least[payees[i]] || has_ > most[payees[i]]) wrong++;
        }
    }

    function bookSilence(IAppraisal.Job memory job, IAppraisal.Challenge memory open) internal {
        if (job.state == IAppraisal.State.Open) return book(client, job.fee, job.fee);
        if (job.state == IAppraisal.State.Accepted) return book(client, 2 * job.fee, 2 * job.fee);
        if (job.state == IAppraisal.State.Submitted) return book(job.appraiser, 2 * job.fee, 2 * job.fee);
        if (open.overturners.length > open.upholders.length) return bookDecision(job, open, false);
        if (open.challenger == client) book(job.appraiser, 2 * job.fee, 2 * job.fee);
        if (open.upholders.length > open.overturners.length) bookShares(job, open.upholders);
        else book(open.challenger, job.fee, job.fee);
    }

    function bookDecision(IAppraisal.Job memory job, IAppraisal.Challenge memory open, bool upheld) internal {
        if (upheld) {
            book(job.appraiser, 2 * job.fee, 2 * job.fee);
        } else {
            book(client, job.fee, job.fee);
            book(open.challenger, job.fee, job.fee);
        }
        bookShares(job, upheld ? open.upholders : open.overturners);
    }

    function bookShares(IAppraisal.Job memory job, address[] memory side) internal {
        uint256 part = job.fee / side.length;
        uint256 rounded = job.fee % side.length == 0 ? part : part + 1;
        for (uint256 i; i < side.length; i++) {
            least[side[i]] += part;
            most[side[i]] += rounded;
        }
        held -= job.fee;
    }

    function book(address payee, uint256 least_, uint256 most_) internal {
        least[payee] += least_;
        most[payee] += most_;
        held -= least_;
    }

    function pay(address who, uint256 amount) internal {
        token.mint(who, amount);
        held += amount;
    }

    function isEdge(IAppraisal.State from, IAppraisal.State to) internal pure returns (bool) {
        if (from == IAppraisal.State.None) return to == IAppraisal.State.Open;
        if (from == IAppraisal.State.Open) return to == IAppraisal.State.Accepted || to == IAppraisal.State.Refunded;
        if (from == IAppraisal.State.Accepted) return to == IAppraisal.State.Submitted || to == IAppraisal.State.Refunded;
        if (from == IAppraisal.State.Submitted) return to == IAppraisal.State.Challenged || to == IAppraisal.State.Paid;
        if (from == IAppraisal.State.Challenged) {
            return to == IAppraisal.State.Submitted || to == IAppraisal.State.Paid || to == IAppraisal.State.Refunded;
        }
        return false;
    }

    /// @dev The client, the challenger, then the appraisers.
    function everybody() internal view returns (address[] memory payees) {
        payees = new address[](4 + reviewers.length);
        (payees[0], payees[1], payees[2], payees[3]) = (client, challenger, experts[0], experts[1]);
        for (uint256 i; i < reviewers.length; i++) payees[4 + i] = reviewers[i];
    }

    function has(address[] memory list, address who) internal pure returns (bool) {
        for (uint256 i; i < list.length; i++) if (list[i] == who) return true;
        return false;
    }

    function pick(uint256 seed, IAppraisal.State wanted) internal view returns (uint256, IAppraisal.Job memory job) {
        uint256 count = appraisal.count();
        for (uint256 i; i < count; i++) {
            uint256 id = (seed % count + i) % count + 1;
            job = appraisal.jobOf(id);
            if (job.state == wanted) return (id, job);
        }
        return (0, job);
    }
}

contract AppraisalInvariantTest is Test {
    AppraisalHandler internal handler = new AppraisalHandler();

    function setUp() public {
        bytes4[] memory calls = new bytes4[](11);
        calls[0] = AppraisalHandler.order.selector;
        calls[1] = AppraisalHandler.chooseApplicant.selector;
        calls[2] = AppraisalHandler.accept.selector;
        calls[3] = AppraisalHandler.submit.selector;
        calls[4] = AppraisalHandler.challenge.selector;
        calls[5] = AppraisalHandler.review.selector;
        calls[6] = AppraisalHandler.settle.selector;
        calls[7] = AppraisalHandler.meddle.selector;
        calls[8] = AppraisalHandler.refusePayments.selector;
        calls[9] = AppraisalHandler.claim.selector;
        calls[10] = AppraisalHandler.wait.selector;
        targetOnly(address(handler), calls);
    }

    function invariant_fees_and_bonds_of_running_jobs_are_all_here() public view {
        uint256 balance = handler.token().balanceOf(address(handler.appraisal()));
        assertEq(balance, handler.held() + handler.credits(), "balance");
    }

    function invariant_nobody_is_paid_twice_or_too_little() public view {
        assertEq(handler.wronglyPaid(), 0, "payees");
    }

    function invariant_a_job_only_moves_along_its_edges() public view {
        assertEq(handler.wrongSteps(), 0, "steps");
    }

    function invariant_each_paid_report_moves_the_value_once() public view {
        assertTrue(handler.strayValues() == 0, "values");
    }
}
