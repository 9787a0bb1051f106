// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {IElection} from "./interfaces/IElection.sol";
import {IIssuance} from "./interfaces/IIssuance.sol";
import {IQDT} from "./interfaces/IQDT.sol";
import {ISealReader} from "./interfaces/ISealReader.sol";
import {BallotLib} from "./libraries/BallotLib.sol";
import {CandidateLib} from "./libraries/CandidateLib.sol";
import {ProducerSetLib} from "./libraries/ProducerSetLib.sol";
import {RankingLib} from "./libraries/RankingLib.sol";
import {WeightLib} from "./libraries/WeightLib.sol";

/// @title What Election keeps and how it chooses; its doors are in Election.sol.
/// @notice Holds stakes, bonds and rewards. What genesis fixed stays; nobody owns it.
/// @dev The only contracts called are QDT, Issuance and SealReader, which call nobody back: there is no reentrancy to guard against.
/// QDT reverts rather than returning false.
abstract contract ElectionBase is IElection {
    using BallotLib for BallotLib.Ballots;
    using CandidateLib for CandidateLib.Candidate;
    using CandidateLib for CandidateLib.Candidates;
    using ProducerSetLib for address[];
    using WeightLib for WeightLib.Weight;

    /// Members of the set of one epoch who voted a candidate out, one bit for each place.
    struct VoteOutTally {
        uint64 epoch;
        uint32 voters;
        uint8 count;
    }

    /// @notice The most members of a set.
    uint256 public constant SEATS = 21;
    uint256 internal constant MIN_CANDIDATES = 4;
    /// @notice The most candidates at a time.
    uint256 public constant MAX_CANDIDATES = 128;
    /// @notice The most candidates on a ballot.
    uint256 public constant MAX_CHOICES = 21;
    /// One part in so many: of votes that all the volume adds, of a slashed bond that the reporter gets.
    uint256 internal constant VOLUME_BONUS_PART = 10;
    uint256 internal constant REPORTER_PART = 10;
    // The newest set, which may not have begun, the one before, and the one before that, for evidence.
    uint256 internal constant SETS = 3;
    uint256 internal constant SHARE_UNIT = 1e9;

    /// @notice QDT.
    IQDT public immutable TOKEN;
    /// @notice What mints the rewards.
    IIssuance public immutable ISSUANCE;
    /// @notice What reads sealed headers.
    ISealReader public immutable SEAL_READER;
    /// @notice Unix time of the first block.
    uint256 public immutable GENESIS_TIME;
    /// @notice Blocks in an epoch.
    uint256 public immutable EPOCH;
    /// @notice Seconds after which a vote counts half.
    uint256 public immutable HALF_LIFE;
    /// @notice Seconds between leaving and withdrawing, for stakes and bonds.
    uint256 public immutable UNBOND;
    /// @notice Missed turns that a producer may have between two rotations and keep its place.
    uint256 public immutable MISS_LIMIT;
    /// @notice The least bond of a candidate, in wei of QDT.
    uint256 public immutable BOND;
    /// @notice Whether turns are shuffled each round, or go round robin after the parent's producer.
    bool public immutable SHUFFLED;

    /// @notice keccak256 of the newest chosen set.
    /// @dev Slot 0, and it stays there: light clients prove it.
    bytes32 public commitment;
    /// @notice keccak256 of the set that was chosen for an epoch; zero if none was.
    mapping(uint64 epoch => bytes32) public commitmentAt;
    ProducerSetLib.ProducerSet[SETS] internal _sets;
    /// @notice How often a set was chosen.
    /// @dev Slot 11, which is its own: light clients prove it, and the first slots of the sets.
    uint32 public rotations;
    /// @notice What could not be divided at the last rotation, in wei of QDT.
    uint256 public carriedReward;
    /// @notice What a producer can claim, in wei of QDT.
    mapping(address producer => uint256) public rewardOf;
    BallotLib.Ballots internal _ballots;
    CandidateLib.Candidates internal _candidates;
    mapping(uint32 id => VoteOutTally) internal _voteOuts;
    BitMaps.BitMap internal _reportedMisses;
    mapping(bytes32 signerAndHeight => bool) internal _punished;
    uint256 internal _rotatedAt;

    constructor(Genesis memory genesis) {
        if (genesis.epochBlocks == 0 || genesis.halfLife == 0) revert ElectionGenesisParameters();
        TOKEN = genesis.token;
        ISSUANCE = genesis.issuance;
        SEAL_READER = genesis.sealReader;
        GENESIS_TIME = genesis.genesisTime;
        EPOCH = genesis.epochBlocks;
        HALF_LIFE = genesis.halfLife;
        UNBOND = genesis.unbondTime;
        MISS_LIMIT = genesis.missLimit;
        BOND = genesis.bond;
        SHUFFLED = genesis.shuffled;
        _enrollAtGenesis(genesis);
        _seatAtGenesis(genesis);
    }

    function _enrollAtGenesis(Genesis memory genesis) internal {
        uint256 locked;
        WeightLib.Scale memory scale = WeightLib.scaleAt(0, genesis.halfLife);
        if (genesis.candidates.length > MAX_CANDIDATES) revert ElectionGenesisParameters();
        for (uint256 i; i < genesis.candidates.length; ++i) {
            GenesisCandidate memory candidate = genesis.candidates[i];
            if (candidate.bond < genesis.bond) revert ElectionBondTooLow(candidate.bond, genesis.bond);
            uint32[] memory choices = new uint32[](1);
            choices[0] =
                _candidates.enroll(candidate.account, candidate.name, candidate.url, candidate.bond, genesis.genesisTime);
            _ballots.voters[candidate.account].stake = candidate.stake;
            _ballots.addPower(candidate.account, candidate.stake, scale);
            _ballots.cast(candidate.account, choices, scale);
            locked += uint256(candidate.bond) + candidate.stake;
        }
        uint256 owned = genesis.token.balanceOf(address(this));
        if (locked != owned) revert ElectionGenesisUnfunded(locked, owned);
    }

    function _seatAtGenesis(Genesis memory genesis) internal {
        address[] memory members = genesis.producers;
        if (members.length == 0 || members.length > SEATS) revert ElectionGenesisProducers();
        for (uint256 i; i < members.length; ++i) {
            _candidates.requireId(members[i]);
            if (i > 0 && members[i - 1] >= members[i]) revert ElectionGenesisProducers();
        }
        _seat(0, genesis.seed, members);
    }

    // Choosing

    /// Returns the randomness of the set that is chosen in an epoch: the hash of the block before the epoch, so that it is
    /// the same whoever calls and whenever. Later than 256 blocks into the epoch that hash is gone and the parent's serves.
    function _randomness(uint256 epoch) internal view returns (bytes32 hash) {
        hash = blockhash(epoch == 0 ? 0 : epoch * EPOCH - 1);
        if (hash == 0) hash = blockhash(block.number - 1);
    }

    /// Brings the volume of the seated candidates up to date. Returns each registered candidate's share of it, by place.
    function _countVolume(address[] memory seated) internal returns (uint256[] memory shares) {
        uint256[] memory volumes = TOKEN.volumesOf(seated);
        shares = new uint256[](_candidates.registered.length);
        uint256 total;
        for (uint256 i; i < seated.length; ++i) {
            if (!_candidates.isRegistered(seated[i])) continue;
            CandidateLib.Candidate storage candidate = _candidates.byId[_candidates.idOf[seated[i]]];
            uint256 volume = candidate.countVolume(volumes[i]);
            shares[candidate.place] = volume;
            total += volume;
        }
        for (uint256 i; total != 0 && i < shares.length; ++i) shares[i] = shares[i] * SHARE_UNIT / total;
    }

    /// Returns the members of the next set, ascending. Where suspensions leave too few they are passed over: nobody but a
    /// rotation ends them.
    function _choose(uint256[] memory shares, bytes32 seed) internal view returns (address[] memory members) {
        uint256[] memory keys = new uint256[](shares.length);
        uint64 base = _scale().base;
        uint32[] memory ids = _candidates.registered;
        uint256 eligible;
        uint256 suspended = ids.length;
        for (uint256 place; place < ids.length; ++place) {
            uint256 votes = _ballots.totals[ids[place]].valueAt(base);
            votes += votes * shares[place] / (SHARE_UNIT * VOLUME_BONUS_PART);
            keys[_isSuspended(_candidates.byId[ids[place]]) ? --suspended : eligible++] =
                RankingLib.key(votes, ids[place]);
        }
        if (eligible < MIN_CANDIDATES) eligible = ids.length;
        if (eligible < MIN_CANDIDATES) revert ElectionTooFewCandidates(eligible);
        uint32[] memory chosen = RankingLib.choose(keys, eligible, SEATS, seed);
        members = new address[](chosen.length);
        for (uint256 i; i < chosen.length; ++i) members[i] = _candidates.byId[chosen[i]].account;
        members.sorted();
    }

    /// Shares what was issued since the last time among the seated in good standing. What cannot be divided is carried.
    function _shareRewards(uint64 epoch, address[] memory seated) internal {
        uint256 pot = carriedReward + ISSUANCE.release();
        address[] memory paid = new address[](seated.length);
        uint256 count;
        for (uint256 i; i < seated.length; ++i) {
            CandidateLib.Candidate storage candidate = _candidates.byId[_candidates.idOf[seated[i]]];
            if (candidate.status == Status.Registered && !_isSuspended(candidate)) paid[count++] = seated[i];
        }
        uint256 each = count == 0 ? 0 : pot / count;
        for (uint256 i; i < count; ++i) rewardOf[paid[i]] += each;
        carriedReward = pot - each * count;
        emit RewardsShared(epoch, each, count, carriedReward);
    }

    // Sets

    /// Stores the newest set in place of the oldest and commits to it.
    function _seat(uint64 epoch, bytes32 seed, address[] memory members) internal {
        ProducerSetLib.ProducerSet storage set = _newest();
        set.epoch = epoch;
        set.seed = seed;
        set.members = members;
        commitment = ProducerSetLib.commit(epoch, seed, members);
        commitmentAt[epoch] = commitment;
    }

    /// Takes an account out of the newest set if its epoch has not begun and enough members remain.
    function _dropChosen(address account) internal {
        ProducerSetLib.ProducerSet storage set = _newest();
        if (set.epoch * EPOCH <= block.number) return;
        address[] memory members = _membersOf(set);
        uint256 place = members.indexOf(account);
        if (place == members.length || members.length <= MIN_CANDIDATES) return;

        _seat(set.epoch, set.seed, members.without(place));
        emit Dropped(set.epoch, account, commitment);
    }

    function _newest() internal view returns (ProducerSetLib.ProducerSet storage) {
        return _sets[rotations % SETS];
    }

    /// Returns the set that makes a block. There always is one for the next block: a set is only ever chosen while the
    /// newest one is at work, so the newest or the one before it is.
    function _setAt(uint256 blockNumber) internal view returns (ProducerSetLib.ProducerSet storage set) {
        for (uint256 back; back < SETS && back <= rotations; ++back) {
            set = _sets[(rotations - back) % SETS];
            if (set.epoch * EPOCH <= blockNumber) return set;
        }
        revert ElectionSetUnknown(blockNumber);
    }

    function _membersAt(uint256 blockNumber) internal view returns (address[] memory) {
        return _membersOf(_setAt(blockNumber));
    }

    /// Reading a list takes much code, which is here once.
    function _membersOf(ProducerSetLib.ProducerSet storage set) internal view returns (address[] memory) {
        return set.members;
    }

    /// Returns the producers of a block by round, each once. The parent's producer matters only without shuffling.
    function _turns(uint256 blockNumber, address parentProducer) internal view returns (address[] memory turns) {
        ProducerSetLib.ProducerSet storage set = _setAt(blockNumber);
        address[] memory order = _membersOf(set);
        uint256 start = SHUFFLED ? blockNumber % order.length : order.placeAfter(parentProducer);
        if (SHUFFLED) order = order.shuffled(set.seed, blockNumber);
        turns = new address[](order.length);
        for (uint256 i; i < turns.length; ++i) turns[i] = order[(start + i) % order.length];
    }

    function _quorumOf(uint256 count) internal view returns (uint256) {
        return SHUFFLED ? count * 2 / 3 + 1 : (count * 2 + 2) / 3;
    }

    // Coins

    function _collect(uint256 amount) internal {
        TOKEN.transferFrom(msg.sender, address(this), amount);
    }

    function _pay(uint256 amount) internal {
        TOKEN.transfer(msg.sender, amount);
    }

    /// Returns a running sum that may wrap.
    function _volumeOf(address producer) internal view returns (uint128) {
        return uint128(TOKEN.volumeOf(producer));
    }

    // Candidates and time

    /// Makes room for a candidate: the lowest by bond and votes goes, unless it is in the current or the newest set.
    function _displaceLowest(uint256 bond) internal {
        address[] memory current = _membersAt(block.number + 1);
        address[] memory newest = _membersOf(_newest());
        WeightLib.Scale memory scale = _scale();
        uint256 least = type(uint256).max;
        uint32 lowest;
        uint32[] memory ids = _candidates.registered;
        for (uint256 i; i < ids.length; ++i) {
            address account = _candidates.byId[ids[i]].account;
            uint256 standing = _candidates.bonds[account].locked + _ballots.totals[ids[i]].effective(scale);
            if (standing >= least || current.contains(account) || newest.contains(account)) continue;
            (least, lowest) = (standing, ids[i]);
        }
        if (bond <= least) revert ElectionFull(least);
        _candidates.remove(lowest, Status.Displaced, block.timestamp + UNBOND);
    }

    function _isSuspended(CandidateLib.Candidate storage candidate) internal view returns (bool) {
        return candidate.isNewcomer(rotations) || candidate.missesIn(rotations) > MISS_LIMIT;
    }

    function _scale() internal view returns (WeightLib.Scale memory) {
        return WeightLib.scaleAt(_elapsed(), HALF_LIFE);
    }

    function _elapsed() internal view returns (uint256) {
        return block.timestamp > GENESIS_TIME ? block.timestamp - GENESIS_TIME : 0;
    }
}
