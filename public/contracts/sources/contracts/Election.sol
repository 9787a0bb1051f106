// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {ElectionBase} from "./ElectionBase.sol";
import {IElection} from "./interfaces/IElection.sol";
import {ISealReader} from "./interfaces/ISealReader.sol";
import {BallotLib} from "./libraries/BallotLib.sol";
import {CandidateLib} from "./libraries/CandidateLib.sol";
import {ProducerSetLib} from "./libraries/ProducerSetLib.sol";
import {WeightLib} from "./libraries/WeightLib.sol";

/// @title See IElection.
/// @notice The doors. What it keeps and how it chooses is in ElectionBase.
contract Election is ElectionBase {
    using BallotLib for BallotLib.Ballots;
    using BitMaps for BitMaps.BitMap;
    using CandidateLib for CandidateLib.Candidate;
    using CandidateLib for CandidateLib.Candidates;
    using ProducerSetLib for address[];
    using SafeCast for uint256;
    using WeightLib for WeightLib.Weight;

    constructor(Genesis memory genesis) ElectionBase(genesis) {}

    // Candidates

    /// @inheritdoc IElection
    function register(string memory name, string memory url, uint256 bond) external {
        if (bond < BOND) revert ElectionBondTooLow(bond, BOND);
        if (_candidates.registered.length >= MAX_CANDIDATES) _displaceLowest(bond);

        uint32 id = _candidates.enroll(msg.sender, name, url, bond.toUint96(), block.timestamp);
        CandidateLib.Candidate storage candidate = _candidates.byId[id];
        candidate.sitOut(rotations);
        // The volume of its blocks in an earlier candidacy does not count again.
        candidate.volumeMark = _volumeOf(msg.sender);

        _collect(bond);
    }

    /// @inheritdoc IElection
    function unregister() external {
        _candidates.remove(_candidates.requireId(msg.sender), Status.Left, block.timestamp + UNBOND);
    }

    /// @inheritdoc IElection
    function setMetadata(string memory name, string memory url) external {
        _candidates.byId[_candidates.requireId(msg.sender)].describe(name, url);
        emit MetadataChanged(msg.sender, name, url);
    }

    /// @inheritdoc IElection
    function withdrawBond() external returns (uint256 amount) {
        amount = _candidates.releaseBond(msg.sender);
        emit BondWithdrawn(msg.sender, amount);

        _pay(amount);
    }

    // Voters

    /// @inheritdoc IElection
    function stake(uint256 amount) public {
        if (amount == 0) revert ElectionZeroAmount();
        uint96 added = amount.toUint96();

        _ballots.voters[msg.sender].stake += added;
        _ballots.addPower(_ballots.representative(msg.sender), added, _scale());
        emit Staked(msg.sender, amount);

        _collect(amount);
    }

    /// @inheritdoc IElection
    function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // Somebody may have used the permit before us; then the allowance stands, and if not the transfer says so.
        try TOKEN.permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        stake(amount);
    }

    /// @inheritdoc IElection
    function unstake(uint256 amount) external {
        if (amount == 0) revert ElectionZeroAmount();
        BallotLib.Voter storage voter = _ballots.voters[msg.sender];
        if (amount > voter.stake) revert ElectionStakeTooLow(voter.stake, amount);

        voter.stake -= uint96(amount);
        voter.leaving += uint96(amount);
        voter.releaseAt = uint40(block.timestamp + UNBOND);
        _ballots.removePower(_ballots.representative(msg.sender), uint96(amount), _scale());
        emit Unstaked(msg.sender, amount, voter.releaseAt);
    }

    /// @inheritdoc IElection
    function withdraw() external returns (uint256 amount) {
        BallotLib.Voter storage voter = _ballots.voters[msg.sender];
        amount = voter.leaving;
        if (amount == 0) revert ElectionNothingToWithdraw();
        if (block.timestamp < voter.releaseAt) revert ElectionStillBonded(voter.releaseAt);

        voter.leaving = 0;
        emit Withdrawn(msg.sender, amount);

        _pay(amount);
    }

    /// @inheritdoc IElection
    function vote(address[] memory chosen) external {
        if (chosen.length > MAX_CHOICES) revert ElectionTooManyChoices(chosen.length);
        uint32[] memory ids = new uint32[](chosen.length);
        for (uint256 i; i < ids.length; ++i) {
            ids[i] = _candidates.requireId(chosen[i]);
            for (uint256 j; j < i; ++j) {
                if (ids[j] == ids[i]) revert ElectionChoiceTwice(chosen[i]);
            }
        }

        _ballots.cast(msg.sender, ids, _scale());
        _ballots.voters[msg.sender].votedWeek = uint24(_elapsed() / WeightLib.STEP);
        emit Voted(msg.sender, chosen, _ballots.voters[msg.sender].power);
    }

    /// @inheritdoc IElection
    function delegate(address to) external {
        BallotLib.Voter storage voter = _ballots.voters[msg.sender];
        address from = _ballots.representative(msg.sender);

        _ballots.removePower(from, voter.stake, _scale());
        voter.delegate = to == msg.sender ? address(0) : to;
        _ballots.addPower(_ballots.representative(msg.sender), voter.stake, _scale());
        emit Delegated(msg.sender, from, _ballots.representative(msg.sender), voter.stake);
    }

    // Sets

    /// @inheritdoc IElection
    function rotate() external returns (address[] memory members) {
        uint64 epoch = uint64(block.number / EPOCH);
        ProducerSetLib.ProducerSet storage current = _newest();
        if (current.epoch > epoch) revert ElectionAlreadyRotated(epoch);
        address[] memory seated = _membersOf(current);
        bytes32 seed = keccak256(abi.encodePacked(_randomness(epoch), epoch));

        members = _choose(_countVolume(seated), seed);
        _shareRewards(epoch, seated);
        ++rotations;
        _rotatedAt = block.number;
        _seat(epoch + 1, seed, members);
        emit Rotated(epoch + 1, seed, members, commitment);
    }

    /// @inheritdoc IElection
    function getValidators() external view returns (address[] memory) {
        return _membersAt(block.number + 1);
    }

    /// @inheritdoc IElection
    function getSchedule(uint256 blockNumber) external view returns (uint64, bytes32, address[] memory) {
        ProducerSetLib.ProducerSet storage set = _setAt(blockNumber);
        return (set.epoch, set.seed, _membersOf(set));
    }

    /// @inheritdoc IElection
    function producerAt(uint256 blockNumber, uint256 round) external view returns (address) {
        if (!SHUFFLED) revert ElectionNeedsParent();
        address[] memory turns = _turns(blockNumber, address(0));
        return turns[round % turns.length];
    }

    /// @inheritdoc IElection
    function producerAfter(address parentProducer, uint256 blockNumber, uint256 round) external view returns (address) {
        address[] memory members = _membersAt(blockNumber);
        return members[(members.placeAfter(parentProducer) + round % members.length) % members.length];
    }

    /// @inheritdoc IElection
    function quorum() external view returns (uint256) {
        return _quorumOf(_setAt(block.number + 1).members.length);
    }

    // Conduct

    /// @inheritdoc IElection
    function reportMiss(bytes calldata header, bytes calldata parentHeader) external returns (uint256 missed) {
        ISealReader.SealedHeader memory block_ = SEAL_READER.read(header);
        uint256 number = block_.number;
        if (number + 256 < block.number || number < _rotatedAt) revert ElectionHeaderTooOld(number);
        // A block has no hash yet while it is made, and none beyond it.
        if (blockhash(number) != block_.blockHash) revert ElectionForeignHeader(number, block_.blockHash);
        if (_reportedMisses.get(number)) revert ElectionReportedAlready(number);
        address parentProducer;
        if (!SHUFFLED) parentProducer = SEAL_READER.readParentProducer(block_.parentHash, parentHeader);
        address[] memory turns = _turns(number, parentProducer);
        turns.requireQuorum(block_.signers, _quorumOf(turns.length));

        _reportedMisses.set(number);
        uint256 rounds = block_.round < turns.length ? block_.round : turns.length;
        for (uint256 round; round < rounds; ++round) {
            // Who made the block did not miss its turn: a block that was prepared is proposed again in a later round.
            if (turns[round] == block_.coinbase) continue;
            ++missed;
            emit Missed(turns[round], number, round);
            uint256 misses = _candidates.countMiss(turns[round], rotations);
            if (misses == MISS_LIMIT + 1) emit Suspended(turns[round], misses);
        }
        if (missed == 0) revert ElectionNothingMissed(number);
    }

    /// @inheritdoc IElection
    function reportDoubleSign(bytes calldata headerA, bytes calldata headerB) external returns (uint256 slashed) {
        (uint256 number, uint256 round, address[] memory signers) = SEAL_READER.readDoubleSign(headerA, headerB);

        for (uint256 i; i < signers.length; ++i) slashed += _punish(signers[i], number, round);
        if (slashed == 0) revert ElectionNobodyToSlash();

        uint256 reward = slashed / REPORTER_PART;
        _pay(reward);
        TOKEN.burn(slashed - reward);
    }

    /// @inheritdoc IElection
    function voteOut(address candidate) external {
        address[] memory members = _membersAt(block.number);
        uint256 place = members.indexOf(msg.sender);
        if (place == members.length) revert ElectionNotProducer(msg.sender);
        uint32 id = _candidates.requireId(candidate);
        VoteOutTally memory tally = _voteOuts[id];
        uint64 epoch = uint64(block.number / EPOCH);
        if (tally.epoch != epoch) tally = VoteOutTally(epoch, 0, 0);
        if (tally.voters >> place & 1 == 1) revert ElectionVotedOutAlready(msg.sender, candidate);

        tally.voters |= uint32(1 << place);
        ++tally.count;
        _voteOuts[id] = tally;
        uint256 need = _quorumOf(members.length);
        emit VoteOut(candidate, msg.sender, tally.count, need);
        if (tally.count < need) return;
        _candidates.remove(id, Status.VotedOut, block.timestamp + UNBOND);
        _dropChosen(candidate);
    }

    /// @inheritdoc IElection
    function claimReward() external returns (uint256 amount) {
        amount = rewardOf[msg.sender];
        if (amount == 0) revert ElectionNothingToClaim(msg.sender);

        rewardOf[msg.sender] = 0;
        emit RewardClaimed(msg.sender, amount);

        _pay(amount);
    }

    function _punish(address signer, uint256 number, uint256 round) private returns (uint256 slashed) {
        bytes32 key = keccak256(abi.encodePacked(signer, number));
        if (_punished[key]) return 0;
        slashed = _candidates.slash(signer);
        if (slashed == 0) return 0;
        _punished[key] = true;
        _dropChosen(signer);
        emit DoubleSigned(signer, number, round, slashed, msg.sender);
    }

    // Views for the explorer

    /// @inheritdoc IElection
    function candidates(uint256 cursor, uint256 limit)
        external
        view
        returns (CandidateView[] memory page, uint256 next)
    {
        uint256 count = _candidates.registered.length;
        uint256 start = cursor < count ? cursor : count;
        uint256 end = limit < count - start ? start + limit : count;
        page = new CandidateView[](end - start);
        for (uint256 i = start; i < end; ++i) page[i - start] = _viewOf(_candidates.registered[i]);
        next = end < count ? end : 0;
    }

    /// @inheritdoc IElection
    function candidateOf(address account) external view returns (CandidateView memory) {
        return _viewOf(_candidates.idOf[account]);
    }

    /// @inheritdoc IElection
    function voterOf(address account) external view returns (VoterView memory result) {
        BallotLib.Voter storage voter = _ballots.voters[account];
        result.stake = voter.stake;
        result.power = voter.power;
        result.weight = voter.weight.effective(_scale());
        result.delegate = voter.delegate;
        result.leaving = voter.leaving;
        result.releaseAt = voter.releaseAt;
        result.choices = new address[](voter.choices.length);
        if (result.choices.length != 0) result.votedAt = GENESIS_TIME + voter.votedWeek * WeightLib.STEP;
        for (uint256 i; i < result.choices.length; ++i) {
            result.choices[i] = _candidates.byId[voter.choices[i]].account;
        }
    }

    function _viewOf(uint32 id) private view returns (CandidateView memory result) {
        CandidateLib.Candidate storage candidate = _candidates.byId[id];
        CandidateLib.Bond storage bond = _candidates.bonds[candidate.account];
        result.account = candidate.account;
        result.name = candidate.name;
        result.url = candidate.url;
        result.status = candidate.status;
        result.since = candidate.since;
        result.votes = _ballots.totals[id].effective(_scale());
        result.bond = bond.locked;
        result.bondLeaving = bond.leaving;
        result.bondReleaseAt = bond.releaseAt;
        result.misses = candidate.missesIn(rotations);
        unchecked {
            result.volume = _volumeOf(candidate.account) - candidate.volumeMark;
        }
        result.lastVolume = candidate.lastVolume;
        result.reward = rewardOf[candidate.account];
        result.seated = _membersAt(block.number + 1).contains(candidate.account);
        result.chosen = _membersOf(_newest()).contains(candidate.account);
        result.suspended = _isSuspended(candidate);
    }
}
