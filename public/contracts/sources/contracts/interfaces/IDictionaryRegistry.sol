// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Data dictionaries: open, versioned, maintained by their community.
/// @notice Anybody proposes; editors review, then vote; what passes is published with a release number, the one that
/// agreements and data sets name. The document itself is content-addressed; the chain keeps its id and hash.
interface IDictionaryRegistry {
    enum State {
        None,
        Review,
        Published,
        Rejected
    }

    enum Kind {
        Publish,
        Deprecate
    }

    struct Version {
        uint16 major;
        uint16 minor;
        uint16 patch;
    }

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
        /// @dev When deprecating: which release, and what replaces it (zero for nothing).
        uint32 release;
        uint32 replacement;
        string cid;
    }

    struct Release {
        bytes32 name;
        Version version;
        uint40 publishedAt;
        bool deprecated;
        uint32 replacement;
        bytes32 hash;
        string cid;
    }

    /// @dev A dictionary that is there from the first block on, as version 1.0.0.
    struct Founding {
        bytes32 name;
        bytes32 hash;
        string cid;
    }

    event Proposed(uint256 indexed id, bytes32 indexed name, address indexed proposer, Proposal proposal);
    event Reviewed(uint256 indexed id, address indexed editor, bool approved, string reviewCid);
    event Voted(uint256 indexed id, address indexed editor, bool yes);
    event Published(uint32 indexed release, bytes32 indexed name, Version version, bytes32 hash, string cid);
    event Deprecated(uint32 indexed release, uint32 indexed replacement);
    event Rejected(uint256 indexed id);

    error DictionaryNotEditor(address caller);
    error DictionaryWrongVersion(Version found, Version latest);
    error DictionaryInvalidDocument();
    error DictionaryUnknownRelease(uint32 release);
    error DictionaryAlreadyDeprecated(uint32 release);
    error DictionaryWrongState(uint256 id, State state);
    error DictionaryTooEarly(uint40 until);
    error DictionaryTooLate(uint40 until);
    error DictionaryAlreadyReviewed(address editor);
    error DictionaryAlreadyVoted(address editor);

    /// @notice Proposes a version: 1.0.0 for a new name, otherwise the next patch, minor or major version of the latest.
    function propose(bytes32 name, Version calldata version, bytes32 hash, string calldata cid)
        external
        returns (uint256 id);

    /// @notice Proposes to deprecate a release. It stays readable; users are pointed to its replacement.
    function proposeDeprecation(uint32 release, uint32 replacement, string calldata reasonCid)
        external
        returns (uint256 id);

    /// @notice Reviews a proposal within `REVIEW_TIME`. Editors, once each.
    function review(uint256 id, bool approved, string calldata reviewCid) external;

    /// @notice Votes on a proposal after its review time. Editors, once each.
    function vote(uint256 id, bool yes) external;

    /// @notice Counts: passed are proposals with an approving review, `MIN_VOTES` for, and more for than against, that still
    /// follow the latest version. Anybody.
    /// @return release The number of the new (or deprecated) release; zero when rejected.
    function conclude(uint256 id) external returns (uint32 release);

    function proposalOf(uint256 id) external view returns (Proposal memory);
    function releaseOf(uint32 release) external view returns (Release memory);

    /// @notice The release of the latest version of a name, zero for none.
    function latestOf(bytes32 name) external view returns (uint32 release);
}
