// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IElection} from "./interfaces/IElection.sol";
import {System} from "./test/System.sol";

/// What stakes and ballots are worth, now and later, and who casts them.
contract ElectionVotesTest is System {
    function setUp() public {
        _deploy(25, 21, true);
    }

    // Stakes

    function testFuzz_StakeLocks(uint256 amount) public {
        amount = bound(amount, 1, PURSE);
        vm.expectRevert(IElection.ElectionZeroAmount.selector);
        vm.prank(ALICE);
        election.stake(0);

        vm.startPrank(ALICE);
        qdt.approve(address(election), amount);
        vm.expectEmit(address(election));
        emit IElection.Staked(ALICE, amount);
        election.stake(amount);
        vm.stopPrank();
        vm.assertEq(qdt.balanceOf(ALICE), PURSE - amount, "paid");
        vm.assertEq(election.voterOf(ALICE).stake, amount, "stake");
        vm.assertEq(election.voterOf(ALICE).power, amount, "power");
        vm.assertEq(election.voterOf(ALICE).weight, 0, "no ballot yet");
    }

    function test_StakeWithPermitNeedsNoApproval() public {
        address owner = vm.addr(77);
        _fund(owner, 500e18);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(77, _permitDigest(owner, 400e18));
        // Somebody sees the permit and uses it first: the stake goes through all the same.
        qdt.permit(owner, address(election), 400e18, type(uint256).max, v, r, s);
        vm.prank(owner);
        election.stakeWithPermit(400e18, type(uint256).max, v, r, s);
        vm.assertEq(election.voterOf(owner).stake, 400e18, "staked");
    }

    function testFuzz_UnstakeAndWithdraw(uint256 amount, uint256 part) public {
        amount = bound(amount, 2, PURSE);
        part = bound(part, 1, amount - 1);
        _stake(ALICE, amount);
        vm.startPrank(ALICE);
        vm.expectRevert(IElection.ElectionNothingToWithdraw.selector);
        election.withdraw();
        vm.expectRevert(IElection.ElectionZeroAmount.selector);
        election.unstake(0);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionStakeTooLow.selector, amount, amount + 1));
        election.unstake(amount + 1);

        vm.expectEmit(address(election));
        emit IElection.Unstaked(ALICE, part, block.timestamp + UNBOND);
        election.unstake(part);
        vm.warp(block.timestamp + 1 days);
        election.unstake(amount - part);
        uint256 releaseAt = block.timestamp + UNBOND;
        vm.warp(releaseAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionStillBonded.selector, releaseAt));
        election.withdraw();

        vm.warp(releaseAt);
        vm.expectEmit(address(election));
        emit IElection.Withdrawn(ALICE, amount);
        vm.assertEq(election.withdraw(), amount, "returns both parts");
        vm.expectRevert(IElection.ElectionNothingToWithdraw.selector);
        election.withdraw();
        vm.stopPrank();
        vm.assertEq(qdt.balanceOf(ALICE), PURSE, "all back");
        vm.assertEq(election.voterOf(ALICE).stake, 0, "no stake");
    }

    // Votes

    function test_VoteRefusesBadBallots() public {
        address[] memory choices = new address[](22);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionTooManyChoices.selector, 22));
        election.vote(choices);

        choices = new address[](2);
        (choices[0], choices[1]) = (_producer(0), ALICE);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionNotCandidate.selector, ALICE));
        election.vote(choices);

        choices[1] = _producer(0);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionChoiceTwice.selector, _producer(0)));
        election.vote(choices);
    }

    function testFuzz_EachChoiceGetsTheWholeWeight(uint256 amount, uint256 count) public {
        amount = bound(amount, 1, PURSE);
        count = bound(count, 1, 21);
        _stake(ALICE, amount);
        address[] memory choices = new address[](count);
        for (uint256 i; i < count; ++i) choices[i] = _producer(24 - i);

        vm.expectEmit(address(election));
        emit IElection.Voted(ALICE, choices, amount);
        vm.prank(ALICE);
        election.vote(choices);
        for (uint256 i; i < 25; ++i) {
            uint256 votes = election.candidateOf(_producer(24 - i)).votes;
            uint256 own = _fadedSelfStake();
            if (i < count) vm.assertApproxEqAbs(votes, own + amount, 1, "own stake and Alice's");
            else vm.assertEq(votes, own, "own stake only");
        }
        IElection.VoterView memory voter = election.voterOf(ALICE);
        vm.assertEq(voter.choices, choices, "choices");
        vm.assertEq(voter.weight, amount, "full weight");
        vm.assertEq(voter.votedAt, GENESIS_TIME + 4 weeks, "the week of the vote");
    }

    function test_EmptyBallotAbstains() public {
        _stake(ALICE, 100e18);
        _vote(ALICE, _producer(1));
        vm.prank(ALICE);
        election.vote(new address[](0));
        vm.assertEq(election.candidateOf(_producer(1)).votes, _fadedSelfStake(), "taken back");
        vm.assertEq(election.voterOf(ALICE).votedAt, 0, "no vote");
    }

    function test_VotesFadeUnlessRenewed() public {
        _stake(ALICE, 64e18);
        _stake(BOB, 64e18);
        vm.warp(GENESIS_TIME + 52 weeks);
        _vote(ALICE, _producer(1));
        _vote(BOB, _producer(2));
        vm.warp(GENESIS_TIME + 52 weeks + 4 * uint256(HALF_LIFE));
        _vote(BOB, _producer(2));
        vm.assertApproxEqAbs(election.voterOf(ALICE).weight, 4e18, 1e17, "a sixteenth after four half-lives");
        vm.assertEq(election.voterOf(ALICE).power, 64e18, "her stake is still 64");
        vm.assertEq(election.voterOf(BOB).weight, 64e18, "renewed");
    }

    function testFuzz_StakeChangesFollowTheBallot(uint256 stake, uint256 more, uint256 less, uint256 gap) public {
        stake = bound(stake, 1, PURSE / 2);
        more = bound(more, 1, PURSE / 2);
        less = bound(less, 1, stake + more);
        _stake(ALICE, stake);
        _vote(ALICE, _producer(1));
        vm.warp(block.timestamp + bound(gap, 0, 20 * 365 days));
        uint256 faded = election.voterOf(ALICE).weight;

        _stake(ALICE, more);
        vm.assertApproxEqAbs(election.voterOf(ALICE).weight, faded + more, 1, "joins at full weight");
        uint256 weight = election.voterOf(ALICE).weight;
        vm.prank(ALICE);
        election.unstake(less);
        uint256 left = stake + more - less;
        vm.assertApproxEqAbs(
            election.voterOf(ALICE).weight, weight * left / (stake + more), 2, "leaves with its proportion"
        );
        vm.assertApproxEqAbs(
            election.candidateOf(_producer(1)).votes,
            election.voterOf(ALICE).weight + _fadedSelfStake(),
            1,
            "the candidate follows"
        );
    }

    // Delegation

    function test_DelegateVotesWithTheStake() public {
        _stake(ALICE, 100e18);
        _vote(ALICE, _producer(1));
        _vote(BOB, _producer(2));

        vm.expectEmit(address(election));
        emit IElection.Delegated(ALICE, ALICE, BOB, 100e18);
        vm.prank(ALICE);
        election.delegate(BOB);
        uint256 own = _fadedSelfStake();
        vm.assertEq(election.candidateOf(_producer(1)).votes, own, "her own vote is empty");
        vm.assertEq(election.candidateOf(_producer(2)).votes, own + 100e18, "Bob's ballot has it");
        vm.assertEq(election.voterOf(BOB).power, 100e18, "power");
        vm.assertEq(election.voterOf(ALICE).delegate, BOB, "delegate");

        _stake(ALICE, 20e18);
        vm.assertEq(election.voterOf(BOB).power, 120e18, "later stakes too");
        vm.prank(ALICE);
        election.unstake(50e18);
        vm.assertEq(election.voterOf(BOB).power, 70e18, "and later unstakes");

        vm.prank(ALICE);
        election.delegate(address(0));
        vm.assertEq(election.voterOf(BOB).power, 0, "taken back");
        vm.assertEq(election.candidateOf(_producer(1)).votes, own + 70e18, "her ballot counts again");
    }

    function test_DelegationIsOneStep() public {
        _stake(ALICE, 100e18);
        _stake(BOB, 10e18);
        vm.prank(BOB);
        election.delegate(CAROL);
        vm.prank(ALICE);
        election.delegate(BOB);
        vm.assertEq(election.voterOf(BOB).power, 100e18, "Bob votes with Alice's");
        vm.assertEq(election.voterOf(CAROL).power, 10e18, "Carol with Bob's own");
        vm.prank(ALICE);
        election.delegate(ALICE);
        vm.assertEq(election.voterOf(ALICE).power, 100e18, "naming oneself takes it back");
    }

    function _permitDigest(address owner, uint256 value) private view returns (bytes32) {
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(
            abi.encode(typeHash, owner, address(election), value, qdt.nonces(owner), type(uint256).max)
        );
        return keccak256(abi.encodePacked(hex"1901", qdt.DOMAIN_SEPARATOR(), structHash));
    }
}
