// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IIssuance} from "./IIssuance.sol";
import {IQDT} from "./IQDT.sol";
import {ISealReader} from "./ISealReader.sol";

/// @title Who produces blocks.
/// @notice Holders stake QDT and vote, all the time, for up to 21 candidates; each gets the whole weight. Weight fades: it
/// counts half after HALF_LIFE unless renewed by voting again. Once an epoch of EPOCH blocks anybody may call `rotate()`,
/// which chooses the set of the next epoch: the 20 with most votes and one drawn in proportion to votes among the rest,
/// votes being raised by up to a tenth by the share of the coin-days that transfers used in the candidate's blocks. Nobody
/// calling leaves the set as it is. A set changes only at block numbers that are multiples of EPOCH.
///
/// Storage slot 0 holds `commitment`, keccak256 of the newest chosen set: epoch (8 bytes), seed (32), members (20 each,
/// ascending), so that one storage proof shows a whole set.
///
/// `shuffled` is fixed at genesis by the engine: true on the embedded chain (order shuffled each round, quorum
/// floor(2n/3) + 1), false on Besu (round robin after the parent's producer, quorum ceil(2n/3)).
///
/// Delegation is here rather than in QDT: what is delegated is staked weight, and stakes and ballots are here.
interface IElection {
    /// @notice Where an account stands as a candidate.
    enum Status {
        /// @dev Never was one.
        None,
        Registered,
        /// @dev By its own wish.
        Left,
        /// @dev By a candidate with a higher bond, while all places were taken.
        Displaced,
        /// @dev By a quorum of the producers.
        VotedOut,
        /// @dev For sealing two blocks of one height.
        Slashed
    }

    /// @notice A candidate that is there from the first block on.
    /// @param account Its address, of the key that seals blocks.
    /// @param name 1 to 64 bytes.
    /// @param url At most 256 bytes.
    /// @param bond In wei of QDT, at least the least bond.
    /// @param stake The candidate's own stake, voted for itself at genesis, in wei of QDT.
    struct GenesisCandidate {
        address account;
        string name;
        string url;
        uint96 bond;
        uint96 stake;
    }

    /// @notice What the chain starts with; nothing of it can be changed later.
    /// @param token QDT.
    /// @param issuance What mints the rewards.
    /// @param sealReader What reads sealed headers.
    /// @param genesisTime Unix time of the first block.
    /// @param epochBlocks Blocks in an epoch, at least 1; 420 are 20 rounds of 21.
    /// @param halfLife Seconds after which a vote counts half; at least 1.
    /// @param unbondTime Seconds between leaving and withdrawing, for stakes and bonds.
    /// @param missLimit Missed turns that a producer may have between two rotations and keep its place.
    /// @param bond The least bond of a candidate, in wei of QDT.
    /// @param shuffled How turns follow each other, see above; fixed by the engine.
    /// @param seed Shuffles the first set.
    /// @param candidates At most 128.
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

    /// @notice What explorers show of a candidate. Amounts are in wei of QDT.
    /// @param account Its address; zero for who never was one.
    /// @param name As it gave it.
    /// @param url As it gave it.
    /// @param status Where it stands.
    /// @param since Unix time of its latest registration.
    /// @param votes What the candidate's votes weigh now, as QDT staked and voted now.
    /// @param bond Locked as long as it is registered.
    /// @param bondLeaving What it can withdraw from `bondReleaseAt` on.
    /// @param bondReleaseAt Unix time; 0 if no bond ever left.
    /// @param misses Turns missed since the last rotation, as far as they were reported.
    /// @param volume Coin-days that transfers used in its blocks since the last rotation it was seated at, in QDT-days with
    /// 18 decimals.
    /// @param lastVolume The same, as it counted at that rotation.
    /// @param reward What it can claim.
    /// @param seated In the set that makes the next block.
    /// @param chosen In the newest set, which may begin with the next epoch.
    /// @param suspended Sits out the next rotation, see `rotate`: for too many misses, or, where `misses` is 0, since it has
    /// registered after the last one.
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

    /// @notice What explorers show of a voter. Amounts are in wei of QDT.
    /// @param stake Its own stake, delegated or not.
    /// @param power What the account votes with: its own stake unless delegated, and what others delegated to it.
    /// @param weight What each choice gets of it now; less than `power` when the vote has faded.
    /// @param delegate Who votes with the account's stake; zero if it does itself.
    /// @param leaving Unstaked; can be withdrawn from `releaseAt` on.
    /// @param releaseAt Unix time.
    /// @param votedAt Unix time at which the week of the last vote began; 0 if it votes for nobody.
    /// @param choices Whom it votes for; who is no candidate any more is still named.
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

    /// @notice An account became a candidate.
    /// @param candidate Its address.
    /// @param id What votes belong to: each registration has a new one.
    /// @param name 1 to 64 bytes.
    /// @param url At most 256 bytes.
    /// @param bond In wei of QDT.
    event Registered(address indexed candidate, uint32 id, string name, string url, uint256 bond);

    /// @notice A candidate describes itself anew.
    /// @param candidate Its address.
    /// @param name 1 to 64 bytes.
    /// @param url At most 256 bytes.
    event MetadataChanged(address indexed candidate, string name, string url);

    /// @notice The candidate is no longer one; its votes are void, also if it registers again.
    /// @param candidate Its address.
    /// @param status Why: Left, Displaced, VotedOut or Slashed.
    event Removed(address indexed candidate, Status status);

    /// @notice A former candidate took its bond back.
    /// @param candidate Its address.
    /// @param amount In wei of QDT.
    event BondWithdrawn(address indexed candidate, uint256 amount);

    /// @notice QDT joined the vote.
    /// @param account Whose.
    /// @param amount In wei of QDT.
    event Staked(address indexed account, uint256 amount);

    /// @notice QDT left the vote.
    /// @param account Whose.
    /// @param amount In wei of QDT.
    /// @param releaseAt Unix time from which all that is leaving can be withdrawn.
    event Unstaked(address indexed account, uint256 amount, uint256 releaseAt);

    /// @notice Unstaked QDT were taken back.
    /// @param account Whose.
    /// @param amount In wei of QDT.
    event Withdrawn(address indexed account, uint256 amount);

    /// @notice Another account votes with a stake from now on.
    /// @param account Whose stake.
    /// @param from Who voted with it; the account itself if it did.
    /// @param to Who votes with it now; the account itself if it does again.
    /// @param amount The stake, in wei of QDT.
    event Delegated(address indexed account, address indexed from, address indexed to, uint256 amount);

    /// @notice An account voted anew.
    /// @param account Who voted.
    /// @param candidates Whom for; each gets the whole power. Empty: it abstains.
    /// @param power With how much, in wei of QDT, delegated stakes included.
    event Voted(address indexed account, address[] candidates, uint256 power);

    /// @notice A set was chosen; it works from block epoch * EPOCH on.
    /// @param epoch Which epoch it is for: the next one.
    /// @param seed Shuffles its turns.
    /// @param members Ascending.
    /// @param commitment keccak256 of the three, as in storage slot 0.
    event Rotated(uint64 indexed epoch, bytes32 seed, address[] members, bytes32 commitment);

    /// @notice A member left the chosen set before its epoch began.
    /// @param epoch Which epoch the set is for.
    /// @param member Who left.
    /// @param commitment keccak256 of the set without it, as in storage slot 0.
    event Dropped(uint64 indexed epoch, address indexed member, bytes32 commitment);

    /// @notice A producer missed its turn.
    /// @param producer Who.
    /// @param blockNumber At which height.
    /// @param round In which QBFT round, from 0.
    event Missed(address indexed producer, uint256 indexed blockNumber, uint256 round);

    /// @notice A producer has missed too many turns: it sits out the next rotation, see `rotate`, and gets no reward there.
    /// @param producer Who.
    /// @param misses How many since the last rotation.
    event Suspended(address indexed producer, uint256 misses);

    /// @notice A validator sealed two blocks of one height and lost its bond.
    /// @param signer Who.
    /// @param blockNumber At which height.
    /// @param round In which QBFT round, from 0.
    /// @param slashed Its bond, in wei of QDT.
    /// @param reporter Who proved it, and got a tenth.
    event DoubleSigned(
        address indexed signer, uint256 indexed blockNumber, uint256 round, uint256 slashed, address reporter
    );

    /// @notice A producer voted a candidate out.
    /// @param candidate Whom.
    /// @param member Who voted.
    /// @param count How many did in this epoch, this one included.
    /// @param quorum How many it takes.
    event VoteOut(address indexed candidate, address indexed member, uint256 count, uint256 quorum);

    /// @notice What was issued since the last rotation was shared.
    /// @param epoch In which epoch.
    /// @param each What each producer in good standing can claim, in wei of QDT.
    /// @param producers How many those are.
    /// @param carried What could not be divided and waits for the next time, in wei of QDT.
    event RewardsShared(uint64 indexed epoch, uint256 each, uint256 producers, uint256 carried);

    /// @notice A producer took its rewards.
    /// @param producer Who.
    /// @param amount In wei of QDT.
    event RewardClaimed(address indexed producer, uint256 amount);

    /// @notice Nothing cannot be staked or unstaked.
    error ElectionZeroAmount();

    /// @notice A name has 1 to 64 bytes, a link at most 256.
    error ElectionBadMetadata();

    /// @notice The bond is below the least bond.
    /// @param bond What was offered, in wei of QDT.
    /// @param need What it takes.
    error ElectionBondTooLow(uint256 bond, uint256 need);

    /// @notice All places for candidates are taken; only a bond above `need` displaces the one that stands lowest.
    /// @param need Its bond and votes together, in wei of QDT.
    error ElectionFull(uint256 need);

    /// @notice The account is a candidate already.
    /// @param account Who.
    error ElectionAlreadyCandidate(address account);

    /// @notice The account is no candidate.
    /// @param account Who.
    error ElectionNotCandidate(address account);

    /// @notice A ballot names at most 21 candidates.
    /// @param count How many it names.
    error ElectionTooManyChoices(uint256 count);

    /// @notice A ballot names each candidate once.
    /// @param candidate Who is named twice.
    error ElectionChoiceTwice(address candidate);

    /// @notice More cannot be unstaked than is staked.
    /// @param stake What is staked, in wei of QDT.
    /// @param amount What was to leave.
    error ElectionStakeTooLow(uint256 stake, uint256 amount);

    /// @notice Nothing is leaving: unstake or unregister first.
    error ElectionNothingToWithdraw();

    /// @notice What is leaving still answers for its owner.
    /// @param releaseAt Unix time from which it can be withdrawn.
    error ElectionStillBonded(uint256 releaseAt);

    /// @notice The set of the next epoch was chosen already.
    /// @param epoch The present epoch.
    error ElectionAlreadyRotated(uint64 epoch);

    /// @notice A set needs at least 4 candidates.
    /// @param count How many there are, those who would sit out included.
    error ElectionTooFewCandidates(uint256 count);

    /// @notice The set that made this block is no longer kept.
    /// @param blockNumber Which block.
    error ElectionSetUnknown(uint256 blockNumber);

    /// @notice Only a member of the set that makes the present block votes candidates out.
    /// @param account Who called instead.
    error ElectionNotProducer(address account);

    /// @notice The member has voted this candidate out in this epoch.
    /// @param member Who called.
    /// @param candidate Whom it voted out.
    error ElectionVotedOutAlready(address member, address candidate);

    /// @notice No rewards to claim.
    /// @param account Who called.
    error ElectionNothingToClaim(address account);

    /// @notice The block can no longer be judged: it is none of the last 256, whose hashes the chain knows, or of before the
    /// last rotation.
    /// @param blockNumber Its height.
    error ElectionHeaderTooOld(uint256 blockNumber);

    /// @notice The header is none of this chain.
    /// @param blockNumber The height it claims.
    /// @param found Its hash.
    error ElectionForeignHeader(uint256 blockNumber, bytes32 found);

    /// @notice Too few seals.
    /// @param seals How many the header has.
    /// @param quorum How many it takes.
    error ElectionBelowQuorum(uint256 seals, uint256 quorum);

    /// @notice A seal is by nobody in the set.
    /// @param signer By whom.
    error ElectionForeignSeal(address signer);

    /// @notice A seal is there twice.
    /// @param signer By whom.
    error ElectionSealTwice(address signer);

    /// @notice Nobody missed a turn: the block was sealed in round 0, or none but its maker had one before.
    /// @param blockNumber Its height.
    error ElectionNothingMissed(uint256 blockNumber);

    /// @notice The misses at this height are counted.
    /// @param blockNumber The height.
    error ElectionReportedAlready(uint256 blockNumber);

    /// @notice Without shuffling the turn depends on the parent's producer: ask `producerAfter`.
    error ElectionNeedsParent();

    /// @notice None of those who sealed both has a bond left, or all were punished for this height.
    error ElectionNobodyToSlash();

    /// @notice At genesis: the first set has 1 to 21 members, ascending, all of them candidates.
    error ElectionGenesisProducers();

    /// @notice At genesis: epoch and half-life are at least 1, candidates at most 128.
    error ElectionGenesisParameters();

    /// @notice The contract must own at genesis the bonds and stakes that it starts with.
    /// @param locked Their sum, in wei of QDT.
    /// @param owned Its balance.
    error ElectionGenesisUnfunded(uint256 locked, uint256 owned);

    // Candidates

    /// @notice Makes the caller a candidate. Its address is the key that seals blocks. It sits out the next rotation, so that
    /// nobody is rid of misses, a removal or a slashing by coming back: votes count from now on, it can be chosen at the
    /// rotation after that. While MAX_CANDIDATES are registered, the bond must exceed bond plus votes of the lowest candidate
    /// outside the current and the chosen set, which it displaces.
    /// @param name 1 to 64 bytes.
    /// @param url At most 256 bytes.
    /// @param bond In wei of QDT, at least `BOND`; the caller must have approved it.
    function register(string calldata name, string calldata url, uint256 bond) external;

    /// @notice Takes the caller out of later elections; it serves the epochs it is chosen for. The bond can be withdrawn
    /// after UNBOND seconds and answers for double signing until then.
    function unregister() external;

    /// @notice Describes the caller anew. Candidates only.
    /// @param name 1 to 64 bytes.
    /// @param url At most 256 bytes.
    function setMetadata(string calldata name, string calldata url) external;

    /// @notice Sends the caller the bond of an earlier candidacy, once it is free.
    /// @return amount In wei of QDT.
    function withdrawBond() external returns (uint256 amount);

    // Voters

    /// @notice Locks QDT. It joins the ballot that the account, or its delegate, has cast, at the weight of a new vote.
    /// @param amount In wei of QDT, above 0; the caller must have approved it.
    function stake(uint256 amount) external;

    /// @notice The same with an EIP-2612 approval in the same transaction. A permit that fails is passed over: the allowance
    /// may be there already.
    /// @param amount In wei of QDT, above 0.
    /// @param deadline Unix time until which the permit holds.
    /// @param v Of the permit's signature.
    /// @param r Of the permit's signature.
    /// @param s Of the permit's signature.
    function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Takes QDT out of the vote. All that is leaving can be withdrawn UNBOND seconds after the last call.
    /// @param amount In wei of QDT, above 0 and at most the caller's stake.
    function unstake(uint256 amount) external;

    /// @notice Sends the caller all that it unstaked, once it is free.
    /// @return amount In wei of QDT.
    function withdraw() external returns (uint256 amount);

    /// @notice Replaces the caller's ballot, at full weight as of now. No candidates: abstains.
    /// @param candidates At most 21, each once; every one gets the caller's whole power.
    function vote(address[] calldata candidates) external;

    /// @notice Lets another account vote with the caller's stake, now and later; zero or the caller itself takes it back.
    /// @param to Who votes with it. It does not pass on what others delegated to the caller.
    function delegate(address to) external;

    // Sets

    /// @notice Chooses the set of the next epoch and shares what was issued since the last call among the current one.
    /// Who has missed too many turns or registered since the last call sits out: it is neither chosen nor paid, and free to be
    /// from then on. With fewer than 4 others the set is chosen from all candidates. Anybody, once an epoch.
    /// @return members The set of the next epoch, ascending.
    function rotate() external returns (address[] memory members);

    /// @notice Returns who signs the next block, as Besu asks on the state after this one. Never reverts.
    /// @return Ascending; at most 21.
    function getValidators() external view returns (address[] memory);

    /// @notice Returns the set of a block: current, chosen, or one that was lately.
    /// @param blockNumber A height that one of the three sets kept serves; a later one is answered with the newest set.
    /// @return epoch The epoch that the set was chosen for; it stays if no other was.
    /// @return seed Shuffles its turns.
    /// @return members Ascending.
    function getSchedule(uint256 blockNumber) external view returns (uint64 epoch, bytes32 seed, address[] memory members);

    /// @notice Returns who produces a block in a QBFT round, on a chain that shuffles.
    /// @param blockNumber Its height, see `getSchedule`.
    /// @param round From 0; every further one is the next producer's turn.
    /// @return The producer.
    function producerAt(uint256 blockNumber, uint256 round) external view returns (address);

    /// @notice Returns who produces a block in a QBFT round, on a chain that goes round robin.
    /// @param parentProducer Who produced the block before it.
    /// @param blockNumber Its height, see `getSchedule`.
    /// @param round From 0; every further one is the next producer's turn.
    /// @return The producer.
    function producerAfter(address parentProducer, uint256 blockNumber, uint256 round) external view returns (address);

    /// @notice Returns how many members of the set of the next block must seal it.
    /// @return More than two thirds of them; on Besu at least two thirds.
    function quorum() external view returns (uint256);

    // Conduct

    /// @notice Proves that the producers of the rounds before the one in which a block was sealed missed their turns. Its
    /// maker did not: a block that was prepared is proposed again, by others. Anybody; once for each height.
    /// @param header The sealed header in RLP, of one of the last 256 blocks and not of before the last rotation: what nobody
    /// reported by then does not count in the next period.
    /// @param parentHeader Its parent's, needed only without shuffling; otherwise empty.
    /// @return missed How many producers missed their turn.
    function reportMiss(bytes calldata header, bytes calldata parentHeader) external returns (uint256 missed);

    /// @notice Proves that validators sealed two blocks of one height, parent and round. Each loses its bond and its
    /// candidacy; a tenth of the bonds goes to the caller, the rest is burned. Anybody.
    /// @param headerA One sealed header in RLP.
    /// @param headerB The other one.
    /// @return slashed The bonds together, in wei of QDT.
    function reportDoubleSign(bytes calldata headerA, bytes calldata headerB) external returns (uint256 slashed);

    /// @notice Votes a candidate out; when a quorum of the current set did so within one epoch it is one no longer. Its bond
    /// is returned as after leaving; it may register again, and sits out a rotation then. Members of the set that makes the present block.
    /// @param candidate Whom.
    function voteOut(address candidate) external;

    /// @notice Sends the caller its rewards.
    /// @return amount In wei of QDT.
    function claimReward() external returns (uint256 amount);

    // Views for the explorer

    /// @notice Returns registered candidates from a position on, and the position of the next page, 0 after the last.
    /// @param cursor The position, 0 for the first page.
    /// @param limit How many at most.
    /// @return page In no order; the list changes when candidates leave.
    /// @return next What to ask next; 0 when there is no more.
    function candidates(uint256 cursor, uint256 limit) external view returns (CandidateView[] memory page, uint256 next);

    /// @notice Returns an account's latest candidacy.
    /// @param account Anybody.
    /// @return Status None and all zero for who never was a candidate.
    function candidateOf(address account) external view returns (CandidateView memory);

    /// @notice Returns what an account votes with and whom for.
    /// @param account Anybody.
    /// @return All zero for who never staked.
    function voterOf(address account) external view returns (VoterView memory);
}
