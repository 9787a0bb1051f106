// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDictionaryRegistry} from "./interfaces/IDictionaryRegistry.sol";
import {IRoles} from "./interfaces/IRoles.sol";
import {RoleLib} from "./libraries/RoleLib.sol";

/// @title See IDictionaryRegistry.
/// @notice Releases are numbered from 1 through all names. Nothing is ever removed.
contract DictionaryRegistry is IDictionaryRegistry {
    /// @notice How long a proposal is reviewed, in seconds.
    uint256 public constant REVIEW_TIME = 3 days;
    /// @notice How long it is voted on then, in seconds.
    uint256 public constant VOTE_TIME = 4 days;
    /// @notice In which time it can be concluded then, in seconds.
    uint256 public constant CONCLUDE_TIME = 30 days;
    /// @notice How many votes for it a proposal needs at least.
    uint256 public constant MIN_VOTES = 3;

    /// @notice Who is an editor.
    IRoles public immutable roles;

    /// @notice How many proposals were made; the number of the latest.
    uint256 public proposals;
    /// @notice How many releases there are; the number of the latest.
    uint32 public releases;
    mapping(uint256 id => Proposal) private _proposals;
    mapping(uint256 id => mapping(address editor => bool)) private _reviewed;
    mapping(uint256 id => mapping(address editor => bool)) private _voted;
    mapping(uint256 id => address[]) private _approving;
    mapping(uint256 id => address[]) private _for;
    mapping(uint256 id => address[]) private _against;
    mapping(uint32 release => Release) private _releases;
    /// @inheritdoc IDictionaryRegistry
    mapping(bytes32 name => uint32) public latestOf;

    /// @dev What a chain starts with needs no vote: everybody sees it in the genesis.
    constructor(IRoles roles_, Founding[] memory foundings) {
        roles = roles_;
        for (uint256 i = 0; i < foundings.length; i++) {
            Founding memory founding = foundings[i];
            require(
                founding.name != 0 && founding.hash != 0 && bytes(founding.cid).length > 0
                    && latestOf[founding.name] == 0,
                DictionaryInvalidDocument()
            );
            _release(founding.name, Version(1, 0, 0), founding.hash, founding.cid);
        }
    }

    modifier onlyEditor() {
        require(roles.hasRole(RoleLib.EDITOR, msg.sender), DictionaryNotEditor(msg.sender));
        _;
    }

    // Propose

    /// @inheritdoc IDictionaryRegistry
    function propose(bytes32 name, Version calldata version, bytes32 hash, string calldata cid)
        external
        returns (uint256 id)
    {
        require(name != 0 && hash != 0 && bytes(cid).length > 0, DictionaryInvalidDocument());
        Version memory latest = _releases[latestOf[name]].version;
        require(_follows(version, latest), DictionaryWrongVersion(version, latest));

        Proposal storage proposal;
        (id, proposal) = _open(Kind.Publish, name, cid);
        proposal.version = version;
        proposal.hash = hash;

        emit Proposed(id, name, msg.sender, proposal);
    }

    /// @inheritdoc IDictionaryRegistry
    function proposeDeprecation(uint32 release, uint32 replacement, string calldata reasonCid)
        external
        returns (uint256 id)
    {
        require(_releases[release].publishedAt != 0, DictionaryUnknownRelease(release));
        require(!_releases[release].deprecated, DictionaryAlreadyDeprecated(release));
        require(
            replacement == 0 || (replacement != release && _releases[replacement].publishedAt != 0),
            DictionaryUnknownRelease(replacement)
        );

        bytes32 name = _releases[release].name;
        Proposal storage proposal;
        (id, proposal) = _open(Kind.Deprecate, name, reasonCid);
        proposal.release = release;
        proposal.replacement = replacement;

        emit Proposed(id, name, msg.sender, proposal);
    }

    // Decide

    /// @inheritdoc IDictionaryRegistry
    function review(uint256 id, bool approved, string calldata reviewCid) external onlyEditor {
        Proposal storage proposal = _inReview(id);
        require(block.timestamp <= proposal.reviewUntil, DictionaryTooLate(proposal.reviewUntil));
        require(!_reviewed[id][msg.sender], DictionaryAlreadyReviewed(msg.sender));

        _reviewed[id][msg.sender] = true;
        if (approved) {
            proposal.approvals += 1;
            _approving[id].push(msg.sender);
        } else {
            proposal.objections += 1;
        }

        emit Reviewed(id, msg.sender, approved, reviewCid);
    }

    /// @inheritdoc IDictionaryRegistry
    function vote(uint256 id, bool yes) external onlyEditor {
        Proposal storage proposal = _inReview(id);
        require(block.timestamp > proposal.reviewUntil, DictionaryTooEarly(proposal.reviewUntil));
        require(block.timestamp <= proposal.voteUntil, DictionaryTooLate(proposal.voteUntil));
        require(!_voted[id][msg.sender], DictionaryAlreadyVoted(msg.sender));

        _voted[id][msg.sender] = true;
        if (yes) proposal.yes += 1;
        else proposal.no += 1;
        (yes ? _for : _against)[id].push(msg.sender);

        emit Voted(id, msg.sender, yes);
    }

    /// @inheritdoc IDictionaryRegistry
    function conclude(uint256 id) external returns (uint32 release) {
        Proposal storage proposal = _inReview(id);
        require(block.timestamp > proposal.voteUntil, DictionaryTooEarly(proposal.voteUntil));

        (proposal.approvals, proposal.yes) = (_inOffice(_approving[id]), _inOffice(_for[id]));
        proposal.no = _inOffice(_against[id]);
        if (block.timestamp > proposal.voteUntil + CONCLUDE_TIME || !_passed(proposal)) {
            proposal.state = State.Rejected;
            emit Rejected(id);
            return 0;
        }
        proposal.state = State.Published;
        return proposal.kind == Kind.Publish ? _publish(proposal) : _deprecate(proposal);
    }

    // Views

    /// @inheritdoc IDictionaryRegistry
    function proposalOf(uint256 id) external view returns (Proposal memory) {
        return _proposals[id];
    }

    /// @inheritdoc IDictionaryRegistry
    function releaseOf(uint32 release) external view returns (Release memory) {
        return _releases[release];
    }

    // Inside

    function _open(Kind kind, bytes32 name, string calldata cid)
        private
        returns (uint256 id, Proposal storage proposal)
    {
        id = ++proposals;
        proposal = _proposals[id];
        proposal.state = State.Review;
        proposal.kind = kind;
        proposal.proposer = msg.sender;
        proposal.reviewUntil = uint40(block.timestamp + REVIEW_TIME);
        proposal.voteUntil = uint40(block.timestamp + REVIEW_TIME + VOTE_TIME);
        proposal.name = name;
        proposal.cid = cid;
    }

    function _inReview(uint256 id) private view returns (Proposal storage proposal) {
        proposal = _proposals[id];
        require(proposal.state == State.Review, DictionaryWrongState(id, proposal.state));
    }

    /// @dev As many as a committee made editors, at most so many a day; a suspended one does not count meanwhile.
    function _inOffice(address[] storage editors) private view returns (uint16 count) {
        for (uint256 i; i < editors.length; i++) if (roles.hasRole(RoleLib.EDITOR, editors[i])) count += 1;
    }

    /// @dev Another proposal may have been published meanwhile: then this version no longer follows.
    function _passed(Proposal storage proposal) private view returns (bool) {
        if (proposal.approvals == 0 || proposal.yes < MIN_VOTES || proposal.yes <= proposal.no) return false;
        if (proposal.kind == Kind.Deprecate) return !_releases[proposal.release].deprecated;
        return _follows(proposal.version, _releases[latestOf[proposal.name]].version);
    }

    function _publish(Proposal storage proposal) private returns (uint32 release) {
        return _release(proposal.name, proposal.version, proposal.hash, proposal.cid);
    }

    function _release(bytes32 name, Version memory version, bytes32 hash, string memory cid)
        private
        returns (uint32 release)
    {
        release = ++releases;
        latestOf[name] = release;
        _releases[release] = Release(name, version, uint40(block.timestamp), false, 0, hash, cid);

        emit Published(release, name, version, hash, cid);
    }

    function _deprecate(Proposal storage proposal) private returns (uint32 release) {
        release = proposal.release;
        _releases[release].deprecated = true;
        _releases[release].replacement = proposal.replacement;

        emit Deprecated(release, proposal.replacement);
    }

    /// @dev Semantic versions without gaps: one number goes up by one, those after it begin at zero again.
    function _follows(Version memory next, Version memory latest) private pure returns (bool) {
        if (next.major != latest.major) {
            return next.major == latest.major + 1 && next.minor == 0 && next.patch == 0;
        }
        if (next.major == 0) return false;
        if (next.minor != latest.minor) return next.minor == latest.minor + 1 && next.patch == 0;
        return next.patch == latest.patch + 1;
    }
}
