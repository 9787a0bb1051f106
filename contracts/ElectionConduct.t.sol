// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IElection} from "./interfaces/IElection.sol";
import {ISealReader} from "./interfaces/ISealReader.sol";
import {ProducerSetLib} from "./libraries/ProducerSetLib.sol";
import {HeaderBuilder} from "./test/HeaderBuilder.sol";
import {System} from "./test/System.sol";

/// Missed turns, double signing, votes to remove a candidate: what counts as evidence and what follows.
contract ElectionConductTest is System, HeaderBuilder {
    using ProducerSetLib for address[];

    uint256 internal constant HEIGHT = 100;
    address internal constant REPORTER = address(0x4E90);

    function setUp() public {
        _deploy(25, 21, true);
        vm.roll(HEIGHT + 1);
    }

    // Missed turns

    function test_MissIsCountedForTheProducersOfEarlierRounds() public {
        Plan memory plan = _missed(HEIGHT, 2);
        address[2] memory late = [election.producerAt(HEIGHT, 0), election.producerAt(HEIGHT, 1)];
        for (uint256 round; round < 2; ++round) {
            vm.expectEmit(address(election));
            emit IElection.Missed(late[round], HEIGHT, round);
        }
        vm.assertEq(election.reportMiss(_sealed(plan), ""), 2, "two missed");
        vm.assertEq(election.candidateOf(late[0]).misses, 1, "the first");
        vm.assertEq(election.candidateOf(late[1]).misses, 1, "the second");
        vm.assertEq(election.candidateOf(election.producerAt(HEIGHT, 2)).misses, 0, "not who stood in");
    }

    function test_MissIsReportedOnce() public {
        bytes memory header = _sealed(_missed(HEIGHT, 1));
        election.reportMiss(header, "");
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionReportedAlready.selector, HEIGHT));
        election.reportMiss(header, "");
    }

    function test_MissNeedsABlockOfThisChain() public {
        Plan memory plan = _missed(HEIGHT, 1);
        plan.stateRoot = keccak256("another block");
        vm.expectRevert(
            abi.encodeWithSelector(IElection.ElectionForeignHeader.selector, HEIGHT, _blockHash(plan))
        );
        election.reportMiss(_sealed(plan), "");

        plan.number = HEIGHT + 1;
        vm.expectRevert(
            abi.encodeWithSelector(IElection.ElectionForeignHeader.selector, HEIGHT + 1, _blockHash(plan))
        );
        election.reportMiss(_sealed(plan), "");
    }

    function test_MissIsForgottenAfter256Blocks() public {
        Plan memory plan = _missed(HEIGHT, 1);
        vm.roll(HEIGHT + 257);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionHeaderTooOld.selector, HEIGHT));
        election.reportMiss(_sealed(plan), "");

        vm.roll(HEIGHT + 256);
        vm.setBlockhash(HEIGHT, _blockHash(plan));
        election.reportMiss(_sealed(plan), "");
    }

    function test_NothingMissedInRoundZero() public {
        bytes memory header = _sealed(_missed(HEIGHT, 0));
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionNothingMissed.selector, HEIGHT));
        election.reportMiss(header, "");
    }

    function test_MissNeedsAQuorumForThatRound() public {
        Plan memory plan = _missed(HEIGHT, 1);
        plan.sealerKeys = _keysOf(_firstProducers(21), 14);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionBelowQuorum.selector, 14, 15));
        election.reportMiss(_sealed(plan), "");

        plan.sealerKeys = _keysOf(_firstProducers(21), 15);
        plan.sealerKeys[3] = plan.sealerKeys[4];
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionSealTwice.selector, vm.addr(plan.sealerKeys[4])));
        election.reportMiss(_sealed(plan), "");

        plan.sealerKeys[3] = FIRST_KEY + 24;
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionForeignSeal.selector, _producer(24)));
        election.reportMiss(_sealed(plan), "");

        // Seals of round 1 under a header that claims round 5 recover to strangers.
        plan.sealerKeys = _keysOf(_firstProducers(21), 15);
        bytes memory claimed = _header(plan, 5, _seals(_sealDigest(plan), plan.sealerKeys));
        ISealReader.SealedHeader memory read = sealReader.read(claimed);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionForeignSeal.selector, read.signers[0]));
        election.reportMiss(claimed, "");
    }

    function testFuzz_EachProducerMissesAHeightAtMostOnce(uint256 round) public {
        round = bound(round, 1, type(uint32).max);
        uint256 missed = election.reportMiss(_sealed(_missed(HEIGHT, round)), "");
        vm.assertEq(missed, round < 21 ? round : 21, "missed");
        uint256 sum;
        for (uint256 i; i < 21; ++i) {
            uint256 misses = election.candidateOf(_producer(i)).misses;
            vm.assertLe(misses, 1, "once");
            sum += misses;
        }
        vm.assertEq(sum, missed, "in all");
    }

    function test_TooManyMissesCostThePlaceOnce() public {
        address late = election.producerAt(HEIGHT, 0);
        uint256 height = HEIGHT;
        for (uint256 count = 1; count <= MISS_LIMIT + 1; ++height) {
            vm.roll(height + 1);
            if (election.producerAt(height, 0) != late) continue;
            if (count == MISS_LIMIT + 1) {
                vm.expectEmit(address(election));
                emit IElection.Suspended(late, count);
            }
            election.reportMiss(_sealed(_missed(height, 1)), "");
            vm.assertTrue(election.candidateOf(late).suspended == (count > MISS_LIMIT), "above the limit only");
            ++count;
        }

        address[] memory members = _rotateIn(0);
        vm.assertFalse(members.contains(late), "loses its place");
        vm.assertEq(election.rewardOf(late), 0, "and its share");
        vm.assertFalse(election.candidateOf(late).suspended, "until then");
        bool back;
        for (uint256 epoch = 1; epoch < 12 && !back; ++epoch) back = _rotateIn(epoch).contains(late);
        vm.assertTrue(back, "and can be chosen again");
    }

    function test_SuspendedWhoRegistersAnewSitsOutAllTheSame() public {
        address late = _producer(2);
        _suspend(late);
        vm.prank(late);
        election.unregister();
        _registerAgain(late);
        vm.assertFalse(_rotateIn(0).contains(late), "loses its place");
        vm.assertEq(election.rewardOf(late), 0, "and its share");
    }

    function test_SuspendedSitOutWhereFourOthersAreLeft() public {
        _deploy(5, 5, true);
        address late = _producer(2);
        _suspend(late);
        address[] memory members = _rotateIn(0);
        vm.assertEq(members.length, 4, "four are a set");
        vm.assertFalse(members.contains(late), "without the suspended one");
    }

    function test_SuspendedAreChosenWhereFewerThanFourOthersAreLeft() public {
        _deploy(4, 4, true);
        address late = _producer(2);
        _suspend(late);
        vm.assertEq(_rotateIn(0), _firstProducers(4), "all four");
        vm.assertEq(election.rewardOf(late), 0, "the suspended one without a share");
        vm.assertEq(election.rewardOf(_producer(0)), issuance.issuedAt(block.timestamp) / 3, "the others with theirs");
        vm.assertFalse(election.candidateOf(late).suspended, "and the suspension has ended");
    }

    function test_MissesAddUpWithinAnyRotation() public {
        _rotateIn(0);
        address late = election.producerAt(HEIGHT, 0);
        uint256 height = HEIGHT;
        for (uint256 count = 1; count <= 2; ++height) {
            vm.roll(height + 1);
            if (election.producerAt(height, 0) != late) continue;
            election.reportMiss(_sealed(_missed(height, 1)), "");
            vm.assertEq(election.candidateOf(late).misses, count, "so far");
            ++count;
        }
    }

    function test_MissOfOneThatLeftIsSeenAndNotCounted() public {
        address late = election.producerAt(HEIGHT, 0);
        vm.prank(late);
        election.unregister();
        Plan memory plan = _missed(HEIGHT, 1);
        vm.expectEmit(address(election));
        emit IElection.Missed(late, HEIGHT, 0);
        election.reportMiss(_sealed(plan), "");
        vm.assertEq(election.candidateOf(late).misses, 0, "not counted");
    }

    function test_MissOfTheSetBeforeIsJudgedByThatSet() public {
        address[] memory before = election.getValidators();
        _rotateIn(0);
        uint256 height = EPOCH - 1;
        vm.roll(EPOCH + 5);
        Plan memory plan = _planAt(height, 1, _keysOf(before, 15));
        vm.setBlockhash(height, _blockHash(plan));
        vm.assertEq(election.reportMiss(_sealed(plan), ""), 1, "counted");
    }

    function test_MissOnBesuNeedsTheParentToKnowWhoseTurnItWas() public {
        _deploy(25, 21, false);
        address[] memory members = _firstProducers(21);
        Plan memory parent = _planAt(HEIGHT - 1, 0, _keysOf(members, 14));
        parent.coinbase = members[7];
        Plan memory plan = _planAt(HEIGHT, 2, _keysOf(members, 14));
        plan.parentHash = _blockHash(parent);
        vm.roll(HEIGHT + 1);
        vm.setBlockhash(HEIGHT, _blockHash(plan));

        Plan memory foreign = parent;
        bytes memory header = _sealed(plan);
        bytes memory parentHeader = _sealed(parent);
        foreign.stateRoot = keccak256("foreign");
        vm.expectRevert(
            abi.encodeWithSelector(
                ISealReader.SealReaderForeignParent.selector, plan.parentHash, _blockHash(foreign)
            )
        );
        election.reportMiss(header, _sealed(foreign));

        vm.expectEmit(address(election));
        emit IElection.Missed(members[8], HEIGHT, 0);
        vm.expectEmit(address(election));
        emit IElection.Missed(members[9], HEIGHT, 1);
        vm.assertEq(election.reportMiss(header, parentHeader), 2, "the two after the parent's producer");
    }

    function test_MissOfBeforeTheRotationDoesNotCountInTheNextPeriod() public {
        uint256 rotatedAt = EPOCH + 1;
        vm.roll(rotatedAt);
        bytes memory heldBack = _sealed(_missed(rotatedAt - 1, 1));
        election.rotate();
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionHeaderTooOld.selector, rotatedAt - 1));
        election.reportMiss(heldBack, "");

        // Its own block could not be reported before.
        vm.roll(rotatedAt + 1);
        vm.assertEq(election.reportMiss(_sealed(_missed(rotatedAt, 1)), ""), 1, "counted");
    }

    function test_MakerOfABlockThatOthersProposedAgainMissedNothing() public {
        _deploy(25, 21, false);
        address[] memory members = _firstProducers(21);
        Plan memory parent = _planAt(HEIGHT - 1, 0, _keysOf(members, 14));
        parent.coinbase = members[7];
        Plan memory plan = _planAt(HEIGHT, 1, _keysOf(members, 14));
        (plan.parentHash, plan.coinbase) = (_blockHash(parent), members[8]);
        vm.roll(HEIGHT + 1);
        vm.setBlockhash(HEIGHT, _blockHash(plan));
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionNothingMissed.selector, HEIGHT));
        election.reportMiss(_sealed(plan), _sealed(parent));

        plan.round = 3;
        vm.assertEq(election.reportMiss(_sealed(plan), _sealed(parent)), 2, "only those who failed to finish it");
        vm.assertEq(election.candidateOf(members[8]).misses, 0, "not its maker");
        vm.assertEq(election.candidateOf(members[9]).misses, 1, "but the next");
        vm.assertEq(election.candidateOf(members[10]).misses, 1, "and the one after");
    }

    // Double signing

    function test_DoubleSignCostsTheBond() public {
        address signer = _producer(4);
        (bytes memory a, bytes memory b) = _twoBlocks(_one(FIRST_KEY + 4));
        uint256 supply = qdt.totalSupply();

        vm.expectEmit(address(election));
        emit IElection.Removed(signer, IElection.Status.Slashed);
        vm.expectEmit(address(election));
        emit IElection.DoubleSigned(signer, HEIGHT, 1, BOND, REPORTER);
        vm.prank(REPORTER);
        vm.assertEq(election.reportDoubleSign(a, b), BOND, "slashed");
        vm.assertEq(qdt.balanceOf(REPORTER), BOND / 10, "a tenth to the reporter");
        vm.assertEq(qdt.totalSupply(), supply - (BOND - BOND / 10), "the rest is burned");
        vm.assertTrue(election.candidateOf(signer).status == IElection.Status.Slashed, "status");
        vm.assertEq(election.candidateOf(signer).bond, 0, "no bond");
        vm.assertTrue(election.getValidators().contains(signer), "serves until the epoch ends");
        vm.assertFalse(_rotateIn(0).contains(signer), "and is not chosen again");

        vm.expectRevert(IElection.ElectionNobodyToSlash.selector);
        election.reportDoubleSign(a, b);
    }

    function test_EveryoneWhoSealedBothIsPunished() public {
        uint256[] memory keys = _keysOf(_firstProducers(21), 15);
        (bytes memory a, bytes memory b) = _twoBlocks(keys);
        vm.prank(REPORTER);
        vm.assertEq(election.reportDoubleSign(a, b), 15 * uint256(BOND), "15 bonds");
    }

    function test_OneHeightIsPunishedOnce() public {
        address signer = _producer(4);
        (bytes memory a, bytes memory b) = _twoBlocks(_one(FIRST_KEY + 4));
        election.reportDoubleSign(a, b);
        _registerAgain(signer);
        vm.expectRevert(IElection.ElectionNobodyToSlash.selector);
        election.reportDoubleSign(b, a);
        vm.assertEq(election.candidateOf(signer).bond, BOND, "the new bond stands");
    }

    function test_SlashedWhoRegistersAnewIsNotPaidForTheEpoch() public {
        address signer = _producer(4);
        (bytes memory a, bytes memory b) = _twoBlocks(_one(FIRST_KEY + 4));
        election.reportDoubleSign(a, b);
        _registerAgain(signer);
        vm.assertFalse(_rotateIn(0).contains(signer), "not chosen");
        vm.assertEq(election.rewardOf(signer), 0, "nor paid");
    }

    function test_BondOnItsWayOutStillAnswers() public {
        address signer = _producer(4);
        vm.prank(signer);
        election.unregister();
        (bytes memory a, bytes memory b) = _twoBlocks(_one(FIRST_KEY + 4));
        vm.assertEq(election.reportDoubleSign(a, b), BOND, "slashed");
        vm.assertTrue(election.candidateOf(signer).status == IElection.Status.Slashed, "and it stays known");
        vm.warp(block.timestamp + UNBOND);
        vm.expectRevert(IElection.ElectionNothingToWithdraw.selector);
        vm.prank(signer);
        election.withdrawBond();
    }

    function test_StrangersHaveNothingToSlash() public {
        (bytes memory a, bytes memory b) = _twoBlocks(_one(0xDEAD));
        vm.expectRevert(IElection.ElectionNobodyToSlash.selector);
        election.reportDoubleSign(a, b);
    }

    function test_DoubleSignerIsDroppedFromTheChosenSet() public {
        address[] memory chosen = _rotateIn(0);
        (bytes memory a, bytes memory b) = _twoBlocks(_one(_keyOf(chosen[6])));
        (, bytes32 seed,) = election.getSchedule(EPOCH);
        bytes32 expected = ProducerSetLib.commit(1, seed, chosen.without(6));
        vm.expectEmit(address(election));
        emit IElection.Dropped(1, chosen[6], expected);
        election.reportDoubleSign(a, b);
        vm.assertEq(vm.load(address(election), 0), expected, "commitment follows");
        vm.assertEq(election.commitmentAt(1), expected, "and the history");
        vm.roll(EPOCH);
        vm.assertEq(election.getValidators(), chosen.without(6), "20 members");
        vm.assertEq(election.quorum(), 14, "quorum of 20");
    }

    function test_ASetOfFourIsNotMadeSmaller() public {
        _deploy(4, 4, true);
        address[] memory chosen = _rotateIn(0);
        (bytes memory a, bytes memory b) = _twoBlocks(_one(_keyOf(chosen[0])));
        election.reportDoubleSign(a, b);
        vm.roll(EPOCH);
        vm.assertEq(election.getValidators(), chosen, "four stay");
    }

    function test_ReporterIsPaidByEventAndTransfer() public {
        (bytes memory a, bytes memory b) = _twoBlocks(_one(FIRST_KEY + 9));
        vm.expectEmit(address(qdt));
        emit IERC20.Transfer(address(election), REPORTER, BOND / 10);
        vm.expectEmit(address(qdt));
        emit IERC20.Transfer(address(election), address(0), BOND - BOND / 10);
        vm.prank(REPORTER);
        election.reportDoubleSign(a, b);
    }

    // Voting out

    function test_VoteOutRefusesOutsidersAndRepeats() public {
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionNotProducer.selector, _producer(24)));
        vm.prank(_producer(24));
        election.voteOut(_producer(0));

        vm.startPrank(_producer(1));
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionNotCandidate.selector, ALICE));
        election.voteOut(ALICE);
        vm.expectEmit(address(election));
        emit IElection.VoteOut(_producer(0), _producer(1), 1, 15);
        election.voteOut(_producer(0));
        vm.expectRevert(
            abi.encodeWithSelector(IElection.ElectionVotedOutAlready.selector, _producer(1), _producer(0))
        );
        election.voteOut(_producer(0));
        vm.stopPrank();
    }

    function test_QuorumWithinAnEpochVotesACandidateOut() public {
        address[] memory chosen = _rotateIn(0);
        address candidate = chosen[2];
        for (uint256 i; i < 14; ++i) _voteOut(_firstProducers(21)[i], candidate);
        vm.assertTrue(election.candidateOf(candidate).status == IElection.Status.Registered, "14 are too few");
        _voteOut(_firstProducers(21)[14], candidate);
        vm.assertTrue(election.candidateOf(candidate).status == IElection.Status.VotedOut, "15 suffice");
        vm.assertEq(election.candidateOf(candidate).bondLeaving, BOND, "its bond is on the way back");
        (,, address[] memory members) = election.getSchedule(EPOCH);
        vm.assertEq(members, chosen.without(2), "and it is out of the chosen set");
    }

    function test_VotesOfAnotherEpochDoNotAddUp() public {
        for (uint256 i; i < 14; ++i) _voteOut(_producer(i), _producer(20));
        vm.roll(EPOCH + 1);
        for (uint256 i = 14; i < 20; ++i) _voteOut(_producer(i), _producer(20));
        vm.assertTrue(election.candidateOf(_producer(20)).status == IElection.Status.Registered, "still a candidate");
    }

    function test_VotedOutWhoRegistersAnewIsNotPaidForTheEpoch() public {
        address candidate = _firstProducers(21)[20];
        for (uint256 i; i < 15; ++i) _voteOut(_firstProducers(21)[i], candidate);
        _registerAgain(candidate);
        vm.assertFalse(_rotateIn(0).contains(candidate), "not chosen");
        vm.assertEq(election.rewardOf(candidate), 0, "nor paid");
    }

    function _registerAgain(address candidate) private {
        _fund(candidate, 2 * BOND);
        vm.startPrank(candidate);
        qdt.approve(address(election), BOND);
        election.register("Again", "", BOND);
        vm.stopPrank();
    }

    function _voteOut(address member, address candidate) private {
        vm.prank(member);
        election.voteOut(candidate);
    }

    /// Returns a block of this chain that was sealed in the round by a quorum of its producers.
    function _missed(uint256 height, uint256 round) private returns (Plan memory plan) {
        (,, address[] memory members) = election.getSchedule(height);
        plan = _planAt(height, round, _keysOf(members, members.length * 2 / 3 + 1));
        vm.setBlockhash(height, _blockHash(plan));
    }

    /// Lets a producer miss its turn so often that it is suspended.
    function _suspend(address late) private {
        for (uint256 height = HEIGHT; !election.candidateOf(late).suspended; ++height) {
            vm.roll(height + 1);
            if (election.producerAt(height, 0) == late) election.reportMiss(_sealed(_missed(height, 1)), "");
        }
    }

    function _planAt(uint256 height, uint256 round, uint256[] memory keys) private pure returns (Plan memory) {
        return Plan(height, round, keccak256(abi.encode(height - 1)), address(0xC01), keccak256("state"), keys);
    }

    function _twoBlocks(uint256[] memory keys) private pure returns (bytes memory, bytes memory) {
        Plan memory a = _planAt(HEIGHT, 1, keys);
        Plan memory b = _planAt(HEIGHT, 1, keys);
        b.stateRoot = keccak256("another state");
        return (_sealed(a), _sealed(b));
    }

    function _keysOf(address[] memory members, uint256 count) private pure returns (uint256[] memory keys) {
        keys = new uint256[](count);
        for (uint256 i; i < count; ++i) keys[i] = _keyOf(members[i]);
    }

    function _one(uint256 key) private pure returns (uint256[] memory keys) {
        keys = new uint256[](1);
        keys[0] = key;
    }
}
