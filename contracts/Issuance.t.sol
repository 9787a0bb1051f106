// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIssuance} from "./interfaces/IIssuance.sol";
import {System} from "./test/System.sol";

contract IssuanceTest is System {
    uint256 internal constant PERIOD = 4 * 365 days;

    function setUp() public {
        _deploy(25, 21, true);
    }

    function test_PeriodsIssueTheSharesOfTheWhitepaper() public view {
        uint256 total = 10_000_000_000e18;
        uint256[7] memory perMillion =
            [uint256(255_000), 127_500, 63_750, 31_875, uint256(15_937), uint256(7_968), uint256(7_968)];
        uint256[7] memory rest = [uint256(0), 0, 0, 0, 500, 750, 750];
        uint256 sum;
        for (uint256 i; i < 7; ++i) {
            uint256 issue = total * (perMillion[i] * 1000 + rest[i]) / 1e9;
            vm.assertEq(issuance.issueOf(i), issue, "issue of a period");
            sum += issue;
            vm.assertEq(issuance.issuedAt(GENESIS_TIME + (i + 1) * PERIOD), sum, "issued at its end, to the wei");
        }
        vm.assertEq(issuance.issueOf(7), 0, "none after the seventh");
        vm.assertEq(sum, 5_100_000_000e18, "51 %, to the wei");
    }

    function test_ThreeSecondsOfTheFirstPeriodIssue60Point64() public view {
        vm.assertEq(issuance.issuedAt(GENESIS_TIME + 3) / 1e16, 6064, "60.64 QDT");
        uint256 later = issuance.issuedAt(GENESIS_TIME + PERIOD - 3);
        vm.assertEq((issuance.issuedAt(GENESIS_TIME + PERIOD) - later) / 1e16, 6064, "at the end as well");
    }

    function testFuzz_IssueGrowsEvenlyAndEnds(uint256 moment, uint256 step) public view {
        moment = bound(moment, 0, GENESIS_TIME + 40 * 365 days);
        step = bound(step, 0, PERIOD);
        uint256 issued = issuance.issuedAt(moment);
        uint256 later = issuance.issuedAt(moment + step);
        vm.assertGe(later, issued, "never falls");
        vm.assertLe(later - issued, 2_550_000_000e18 * step / PERIOD + 1, "never faster than in the first period");
        vm.assertLe(later, 5_100_000_000e18, "never above 51 %");
        if (moment <= GENESIS_TIME) vm.assertEq(issued, 0, "nothing before genesis");
        if (moment >= GENESIS_TIME + 7 * PERIOD) vm.assertEq(later, issued, "nothing after 28 years");
    }

    function test_OnlyElectionReleases() public {
        vm.expectRevert(abi.encodeWithSelector(IIssuance.IssuanceNotElection.selector, ALICE));
        vm.prank(ALICE);
        issuance.release();
    }

    function testFuzz_ReleasesWhatIsDueOnce(uint256[4] memory gaps) public {
        uint256 before = qdt.balanceOf(address(election));
        for (uint256 i; i < gaps.length; ++i) {
            vm.warp(block.timestamp + bound(gaps[i], 1, 10 * 365 days));
            uint256 issued = issuance.issuedAt(block.timestamp);
            uint256 due = issued - issuance.released();
            if (due != 0) {
                vm.expectEmit(address(issuance));
                emit IIssuance.Released(address(election), due, issued);
            }
            vm.startPrank(address(election));
            vm.assertEq(issuance.release(), due, "returns what is due");
            vm.assertEq(issuance.release(), 0, "once");
            vm.stopPrank();
            vm.assertEq(qdt.balanceOf(address(election)) - before, issued, "minted to Election");
            vm.assertEq(qdt.mined(), issued, "counted by QDT");
        }
    }

    function test_After28YearsExactlyTenBillionExist() public {
        vm.warp(GENESIS_TIME + 28 * 365 days);
        vm.prank(address(election));
        issuance.release();
        vm.assertEq(qdt.totalSupply(), 10_000_000_000e18, "ten billion, to the wei");
        vm.warp(block.timestamp + 365 days);
        vm.prank(address(election));
        vm.assertEq(issuance.release(), 0, "nothing more, ever");
    }
}
