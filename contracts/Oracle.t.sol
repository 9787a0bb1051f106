// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {RolesFixture} from "./exchange-test/RolesFixture.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {TokenMock} from "./mocks/TokenMocks.sol";
import {Oracle} from "./Oracle.sol";

contract OracleTest is RolesFixture {
    bytes32 internal constant FEED = "QDT/USD";
    bytes32 internal constant MODEL = "roadster";

    Oracle internal oracle;
    TokenMock internal token = new TokenMock("QDT");
    address internal treasury = address(0x7EA);
    address internal appraisal = address(0xA44);

    function setUp() public {
        vm.warp(1_800_000_000);
        deployRoles();
        oracle = new Oracle(roles, IERC20(token), 100 ether, treasury, appraisal);
        for (uint160 i = 1; i <= 5; i++) join(address(i));
    }

    function join(address feeder) internal {
        grant(RoleLib.FEEDER, feeder);
        token.mint(feeder, 100 ether);
        vm.startPrank(feeder);
        token.approve(address(oracle), 100 ether);
        oracle.join();
        vm.stopPrank();
    }

    function report(uint160 feeder, bytes32 feed, uint128 value) internal {
        vm.prank(address(feeder));
        oracle.report(feed, value);
    }

    function reportAll(bytes32 feed, uint128 value) internal {
        for (uint160 i = 1; i <= 3; i++) report(i, feed, value);
    }

    function test_join_needs_the_role_once_and_the_bond() public {
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNotFeeder.selector, address(this)));
        oracle.join();
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleAlreadyFeeder.selector, address(1)));
        vm.prank(address(1));
        oracle.join();
        suspend(RoleLib.FEEDER, address(1));
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNotFeeder.selector, address(1)));
        vm.prank(address(1));
        oracle.join();
        assertEq(token.balanceOf(address(oracle)), 500 ether, "bonds");
        assertEq(token.balanceOf(address(1)), 0, "paid");
        assertEq(oracle.feederOf(address(1)).bond, 100 ether, "and noted");
    }

    function test_join_again_after_leaving_is_a_new_beginning() public {
        vm.startPrank(address(1));
        oracle.leaveFeed();
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleAlreadyFeeder.selector, address(1)));
        oracle.join();
        vm.warp(block.timestamp + oracle.LEAVE_TIME());
        oracle.withdrawBond();
        token.approve(address(oracle), 100 ether);
        vm.expectEmit(address(oracle));
        emit IOracle.FeederJoined(address(1), 100 ether);
        oracle.join();
        oracle.report(FEED, 5);
        vm.stopPrank();
        assertEq(oracle.feederOf(address(1)).leavingAt, 0, "stays");
        assertEq(oracle.feeders()[4], address(1), "in the list again");
        assertEq(token.balanceOf(address(oracle)), 500 ether, "bonds");
        assertEq(token.balanceOf(address(1)), 0, "paid again");
        assertEq(oracle.feederOf(address(1)).bond, 100 ether, "and noted");
    }

    function test_join_is_bounded() public {
        for (uint160 i = 6; i <= 31; i++) join(address(i));
        grant(RoleLib.FEEDER, address(32));
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleTooManyFeeders.selector, 31));
        vm.prank(address(32));
        oracle.join();
    }

    function test_report_refuses_strangers_and_nothing() public {
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNotFeeder.selector, address(this)));
        oracle.report(FEED, 1);
        vm.expectRevert(IOracle.OracleZeroValue.selector);
        vm.prank(address(1));
        oracle.report(FEED, 0);
        suspend(RoleLib.FEEDER, address(1));
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNotFeeder.selector, address(1)));
        vm.prank(address(1));
        oracle.report(FEED, 1);
    }

    function test_report_is_public_and_kept() public {
        report(1, FEED, 10);
        report(2, FEED, 20);
        vm.expectEmit(address(oracle));
        emit IOracle.Reported(FEED, address(3), 19, 19);
        report(3, FEED, 19);
        IOracle.Report memory kept = oracle.reportOf(FEED, address(3));
        assertEq(kept.value, 19, "value");
        assertEq(kept.reportedAt, block.timestamp, "time");
        assertEq(oracle.feederOf(address(3)).reports, 1, "counted");
    }

    function test_a_suspended_feeder_has_no_vote_meanwhile() public {
        report(1, FEED, 10);
        report(2, FEED, 20);
        report(3, FEED, 30);
        report(4, FEED, 40);
        suspend(RoleLib.FEEDER, address(4));
        (uint256 median,) = oracle.valueOf(FEED);
        assertEq(median, 20, "of three");
        suspend(RoleLib.FEEDER, address(3));
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleStale.selector, FEED, 2, 3));
        oracle.valueOf(FEED);
    }

    function test_a_value_is_as_old_as_its_oldest_report() public {
        uint256 start = block.timestamp;
        report(1, FEED, 10);
        vm.warp(start + 100);
        report(2, FEED, 10);
        vm.warp(start + 200);
        report(3, FEED, 10);
        (, uint40 reportedAt) = oracle.valueOf(FEED);
        assertEq(reportedAt, start, "the first");
        report(1, FEED, 10);
        (, reportedAt) = oracle.valueOf(FEED);
        assertEq(reportedAt, start + 100, "then the second");
    }

    /// @dev Against the median found by counting: as many values below as above.
    function test_the_median_counts(uint128[5] memory values) public {
        for (uint160 i; i < 5; i++) {
            values[i] = uint128(bound(values[i], 1, type(uint128).max));
            report(i + 1, FEED, values[i]);
        }
        (uint256 median,) = oracle.valueOf(FEED);
        uint256 below;
        uint256 above;
        bool found;
        for (uint256 i; i < 5; i++) {
            if (values[i] < median) below++;
            if (values[i] > median) above++;
            if (values[i] == median) found = true;
        }
        assertTrue(found && below <= 2 && above <= 2, "the middle one");
    }

    function test_of_four_the_mean_of_the_middle_two() public {
        report(1, FEED, 10);
        report(2, FEED, 40);
        report(3, FEED, 21);
        report(4, FEED, 30);
        (uint256 median,) = oracle.valueOf(FEED);
        assertEq(median, 25, "rounded down");
    }

    function test_a_value_takes_reports_of_more_than_half_of_the_feeders() public {
        for (uint160 i = 6; i <= 31; i++) join(address(i));
        for (uint160 i = 1; i <= 15; i++) report(i, FEED, 10);
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleStale.selector, FEED, 15, 16));
        oracle.valueOf(FEED);
        report(16, FEED, 10);
        (uint256 value,) = oracle.valueOf(FEED);
        assertEq(value, 10, "sixteen of thirty-one");
        vm.prank(address(31));
        oracle.leaveFeed();
        vm.prank(address(16));
        oracle.leaveFeed();
        (value,) = oracle.valueOf(FEED);
        assertEq(value, 10, "fifteen of twenty-nine");
    }

    function test_stale_reports_do_not_count() public {
        reportAll(FEED, 7);
        vm.warp(block.timestamp + 1 days);
        (uint256 value,) = oracle.valueOf(FEED);
        assertEq(value, 7, "in its last second");
        vm.warp(block.timestamp + 1);
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleStale.selector, FEED, 0, 3));
        oracle.valueOf(FEED);
        report(4, FEED, 8);
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleStale.selector, FEED, 1, 3));
        oracle.valueOf(FEED);
    }

    function test_outliers_are_seen_and_do_not_move_the_median() public {
        reportAll(FEED, 10_000);
        vm.expectEmit(address(oracle));
        emit IOracle.Outlier(FEED, address(4), 11_001, 10_000);
        report(4, FEED, 11_001);
        report(5, FEED, 11_000);
        assertEq(oracle.feederOf(address(4)).outliers, 1, "recorded");
        assertEq(oracle.feederOf(address(5)).outliers, 0, "ten per cent is no outlier");
        assertEq(oracle.feederOf(address(4)).reports, 1, "reports");
        (uint256 median,) = oracle.valueOf(FEED);
        assertEq(median, 10_000, "median");
    }

    function test_outliers_lie_on_either_side_of_at_least_two_others() public {
        report(1, FEED, 100);
        report(2, FEED, 500);
        assertEq(oracle.feederOf(address(2)).outliers, 0, "one other proves nothing");
        report(2, FEED, 100);
        report(3, FEED, 90);
        report(4, FEED, 89);
        assertEq(oracle.feederOf(address(3)).outliers, 0, "ten per cent below");
        assertEq(oracle.feederOf(address(4)).outliers, 1, "more than that");
    }

    /// @dev With its own 121 among them the median would be 120, and 122 would look ordinary.
    function test_an_outlier_is_measured_against_the_others_alone() public {
        report(1, FEED, 100);
        report(2, FEED, 120);
        report(3, FEED, 121);
        assertEq(oracle.feederOf(address(3)).outliers, 0, "ten per cent above 110");
        report(3, FEED, 122);
        assertEq(oracle.feederOf(address(3)).outliers, 1, "more than that");
    }

    function test_leaving_takes_its_time() public {
        reportAll(FEED, 7);
        vm.startPrank(address(1));
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNotFeeder.selector, address(1)));
        oracle.withdrawBond();
        uint40 until = uint40(block.timestamp + oracle.LEAVE_TIME());
        vm.expectEmit(address(oracle));
        emit IOracle.FeederLeaving(address(1), until);
        oracle.leaveFeed();
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleLeaving.selector, address(1)));
        oracle.leaveFeed();
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleLeaving.selector, address(1)));
        oracle.report(FEED, 1);
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleBondLocked.selector, until));
        oracle.withdrawBond();
        vm.warp(until - 14 days);
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleStale.selector, FEED, 2, 3));
        oracle.valueOf(FEED);
        vm.warp(until);
        vm.expectEmit(address(oracle));
        emit IOracle.FeederLeft(address(1), 100 ether);
        oracle.withdrawBond();
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNotFeeder.selector, address(1)));
        oracle.withdrawBond();
        vm.stopPrank();
        assertEq(token.balanceOf(address(1)), 100 ether, "bond back");
        assertEq(token.balanceOf(address(oracle)), 400 ether, "the others' bonds");
        address[] memory left = new address[](4);
        (left[0], left[1], left[2], left[3]) = (address(5), address(2), address(3), address(4));
        assertEq(abi.encode(oracle.feeders()), abi.encode(left), "the others, the last one moved up");
    }

    function test_slash_takes_the_bond_of_a_dismissed_feeder_even_while_it_leaves() public {
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleFeederInGoodStanding.selector, address(1)));
        oracle.slash(address(1));
        suspend(RoleLib.FEEDER, address(1));
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleFeederInGoodStanding.selector, address(1)));
        oracle.slash(address(1));
        vm.prank(address(1));
        oracle.leaveFeed();
        revoke(RoleLib.FEEDER, address(1));
        vm.expectEmit(address(oracle));
        emit IOracle.FeederSlashed(address(1), 100 ether);
        oracle.slash(address(1));
        revoke(RoleLib.FEEDER, address(2));
        oracle.slash(address(2));
        assertEq(token.balanceOf(treasury), 200 ether, "treasury");
        assertEq(token.balanceOf(address(oracle)), 300 ether, "the others' bonds");
        address[] memory left = new address[](3);
        (left[0], left[1], left[2]) = (address(5), address(4), address(3));
        assertEq(abi.encode(oracle.feeders()), abi.encode(left), "the other three");
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleFeederInGoodStanding.selector, address(2)));
        oracle.slash(address(2));
    }

    function test_a_dismissed_feeder_needs_a_new_bond_to_speak_again() public {
        revoke(RoleLib.FEEDER, address(1));
        oracle.slash(address(1));
        grant(RoleLib.FEEDER, address(1));
        bytes memory reason = abi.encodeWithSelector(IOracle.OracleNotFeeder.selector, address(1));
        vm.startPrank(address(1));
        vm.expectRevert(reason);
        oracle.report(FEED, 1);
        vm.expectRevert(reason);
        oracle.leaveFeed();
        vm.expectRevert(reason);
        oracle.withdrawBond();
        vm.stopPrank();
        token.mint(address(1), 100 ether);
        vm.startPrank(address(1));
        token.approve(address(oracle), 100 ether);
        oracle.join();
        vm.stopPrank();
        report(1, FEED, 1);
        assertEq(oracle.feeders().length, 5, "five again");
    }

    function setBase() internal {
        vm.prank(address(1));
        oracle.setBase(MODEL);
    }

    // Used cars

    function test_when_the_new_car_falls_by_a_tenth_every_used_one_follows() public {
        bytes32 feed = oracle.newCarFeed(MODEL);
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNoBase.selector, MODEL));
        oracle.valuationIndex(MODEL);
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleStale.selector, feed, 0, 3));
        setBase();
        reportAll(feed, 40_000 ether);
        vm.expectEmit(address(oracle));
        emit IOracle.BaseSet(MODEL, 40_000 ether);
        setBase();
        assertEq(oracle.basePrice(MODEL), 40_000 ether, "base");
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleBaseKnown.selector, MODEL));
        setBase();

        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNotAppraisal.selector, address(this)));
        oracle.recordValuation(1, MODEL, 1);
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNotValued.selector, 1));
        oracle.valueOfCar(1);
        vm.startPrank(appraisal);
        vm.expectEmit(address(oracle));
        emit IOracle.Valued(1, MODEL, 20_000 ether, 40_000 ether);
        oracle.recordValuation(1, MODEL, 20_000 ether);
        oracle.recordValuation(2, MODEL, 10_000 ether);
        vm.stopPrank();
        reportAll(feed, 36_000 ether);
        assertEq(oracle.valueOfCar(1), 18_000 ether, "the first");
        assertEq(oracle.valueOfCar(2), 9_000 ether, "the second");
        assertEq(oracle.valuationIndex(MODEL), 0.9 ether, "index");
        IOracle.Valuation memory kept = oracle.valuationOf(1);
        assertTrue(kept.model == MODEL && kept.price == 20_000 ether && kept.newPriceThen == 40_000 ether, "kept");
        assertEq(kept.appraisedAt, block.timestamp, "time");
        vm.prank(appraisal);
        oracle.recordValuation(1, MODEL, 27_000 ether);
        reportAll(feed, 40_000 ether);
        assertEq(oracle.valueOfCar(1), 30_000 ether, "from the index of its own appraisal");
    }

    function test_a_value_that_follows_a_price_is_not_shown_while_the_price_is_stale() public {
        bytes32 feed = oracle.newCarFeed(MODEL);
        reportAll(feed, 40_000 ether);
        setBase();
        vm.prank(appraisal);
        oracle.recordValuation(1, MODEL, 20_000 ether);
        vm.warp(block.timestamp + 1 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleStale.selector, feed, 0, 3));
        oracle.valueOfCar(1);
        reportAll(feed, 20_000 ether);
        assertEq(oracle.valueOfCar(1), 10_000 ether, "shown again");
    }

    function test_a_value_recorded_while_the_price_is_stale_follows_it_from_its_last_reports() public {
        bytes32 feed = oracle.newCarFeed(MODEL);
        reportAll(feed, 50_000 ether);
        vm.warp(block.timestamp + 1 days + 1);
        vm.prank(appraisal);
        oracle.recordValuation(1, MODEL, 20_000 ether);
        assertEq(oracle.valuationOf(1).newPriceThen, 50_000 ether, "as it was reported last");
        reportAll(feed, 25_000 ether);
        assertEq(oracle.valueOfCar(1), 10_000 ether, "half, as the new one");
    }

    function test_a_base_is_fixed_by_feeders_and_moves_no_value() public {
        bytes32 feed = oracle.newCarFeed(MODEL);
        reportAll(feed, 100);
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNotFeeder.selector, address(this)));
        oracle.setBase(MODEL);
        suspend(RoleLib.FEEDER, address(4));
        vm.expectRevert(abi.encodeWithSelector(IOracle.OracleNotFeeder.selector, address(4)));
        vm.prank(address(4));
        oracle.setBase(MODEL);
        setBase();
        reportAll(feed, 50_000 ether);
        assertTrue(oracle.valuationIndex(MODEL) > type(uint128).max, "a base of whole dollars makes a huge index");
        vm.prank(appraisal);
        oracle.recordValuation(1, MODEL, 20_000 ether);
        assertEq(oracle.valueOfCar(1), 20_000 ether, "and the value stays");
    }

    function test_a_car_without_a_new_price_keeps_its_value() public {
        vm.prank(appraisal);
        oracle.recordValuation(1, "rare", 5 ether);
        assertEq(oracle.valueOfCar(1), 5 ether, "as appraised");
        reportAll(oracle.newCarFeed("rare"), 7 ether);
        assertEq(oracle.valueOfCar(1), 5 ether, "also when feeders begin");
        vm.prank(appraisal);
        oracle.recordValuation(1, "rare", 6 ether);
        reportAll(oracle.newCarFeed("rare"), 14 ether);
        assertEq(oracle.valueOfCar(1), 12 ether, "until it is appraised anew");
    }
}
