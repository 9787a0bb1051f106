// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoles} from "./interfaces/IRoles.sol";
import {IValidators} from "./interfaces/IValidators.sol";
import {RoleLib} from "./libraries/RoleLib.sol";

/// @title See IRoles.
/// @notice Keeps who holds what and how they served. It holds no money and has no owner.
contract Roles is IRoles {
    struct Committee {
        address[] members;
        uint8 threshold;
        uint32 term;
    }

    struct Approval {
        uint40 since;
        uint16 members;
    }

    struct Round {
        uint216 number;
        uint40 since;
    }

    struct Standing {
        uint64 granted;
        uint64 suspended;
    }

    struct Day {
        uint40 number;
        uint16 grants;
    }

    /// @notice The most members of a committee.
    uint256 public constant MAX_MEMBERS = 15;
    /// @notice How often a role can be granted on one day, in UTC.
    uint256 public constant GRANTS_PER_DAY = 50;
    /// @notice How long approvals wait for the threshold, and votes for their majority, in seconds from the first.
    uint256 public constant APPROVAL_TIME = 7 days;
    uint8 internal constant FOUNDATION = 0;

    /// @notice Who is elected.
    IValidators public immutable validators;

    mapping(uint8 role => Committee) private _committees;
    mapping(bytes32 action => Approval) private _approvals;
    mapping(bytes32 ballot => mapping(uint256 round => mapping(address voter => bool))) private _votes;
    mapping(bytes32 ballot => Round) private _rounds;
    mapping(uint8 role => Day) private _days;
    mapping(address holder => Standing) private _standings;
    mapping(address holder => Record) private _records;
    /// @inheritdoc IRoles
    mapping(address reporter => bool) public isReporter;
    mapping(address holder => mapping(address rater => uint8 stars)) private _ratings;

    constructor(IValidators validators_, address[] memory foundation, uint8 threshold, address[] memory reporters) {
        validators = validators_;
        _setCommittee(FOUNDATION, foundation, threshold);
        for (uint256 i; i < reporters.length; i++) {
            isReporter[reporters[i]] = true;
            emit ReporterSet(reporters[i], true);
        }
    }

    modifier onlyReporter() {
        require(isReporter[msg.sender], RolesNotReporter(msg.sender));
        _;
    }

    // Committees

    /// @inheritdoc IRoles
    function approve(Action action, uint8 role, address holder) external returns (bool done) {
        require(role != FOUNDATION && role <= RoleLib.LAST, RolesUnknownRole(role));
        require(holder != address(0), RolesZeroAddress());
        require(_changes(action, role, holder), RolesNothingToChange(action, role, holder));

        (uint8 seat, Committee storage committee) = _committee(role);
        uint256 approvals = _approve(committee, seat, action, role, holder);
        if (approvals < committee.threshold) return false;

        if (action == Action.Grant) _countGrant(role);
        if (action == Action.Revoke) {
            delete _approvals[_approvalId(committee, seat, Action.Suspend, role, holder)];
            delete _approvals[_approvalId(committee, seat, Action.Resume, role, holder)];
        }
        _change(action, role, holder);
        return true;
    }

    /// @inheritdoc IRoles
    function voteCommittee(uint8 role, address[] calldata members, uint8 threshold) external returns (bool done) {
        require(role <= RoleLib.LAST, RolesUnknownRole(role));
        _checkCommittee(members, threshold);

        if (!_vote(keccak256(abi.encode("committee", role, _committees[role].term, members, threshold)))) return false;

        _setCommittee(role, members, threshold);
        return true;
    }

    /// @inheritdoc IRoles
    function voteReporter(address reporter, bool allowed) external returns (bool done) {
        if (!_vote(keccak256(abi.encode("reporter", reporter, allowed)))) return false;

        isReporter[reporter] = allowed;
        emit ReporterSet(reporter, allowed);
        return true;
    }

    // Records

    /// @inheritdoc IRoles
    function recordJob(address holder) external onlyReporter {
        emit JobRecorded(holder, msg.sender, ++_records[holder].jobs);
    }

    /// @inheritdoc IRoles
    function recordDispute(address holder) external onlyReporter {
        emit DisputeRecorded(holder, msg.sender, ++_records[holder].disputes);
    }

    /// @inheritdoc IRoles
    function recordRating(address holder, address rater, uint8 stars, bytes32 review) external onlyReporter {
        require(stars > 0 && stars <= 5, RolesInvalidStars(stars));

        uint8 former = _ratings[holder][rater];
        _ratings[holder][rater] = stars;
        Record storage record = _records[holder];
        if (former == 0) record.ratings += 1;
        record.stars = record.stars - former + stars;

        emit RatingRecorded(holder, rater, stars, review);
    }

    // Views

    /// @inheritdoc IRoles
    function hasRole(uint8 role, address holder) external view returns (bool) {
        Standing storage standing = _standings[holder];
        return ((standing.granted & ~standing.suspended) >> role) & 1 == 1;
    }

    /// @inheritdoc IRoles
    function rolesOf(address holder) external view returns (uint64 granted, uint64 suspended) {
        Standing storage standing = _standings[holder];
        return (standing.granted, standing.suspended);
    }

    /// @inheritdoc IRoles
    function committeeOf(uint8 role) external view returns (address[] memory members, uint8 threshold, uint32 term) {
        (, Committee storage committee) = _committee(role);
        return (committee.members, committee.threshold, committee.term);
    }

    /// @inheritdoc IRoles
    function recordOf(address holder) external view returns (Record memory) {
        return _records[holder];
    }

    // Inside

    function _committee(uint8 role) private view returns (uint8 seat, Committee storage committee) {
        seat = _committees[role].members.length == 0 ? FOUNDATION : role;
        committee = _committees[seat];
    }

    function _approve(Committee storage committee, uint8 seat, Action action, uint8 role, address holder)
        private
        returns (uint256 approvals)
    {
        uint16 bit = _memberBit(committee, role);
        bytes32 id = _approvalId(committee, seat, action, role, holder);
        Approval memory approval = _approvals[id];
        if (approval.since + APPROVAL_TIME < block.timestamp) approval = Approval(uint40(block.timestamp), 0);
        require(approval.members & bit == 0, RolesAlreadyApproved(msg.sender));

        approval.members |= bit;
        approvals = _ones(approval.members);
        if (approvals < committee.threshold) _approvals[id] = approval;
        else delete _approvals[id];

        emit Approved(action, role, holder, msg.sender, approvals);
    }

    function _approvalId(Committee storage committee, uint8 seat, Action action, uint8 role, address holder)
        private
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(action, role, holder, seat, committee.term));
    }

    function _memberBit(Committee storage committee, uint8 role) private view returns (uint16) {
        uint256 count = committee.members.length;
        for (uint256 i; i < count; i++) {
            if (committee.members[i] == msg.sender) return uint16(1 << i);
        }
        revert RolesNotCommittee(role, msg.sender);
    }

    function _changes(Action action, uint8 role, address holder) private view returns (bool) {
        bool granted = (_standings[holder].granted >> role) & 1 == 1;
        bool suspended = (_standings[holder].suspended >> role) & 1 == 1;
        if (action == Action.Grant) return !granted;
        if (action == Action.Suspend) return granted && !suspended;
        if (action == Action.Resume) return suspended;
        return granted;
    }

    function _countGrant(uint8 role) private {
        uint40 today = uint40(block.timestamp / 1 days);
        Day memory day = _days[role];
        if (day.number != today) day = Day(today, 0);
        require(day.grants < GRANTS_PER_DAY, RolesGrantLimit(role, (uint256(today) + 1) * 1 days));

        day.grants += 1;
        _days[role] = day;
    }

    function _change(Action action, uint8 role, address holder) private {
        uint64 bit = uint64(1) << role;
        Standing storage standing = _standings[holder];
        if (action == Action.Grant) standing.granted |= bit;
        if (action == Action.Revoke) standing.granted &= ~bit;
        if (action == Action.Suspend) standing.suspended |= bit;
        else standing.suspended &= ~bit;

        emit RoleChanged(action, role, holder);
    }

    /// @dev Votes are counted over the producers of this moment, so that a vote ends with the office of its voter.
    function _vote(bytes32 ballot) private returns (bool passed) {
        address[] memory elected = validators.getValidators();
        mapping(address voter => bool) storage votes = _votes[ballot][_roundOf(ballot)];
        require(!votes[msg.sender], RolesAlreadyVoted(msg.sender));

        votes[msg.sender] = true;
        bool isElected;
        uint256 count;
        for (uint256 i; i < elected.length; i++) {
            if (elected[i] == msg.sender) isElected = true;
            if (votes[elected[i]]) count += 1;
        }
        require(isElected, RolesNotElected(msg.sender));
        uint256 needed = (elected.length * 2) / 3 + 1;
        passed = count >= needed;
        // A passed ballot can be held again later: a committee may be voted back, a reporter stopped and allowed anew.
        if (passed) _rounds[ballot] = Round(_rounds[ballot].number + 1, 0);

        emit Voted(ballot, msg.sender, count, needed);
    }

    /// @dev A ballot that did not pass in its time begins anew.
    function _roundOf(bytes32 ballot) private returns (uint256) {
        Round memory round = _rounds[ballot];
        if (round.since + APPROVAL_TIME < block.timestamp) {
            round = Round(round.number + 1, uint40(block.timestamp));
            _rounds[ballot] = round;
        }
        return round.number;
    }

    function _setCommittee(uint8 role, address[] memory members, uint8 threshold) private {
        _checkCommittee(members, threshold);

        Committee storage committee = _committees[role];
        committee.members = members;
        committee.threshold = threshold;
        committee.term += 1;

        emit CommitteeSet(role, members, threshold, committee.term);
    }

    /// @dev Members ascend, which makes them distinct; a majority must agree.
    function _checkCommittee(address[] memory members, uint8 threshold) private pure {
        uint256 count = members.length;
        require(
            count > 0 && count <= MAX_MEMBERS && threshold <= count && uint256(threshold) * 2 > count,
            RolesInvalidCommittee(count, threshold)
        );
        address last;
        for (uint256 i; i < count; i++) {
            require(members[i] > last, RolesInvalidCommittee(count, threshold));
            last = members[i];
        }
    }

    function _ones(uint16 bits) private pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) count += 1;
    }
}
