// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Election} from "./Election.sol";
import {QDT} from "./QDT.sol";
import {IElection} from "./interfaces/IElection.sol";
import {IQDT} from "./interfaces/IQDT.sol";
import {ProducerSetLib} from "./libraries/ProducerSetLib.sol";
import {HeaderBuilder} from "./test/HeaderBuilder.sol";
import {System} from "./test/System.sol";

/// Stakes, votes, registers, rotates and punishes as the cast, and keeps its own ledger. Never reverts.
contract ElectionHandler is HeaderBuilder {
    using ProducerSetLib for address[];

    struct Choice {
        uint256 place;
        uint256 candidacy;
    }

    uint256 internal constant FIRST_KEY = 0xB10C;
    uint256 internal constant BOND = 100_000e18;
    uint256 internal constant EPOCH = 420;
    // What a transfer without coin-days pays.
    uint256 internal constant MOST_FEE = 1e16;

    Election internal immutable ELECTION;
    QDT internal immutable TOKEN;
    address[] public voters;
    address[] public producers;

    mapping(address => uint256) public staked;
    mapping(address => uint256) public leaving;
    mapping(address => uint256) public bonds;
    mapping(address => uint256) public candidacy;
    mapping(address => uint256) internal registeredAfter;
    mapping(address => Choice[]) internal ballots;
    mapping(bytes32 producerAndHeight => bool) internal reported;
    uint256 public paidRewards;

    constructor(Election election, QDT token, address[] memory voters_, address[] memory producers_, uint256 selfStake) {
        (ELECTION, TOKEN, voters, producers) = (election, token, voters_, producers_);
        for (uint256 i; i < producers_.length; ++i) {
            address producer = producers_[i];
            voters.push(producer);
            (candidacy[producer], staked[producer], bonds[producer]) = (1, selfStake, BOND);
            ballots[producer].push(Choice(i, 1));
        }
    }

    /// The set at work is the same after each action as before, since none ends an epoch.
    modifier keepsTheSetAtWork() {
        bytes32 before = _hashOfSet();
        _;
        vm.assertEq(_hashOfSet(), before, "the set changes only with the epoch");
    }

    function stake(uint256 who, uint256 amount) external keepsTheSetAtWork {
        address voter = voters[who % voters.length];
        uint256 balance = TOKEN.balanceOf(voter);
        if (balance <= MOST_FEE) return;
        amount = bound(amount, 1, balance - MOST_FEE);
        vm.startPrank(voter);
        TOKEN.approve(address(ELECTION), amount);
        ELECTION.stake(amount);
        vm.stopPrank();
        staked[voter] += amount;
    }

    function unstake(uint256 who, uint256 amount) external keepsTheSetAtWork {
        address voter = voters[who % voters.length];
        if (staked[voter] == 0) return;
        amount = bound(amount, 1, staked[voter]);
        vm.prank(voter);
        ELECTION.unstake(amount);
        staked[voter] -= amount;
        leaving[voter] += amount;
    }

    function withdraw(uint256 who) external keepsTheSetAtWork {
        address voter = voters[who % voters.length];
        if (leaving[voter] == 0) return;
        uint256 releaseAt = ELECTION.voterOf(voter).releaseAt;
        if (block.timestamp < releaseAt) vm.warp(releaseAt);
        vm.prank(voter);
        vm.assertEq(ELECTION.withdraw(), leaving[voter], "what was leaving");
        leaving[voter] = 0;
    }

    function vote(uint256 who, uint256 first, uint256 count) external keepsTheSetAtWork {
        address voter = voters[who % voters.length];
        count = bound(count, 0, 21);
        address[] memory choices = new address[](count);
        uint256[] memory places = new uint256[](count);
        uint256 found;
        for (uint256 i; i < producers.length && found < count; ++i) {
            uint256 place = addmod(first, i, producers.length);
            if (ELECTION.candidateOf(producers[place]).status != IElection.Status.Registered) continue;
            (choices[found], places[found]) = (producers[place], place);
            ++found;
        }
        if (found < count) return;
        vm.prank(voter);
        ELECTION.vote(choices);
        delete ballots[voter];
        for (uint256 i; i < count; ++i) ballots[voter].push(Choice(places[i], candidacy[choices[i]]));
    }

    function delegate(uint256 who, uint256 to) external keepsTheSetAtWork {
        vm.prank(voters[who % voters.length]);
        ELECTION.delegate(to % 3 == 0 ? address(0) : voters[to % voters.length]);
    }

    function registerOrLeave(uint256 who) external keepsTheSetAtWork {
        address producer = producers[who % producers.length];
        if (ELECTION.candidateOf(producer).status == IElection.Status.Registered) {
            vm.prank(producer);
            ELECTION.unregister();
            return;
        }
        if (TOKEN.balanceOf(producer) < BOND + MOST_FEE) return;
        vm.startPrank(producer);
        TOKEN.approve(address(ELECTION), BOND);
        ELECTION.register("Again", "", BOND);
        vm.stopPrank();
        bonds[producer] += BOND;
        ++candidacy[producer];
        registeredAfter[producer] = ELECTION.rotations() + 1;
    }

    function withdrawBond(uint256 who) external keepsTheSetAtWork {
        address producer = producers[who % producers.length];
        IElection.CandidateView memory candidate = ELECTION.candidateOf(producer);
        if (candidate.bondLeaving == 0) return;
        if (block.timestamp < candidate.bondReleaseAt) vm.warp(candidate.bondReleaseAt);
        vm.prank(producer);
        bonds[producer] -= ELECTION.withdrawBond();
    }

    function rotate() external keepsTheSetAtWork {
        (uint64 newest,,) = ELECTION.getSchedule(block.number + EPOCH);
        (IElection.CandidateView[] memory page,) = ELECTION.candidates(0, 4);
        if (newest > block.number / EPOCH || page.length < 4) return;
        uint256[] memory rewards = _rewards();
        uint256 ready = _countReady();
        address[] memory members = ELECTION.rotate();
        for (uint256 i; i < producers.length; ++i) {
            if (registeredAfter[producers[i]] != ELECTION.rotations()) continue;
            vm.assertEq(ELECTION.rewardOf(producers[i]), rewards[i], "a newcomer is not paid");
            vm.assertTrue(ready < 4 || !members.contains(producers[i]), "nor chosen where others suffice");
        }
    }

    function claimReward(uint256 who) external keepsTheSetAtWork {
        address producer = producers[who % producers.length];
        if (ELECTION.rewardOf(producer) == 0) return;
        vm.prank(producer);
        paidRewards += ELECTION.claimReward();
    }

    function voteOut(uint256 who) external keepsTheSetAtWork {
        address producer = producers[who % producers.length];
        (,, address[] memory members) = ELECTION.getSchedule(block.number);
        for (uint256 i; i < members.length; ++i) {
            if (ELECTION.candidateOf(producer).status != IElection.Status.Registered) return;
            vm.prank(members[i]);
            (bool ok,) = address(ELECTION).call(abi.encodeCall(ELECTION.voteOut, (producer)));
            vm.assertTrue(ok, "each member has one vote an epoch, and this one it had not used");
        }
    }

    function doubleSign(uint256 who) external keepsTheSetAtWork {
        who = who % producers.length;
        if (bonds[producers[who]] == 0) return;
        uint256[] memory keys = new uint256[](1);
        keys[0] = FIRST_KEY + who;
        Plan memory plan = Plan(block.timestamp, 0, 0, address(0), keccak256("one"), keys);
        bytes memory header = _sealed(plan);
        plan.stateRoot = keccak256("two");
        if (!_isReported(producers[who], plan.number)) {
            vm.assertEq(ELECTION.reportDoubleSign(header, _sealed(plan)), bonds[producers[who]], "the whole bond");
            bonds[producers[who]] = 0;
        }
    }

    function move(uint256 amount, uint256 blocks, uint256 time, uint256 blockProducer) external {
        vm.coinbase(producers[blockProducer % producers.length]);
        address payer = voters[amount % voters.length];
        if (TOKEN.balanceOf(payer) > MOST_FEE) {
            amount = bound(amount, 0, TOKEN.balanceOf(payer) - MOST_FEE);
            vm.prank(payer);
            TOKEN.transfer(voters[blocks % voters.length], amount);
        }
        vm.warp(block.timestamp + bound(time, 1, 200 days));
        vm.roll(block.number + bound(blocks, 1, 500));
        vm.setBlockhash(block.number - 1, keccak256(abi.encode(block.number)));
    }

    /// Returns what the ledger says the votes of each producer weigh now, each voter's rounded down, and how many voted.
    function votesOfAll() external view returns (uint256[] memory sums, uint256[] memory counts) {
        (sums, counts) = (new uint256[](producers.length), new uint256[](producers.length));
        for (uint256 i; i < voters.length; ++i) {
            Choice[] storage ballot = ballots[voters[i]];
            uint256 weight = ballot.length == 0 ? 0 : ELECTION.voterOf(voters[i]).weight;
            for (uint256 j; j < ballot.length; ++j) {
                if (ballot[j].candidacy != candidacy[producers[ballot[j].place]]) continue;
                sums[ballot[j].place] += weight;
                ++counts[ballot[j].place];
            }
        }
    }

    function _rewards() private view returns (uint256[] memory rewards) {
        rewards = new uint256[](producers.length);
        for (uint256 i; i < rewards.length; ++i) rewards[i] = ELECTION.rewardOf(producers[i]);
    }

    /// Returns how many candidates have been there since before the last rotation.
    function _countReady() private view returns (uint256 count) {
        for (uint256 i; i < producers.length; ++i) {
            if (ELECTION.candidateOf(producers[i]).status != IElection.Status.Registered) continue;
            if (registeredAfter[producers[i]] != ELECTION.rotations() + 1) ++count;
        }
    }

    function _isReported(address producer, uint256 number) private returns (bool was) {
        bytes32 key = keccak256(abi.encode(producer, number));
        (was, reported[key]) = (reported[key], true);
    }

    function _hashOfSet() private view returns (bytes32) {
        (uint64 epoch, bytes32 seed, address[] memory members) = ELECTION.getSchedule(block.number);
        return keccak256(abi.encode(epoch, seed, members));
    }
}

contract ElectionInvariantTest is System {
    uint256 internal constant PRODUCERS = 24;
    ElectionHandler internal handler;
    address[] internal producers;
    address[] internal voters;

    function setUp() public {
        // So short that a run crosses the base of the weights.
        halfLife = 2 weeks;
        _deploy(PRODUCERS, 21, true, IQDT.Shortfall.Charge);
        voters = [ALICE, BOB, CAROL];
        for (uint256 i; i < PRODUCERS; ++i) producers.push(_producer(i));
        handler = new ElectionHandler(election, qdt, voters, producers, SELF_STAKE);
        for (uint256 i; i < PRODUCERS; ++i) voters.push(producers[i]);
        _target(address(handler), _selectors());
    }

    function invariant_EveryCoinHasAnOwner() public view {
        uint256 owed = election.carriedReward();
        for (uint256 i; i < PRODUCERS; ++i) owed += election.rewardOf(producers[i]);
        vm.assertEq(owed + handler.paidRewards(), issuance.released(), "rewards are what was issued");
        for (uint256 i; i < PRODUCERS; ++i) {
            IElection.CandidateView memory candidate = election.candidateOf(producers[i]);
            vm.assertEq(candidate.bond + candidate.bondLeaving, handler.bonds(producers[i]), "bond");
            owed += handler.bonds(producers[i]);
        }
        for (uint256 i; i < voters.length; ++i) {
            IElection.VoterView memory voter = election.voterOf(voters[i]);
            vm.assertEq(voter.stake, handler.staked(voters[i]), "stake");
            vm.assertEq(voter.leaving, handler.leaving(voters[i]), "leaving");
            owed += voter.stake + voter.leaving;
        }
        vm.assertEq(qdt.balanceOf(address(election)), owed, "stakes, bonds, what is leaving, rewards");
    }

    function invariant_GetValidatorsNeverRevertsAndSlotZeroCommits() public view {
        (bool ok, bytes memory data) = address(election).staticcall(hex"b7ab4db5");
        vm.assertTrue(ok, "never reverts");
        address[] memory members = abi.decode(data, (address[]));
        vm.assertTrue(members.length >= 4 && members.length <= 21, "4 to 21 members");
        for (uint256 i = 1; i < members.length; ++i) vm.assertTrue(members[i - 1] < members[i], "ascending");
        (uint64 epoch, bytes32 seed, address[] memory newest) = election.getSchedule(type(uint128).max);
        vm.assertEq(vm.load(address(election), 0), ProducerSetLib.commit(epoch, seed, newest), "slot 0");
    }

    function invariant_CandidatesHaveTheVotesOfTheirVoters() public view {
        (uint256[] memory sums, uint256[] memory counts) = handler.votesOfAll();
        for (uint256 i; i < PRODUCERS; ++i) {
            uint256 votes = election.candidateOf(producers[i]).votes;
            vm.assertGe(votes, sums[i], "no less than the votes in it");
            vm.assertLe(votes, sums[i] + counts[i], "and more only by what each was rounded");
        }
    }

    function _selectors() private pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](12);
        selectors[0] = ElectionHandler.stake.selector;
        selectors[1] = ElectionHandler.unstake.selector;
        selectors[2] = ElectionHandler.withdraw.selector;
        selectors[3] = ElectionHandler.vote.selector;
        selectors[4] = ElectionHandler.delegate.selector;
        selectors[5] = ElectionHandler.registerOrLeave.selector;
        selectors[6] = ElectionHandler.withdrawBond.selector;
        selectors[7] = ElectionHandler.rotate.selector;
        selectors[8] = ElectionHandler.claimReward.selector;
        selectors[9] = ElectionHandler.voteOut.selector;
        selectors[10] = ElectionHandler.doubleSign.selector;
        selectors[11] = ElectionHandler.move.selector;
    }
}
