// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DictionaryRegistry} from "./DictionaryRegistry.sol";
import {RolesFixture} from "./exchange-test/RolesFixture.sol";
import {IDictionaryRegistry} from "./interfaces/IDictionaryRegistry.sol";
import {RoleLib} from "./libraries/RoleLib.sol";

contract DictionaryRegistryTest is RolesFixture {
    bytes32 internal constant NAME = "vehicle-base";

    DictionaryRegistry internal registry;

    function setUp() public {
        vm.warp(1_800_000_000);
        deployRoles();
        registry = new DictionaryRegistry(roles, new IDictionaryRegistry.Founding[](0));
        for (uint160 i = 1; i <= 6; i++) grant(RoleLib.EDITOR, address(i));
    }

    function version(uint256 major, uint256 minor, uint256 patch)
        internal
        pure
        returns (IDictionaryRegistry.Version memory)
    {
        return IDictionaryRegistry.Version(uint16(major), uint16(minor), uint16(patch));
    }

    function propose(IDictionaryRegistry.Version memory v) internal returns (uint256) {
        return registry.propose(NAME, v, "hash", "bafy");
    }

    function review(uint256 id, uint160 editor, bool approved) internal {
        vm.prank(address(editor));
        registry.review(id, approved, "bafy");
    }

    function vote(uint256 id, uint160 editor, bool yes) internal {
        vm.prank(address(editor));
        registry.vote(id, yes);
    }

    /// @dev Everything up to the conclusion.
    function approve(uint256 id) internal {
        review(id, 1, true);
        vm.warp(registry.proposalOf(id).reviewUntil + 1);
        for (uint160 i = 1; i <= 3; i++) vote(id, i, true);
        vm.warp(registry.proposalOf(id).voteUntil + 1);
    }

    function pass(uint256 id) internal returns (uint32) {
        approve(id);
        return registry.conclude(id);
    }

    function found(bytes32 first, bytes32 second) internal returns (DictionaryRegistry) {
        IDictionaryRegistry.Founding[] memory foundings = new IDictionaryRegistry.Founding[](2);
        foundings[0] = IDictionaryRegistry.Founding(first, "hash", "bafy1");
        foundings[1] = IDictionaryRegistry.Founding(second, "other", "bafy2");
        return new DictionaryRegistry(roles, foundings);
    }

    function test_a_chain_may_start_with_dictionaries() public {
        registry = found("driving", NAME);
        assertEq(registry.releases(), 2, "releases");
        IDictionaryRegistry.Release memory release = registry.releaseOf(registry.latestOf(NAME));
        assertEq(bytes(release.cid), "bafy2", "cid");
        assertEq(abi.encode(release.version), abi.encode(version(1, 0, 0)), "version");
        assertEq(release.publishedAt, block.timestamp, "since the beginning");
        assertEq(pass(propose(version(1, 1, 0))), 3, "and goes on from there");
        vm.expectRevert(IDictionaryRegistry.DictionaryInvalidDocument.selector);
        found(NAME, NAME);
        vm.expectRevert(IDictionaryRegistry.DictionaryInvalidDocument.selector);
        found(NAME, 0);
        IDictionaryRegistry.Founding[] memory bad = new IDictionaryRegistry.Founding[](1);
        bad[0] = IDictionaryRegistry.Founding(NAME, 0, "bafy");
        vm.expectRevert(IDictionaryRegistry.DictionaryInvalidDocument.selector);
        new DictionaryRegistry(roles, bad);
        bad[0] = IDictionaryRegistry.Founding(NAME, "hash", "");
        vm.expectRevert(IDictionaryRegistry.DictionaryInvalidDocument.selector);
        new DictionaryRegistry(roles, bad);
    }

    function test_propose_opens_three_days_of_review_and_four_of_votes() public {
        IDictionaryRegistry.Proposal memory expected;
        expected.state = IDictionaryRegistry.State.Review;
        expected.kind = IDictionaryRegistry.Kind.Publish;
        expected.proposer = address(this);
        expected.reviewUntil = uint40(block.timestamp + 3 days);
        expected.voteUntil = uint40(block.timestamp + 7 days);
        expected.name = NAME;
        expected.version = version(1, 0, 0);
        expected.hash = "hash";
        expected.cid = "bafy";
        vm.expectEmit(address(registry));
        emit IDictionaryRegistry.Proposed(1, NAME, address(this), expected);
        assertEq(propose(version(1, 0, 0)), 1, "id");
        assertEq(abi.encode(registry.proposalOf(1)), abi.encode(expected), "kept");
        assertEq(registry.proposals(), 1, "count");
        vm.warp(block.timestamp + 3 days);
        review(1, 1, false);
        assertEq(registry.proposalOf(1).objections, 1, "an objection in the last second");
        vm.warp(block.timestamp + 4 days);
        vm.expectEmit(address(registry));
        emit IDictionaryRegistry.Voted(1, address(1), false);
        vote(1, 1, false);
        assertEq(registry.proposalOf(1).no, 1, "a no in the last second");
        vm.expectRevert(abi.encodeWithSelector(IDictionaryRegistry.DictionaryTooEarly.selector, expected.voteUntil));
        registry.conclude(1);
        vm.warp(block.timestamp + 1);
        registry.conclude(1);
        bytes memory over = abi.encodeWithSelector(
            IDictionaryRegistry.DictionaryWrongState.selector, 1, IDictionaryRegistry.State.Rejected
        );
        vm.expectRevert(over);
        registry.conclude(1);
        vm.startPrank(address(2));
        vm.expectRevert(over);
        registry.review(1, true, "");
        vm.expectRevert(over);
        registry.vote(1, true);
        vm.stopPrank();
    }

    function test_propose_refuses_empty_documents() public {
        vm.expectRevert(IDictionaryRegistry.DictionaryInvalidDocument.selector);
        registry.propose(0, version(1, 0, 0), "hash", "bafy");
        vm.expectRevert(IDictionaryRegistry.DictionaryInvalidDocument.selector);
        registry.propose(NAME, version(1, 0, 0), 0, "bafy");
        vm.expectRevert(IDictionaryRegistry.DictionaryInvalidDocument.selector);
        registry.propose(NAME, version(1, 0, 0), "hash", "");
    }

    /// @dev Tries every version with small numbers; just those that are packed in `allowed` may follow.
    function assertFollowers(IDictionaryRegistry.Version memory latest, uint256[3] memory allowed) internal {
        for (uint256 packed; packed < 400; packed++) {
            (uint256 major, uint256 minor, uint256 patch) = (packed / 100, (packed / 10) % 10, packed % 10);
            if (minor > 3 || patch > 3) continue;
            if (packed != allowed[0] && packed != allowed[1] && packed != allowed[2]) {
                vm.expectRevert(
                    abi.encodeWithSelector(
                        IDictionaryRegistry.DictionaryWrongVersion.selector, version(major, minor, patch), latest
                    )
                );
            }
            propose(version(major, minor, patch));
        }
    }

    function test_versions_follow_without_gaps() public {
        assertFollowers(version(0, 0, 0), [uint256(100), 100, 100]);
        pass(propose(version(1, 0, 0)));
        assertFollowers(version(1, 0, 0), [uint256(101), 110, 200]);
        pass(propose(version(1, 1, 0)));
        assertFollowers(version(1, 1, 0), [uint256(111), 120, 200]);
        pass(propose(version(1, 1, 1)));
        assertFollowers(version(1, 1, 1), [uint256(112), 120, 200]);
        pass(propose(version(2, 0, 0)));
        assertFollowers(version(2, 0, 0), [uint256(201), 210, 300]);
    }

    function test_review_and_vote_are_for_editors_once_in_their_time() public {
        uint256 id = propose(version(1, 0, 0));
        bytes memory notEditor =
            abi.encodeWithSelector(IDictionaryRegistry.DictionaryNotEditor.selector, address(this));
        vm.expectRevert(notEditor);
        registry.review(id, true, "");
        vm.expectRevert(notEditor);
        registry.vote(id, true);
        review(id, 1, true);
        vm.expectRevert(
            abi.encodeWithSelector(IDictionaryRegistry.DictionaryAlreadyReviewed.selector, address(1))
        );
        vm.prank(address(1));
        registry.review(id, true, "");
        uint40 reviewUntil = registry.proposalOf(id).reviewUntil;
        uint40 voteUntil = registry.proposalOf(id).voteUntil;
        vm.warp(reviewUntil);
        vm.expectRevert(abi.encodeWithSelector(IDictionaryRegistry.DictionaryTooEarly.selector, reviewUntil));
        vm.prank(address(1));
        registry.vote(id, true);
        vm.warp(reviewUntil + 1);
        vm.expectRevert(abi.encodeWithSelector(IDictionaryRegistry.DictionaryTooLate.selector, reviewUntil));
        vm.prank(address(2));
        registry.review(id, true, "");
        vote(id, 1, true);
        vm.expectRevert(abi.encodeWithSelector(IDictionaryRegistry.DictionaryAlreadyVoted.selector, address(1)));
        vm.prank(address(1));
        registry.vote(id, true);
        vm.expectRevert(abi.encodeWithSelector(IDictionaryRegistry.DictionaryTooEarly.selector, voteUntil));
        registry.conclude(id);
        vm.warp(voteUntil + 1);
        vm.expectRevert(abi.encodeWithSelector(IDictionaryRegistry.DictionaryTooLate.selector, voteUntil));
        vm.prank(address(2));
        registry.vote(id, true);
    }

    function test_conclude_publishes_what_passed() public {
        uint256 id = propose(version(1, 0, 0));
        vm.expectEmit(address(registry));
        emit IDictionaryRegistry.Reviewed(id, address(1), true, "bafy");
        approve(id);
        vm.expectEmit(address(registry));
        emit IDictionaryRegistry.Published(1, NAME, version(1, 0, 0), "hash", "bafy");
        assertEq(registry.conclude(id), 1, "release");
        assertEq(registry.latestOf(NAME), 1, "latest");
        IDictionaryRegistry.Release memory release = registry.releaseOf(1);
        assertEq(release.name, NAME, "name");
        assertEq(release.hash, "hash", "hash");
        assertEq(abi.encode(release.version), abi.encode(version(1, 0, 0)), "version");
        assertTrue(!release.deprecated && release.replacement == 0, "in force");
        vm.expectRevert(
            abi.encodeWithSelector(
                IDictionaryRegistry.DictionaryWrongState.selector, id, IDictionaryRegistry.State.Published
            )
        );
        registry.conclude(id);
    }

    /// @dev The outcome of the votes of six editors on a dictionary of its own.
    function outcome(bytes32 name, bool approved, uint160 yes, uint160 no) internal returns (uint32) {
        uint256 id = registry.propose(name, version(1, 0, 0), "hash", "bafy");
        review(id, 1, approved);
        vm.warp(registry.proposalOf(id).reviewUntil + 1);
        for (uint160 i = 1; i <= yes + no; i++) vote(id, i, i <= yes);
        IDictionaryRegistry.Proposal memory proposal = registry.proposalOf(id);
        assertTrue(proposal.yes == yes && proposal.no == no, "votes");
        assertTrue(proposal.approvals == (approved ? 1 : 0) && proposal.objections == (approved ? 0 : 1), "reviews");
        vm.warp(proposal.voteUntil + 1);
        return registry.conclude(id);
    }

    /// @dev Every count there can be, against the rule in words.
    function test_conclude_counts() public {
        uint32 releases;
        for (uint160 yes; yes <= 6; yes++) {
            for (uint160 no; no <= 6 - yes; no++) {
                bytes32 name = bytes32(uint256(1 + 10 * yes + no));
                uint32 release = outcome(name, true, yes, no);
                assertEq(release, yes >= 3 && yes > no ? ++releases : 0, "passed or not");
            }
        }
        assertEq(outcome("unapproved", false, 6, 0), 0, "nobody approved");
    }

    function test_conclude_counts_those_who_are_editors_still() public {
        uint256 id = propose(version(1, 0, 0));
        review(id, 1, true);
        review(id, 2, true);
        vm.warp(registry.proposalOf(id).reviewUntil + 1);
        for (uint160 i = 1; i <= 6; i++) vote(id, i, i <= 4);
        vm.warp(registry.proposalOf(id).voteUntil + 1);
        revoke(RoleLib.EDITOR, address(1));
        suspend(RoleLib.EDITOR, address(6));
        assertEq(registry.conclude(id), 1, "three of those in office, and a review");
        IDictionaryRegistry.Proposal memory counted = registry.proposalOf(id);
        assertTrue(counted.approvals == 1 && counted.yes == 3 && counted.no == 1, "as counted");

        id = propose(version(1, 1, 0));
        review(id, 2, true);
        vm.warp(registry.proposalOf(id).reviewUntil + 1);
        for (uint160 i = 2; i <= 5; i++) vote(id, i, true);
        vm.warp(registry.proposalOf(id).voteUntil + 1);
        revoke(RoleLib.EDITOR, address(2));
        assertEq(registry.conclude(id), 0, "three for it, but nobody in office has approved");
    }

    function test_conclude_rejects_what_was_held_back_for_a_month() public {
        uint256 first = propose(version(1, 0, 0));
        approve(first);
        uint256 second = registry.propose("other", version(1, 0, 0), "hash", "bafy");
        approve(second);
        vm.warp(registry.proposalOf(second).voteUntil + 30 days);
        vm.expectEmit(address(registry));
        emit IDictionaryRegistry.Rejected(first);
        assertEq(registry.conclude(first), 0, "too late");
        assertEq(registry.conclude(second), 1, "in its last second");
    }

    function test_of_two_proposals_of_one_version_one_is_published() public {
        uint256 first = propose(version(1, 0, 0));
        uint256 second = propose(version(1, 0, 0));
        review(second, 1, true);
        review(first, 1, true);
        vm.warp(registry.proposalOf(first).reviewUntil + 1);
        for (uint160 i = 1; i <= 3; i++) {
            vote(first, i, true);
            vote(second, i, true);
        }
        vm.warp(registry.proposalOf(first).voteUntil + 1);
        assertEq(registry.conclude(second), 1, "published");
        vm.expectEmit(address(registry));
        emit IDictionaryRegistry.Rejected(first);
        assertEq(registry.conclude(first), 0, "no longer follows");
    }

    function test_deprecation_points_to_the_replacement() public {
        vm.expectRevert(abi.encodeWithSelector(IDictionaryRegistry.DictionaryUnknownRelease.selector, 1));
        registry.proposeDeprecation(1, 0, "why");
        pass(propose(version(1, 0, 0)));
        pass(propose(version(1, 1, 0)));
        vm.expectRevert(abi.encodeWithSelector(IDictionaryRegistry.DictionaryUnknownRelease.selector, 3));
        registry.proposeDeprecation(1, 3, "why");
        vm.expectRevert(abi.encodeWithSelector(IDictionaryRegistry.DictionaryUnknownRelease.selector, 1));
        registry.proposeDeprecation(1, 1, "why");
        uint256 id = registry.proposeDeprecation(1, 2, "why");
        IDictionaryRegistry.Proposal memory proposal = registry.proposalOf(id);
        assertTrue(proposal.kind == IDictionaryRegistry.Kind.Deprecate && proposal.name == NAME, "proposal");
        approve(id);
        vm.expectEmit(address(registry));
        emit IDictionaryRegistry.Deprecated(1, 2);
        assertEq(registry.conclude(id), 1, "deprecated");
        IDictionaryRegistry.Release memory release = registry.releaseOf(1);
        assertTrue(release.deprecated, "deprecated");
        assertEq(release.replacement, 2, "replacement");
        assertEq(release.hash, "hash", "and readable");
        vm.expectRevert(abi.encodeWithSelector(IDictionaryRegistry.DictionaryAlreadyDeprecated.selector, 1));
        registry.proposeDeprecation(1, 2, "why");
    }

    function test_a_release_is_deprecated_once_and_perhaps_without_replacement() public {
        pass(propose(version(1, 0, 0)));
        uint256 first = registry.proposeDeprecation(1, 0, "why");
        uint256 second = registry.proposeDeprecation(1, 0, "why");
        IDictionaryRegistry.Proposal memory alike = registry.proposalOf(second);
        vm.expectEmit(address(registry));
        emit IDictionaryRegistry.Proposed(second + 1, NAME, address(this), alike);
        registry.proposeDeprecation(1, 0, "why");
        review(first, 1, true);
        review(second, 1, true);
        vm.warp(registry.proposalOf(first).reviewUntil + 1);
        for (uint160 i = 1; i <= 3; i++) {
            vote(first, i, true);
            vote(second, i, true);
        }
        vm.warp(registry.proposalOf(first).voteUntil + 1);
        assertEq(registry.conclude(first), 1, "deprecated");
        assertEq(registry.conclude(second), 0, "once");
    }
}
