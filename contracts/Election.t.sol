// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Election} from "./Election.sol";
import {IElection} from "./interfaces/IElection.sol";
import {ProducerSetLib} from "./libraries/ProducerSetLib.sol";
import {System} from "./test/System.sol";

/// Genesis, candidates and views. Votes, sets and conduct have files of their own.
contract ElectionTest is System {
    using ProducerSetLib for address[];

    address internal constant NEWCOMER = address(0x4E57);

    function setUp() public {
        _deploy(25, 21, true);
    }

    // Genesis

    function test_GenesisSeatsAndFunds() public view {
        vm.assertEq(qdt.balanceOf(address(election)), 25 * (BOND + SELF_STAKE), "bonds and stakes");
        vm.assertEq(election.getValidators(), _firstProducers(21), "first set");
        IElection.CandidateView memory candidate = election.candidateOf(_producer(24));
        vm.assertEq(candidate.name, "Producer 25", "name");
        vm.assertEq(candidate.bond, BOND, "bond");
        vm.assertEq(candidate.votes, _fadedSelfStake(), "its own stake");
        vm.assertTrue(candidate.status == IElection.Status.Registered, "registered");
        vm.assertFalse(candidate.seated, "but not seated");
        vm.assertTrue(election.candidateOf(_producer(20)).seated, "as the 21st is");
    }

    function test_GenesisRefusesBadArguments() public {
        IElection.Genesis memory genesis = _electionGenesis(25, 21, true);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionGenesisUnfunded.selector, 3_750_000e18, 0));
        new Election(genesis);

        genesis.candidates[1].account = genesis.candidates[0].account;
        vm.expectRevert(
            abi.encodeWithSelector(IElection.ElectionAlreadyCandidate.selector, genesis.candidates[0].account)
        );
        new Election(genesis);

        genesis.candidates[0].bond = BOND - 1;
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionBondTooLow.selector, BOND - 1, BOND));
        new Election(genesis);

        genesis.candidates = new IElection.GenesisCandidate[](129);
        vm.expectRevert(IElection.ElectionGenesisParameters.selector);
        new Election(genesis);

        genesis.halfLife = 0;
        vm.expectRevert(IElection.ElectionGenesisParameters.selector);
        new Election(genesis);

        genesis.halfLife = 1;
        genesis.epochBlocks = 0;
        vm.expectRevert(IElection.ElectionGenesisParameters.selector);
        new Election(genesis);
    }

    function test_GenesisRefusesABadFirstSet() public {
        IElection.Genesis memory genesis = _electionGenesis(0, 0, true);
        vm.expectRevert(IElection.ElectionGenesisProducers.selector);
        new Election(genesis);

        genesis.producers = new address[](22);
        vm.expectRevert(IElection.ElectionGenesisProducers.selector);
        new Election(genesis);

        genesis.producers = new address[](1);
        genesis.producers[0] = ALICE;
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionNotCandidate.selector, ALICE));
        new Election(genesis);

        genesis.bond = 0;
        genesis.producers = new address[](2);
        genesis.candidates = new IElection.GenesisCandidate[](1);
        genesis.candidates[0] = IElection.GenesisCandidate(ALICE, "Alice", "", 0, 0);
        (genesis.producers[0], genesis.producers[1]) = (ALICE, ALICE);
        vm.expectRevert(IElection.ElectionGenesisProducers.selector);
        new Election(genesis);
    }

    // Candidates

    function test_RegisterRefusesBadArguments() public {
        vm.startPrank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionBondTooLow.selector, BOND - 1, BOND));
        election.register("Alice", "", BOND - 1);
        vm.expectRevert(IElection.ElectionBadMetadata.selector);
        election.register("", "", BOND);
        vm.expectRevert(IElection.ElectionBadMetadata.selector);
        election.register(string(new bytes(65)), "", BOND);
        vm.expectRevert(IElection.ElectionBadMetadata.selector);
        election.register("Alice", string(new bytes(257)), BOND);
        vm.stopPrank();

        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionAlreadyCandidate.selector, _producer(0)));
        vm.prank(_producer(0));
        election.register("Again", "", BOND);
    }

    function testFuzz_RegisterLocksTheBond(uint256 bond) public {
        bond = bound(bond, BOND, PURSE);
        vm.startPrank(ALICE);
        qdt.approve(address(election), bond);
        vm.expectEmit(address(election));
        emit IElection.Registered(ALICE, 26, "Alice", "https://alice.example", bond);
        election.register("Alice", "https://alice.example", bond);
        vm.stopPrank();

        vm.assertEq(qdt.balanceOf(ALICE), PURSE - bond, "paid");
        IElection.CandidateView memory candidate = election.candidateOf(ALICE);
        vm.assertEq(candidate.bond, bond, "bond");
        vm.assertEq(candidate.votes, 0, "no votes yet");
        vm.assertEq(candidate.since, block.timestamp, "since now");
        vm.assertTrue(candidate.status == IElection.Status.Registered, "registered");
    }

    function test_NewcomerSitsOutOneRotationAndNoMore() public {
        vm.startPrank(ALICE);
        qdt.approve(address(election), PURSE);
        election.register("Alice", "", BOND);
        election.stake(PURSE / 2);
        vm.stopPrank();
        _vote(ALICE, ALICE);
        IElection.CandidateView memory candidate = election.candidateOf(ALICE);
        vm.assertTrue(candidate.suspended, "sits out");
        vm.assertEq(candidate.misses, 0, "and has missed nothing");

        vm.assertFalse(_rotateIn(0).contains(ALICE), "not chosen at first, with most votes");
        vm.assertFalse(election.candidateOf(ALICE).suspended, "from then on as all others");
        vm.assertTrue(_rotateIn(1).contains(ALICE), "chosen at the next");
        vm.warp(block.timestamp + 1 days);
        _rotateIn(2);
        vm.assertTrue(election.rewardOf(ALICE) > 0, "and paid for what it did");
    }

    function test_NobodySitsOutTheFirstRotation() public view {
        for (uint256 i; i < 25; ++i) vm.assertFalse(election.candidateOf(_producer(i)).suspended, "there from genesis");
    }

    function test_UnregisterReturnsTheBondLater() public {
        address producer = _producer(3);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionNotCandidate.selector, ALICE));
        vm.prank(ALICE);
        election.unregister();
        vm.expectRevert(IElection.ElectionNothingToWithdraw.selector);
        vm.prank(producer);
        election.withdrawBond();

        vm.expectEmit(address(election));
        emit IElection.Removed(producer, IElection.Status.Left);
        vm.prank(producer);
        election.unregister();
        uint256 releaseAt = block.timestamp + UNBOND;
        vm.assertEq(election.candidateOf(producer).bondReleaseAt, releaseAt, "release");
        vm.assertTrue(election.candidateOf(producer).seated, "serves on");
        vm.warp(releaseAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionStillBonded.selector, releaseAt));
        vm.prank(producer);
        election.withdrawBond();

        vm.warp(releaseAt);
        vm.expectEmit(address(election));
        emit IElection.BondWithdrawn(producer, BOND);
        vm.prank(producer);
        vm.assertEq(election.withdrawBond(), BOND, "returns it");
        vm.assertEq(qdt.balanceOf(producer), BOND, "and pays it");
    }

    function test_RegisteringAgainStartsWithoutVotes() public {
        address producer = _producer(24);
        vm.prank(producer);
        election.unregister();
        vm.warp(block.timestamp + UNBOND);
        vm.prank(producer);
        election.withdrawBond();
        vm.warp(block.timestamp + 30 days);

        vm.startPrank(producer);
        qdt.approve(address(election), BOND);
        election.register("Again", "", BOND);
        vm.stopPrank();
        vm.assertEq(election.candidateOf(producer).votes, 0, "old votes are void");

        // Its old ballot named the old candidacy; voting again names the new one.
        _vote(producer, producer);
        vm.assertEq(election.candidateOf(producer).votes, SELF_STAKE, "new votes count");
    }

    function test_BondsOnTheirWayOutAddUp() public {
        address producer = _producer(24);
        vm.prank(producer);
        election.unregister();
        _fund(producer, BOND + 1e18);
        vm.startPrank(producer);
        qdt.approve(address(election), BOND);
        election.register("Again", "", BOND);
        election.unregister();
        vm.assertEq(election.candidateOf(producer).bondLeaving, 2 * uint256(BOND), "both");
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionStillBonded.selector, block.timestamp + UNBOND));
        election.withdrawBond();
        vm.warp(block.timestamp + UNBOND);
        vm.assertEq(election.withdrawBond(), 2 * uint256(BOND), "paid");
        vm.expectRevert(IElection.ElectionNothingToWithdraw.selector);
        election.withdrawBond();
        vm.stopPrank();
    }

    function test_MetadataIsChangedByTheCandidateOnly() public {
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionNotCandidate.selector, ALICE));
        vm.prank(ALICE);
        election.setMetadata("Alice", "");
        vm.expectRevert(IElection.ElectionBadMetadata.selector);
        vm.prank(_producer(0));
        election.setMetadata("", "");

        vm.expectEmit(address(election));
        emit IElection.MetadataChanged(_producer(0), "New", "https://new.example");
        vm.prank(_producer(0));
        election.setMetadata("New", "https://new.example");
        vm.assertEq(election.candidateOf(_producer(0)).name, "New", "name");
        vm.assertEq(election.candidateOf(_producer(0)).url, "https://new.example", "link");
        vm.prank(_producer(0));
        election.setMetadata(string(new bytes(64)), string(new bytes(256)));
        vm.assertEq(bytes(election.candidateOf(_producer(0)).url).length, 256, "the longest");
    }

    function test_FullHouseGivesWayToAHigherBondOnly() public {
        _deploy(128, 21, true);
        // One waiting candidate has fewer votes than all others.
        address lowest = _producer(77);
        vm.prank(lowest);
        election.unstake(SELF_STAKE);
        uint256 standing = BOND;

        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionFull.selector, standing));
        vm.prank(ALICE);
        election.register("Alice", "", standing);

        vm.startPrank(ALICE);
        qdt.approve(address(election), standing + 1);
        vm.expectEmit(address(election));
        emit IElection.Removed(lowest, IElection.Status.Displaced);
        election.register("Alice", "", standing + 1);
        vm.stopPrank();
        vm.assertTrue(election.candidateOf(lowest).status == IElection.Status.Displaced, "displaced");
        vm.assertEq(election.candidateOf(lowest).bondLeaving, BOND, "its bond is on the way back");
        vm.assertTrue(election.candidateOf(ALICE).status == IElection.Status.Registered, "registered");
        (IElection.CandidateView[] memory page,) = election.candidates(0, 200);
        vm.assertEq(page.length, 128, "as many as before");
    }

    function test_FullHouseSparesTheSeated() public {
        _deploy(128, 21, true);
        address seated = _producer(5);
        vm.prank(seated);
        election.unstake(SELF_STAKE);
        uint256 standing = BOND + _fadedSelfStake();
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionFull.selector, standing));
        vm.prank(ALICE);
        election.register("Alice", "", standing);
    }

    // Views

    function test_CandidatesComeInPages() public view {
        uint256 cursor;
        uint256 count;
        do {
            IElection.CandidateView[] memory page;
            (page, cursor) = election.candidates(cursor, 10);
            for (uint256 i; i < page.length; ++i) vm.assertEq(page[i].account, _producer(count++), "in order");
        } while (cursor != 0);
        vm.assertEq(count, 25, "all of them");
        (IElection.CandidateView[] memory none, uint256 next) = election.candidates(1000, type(uint256).max);
        vm.assertEq(none.length + next, 0, "nothing beyond the end");
    }
}
