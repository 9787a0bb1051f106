// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RolesFixture, ValidatorsMock} from "./exchange-test/RolesFixture.sol";
import {IRoles} from "./interfaces/IRoles.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {Roles} from "./Roles.sol";

contract RolesTest is RolesFixture {
    Roles internal trio;
    address[] internal members;
    address[] internal producers;
    address internal holder = address(0xB0B);

    function setUp() public {
        deployRoles();
        for (uint160 i = 1; i <= 3; i++) members.push(address(i * 100));
        for (uint160 i = 1; i <= 21; i++) producers.push(address(i * 1000));
        validators.set(producers);
        trio = new Roles(validators, members, 2, new address[](0));
        vm.warp(1_800_000_000);
    }

    // Committees

    function expectInvalidCommittee(address[] memory list, uint8 threshold) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IRoles.RolesInvalidCommittee.selector, list.length, uint256(threshold))
        );
        new Roles(validators, list, threshold, new address[](0));
    }

    function ascending(uint160 count) internal pure returns (address[] memory list) {
        list = new address[](count);
        for (uint160 i; i < count; i++) list[i] = address(i + 1);
    }

    function test_a_foundation_is_one_to_fifteen_ascending_members_of_whom_most_agree() public {
        expectInvalidCommittee(new address[](0), 0);
        expectInvalidCommittee(new address[](1), 1);
        expectInvalidCommittee(ascending(2), 1);
        expectInvalidCommittee(ascending(4), 2);
        expectInvalidCommittee(ascending(4), 5);
        expectInvalidCommittee(ascending(16), 9);
        address[] memory list = ascending(3);
        (list[1], list[2]) = (list[2], list[1]);
        expectInvalidCommittee(list, 2);

        address[] memory reporters = one(holder);
        vm.expectEmit();
        emit IRoles.CommitteeSet(0, ascending(15), 15, 1);
        vm.expectEmit();
        emit IRoles.ReporterSet(holder, true);
        Roles most = new Roles(validators, ascending(15), 15, reporters);
        (address[] memory seated, uint8 threshold, uint32 term) = most.committeeOf(RoleLib.MAKER);
        assertTrue(seated.length == 15 && threshold == 15 && term == 1, "seated for every role");
        assertTrue(most.isReporter(holder), "reporter");
    }

    // Approve

    function approveAs(uint256 member, IRoles.Action action) internal returns (bool) {
        vm.prank(members[member]);
        return trio.approve(action, RoleLib.MAKER, holder);
    }

    function test_approve_refuses_an_unknown_role() public {
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesUnknownRole.selector, RoleLib.LAST + 1));
        trio.approve(IRoles.Action.Grant, RoleLib.LAST + 1, holder);
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesUnknownRole.selector, 0));
        trio.approve(IRoles.Action.Grant, 0, holder);
        grant(RoleLib.LAST, holder);
        assertTrue(roles.hasRole(RoleLib.LAST, holder), "the last one is known");
    }

    function test_approve_refuses_the_zero_address() public {
        vm.expectRevert(IRoles.RolesZeroAddress.selector);
        trio.approve(IRoles.Action.Grant, RoleLib.MAKER, address(0));
    }

    function test_approve_refuses_a_stranger(address stranger) public {
        vm.assume(stranger != members[0] && stranger != members[1] && stranger != members[2]);
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesNotCommittee.selector, RoleLib.MAKER, stranger));
        vm.prank(stranger);
        trio.approve(IRoles.Action.Grant, RoleLib.MAKER, holder);
    }

    function test_approve_counts_each_member_once() public {
        vm.expectEmit(address(trio));
        emit IRoles.Approved(IRoles.Action.Grant, RoleLib.MAKER, holder, members[0], 1);
        assertTrue(!approveAs(0, IRoles.Action.Grant), "one of three decides nothing");
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesAlreadyApproved.selector, members[0]));
        vm.prank(members[0]);
        trio.approve(IRoles.Action.Grant, RoleLib.MAKER, holder);
    }

    function test_approve_grants_suspends_resumes_and_revokes_at_the_threshold() public {
        approveAs(0, IRoles.Action.Grant);
        assertTrue(!trio.hasRole(RoleLib.MAKER, holder), "not yet");
        vm.expectEmit(address(trio));
        emit IRoles.RoleChanged(IRoles.Action.Grant, RoleLib.MAKER, holder);
        assertTrue(approveAs(2, IRoles.Action.Grant), "second approval");
        assertTrue(trio.hasRole(RoleLib.MAKER, holder), "granted");
        assertTrue(!trio.hasRole(RoleLib.WORKSHOP, holder), "this role only");

        approveAs(1, IRoles.Action.Suspend);
        approveAs(2, IRoles.Action.Suspend);
        assertTrue(!trio.hasRole(RoleLib.MAKER, holder), "suspended");
        approveAs(1, IRoles.Action.Resume);
        approveAs(2, IRoles.Action.Resume);
        assertTrue(trio.hasRole(RoleLib.MAKER, holder), "resumed");
        approveAs(1, IRoles.Action.Suspend);
        approveAs(2, IRoles.Action.Suspend);
        approveAs(0, IRoles.Action.Revoke);
        approveAs(1, IRoles.Action.Revoke);
        (uint64 granted, uint64 suspended) = trio.rolesOf(holder);
        assertEq(granted, 0, "revoked");
        assertEq(suspended, 0, "a new grant starts clean");
        assertTrue(!approveAs(2, IRoles.Action.Grant), "the approvals of the first grant are used up");
        assertTrue(approveAs(0, IRoles.Action.Grant), "two new ones");
    }

    function expectNothingToChange(IRoles.Action action) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IRoles.RolesNothingToChange.selector, action, RoleLib.MAKER, holder)
        );
        vm.prank(foundation);
        roles.approve(action, RoleLib.MAKER, holder);
    }

    function test_approve_refuses_what_changes_nothing() public {
        expectNothingToChange(IRoles.Action.Revoke);
        expectNothingToChange(IRoles.Action.Suspend);
        expectNothingToChange(IRoles.Action.Resume);
        grant(RoleLib.MAKER, holder);
        expectNothingToChange(IRoles.Action.Grant);
        expectNothingToChange(IRoles.Action.Resume);
        suspend(RoleLib.MAKER, holder);
        expectNothingToChange(IRoles.Action.Suspend);
        expectNothingToChange(IRoles.Action.Grant);
    }

    function test_approve_lets_old_approvals_lapse() public {
        approveAs(0, IRoles.Action.Grant);
        uint256 start = block.timestamp;
        vm.warp(start + 7 days + 1);
        assertTrue(!approveAs(1, IRoles.Action.Grant), "the first approval is gone");
        vm.warp(start + 14 days + 1);
        assertTrue(approveAs(0, IRoles.Action.Grant), "and may be given again, seven days long");
    }

    function test_approve_forgets_what_waited_when_the_role_is_revoked() public {
        approveAs(1, IRoles.Action.Grant);
        approveAs(2, IRoles.Action.Grant);
        approveAs(0, IRoles.Action.Suspend);
        approveAs(1, IRoles.Action.Revoke);
        approveAs(2, IRoles.Action.Revoke);
        approveAs(0, IRoles.Action.Grant);
        approveAs(1, IRoles.Action.Grant);
        assertTrue(!approveAs(2, IRoles.Action.Suspend), "the approval of before was about another matter");
        assertTrue(trio.hasRole(RoleLib.MAKER, holder), "in office");
        approveAs(0, IRoles.Action.Revoke);
        assertTrue(approveAs(1, IRoles.Action.Suspend), "two of now");
        approveAs(1, IRoles.Action.Resume);
        assertTrue(approveAs(2, IRoles.Action.Revoke), "a suspension in between leaves what revokes");
        approveAs(0, IRoles.Action.Grant);
        approveAs(1, IRoles.Action.Grant);
        approveAs(0, IRoles.Action.Suspend);
        approveAs(1, IRoles.Action.Suspend);
        assertTrue(!approveAs(2, IRoles.Action.Resume), "nor does that of a resumption count");
    }

    function test_approve_stops_at_the_daily_limit() public {
        uint256 limit = roles.GRANTS_PER_DAY();
        for (uint160 i = 1; i <= limit; i++) grant(RoleLib.WORKSHOP, address(i));
        uint256 tomorrow = (block.timestamp / 1 days + 1) * 1 days;
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesGrantLimit.selector, RoleLib.WORKSHOP, tomorrow));
        vm.prank(foundation);
        roles.approve(IRoles.Action.Grant, RoleLib.WORKSHOP, holder);
        grant(RoleLib.MAKER, holder);
        vm.warp(tomorrow - 1);
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesGrantLimit.selector, RoleLib.WORKSHOP, tomorrow));
        vm.prank(foundation);
        roles.approve(IRoles.Action.Grant, RoleLib.WORKSHOP, holder);
        vm.warp(tomorrow);
        grant(RoleLib.WORKSHOP, holder);
        assertTrue(roles.hasRole(RoleLib.WORKSHOP, holder), "granted the next day");
    }

    // Votes

    function voteCommitteeAs(uint256 producer, uint8 role, address[] memory next) internal returns (bool) {
        vm.prank(producers[producer]);
        return trio.voteCommittee(role, next, 1);
    }

    function one(address member) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = member;
    }

    function test_voteCommittee_refuses_who_was_not_elected() public {
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesNotElected.selector, address(this)));
        trio.voteCommittee(RoleLib.MAKER, one(holder), 1);
    }

    function test_voteCommittee_refuses_minorities_duplicates_and_crowds() public {
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesInvalidCommittee.selector, 3, 1));
        trio.voteCommittee(RoleLib.MAKER, members, 1);
        address[] memory twice = new address[](2);
        twice[0] = twice[1] = holder;
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesInvalidCommittee.selector, 2, 2));
        trio.voteCommittee(RoleLib.MAKER, twice, 2);
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesInvalidCommittee.selector, 21, 20));
        trio.voteCommittee(RoleLib.MAKER, producers, 20);
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesUnknownRole.selector, RoleLib.LAST + 1));
        trio.voteCommittee(RoleLib.LAST + 1, one(holder), 1);
        assertTrue(!voteCommitteeAs(0, RoleLib.LAST, one(holder)), "the last role has a ballot");
    }

    function test_voteCommittee_replaces_at_fifteen_of_twenty_one() public {
        approveAs(0, IRoles.Action.Grant);
        bytes32 ballot = keccak256(abi.encode("committee", RoleLib.MAKER, uint32(0), one(holder), uint8(1)));
        vm.expectEmit(address(trio));
        emit IRoles.Voted(ballot, producers[0], 1, 15);
        for (uint256 i; i < 14; i++) assertTrue(!voteCommitteeAs(i, RoleLib.MAKER, one(holder)), "below quorum");
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesAlreadyVoted.selector, producers[0]));
        vm.prank(producers[0]);
        trio.voteCommittee(RoleLib.MAKER, one(holder), 1);
        vm.expectEmit(address(trio));
        emit IRoles.CommitteeSet(RoleLib.MAKER, one(holder), 1, 1);
        assertTrue(voteCommitteeAs(14, RoleLib.MAKER, one(holder)), "quorum");

        (address[] memory seated, uint8 threshold, uint32 term) = trio.committeeOf(RoleLib.MAKER);
        assertEq(seated[0], holder, "member");
        assertEq(threshold, 1, "threshold");
        assertEq(term, 1, "term");
        vm.expectRevert(abi.encodeWithSelector(IRoles.RolesNotCommittee.selector, RoleLib.MAKER, members[1]));
        vm.prank(members[1]);
        trio.approve(IRoles.Action.Grant, RoleLib.MAKER, holder);
        (seated,,) = trio.committeeOf(RoleLib.WORKSHOP);
        assertEq(seated.length, 3, "the foundation keeps the other roles");
    }

    function test_voteCommittee_drops_the_votes_of_producers_that_left() public {
        for (uint256 i; i < 14; i++) voteCommitteeAs(i, RoleLib.MAKER, one(holder));
        for (uint160 i; i < 14; i++) producers[i] = address(i + 1);
        validators.set(producers);
        assertTrue(!voteCommitteeAs(14, RoleLib.MAKER, one(holder)), "one present vote");
    }

    function test_votes_lapse_a_week_after_the_first() public {
        uint256 start = block.timestamp;
        for (uint256 i; i < 13; i++) voteCommitteeAs(i, RoleLib.MAKER, one(holder));
        vm.warp(start + 7 days);
        assertTrue(!voteCommitteeAs(13, RoleLib.MAKER, one(holder)), "the fourteenth in the last second");
        vm.warp(start + 7 days + 1);
        assertTrue(!voteCommitteeAs(14, RoleLib.MAKER, one(holder)), "the first of a new ballot");
        for (uint256 i; i < 13; i++) assertTrue(!voteCommitteeAs(i, RoleLib.MAKER, one(holder)), "who votes anew");
        assertTrue(voteCommitteeAs(13, RoleLib.MAKER, one(holder)), "the fifteenth");
    }

    function test_voteReporter_allows_stops_and_allows_again() public {
        for (uint256 i; i < 45; i++) {
            vm.prank(producers[i % 15]);
            bool wanted = i / 15 != 1;
            if (i == 14) {
                vm.expectEmit(address(trio));
                emit IRoles.ReporterSet(holder, true);
            }
            bool passed = trio.voteReporter(holder, wanted);
            assertTrue(passed == (i % 15 == 14), "with the fifteenth vote");
            assertTrue(trio.isReporter(holder) == (passed ? wanted : !wanted), "as voted, and not before");
        }
    }

    // Records

    function test_records_refuse_a_stranger() public {
        bytes memory reason = abi.encodeWithSelector(IRoles.RolesNotReporter.selector, address(this));
        vm.expectRevert(reason);
        roles.recordJob(holder);
        vm.expectRevert(reason);
        roles.recordDispute(holder);
        vm.expectRevert(reason);
        roles.recordRating(holder, address(this), 5, 0);
    }

    function test_recordRating_takes_one_to_five_stars() public {
        vm.startPrank(reporter);
        for (uint8 stars; stars < 8; stars++) {
            if (stars == 0 || stars > 5) {
                vm.expectRevert(abi.encodeWithSelector(IRoles.RolesInvalidStars.selector, stars));
            }
            roles.recordRating(holder, address(this), stars, 0);
        }
        vm.stopPrank();
    }

    function test_records_add_up() public {
        vm.startPrank(reporter);
        roles.recordJob(holder);
        vm.expectEmit(address(roles));
        emit IRoles.JobRecorded(holder, reporter, 2);
        roles.recordJob(holder);
        vm.expectEmit(address(roles));
        emit IRoles.DisputeRecorded(holder, reporter, 1);
        roles.recordDispute(holder);
        vm.expectEmit(address(roles));
        emit IRoles.RatingRecorded(holder, address(1), 5, "fine");
        roles.recordRating(holder, address(1), 5, "fine");
        roles.recordRating(holder, address(2), 2, "late");
        vm.stopPrank();
        IRoles.Record memory record = roles.recordOf(holder);
        assertEq(record.jobs, 2, "jobs");
        assertEq(record.disputes, 1, "disputes");
        assertEq(record.ratings, 2, "ratings");
        assertEq(record.stars, 7, "stars");
    }

    function test_a_later_rating_by_the_same_account_takes_the_place_of_its_former_one() public {
        vm.startPrank(reporter);
        roles.recordRating(holder, address(1), 5, "fine");
        roles.recordRating(holder, address(2), 2, "late");
        roles.recordRating(holder, address(1), 1, "not so fine");
        roles.recordRating(address(2), address(1), 4, "of another");
        vm.stopPrank();
        assertEq(roles.recordOf(holder).ratings, 2, "two have rated it");
        assertEq(roles.recordOf(holder).stars, 3, "as they do now");
        assertEq(roles.recordOf(address(2)).stars, 4, "each pair for itself");
    }
}
