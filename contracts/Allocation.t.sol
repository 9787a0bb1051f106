// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Allocation} from "./Allocation.sol";
import {IAllocation} from "./interfaces/IAllocation.sol";
import {System} from "./test/System.sol";

contract AllocationTest is System {
    uint256 internal constant MONTH = 365 days / 12;

    function setUp() public {
        _deploy(25, 21, true);
    }

    function test_GenesisRefusesMalformedOrUnfundedPromises() public {
        (address[] memory team, uint256[] memory parts) = (new address[](1), new uint256[](2));
        vm.expectRevert(abi.encodeWithSelector(IAllocation.AllocationLengths.selector, 1, 2));
        new Allocation(qdt, GENESIS_TIME, team, parts);

        parts = new uint256[](1);
        vm.expectRevert(IAllocation.AllocationZeroBeneficiary.selector);
        new Allocation(qdt, GENESIS_TIME, team, parts);

        (team[0], parts[0]) = (ALICE, 1);
        vm.expectRevert(abi.encodeWithSelector(IAllocation.AllocationUnfunded.selector, 1, 0));
        new Allocation(qdt, GENESIS_TIME, team, parts);
    }

    function testFuzz_NothingIsFreeInTheFirstThirteenMonths(uint256 elapsed) public {
        vm.warp(GENESIS_TIME + bound(elapsed, 0, 365 days + MONTH - 1));
        vm.expectRevert(
            abi.encodeWithSelector(
                IAllocation.AllocationNothingDue.selector, TEAM_MEMBER, GENESIS_TIME + 365 days + MONTH
            )
        );
        vm.prank(TEAM_MEMBER);
        allocation.claim();
    }

    function test_MonthlyPartsAddUpExactly() public {
        uint256 claimed;
        for (uint256 part = 1; part <= 24; ++part) {
            vm.warp(GENESIS_TIME + 365 days + part * MONTH);
            uint256 free = TEAM * part / 24;
            vm.expectEmit(address(allocation));
            emit IAllocation.Claimed(TEAM_MEMBER, free - claimed, free);
            vm.prank(TEAM_MEMBER);
            vm.assertEq(allocation.claim(), free - claimed, "a part");
            claimed = free;
            vm.assertEq(qdt.balanceOf(TEAM_MEMBER), free, "received in all");
        }
        vm.assertEq(qdt.balanceOf(TEAM_MEMBER), TEAM, "all of it after 36 months");
        vm.assertEq(qdt.balanceOf(address(allocation)), 0, "nothing stays behind");

        vm.expectRevert(abi.encodeWithSelector(IAllocation.AllocationNothingDue.selector, TEAM_MEMBER, 0));
        vm.prank(TEAM_MEMBER);
        allocation.claim();
    }

    function testFuzz_ClaimsAtAnyTimesNeverExceedWhatIsFree(uint256[6] memory gaps) public {
        for (uint256 i; i < gaps.length; ++i) {
            vm.warp(block.timestamp + bound(gaps[i], 0, 400 days));
            uint256 due = allocation.vestedAt(TEAM_MEMBER, block.timestamp) - allocation.claimedOf(TEAM_MEMBER);
            vm.prank(TEAM_MEMBER);
            (bool ok,) = address(allocation).call(abi.encodeCall(allocation.claim, ()));
            vm.assertTrue(ok == (due != 0), "succeeds exactly when something is due");
            vm.assertEq(
                qdt.balanceOf(TEAM_MEMBER), allocation.vestedAt(TEAM_MEMBER, block.timestamp), "has what is free"
            );
        }
    }

    function test_StrangersHaveNothing() public {
        vm.warp(GENESIS_TIME + 4 * 365 days);
        vm.expectRevert(abi.encodeWithSelector(IAllocation.AllocationNothingDue.selector, ALICE, 0));
        vm.prank(ALICE);
        allocation.claim();
    }
}
