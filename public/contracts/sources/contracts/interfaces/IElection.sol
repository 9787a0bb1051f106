// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IIssuance} from "./IIssuance.sol";
import {IQDT} from "./IQDT.sol";
import {ISealReader} from "./ISealReader.sol";

/// @title Who produces blocks.
/// @notice Holders stake QDT and vote, all the time, for up to 21 candidates; each gets the whole weight. Weight fades: it
/// counts half after HALF_LIFE unless renewed by voting again. Once an epoch of EPOCH blocks anybody may call `rotate()`,
/// which chooses the set of the next epoch: the 20 with most votes and one drawn in proportion to votes among the rest,
/// votes being raised by up to a tenth by the share of the QDT that moved in the candidate's blocks. Nobody calling leaves
/// the set as it is. A set changes only at block numbers that are multiples of EPOCH.
///
/// Storage slot 0 holds `commitment`, keccak256 of the newest chosen set: epoch (8 bytes), seed (32), members (20 each,
/// ascending), so that one storage proof shows a whole set.
///
/// `shuffled` is fixed at genesis by the engine: true on the embedded chain (order shuffled each round, quorum
/// floor(2n/3) + 1), false on Besu (round robin after the parent's producer, quorum ceil(2n/3)).
///
/// Delegation is here rather than in QDT: what is delegated is staked weight, and stakes and ballots are here.
interface IElection {
    enum Status {
        None,
        Registered,
        Left,
        Displaced,
        VotedOut,
        Slashed
    }

    /// @param stake The candidate's own stake, voted for itself at genesis.
    struct GenesisCandidate {
        address account;
        string name;
        string url;
        uint96 bond;
        uint96 stake;
    }

    /// @param epochBlocks Blocks in an epoch; 420 are 20 rounds of 21.
    /// @param halfLife Seconds after which a vote counts half.
    /// @param unbondTime Seconds between leaving and withdrawing, for stakes and bonds.
    /// @param missLimit Missed turns that a producer may have between two rotations and keep its place.
    /// @param bond The least bond of a candidate.
    /// @param seed Shuffles the first set.
    /// @param producers The first set, ascending, all of them candidates.
    struct Genesis {
        IQDT token;
        IIssuance issuance;
        ISealReader sealReader;
        uint40 genesisTime;
        uint32 epochBlocks;
        uint32 halfLife;
        uint32 unbondTime;
        uint16 missLimit;
        uint96 bond;
        bool shuffled;
        bytes32 seed;
        GenesisCandidate[] candidates;
        address[] producers;
    }

    /// @param votes What the candidate's votes weigh now, as QDT staked and voted now.
    /// @param bond Locked; `bondLeaving` can be withdrawn from `bondReleaseAt` on.
    /// @param misses Turns missed since the last rotation.
    /// @param volume QDT moved in its blocks since the last rotation it was seated at.
    /// @param lastVolume The same, as it counted at that rotation.
    /// @param seated In the set that makes the next block.
    /// @param chosen In the newest set, which may begin with the next epoch.
    /// @param suspended Too many misses: sits out the next rotation.
    struct CandidateView {
        address account;
        string name;
        string url;
        Status status;
        uint256 since;
        uint256 votes;
        uint256 bond;
        uint256 bondLeaving;
        uint256 bondReleaseAt;
        uint256 misses;
        uint256 volume;
        uint256 lastVolume;
        uint256 reward;
        bool seated;
        bool chosen;
        bool suspended;
    }

    /// @param power What the account votes with: its own stake unless delegated, and what others delegated to it.
    /// @param weight What each choice gets of it now; less than `power` when the vote has faded.
    /// @param delegate Who votes with the account's stake; zero if it does itself.
    /// @param leaving Unstaked; can be withdrawn from `releaseAt` on.
    /// @param votedAt Start of the week of the last vote, 0 if there is none.
    struct VoterView {
        uint256 stake;
        uint256 power;
        uint256 weight;
        address delegate;
        uint256 leaving;
        uint256 releaseAt;
        uint256 votedAt;
        address[] choices;
    }

    event Registered(address indexed candidate, uint32 id, string name, string url, uint256 bond);
    event MetadataChanged(address indexed candidate, string name, string url);
    /// @notice The candidate is no longer one; its votes are void, also if it registers again.
    event Removed(address indexed candidate, Status status);
    event BondWithdrawn(address indexed candidate, uint256 amount);
    event Staked(address indexed account, uint256 amount);
    event Unstaked(address indexed account, uint256 amount, uint256 releaseAt);
    event Withdrawn(address indexed account, uint256 amount);
    event Delegated(address indexed account, address indexed from, address indexed to, uint256 amount);
    event Voted(address indexed account, address[] candidates, uint256 power);
    /// @notice A set was chosen; it works from block epoch * EPOCH on.
    event Rotated(uint64 indexed epoch, bytes32 seed, address[] members, bytes32 commitment);
    /// @notice A member left the chosen set before its epoch began.
    event Dropped(uint64 indexed epoch, address indexed member, bytes32 commitment);
    event Missed(address indexed producer, uint256 indexed blockNumber, uint256 round);
    event Suspended(address indexed producer, uint256 misses);
    event DoubleSigned(
        address indexed signer, uint256 indexed blockNumber, uint256 round, uint256 slashed, address reporter
    );
    event VoteOut(address indexed candidate, address indexed member, uint256 count, uint256 quorum);
    event RewardsShared(uint64 indexed epoch, uint256 each, uint256 producers, uint256 carried);
    event RewardClaimed(address indexed producer, uint256 amount);

    error ElectionZeroAmount();
    error ElectionBadMetadata();
    error ElectionBondTooLow(uint256 bond, uint256 need);
    /// @notice All places for candidates are taken; only a bond above `need` displaces the one that stands lowest.
    error ElectionFull(uint256 need);
    error ElectionAlreadyCandidate(address account);
    error ElectionNotCandidate(address account);
    error ElectionTooManyChoices(uint256 count);
    error ElectionChoiceTwice(address candidate);
    error ElectionStakeTooLow(uint256 stake, uint256 amount);
    error ElectionNothingToWithdraw();
    error ElectionStillBonded(uint256 releaseAt);
    /// @notice The set of this epoch was chosen already.
    error ElectionAlreadyRotated(uint64 epoch);
    error ElectionTooFewCandidates(uint256 eligible);
    /// @notice The set that made this block is no longer kept.
    error ElectionSetUnknown(uint256 blockNumber);
    error ElectionNotProducer(address account);
    error ElectionVotedOutAlready(address member, address candidate);
    error ElectionNothingToClaim(address account);
    error ElectionHeaderTooOld(uint256 blockNumber);
    error ElectionForeignHeader(uint256 blockNumber, bytes32 found);
    error ElectionBelowQuorum(uint256 seals, uint256 quorum);
    error ElectionForeignSeal(address signer);
    error ElectionSealTwice(address signer);
    error ElectionNothingMissed(uint256 blockNumber);
    error ElectionReportedAlready(uint256 blockNumber);
    /// @notice Without shuffling the turn depends on the parent's producer: ask `producerAfter`.
    error ElectionNeedsParent();
    error ElectionNobodyToSlash();
    error ElectionGenesisProducers();
    error ElectionGenesisParameters();
    /// @notice The contract must own at genesis the bonds and stakes that it starts with.
    error ElectionGenesisUnfunded(uint256 locked, uint256 owned);

    // Candidates

    /// @notice Makes the caller a candidate. Its address is the key that seals blocks. While MAX_CANDIDATES are registered,
    /// the bond must exceed bond plus votes of the lowest candidate outside the current and the chosen set, which it
    /// displaces.
    function register(string calldata name, string calldata url, uint256 bond) external;

    /// @notice Takes the caller out of later elections; it serves the epochs it is chosen for. The bond can be withdrawn
    /// after UNBOND seconds and answers for double signing until then.
    function unregister() external;

    function setMetadata(string calldata name, string calldata url) external;

    function withdrawBond() external returns (uint256 amount);

    // Voters

    /// @notice Locks QDT. It joins the ballot that the account, or its delegate, has cast, at the weight of a new vote.
    function stake(uint256 amount) external;

    function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Takes QDT out of the vote. All that is leaving can be withdrawn UNBOND seconds after the last call.
    function unstake(uint256 amount) external;

    function withdraw() external returns (uint256 amount);

    /// @notice Replaces the caller's ballot, at full weight as of now. No candidates: abstains.
    function vote(address[] calldata candidates) external;

    /// @notice Lets another account vote with the caller's stake, now and later; zero or the caller itself takes it back.
    function delegate(address to) external;

    // Sets

    /// @notice Chooses the set of the next epoch and shares what was issued since the last call among the current one.
    function rotate() external returns (address[] memory members);

    /// @notice Returns who signs the next block, as Besu asks on the state after this one. Never reverts.
    function getValidators() external view returns (address[] memory);

    /// @notice Returns the set of a block: current, chosen, or one that was lately.
    function getSchedule(uint256 blockNumber) external view returns (uint64 epoch, bytes32 seed, address[] memory members);

    /// @notice Returns who produces a block in a QBFT round, on a chain that shuffles.
    function producerAt(uint256 blockNumber, uint256 round) external view returns (address);

    /// @notice Returns who produces a block in a QBFT round, on a chain that goes round robin.
    function producerAfter(address parentProducer, uint256 blockNumber, uint256 round) external view returns (address);

    /// @notice Returns how many members of the set of the next block must seal it.
    function quorum() external view returns (uint256);

    // Conduct

    /// @notice Proves that the producers of the rounds before the one in which a block was sealed missed their turns.
    /// The block is one of the last 256. `parentHeader` is needed only without shuffling.
    function reportMiss(bytes calldata header, bytes calldata parentHeader) external returns (uint256 missed);

    /// @notice Proves that validators sealed two blocks of one height, parent and round. Each loses its bond and its
    /// candidacy; a tenth of the bonds goes to the caller, the rest is burned.
    function reportDoubleSign(bytes calldata headerA, bytes calldata headerB) external returns (uint256 slashed);

    /// @notice Votes a candidate out; when a quorum of the current set did so within one epoch it is one no longer. Its bond
    /// is returned as after leaving; it may register again.
    function voteOut(address candidate) external;

    function claimReward() external returns (uint256 amount);

    // Views for the explorer

    /// @notice Returns registered candidates from a position on, and the position of the next page, 0 after the last.
    function candidates(uint256 cursor, uint256 limit) external view returns (CandidateView[] memory page, uint256 next);

    /// @notice Returns an account's latest candidacy.
    function candidateOf(address account) external view returns (CandidateView memory);

    function voterOf(address account) external view returns (VoterView memory);
}
