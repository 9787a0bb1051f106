// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Who holds a role that others rely on, who gave it, and how the holder has served.
/// @notice A committee governs each role: at first the foundation's, later whichever committee the elected producers
/// vote in. Its powers end there: it grants, revokes, suspends and resumes its own role, by a threshold of its members, at
/// most `GRANTS_PER_DAY` grants a day, and it can neither move anybody's funds nor write anybody's record.
///
/// Roles: 1 maker, 2 workshop, 3 inspector, 4 appraiser, 5 insurer, 6 lender, 7 registrar, 8 feeder, 9 auditor,
/// 10 enforcer, 11 arbitrator, 12 editor, 13 issuer, 14 rewarder. 0 stands for the foundation's committee.
interface IRoles {
    /// @notice What a committee does with a role.
    enum Action {
        Grant,
        /// @dev Ends a suspension as well: a role granted anew is whole.
        Revoke,
        Suspend,
        Resume
    }

    /// @notice How a holder has served: written by the contracts in which the service happened, never by a committee.
    /// @param jobs Finished jobs.
    /// @param disputes Disputes that it lost.
    /// @param ratings How many have rated it.
    /// @param stars The sum of their ratings, the latest of each, from 1 to 5.
    struct Record {
        uint32 jobs;
        uint32 disputes;
        uint32 ratings;
        uint64 stars;
    }

    /// @notice A role has a new committee; what the old one had approved and not finished is void.
    /// @param role The role; 0 for the foundation's committee.
    /// @param members Ascending.
    /// @param threshold How many of them must agree.
    /// @param term How many committees this role has had, this one included.
    event CommitteeSet(uint8 indexed role, address[] members, uint8 threshold, uint32 term);

    /// @notice A member of a committee approved an action.
    /// @param action What is to be done.
    /// @param role With which role.
    /// @param holder Whose.
    /// @param member Who approved it.
    /// @param approvals How many have, this one included.
    event Approved(Action indexed action, uint8 indexed role, address indexed holder, address member, uint256 approvals);

    /// @notice An action took effect.
    /// @param action What was done.
    /// @param role With which role.
    /// @param holder Whose.
    event RoleChanged(Action indexed action, uint8 indexed role, address indexed holder);

    /// @notice An elected producer voted.
    /// @param ballot keccak256 of what is voted on.
    /// @param voter Who voted.
    /// @param votes How many of the present producers have voted for it, this one included.
    /// @param needed How many it takes: more than two thirds of them.
    event Voted(bytes32 indexed ballot, address indexed voter, uint256 votes, uint256 needed);

    /// @notice A contract may write records from now on, or no longer.
    /// @param reporter Which contract.
    /// @param allowed Whether it may.
    event ReporterSet(address indexed reporter, bool allowed);

    /// @notice A job was finished.
    /// @param holder By whom.
    /// @param reporter The contract that it was done in.
    /// @param jobs How many it has finished now.
    event JobRecorded(address indexed holder, address indexed reporter, uint32 jobs);

    /// @notice A dispute was lost.
    /// @param holder By whom.
    /// @param reporter The contract that it was held in.
    /// @param disputes How many it has lost now.
    event DisputeRecorded(address indexed holder, address indexed reporter, uint32 disputes);

    /// @notice A holder was rated. An earlier rating by the same account does not count any more.
    /// @param holder Who.
    /// @param rater By whom.
    /// @param stars From 1 to 5.
    /// @param review keccak256 of the review's text; zero for none.
    event RatingRecorded(address indexed holder, address indexed rater, uint8 stars, bytes32 review);

    /// @notice There is no such role; the foundation's seat, 0, is none that can be granted.
    /// @param role Its number.
    error RolesUnknownRole(uint8 role);

    /// @notice The zero address can hold no role.
    error RolesZeroAddress();

    /// @notice Only members of the committee in charge approve.
    /// @param role Of which role.
    /// @param caller Who called instead.
    error RolesNotCommittee(uint8 role, address caller);

    /// @notice Each member approves an action once.
    /// @param member Who called.
    error RolesAlreadyApproved(address member);

    /// @notice The holder's standing is such already.
    /// @param action What was to be done.
    /// @param role With which role.
    /// @param holder Whose.
    error RolesNothingToChange(Action action, uint8 role, address holder);

    /// @notice The role was granted `GRANTS_PER_DAY` times today.
    /// @param role Which role.
    /// @param nextAt Unix time from which it can be granted again.
    error RolesGrantLimit(uint8 role, uint256 nextAt);

    /// @notice A committee has 1 to `MAX_MEMBERS` members, ascending, and a threshold above half of them.
    /// @param members How many were given.
    /// @param threshold What was given.
    error RolesInvalidCommittee(uint256 members, uint256 threshold);

    /// @notice Only elected producers vote.
    /// @param caller Who called instead.
    error RolesNotElected(address caller);

    /// @notice Each producer votes once on a ballot, until it has passed or lapsed.
    /// @param caller Who called.
    error RolesAlreadyVoted(address caller);

    /// @notice Only contracts that the producers let in write records.
    /// @param caller Who called instead.
    error RolesNotReporter(address caller);

    /// @notice A rating has 1 to 5 stars.
    /// @param stars What was given.
    error RolesInvalidStars(uint8 stars);

    /// @notice Approves an action of the caller's committee; the approval that reaches the threshold carries it out.
    /// @dev Approvals of members lapse `APPROVAL_TIME` after the first one, and when the committee is replaced; those of a
    /// suspension or its end also when the role is revoked: they were about what ended with it.
    /// @param action What is to be done.
    /// @param role From 1 to 14.
    /// @param holder Whose; not the zero address.
    /// @return done Whether the action took effect with this call.
    function approve(Action action, uint8 role, address holder) external returns (bool done);

    /// @notice Votes, as an elected producer, to replace the committee of `role` (0: the foundation, which governs every
    /// role that has no committee of its own). More than two thirds of the present producers decide, within `APPROVAL_TIME` of the
    /// first vote.
    /// @param role From 0 to 14.
    /// @param members 1 to `MAX_MEMBERS`, ascending.
    /// @param threshold How many of them must agree: more than half.
    /// @return done Whether the committee was replaced with this call.
    function voteCommittee(uint8 role, address[] calldata members, uint8 threshold) external returns (bool done);

    /// @notice Votes, as an elected producer, to let a contract write records, or to stop it. Decided as committees are.
    /// @param reporter Which contract.
    /// @param allowed Whether it may.
    /// @return done Whether it took effect with this call.
    function voteReporter(address reporter, bool allowed) external returns (bool done);

    /// @notice Counts one finished job. Reporters only.
    /// @param holder Who did it.
    function recordJob(address holder) external;

    /// @notice Counts one lost dispute. Reporters only.
    /// @param holder Who lost it.
    function recordDispute(address holder) external;

    /// @notice Counts a rating, in place of the one that the same account gave before. Reporters only.
    /// @param holder Who is rated; it need not hold any role.
    /// @param rater By whom.
    /// @param stars From 1 to 5.
    /// @param review keccak256 of the review's text; zero for none.
    function recordRating(address holder, address rater, uint8 stars, bytes32 review) external;

    /// @notice Returns whether `holder` holds `role` and is not suspended from it.
    /// @param role From 1 to 14; nobody holds another.
    /// @param holder Anybody.
    /// @return True if others may rely on it now.
    function hasRole(uint8 role, address holder) external view returns (bool);

    /// @notice Returns all roles of a holder.
    /// @param holder Anybody.
    /// @return granted Bit `r` for role `r`, suspended or not.
    /// @return suspended Bit `r` for role `r`.
    function rolesOf(address holder) external view returns (uint64 granted, uint64 suspended);

    /// @notice Returns the committee in charge of `role`: its own, or the foundation's as long as it has none.
    /// @param role From 0 to 14.
    /// @return members Ascending.
    /// @return threshold How many of them must agree.
    /// @return term How many committees there were in that place, this one included.
    function committeeOf(uint8 role) external view returns (address[] memory members, uint8 threshold, uint32 term);

    /// @notice Returns how a holder has served.
    /// @param holder Anybody.
    /// @return All zero for who never served.
    function recordOf(address holder) external view returns (Record memory);

    /// @notice Returns whether a contract may write records.
    /// @param reporter Anybody.
    /// @return True since genesis, or since the producers let it in.
    function isReporter(address reporter) external view returns (bool);
}
