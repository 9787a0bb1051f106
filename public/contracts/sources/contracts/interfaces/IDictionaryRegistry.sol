// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Data dictionaries: open, versioned, maintained by their community.
/// @notice Anybody proposes; editors review, then vote; what passes is published with a release number, the one that
/// agreements and data sets name. The document itself is content-addressed; the chain keeps its id and hash.
interface IDictionaryRegistry {
    /// @notice Where a proposal stands. Published and Rejected are final.
    enum State {
        None,
        /// @dev Reviewed, then voted on; until it is concluded.
        Review,
        /// @dev Passed: released, or deprecated, as it proposed.
        Published,
        Rejected
    }

    /// @notice What a proposal wants.
    enum Kind {
        Publish,
        Deprecate
    }

    /// @notice A semantic version.
    /// @param major Goes up when data that was good may not be any more, or means something else.
    /// @param minor Goes up when more is possible.
    /// @param patch Goes up when only words changed.
    struct Version {
        uint16 major;
        uint16 minor;
        uint16 patch;
    }

    /// @notice What is proposed, and how it fares.
    /// @param state Where it stands; None for an unknown number.
    /// @param kind What it wants.
    /// @param proposer Who proposed it.
    /// @param reviewUntil Unix time until which it is reviewed.
    /// @param voteUntil Unix time until which it is voted on.
    /// @param approvals Reviews for it; once concluded, of those who were editors still.
    /// @param objections Reviews against it.
    /// @param yes Votes for it; once concluded, of those who were editors still.
    /// @param no Votes against it, alike.
    /// @param name The dictionary's name, up to 32 bytes of text.
    /// @param version The version to publish; all zero when deprecating.
    /// @param hash keccak256 of the document to publish; zero when deprecating.
    /// @param release When deprecating: which release; otherwise 0.
    /// @param replacement When deprecating: what replaces it; 0 for nothing.
    /// @param cid Content id of the document; when deprecating, of the reasons.
    struct Proposal {
        State state;
        Kind kind;
        address proposer;
        uint40 reviewUntil;
        uint40 voteUntil;
        uint16 approvals;
        uint16 objections;
        uint16 yes;
        uint16 no;
        bytes32 name;
        Version version;
        bytes32 hash;
        uint32 release;
        uint32 replacement;
        string cid;
    }

    /// @notice A published version of a dictionary. It never changes, except for being deprecated.
    /// @param name The dictionary's name, up to 32 bytes of text.
    /// @param version Its version.
    /// @param publishedAt Unix time of its publication; 0 for an unknown number.
    /// @param deprecated Whether users are asked to move on.
    /// @param replacement The release to move on to; 0 for none.
    /// @param hash keccak256 of the document.
    /// @param cid Content id of the document.
    struct Release {
        bytes32 name;
        Version version;
        uint40 publishedAt;
        bool deprecated;
        uint32 replacement;
        bytes32 hash;
        string cid;
    }

    /// @notice A dictionary that is there from the first block on, as version 1.0.0.
    /// @param name Its name, up to 32 bytes of text.
    /// @param hash keccak256 of the document.
    /// @param cid Content id of the document.
    struct Founding {
        bytes32 name;
        bytes32 hash;
        string cid;
    }

    /// @notice Something was proposed.
    /// @param id Numbers from 1.
    /// @param name The dictionary's name.
    /// @param proposer Who proposed it.
    /// @param proposal What is proposed, and its deadlines.
    event Proposed(uint256 indexed id, bytes32 indexed name, address indexed proposer, Proposal proposal);

    /// @notice An editor reviewed a proposal.
    /// @param id The proposal.
    /// @param editor Who reviewed it.
    /// @param approved Whether it is good as it stands.
    /// @param reviewCid Content id of the review's text.
    event Reviewed(uint256 indexed id, address indexed editor, bool approved, string reviewCid);

    /// @notice An editor voted.
    /// @param id The proposal.
    /// @param editor Who voted.
    /// @param yes For it, or against it.
    event Voted(uint256 indexed id, address indexed editor, bool yes);

    /// @notice A version was published.
    /// @param release Its number, from 1; what agreements and data sets name.
    /// @param name The dictionary's name.
    /// @param version Its version.
    /// @param hash keccak256 of the document.
    /// @param cid Content id of the document.
    event Published(uint32 indexed release, bytes32 indexed name, Version version, bytes32 hash, string cid);

    /// @notice Users of a release are asked to move on.
    /// @param release Which release.
    /// @param replacement Where to; 0 for nowhere.
    event Deprecated(uint32 indexed release, uint32 indexed replacement);

    /// @notice A proposal did not pass.
    /// @param id The proposal.
    event Rejected(uint256 indexed id);

    /// @notice Only holders of the EDITOR role review and vote.
    /// @param caller Who called instead.
    error DictionaryNotEditor(address caller);

    /// @notice A version follows the latest without a gap, the first is 1.0.0.
    /// @param found What was proposed.
    /// @param latest The latest published one; 0.0.0 when there is none.
    error DictionaryWrongVersion(Version found, Version latest);

    /// @notice A dictionary needs a name, a hash and a content id; at genesis each name comes once.
    error DictionaryInvalidDocument();

    /// @notice There is no such release, or it was named as its own replacement.
    /// @param release The number.
    error DictionaryUnknownRelease(uint32 release);

    /// @notice The release is deprecated already.
    /// @param release Its number.
    error DictionaryAlreadyDeprecated(uint32 release);

    /// @notice The proposal was concluded, or there is none.
    /// @param id Its number.
    /// @param state Where it stands.
    error DictionaryWrongState(uint256 id, State state);

    /// @notice The review, or the vote, is not over.
    /// @param until Unix time until which it lasts.
    error DictionaryTooEarly(uint40 until);

    /// @notice The review, or the vote, is over.
    /// @param until Unix time until which it lasted.
    error DictionaryTooLate(uint40 until);

    /// @notice Each editor reviews a proposal once.
    /// @param editor Who called.
    error DictionaryAlreadyReviewed(address editor);

    /// @notice Each editor votes on a proposal once.
    /// @param editor Who called.
    error DictionaryAlreadyVoted(address editor);

    /// @notice Proposes a version: 1.0.0 for a new name, otherwise the next patch, minor or major version of the latest.
    /// Anybody.
    /// @param name The dictionary's name, up to 32 bytes of text.
    /// @param version Its version.
    /// @param hash keccak256 of the document.
    /// @param cid Content id of the document.
    /// @return id Numbers from 1.
    function propose(bytes32 name, Version calldata version, bytes32 hash, string calldata cid)
        external
        returns (uint256 id);

    /// @notice Proposes to deprecate a release. It stays readable; users are pointed to its replacement. Anybody.
    /// @param release Which release.
    /// @param replacement Another release, of any name; 0 for none.
    /// @param reasonCid Content id of the reasons.
    /// @return id Numbers from 1.
    function proposeDeprecation(uint32 release, uint32 replacement, string calldata reasonCid)
        external
        returns (uint256 id);

    /// @notice Reviews a proposal within `REVIEW_TIME`. Editors, once each.
    /// @param id The proposal.
    /// @param approved Whether it is good as it stands; it passes only with at least one such review.
    /// @param reviewCid Content id of the review's text.
    function review(uint256 id, bool approved, string calldata reviewCid) external;

    /// @notice Votes on a proposal within `VOTE_TIME` after its review time. Editors, once each.
    /// @param id The proposal.
    /// @param yes For it, or against it.
    function vote(uint256 id, bool yes) external;

    /// @notice Counts the reviews and votes of those who are editors still: passed are proposals with an approving review,
    /// `MIN_VOTES` for, and more for than against, that still follow the latest version. Anybody, after the vote; later than
    /// `CONCLUDE_TIME` after it every proposal is rejected.
    /// @param id The proposal.
    /// @return release The number of the new (or deprecated) release; 0 when rejected.
    function conclude(uint256 id) external returns (uint32 release);

    /// @notice Returns a proposal.
    /// @param id Its number, from 1.
    /// @return State None and all zero for an unknown one.
    function proposalOf(uint256 id) external view returns (Proposal memory);

    /// @notice Returns a release.
    /// @param release Its number, from 1.
    /// @return All zero for an unknown one.
    function releaseOf(uint32 release) external view returns (Release memory);

    /// @notice Returns the release of the latest version of a name.
    /// @param name The dictionary's name.
    /// @return release Its number, 0 for none; it may be deprecated.
    function latestOf(bytes32 name) external view returns (uint32 release);
}
