// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Who holds a role that others rely on, who gave it, and how the holder has served.
/// @notice A committee governs each role: at first the foundation's, later whichever committee the elected producers
/// vote in. Its powers end there: it grants, revokes, suspends and resumes its own role, by a threshold of its members, at
/// most `GRANTS_PER_DAY` grants a day, and it can neither move anybody's funds nor write anybody's record.
interface IRoles {
    enum Action {
        Grant,
        Revoke,
        Suspend,
        Resume
    }

    /// @notice How a holder has served: written by the contracts in which the service happened, never by a committee.
    struct Record {
        uint32 jobs;
        uint32 disputes;
        uint32 ratings;
        uint64 stars;
    }

    event CommitteeSet(uint8 indexed role, address[] members, uint8 threshold, uint32 term);
    event Approved(Action indexed action, uint8 indexed role, address indexed holder, address member, uint256 approvals);
    event RoleChanged(Action indexed action, uint8 indexed role, address indexed holder);
    event Voted(bytes32 indexed ballot, address indexed voter, uint256 votes, uint256 needed);
    event ReporterSet(address indexed reporter, bool allowed);
    event JobRecorded(address indexed holder, address indexed reporter, uint32 jobs);
    event DisputeRecorded(address indexed holder, address indexed reporter, uint32 disputes);
    event RatingRecorded(address indexed holder, address indexed rater, uint8 stars, bytes32 review);

    error RolesUnknownRole(uint8 role);
    error RolesZeroAddress();
    error RolesNotCommittee(uint8 role, address caller);
    error RolesAlreadyApproved(address member);
    error RolesNothingToChange(Action action, uint8 role, address holder);
    error RolesGrantLimit(uint8 role, uint256 nextAt);
    error RolesInvalidCommittee(uint256 members, uint256 threshold);
    error RolesNotElected(address caller);
    error RolesAlreadyVoted(address caller);
    error RolesNotReporter(address caller);
    error RolesInvalidStars(uint8 stars);

    /// @notice Approves an action of the caller's committee; the approval that reaches the threshold carries it out.
    /// @dev Approvals of members lapse `APPROVAL_TIME` after the first one, and when the committee is replaced.
    /// @return done Whether the action took effect with this call.
    function approve(Action action, uint8 role, address holder) external returns (bool done);

    /// @notice Votes, as an elected producer, to replace the committee of `role` (0: the foundation, which governs every
    /// role that has no committee of its own). More than two thirds of the present producers decide.
    /// @return done Whether the committee was replaced with this call.
    function voteCommittee(uint8 role, address[] calldata members, uint8 threshold) external returns (bool done);

    /// @notice Votes, as an elected producer, to let a contract write records, or to stop it.
    function voteReporter(address reporter, bool allowed) external returns (bool done);

    /// @notice Counts one finished job of `holder`. Reporters only, like the next two.
    function recordJob(address holder) external;

    /// @notice Counts one dispute that `holder` lost.
    function recordDispute(address holder) external;

    /// @notice Counts a rating of 1 to 5 stars given by `rater`; `review` is the hash of its text.
    function recordRating(address holder, address rater, uint8 stars, bytes32 review) external;

    /// @notice Whether `holder` holds `role` and is not suspended from it.
    function hasRole(uint8 role, address holder) external view returns (bool);

    /// @notice Bit `r` of `granted` and of `suspended` belongs to role `r`.
    function rolesOf(address holder) external view returns (uint64 granted, uint64 suspended);

    /// @notice The committee in charge of `role`, and how often it was replaced.
    function committeeOf(uint8 role) external view returns (address[] memory members, uint8 threshold, uint32 term);

    function recordOf(address holder) external view returns (Record memory);
    function isReporter(address reporter) external view returns (bool);
}
