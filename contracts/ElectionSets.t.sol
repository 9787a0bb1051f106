// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Election} from "./Election.sol";
import {QDT} from "./QDT.sol";
import {IElection} from "./interfaces/IElection.sol";
import {ProducerSetLib} from "./libraries/ProducerSetLib.sol";
import {System} from "./test/System.sol";
import {Vm} from "./test/Test.sol";

/// A candidate that votes for itself, and looks for the amount to stake beside `rotate` with which it is drawn.
contract Grinder {
    using ProducerSetLib for address[];

    Election private immutable ELECTION;

    error NotDrawn();

    constructor(Election election) {
        ELECTION = election;
    }

    function stand(QDT qdt, uint256 bond, uint256 stake) external {
        qdt.approve(address(ELECTION), type(uint256).max);
        ELECTION.register("Grinder", "", bond);
        ELECTION.stake(stake);
        address[] memory itself = new address[](1);
        itself[0] = address(this);
        ELECTION.vote(itself);
    }

    function grind(uint256 tries) external returns (bool found) {
        for (uint256 i = 1; i <= tries && !found; ++i) {
            try this.attempt(i) {
                found = true;
            } catch {}
        }
    }

    function attempt(uint256 dust) external {
        ELECTION.stake(dust);
        if (!ELECTION.rotate().contains(address(this))) revert NotDrawn();
    }
}

/// How sets are chosen, when they work, what commits to them, and what their members earn.
contract ElectionSetsTest is System {
    using ProducerSetLib for address[];

    function setUp() public {
        _deploy(25, 21, true);
    }

    // Rotation

    function test_GetValidatorsHasBesusSelector() public view {
        vm.assertTrue(election.getValidators.selector == 0xb7ab4db5, "selector");
    }

    function test_RotationTakesEffectAtTheNextEpoch() public {
        address[] memory before = election.getValidators();
        _giveVotes(24, 10);
        address[] memory next = _rotateIn(0);
        vm.assertTrue(next.contains(_producer(24)), "the new favourite is in");

        vm.roll(EPOCH - 2);
        vm.assertEq(election.getValidators(), before, "the old set makes the last block of the epoch");
        vm.roll(EPOCH - 1);
        vm.assertEq(election.getValidators(), next, "the new one the first of the next");
        vm.roll(10 * EPOCH);
        vm.assertEq(election.getValidators(), next, "nobody rotating leaves it");
    }

    function test_RotationIsOnceAnEpoch() public {
        _rotateIn(0);
        vm.roll(EPOCH - 1);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionAlreadyRotated.selector, 0));
        election.rotate();
        vm.roll(EPOCH);
        election.rotate();
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionAlreadyRotated.selector, 1));
        election.rotate();
    }

    function test_RotationNeedsFourCandidates() public {
        _deploy(4, 4, true);
        _rotateIn(0);
        vm.prank(_producer(0));
        election.unregister();
        vm.roll(EPOCH + 1);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionTooFewCandidates.selector, 3));
        election.rotate();
        vm.assertEq(election.getValidators(), _firstProducers(4), "the set stays");
    }

    function test_RotationTellsWhatItChose() public {
        bytes32 hash = keccak256("the block before the epoch");
        vm.roll(3 * EPOCH + 7);
        vm.setBlockhash(3 * EPOCH - 1, hash);
        bytes32 seed = keccak256(abi.encodePacked(hash, uint64(3)));
        vm.recordLogs();
        address[] memory members = election.rotate();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        Vm.Log memory last = logs[logs.length - 1];
        vm.assertEq(last.topics[0], IElection.Rotated.selector, "event");
        vm.assertEq(uint256(last.topics[1]), 4, "epoch");
        bytes memory expected = abi.encode(seed, members, _commit(4, seed, members));
        vm.assertEq(keccak256(last.data), keccak256(expected), "seed, set, commitment");
        (uint64 epoch, bytes32 kept, address[] memory set) = election.getSchedule(4 * EPOCH);
        vm.assertEq(epoch, 4, "epoch");
        vm.assertEq(kept, seed, "seed");
        vm.assertEq(set, members, "members");
    }

    function test_LateRotationDrawsFromItsParent() public {
        vm.roll(3 * EPOCH + 300);
        vm.setBlockhash(3 * EPOCH + 299, keccak256("parent"));
        election.rotate();
        (, bytes32 seed,) = election.getSchedule(4 * EPOCH);
        vm.assertEq(seed, keccak256(abi.encodePacked(keccak256("parent"), uint64(3))), "seed");
    }

    function test_TwentyByVotesAndOneDrawn() public {
        for (uint256 i = 5; i < 25; ++i) _giveVotes(i, 100 + i);
        uint256[5] memory drawn;
        for (uint256 epoch; epoch < 60; ++epoch) {
            address[] memory members = _rotateIn(epoch);
            vm.assertEq(members.length, 21, "21 seats");
            for (uint256 i = 5; i < 25; ++i) vm.assertTrue(members.contains(_producer(i)), "20 by votes");
            for (uint256 i; i < 5; ++i) if (members.contains(_producer(i))) ++drawn[i];
        }
        for (uint256 i; i < 5; ++i) vm.assertTrue(drawn[i] > 2, "each of the rest is drawn at times");
    }

    function test_DustStakedBesideTheRotationDoesNotTakeTheDrawnSeat() public {
        for (uint256 i = 5; i < 25; ++i) _giveVotes(i, 100 + i);
        Grinder grinder = new Grinder(election);
        vm.prank(TREASURY);
        qdt.transfer(address(grinder), BOND + 3_000e18);
        vm.warp(block.timestamp + 30 days);
        grinder.stand(qdt, BOND, 2_000e18);
        _rotateIn(0);
        vm.roll(EPOCH + 1);
        vm.setBlockhash(EPOCH - 1, keccak256("known before"));
        vm.assertFalse(grinder.grind(500), "1 % of the votes that are drawn among, and 500 tries");
    }

    // Commitment

    function test_SlotZeroCommitsToTheNewestSet() public {
        vm.assertEq(vm.load(address(election), 0), _commit(0, keccak256("genesis"), _firstProducers(21)), "genesis");
        address[] memory members = _rotateIn(0);
        (uint64 epoch, bytes32 seed,) = election.getSchedule(EPOCH);
        bytes32 expected = _commit(epoch, seed, members);
        vm.assertEq(vm.load(address(election), 0), expected, "after a rotation");
        vm.assertEq(election.commitment(), expected, "as the getter says");
        vm.assertEq(election.commitmentAt(1), expected, "and the history");
        vm.assertEq(election.commitmentAt(0), _commit(0, keccak256("genesis"), _firstProducers(21)), "which keeps all");
    }

    function test_LightClientsFindTheHistoryInWordsOfItsOwn() public {
        for (uint256 epoch; epoch < 4; ++epoch) _rotateIn(epoch);
        vm.assertEq(vm.load(address(election), bytes32(uint256(11))), bytes32(uint256(4)), "rotations");
        vm.assertEq(vm.load(address(election), bytes32(uint256(2))), bytes32(uint256(3)), "epoch of the set before");
        vm.assertEq(vm.load(address(election), bytes32(uint256(5))), bytes32(uint256(4)), "of the newest");
        vm.assertEq(vm.load(address(election), bytes32(uint256(8))), bytes32(uint256(2)), "of the one before both");
    }

    function test_SetsAreAscending() public {
        for (uint256 epoch; epoch < 5; ++epoch) {
            address[] memory members = _rotateIn(epoch);
            for (uint256 i = 1; i < members.length; ++i) vm.assertTrue(members[i - 1] < members[i], "ascending");
        }
    }

    // Turns

    function test_EachProducerHasOneTurnInARound() public view {
        (, bytes32 seed,) = election.getSchedule(42);
        address[] memory order = _firstProducers(21).shuffled(seed, 42);
        for (uint256 i; i < 21; ++i) {
            vm.assertEq(election.producerAt(42 + i, 0), order[i], "turn");
            vm.assertEq(election.producerAt(42 + i, 1), order[(i + 1) % 21], "stand-in");
            vm.assertEq(election.producerAt(42 + i, 21 * 5 + 3), order[(i + 3) % 21], "any round");
        }
        vm.assertTrue(election.producerAt(63, 0) != order[0] || election.producerAt(64, 0) != order[1], "reshuffled");
        vm.assertEq(election.producerAt(42, type(uint256).max), order[type(uint256).max % 21], "no overflow");
    }

    function test_RoundRobinFollowsTheParent() public {
        _deploy(25, 21, false);
        address[] memory members = _firstProducers(21);
        vm.expectRevert(IElection.ElectionNeedsParent.selector);
        election.producerAt(42, 0);
        vm.assertEq(election.producerAfter(address(0), 1, 0), members[0], "after genesis");
        vm.assertEq(election.producerAfter(members[4], 42, 0), members[5], "the next");
        vm.assertEq(election.producerAfter(members[20], 42, 2), members[2], "around, two rounds on");
        vm.assertEq(election.quorum(), 14, "Besu's quorum");
    }

    function test_QuorumIsMoreThanTwoThirds() public {
        vm.assertEq(election.quorum(), 15, "15 of 21");
        _deploy(4, 4, true);
        vm.assertEq(election.quorum(), 3, "3 of 4");
        _deploy(6, 6, true);
        vm.assertEq(election.quorum(), 5, "5 of 6");
        _deploy(6, 6, false);
        vm.assertEq(election.quorum(), 4, "4 of 6 on Besu");
    }

    function test_SchedulesOfTheLastSetsAreKept() public {
        for (uint256 epoch; epoch < 5; ++epoch) _rotateIn(epoch);
        for (uint64 epoch = 3; epoch <= 5; ++epoch) {
            (uint64 kept,,) = election.getSchedule(epoch * EPOCH);
            vm.assertEq(kept, epoch, "kept");
        }
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionSetUnknown.selector, 3 * EPOCH - 1));
        election.getSchedule(3 * EPOCH - 1);
    }

    // Volume

    function test_VolumeIsCountedByRotation() public {
        vm.coinbase(_producer(0));
        (uint256 used,) = qdt.previewTransfer(ALICE, PURSE);
        vm.prank(ALICE);
        qdt.transfer(BOB, PURSE);
        vm.assertEq(used, PURSE * 30, "all that its coins have earned");
        vm.assertEq(election.candidateOf(_producer(0)).volume, used, "since the last rotation");
        _rotateIn(0);
        vm.assertEq(election.candidateOf(_producer(0)).lastVolume, used, "counted");
        vm.assertEq(election.candidateOf(_producer(0)).volume, 0, "and started anew");
        _rotateIn(1);
        vm.assertEq(election.candidateOf(_producer(0)).lastVolume, 0, "only the last epoch counts");
    }

    function test_AllTheVolumeLiftsACandidateByATenthOfItsVotes() public {
        vm.assertLt(_epochsSeated(109, address(0)), 12, "behind without volume: seated only when drawn");
        vm.assertEq(_epochsSeated(109, _producer(0)), 12, "with all the volume ahead, in every epoch");
        vm.assertLt(_epochsSeated(120, _producer(0)), 12, "but not by more than a tenth");
    }

    // 19 candidates are far ahead; candidates 0 with 100 and 20 with `rival` thousand votes contend for the last safe seat.
    function _epochsSeated(uint256 rival, address producer) private returns (uint256 count) {
        _deploy(23, 21, true);
        for (uint256 i = 1; i <= 19; ++i) _giveVotes(i, 1000);
        _giveVotes(0, 100);
        _giveVotes(20, rival);
        vm.coinbase(producer);
        for (uint256 epoch; epoch < 12; ++epoch) {
            vm.prank(ALICE);
            qdt.transfer(BOB, 1e18);
            if (_rotateIn(epoch).contains(_producer(0))) ++count;
        }
    }

    // Rewards

    function test_RewardsAreSharedAmongTheSeated() public {
        uint256 issued = issuance.issuedAt(block.timestamp);
        uint256 each = issued / 21;
        vm.expectEmit(address(election));
        emit IElection.RewardsShared(0, each, 21, issued - each * 21);
        _rotateIn(0);
        for (uint256 i; i < 21; ++i) vm.assertEq(election.rewardOf(_producer(i)), each, "a share");
        vm.assertEq(election.rewardOf(_producer(21)), 0, "not for those who wait");
        vm.assertEq(election.carriedReward(), issued - each * 21, "the rest is carried");

        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionNothingToClaim.selector, ALICE));
        vm.prank(ALICE);
        election.claimReward();
        vm.expectEmit(address(election));
        emit IElection.RewardClaimed(_producer(0), each);
        vm.prank(_producer(0));
        vm.assertEq(election.claimReward(), each, "returns it");
        vm.assertEq(qdt.balanceOf(_producer(0)), each, "and pays it");
        vm.assertEq(election.rewardOf(_producer(0)), 0, "once");
    }

    function testFuzz_RewardsAddUpToTheIssue(uint256[5] memory gaps) public {
        for (uint256 epoch; epoch < gaps.length; ++epoch) {
            vm.warp(block.timestamp + bound(gaps[epoch], 0, 8 * 365 days));
            _rotateIn(epoch);
            uint256 shared = election.carriedReward();
            for (uint256 i; i < 25; ++i) shared += election.rewardOf(_producer(i));
            vm.assertEq(shared, issuance.issuedAt(block.timestamp), "all that was issued");
        }
    }

    function test_WhoLeftEarnsNothing() public {
        vm.prank(_producer(0));
        election.unregister();
        _rotateIn(0);
        vm.assertEq(election.rewardOf(_producer(0)), 0, "nothing");
        uint256 issued = issuance.issuedAt(block.timestamp);
        vm.assertEq(election.rewardOf(_producer(1)), issued / 20, "the others share");
    }

    // Cost

    function test_RotationOf128CandidatesIsBounded() public {
        _deploy(128, 21, true);
        _rotateIn(0);
        vm.roll(EPOCH + 1);
        vm.setBlockhash(EPOCH - 1, keccak256("hash"));
        vm.warp(block.timestamp + 210);
        for (uint256 i; i < 21; ++i) {
            vm.coinbase(election.getValidators()[i]);
            vm.prank(ALICE);
            qdt.transfer(BOB, 1e18);
        }
        uint256 gas = gasleft();
        election.rotate();
        gas -= gasleft();
        vm.assertLt(gas, 3_000_000, "gas of a rotation");
    }

    function test_GetValidatorsIsCheap() public {
        _rotateIn(0);
        uint256 gas = gasleft();
        election.getValidators();
        gas -= gasleft();
        vm.assertLt(gas, 100_000, "gas of getValidators");
    }

    // Stakes for a candidate from the treasury: thousands of QDT.
    function _giveVotes(uint256 candidate, uint256 thousands) private {
        address voter = address(uint160(0x70000 + candidate));
        vm.prank(TREASURY);
        qdt.transfer(voter, (thousands + 1) * 1000e18);
        vm.warp(block.timestamp + 1 days);
        _stake(voter, thousands * 1000e18);
        _vote(voter, _producer(candidate));
    }

    function _commit(uint64 epoch, bytes32 seed, address[] memory members) private pure returns (bytes32) {
        bytes memory packed = bytes.concat(bytes8(epoch), seed);
        for (uint256 i; i < members.length; ++i) packed = bytes.concat(packed, bytes20(members[i]));
        return keccak256(packed);
    }
}
