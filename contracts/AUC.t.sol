// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {AUC} from "./AUC.sol";
import {AucProgramme} from "./AucProgramme.sol";
import {BuyBack} from "./BuyBack.sol";
import {OracleMock} from "./exchange-test/OracleMock.sol";
import {RolesFixture} from "./exchange-test/RolesFixture.sol";
import {IAucProgramme} from "./interfaces/IAucProgramme.sol";
import {IBuyBack} from "./interfaces/IBuyBack.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {TokenMock} from "./mocks/TokenMocks.sol";

contract AUCTest is RolesFixture {
    AUC internal auc;
    AucProgramme internal programme;
    BuyBack internal buyBack;
    OracleMock internal oracle = new OracleMock();
    TokenMock internal money = new TokenMock("Dollar");
    address internal team = address(0x7EA3);
    address internal fund = address(0xF0D);
    address internal rewarder = address(0x4E3);
    address internal holder = address(0xB0B);
    uint256 internal start = 1_800_000_000;

    function setUp() public {
        vm.warp(start);
        deployRoles();
        grant(RoleLib.REWARDER, rewarder);
        // Each names the other: the programme's address is the next but one of this contract's deployments.
        address[1] memory next = [futureAddress()];
        auc = new AUC(holder, next[0]);
        programme = new AucProgramme(IERC20(auc), roles, team, fund, start);
        assertEq(address(programme), next[0], "predicted");
        buyBack = new BuyBack(auc, IERC20(money), IOracle(address(oracle)), start);
    }

    /// @dev Tries nonces until the prediction holds for the deployment after next.
    function futureAddress() internal view returns (address) {
        for (uint256 nonce = 1; nonce < 60; nonce++) {
            if (created(nonce).code.length == 0) return created(nonce + 1);
        }
        revert();
    }

    function created(uint256 nonce) internal view returns (address) {
        bytes32 hash = keccak256(abi.encodePacked(hex"d694", address(this), uint8(nonce)));
        return address(uint160(uint256(hash)));
    }

    function test_the_supply_is_ten_billion_in_fixed_parts() public view {
        assertEq(auc.totalSupply(), 10_000_000_000 ether, "total");
        assertEq(auc.balanceOf(holder), 4_000_000_000 ether, "placement");
        assertEq(
            auc.balanceOf(address(programme)),
            programme.TEAM() + programme.FOUNDATION() + programme.ECOSYSTEM(),
            "the rest, to the unit"
        );
    }

    // Vesting

    function test_the_team_waits_twelve_months_and_then_24_more() public {
        vm.warp(start + 365 days);
        vm.expectRevert(abi.encodeWithSelector(IAucProgramme.AucProgrammeNothingDue.selector, team));
        programme.releaseTeam();
        vm.warp(start + 365 days + programme.MONTH());
        vm.expectEmit(address(programme));
        emit IAucProgramme.Released(team, programme.TEAM() / 24);
        programme.releaseTeam();
        vm.expectRevert(abi.encodeWithSelector(IAucProgramme.AucProgrammeNothingDue.selector, team));
        programme.releaseTeam();
        vm.warp(start + 3 * 365 days);
        programme.releaseTeam();
        assertEq(auc.balanceOf(team), programme.TEAM(), "all of it, exactly");
    }

    function test_the_foundation_is_released_over_48_months(uint256 time) public {
        time = bound(time, 0, 60);
        vm.warp(start + time * programme.MONTH());
        uint256 due = time >= 48 ? programme.FOUNDATION() : (programme.FOUNDATION() * time) / 48;
        assertEq(programme.foundationVested(block.timestamp), due, "vested");
        if (due == 0) {
            vm.expectRevert(abi.encodeWithSelector(IAucProgramme.AucProgrammeNothingDue.selector, fund));
        } else {
            vm.expectEmit(address(programme));
            emit IAucProgramme.Released(fund, due);
        }
        programme.releaseFoundation();
        assertEq(programme.foundationReleased(), due, "counted");
        assertEq(auc.balanceOf(fund), due, "released");
    }

    function test_the_foundation_is_released_month_by_month() public {
        vm.expectRevert(abi.encodeWithSelector(IAucProgramme.AucProgrammeNothingDue.selector, fund));
        programme.releaseFoundation();
        for (uint256 i = 1; i < 4; i++) {
            vm.warp(start + i * programme.MONTH());
            assertEq(programme.releaseFoundation(), 62_500_000 ether, "a month's part");
            assertEq(auc.balanceOf(fund), i * 62_500_000 ether, "so far");
        }
        vm.expectRevert(abi.encodeWithSelector(IAucProgramme.AucProgrammeNothingDue.selector, fund));
        programme.releaseFoundation();
    }

    function test_vesting_never_runs_backwards(uint40 a, uint40 b) public view {
        if (a > b) (a, b) = (b, a);
        assertLe(programme.teamVested(a), programme.teamVested(b), "team");
        assertLe(programme.foundationVested(a), programme.foundationVested(b), "foundation");
        assertLe(programme.teamVested(b), programme.TEAM(), "never more than all");
    }

    // Rewards

    function test_rewards_come_from_a_budget_that_fills_over_eight_years(uint40 time, uint256 amount) public {
        vm.expectRevert(abi.encodeWithSelector(IAucProgramme.AucProgrammeNotRewarder.selector, holder));
        vm.prank(holder);
        programme.reward(holder, 1, "review");
        vm.warp(start + bound(time, 1, 10 * 365 days));
        uint256 budget = programme.budget();
        amount = bound(amount, 0, 2 * budget);
        vm.prank(rewarder);
        if (amount > budget) {
            vm.expectRevert(
                abi.encodeWithSelector(IAucProgramme.AucProgrammeOverBudget.selector, amount, budget)
            );
            programme.reward(team, amount, "review");
            return;
        }
        vm.expectEmit(address(programme));
        emit IAucProgramme.Rewarded(team, rewarder, "review", amount);
        programme.reward(team, amount, "review");
        assertEq(auc.balanceOf(team), amount, "given");
        assertEq(programme.rewarded(), amount, "counted");
        assertEq(programme.budget(), budget - amount, "and taken off");
    }

    function test_the_budget_begins_empty_and_is_full_after_eight_years() public {
        vm.warp(start - 1);
        assertEq(programme.budget(), 0, "before the start");
        vm.warp(start);
        assertEq(programme.budget(), 0, "at the start");
        vm.warp(start + 4 * 365 days);
        assertEq(programme.budget(), 1_000_000_000 ether, "half");
        vm.warp(start + 8 * 365 days);
        assertEq(programme.budget(), 2_000_000_000 ether, "full");
        vm.warp(start + 9 * 365 days);
        assertEq(programme.budget(), 2_000_000_000 ether, "and no more");
    }

    function test_the_programme_pays_out_everything_and_no_more() public {
        vm.warp(start + 8 * 365 days);
        programme.releaseTeam();
        programme.releaseFoundation();
        uint256 budget = programme.budget();
        vm.prank(rewarder);
        programme.reward(holder, budget, "all");
        assertEq(auc.balanceOf(address(programme)), 0, "empty");
    }

    // Buy-back

    function test_buy_back_takes_two_fifths_of_the_profit() public {
        vm.expectRevert(IBuyBack.BuyBackZeroAmount.selector);
        buyBack.fund(0, "report");
        money.mint(address(this), 10_000);
        money.approve(address(buyBack), 10_000);
        vm.warp(start + 100 days);
        vm.expectEmit(address(buyBack));
        emit IBuyBack.Funded(1, address(this), 10_000, 4000, "report");
        assertEq(buyBack.fund(10_000, "report"), 4000, "40 %");
        assertEq(money.balanceOf(address(buyBack)), 4000, "received");
        assertEq(money.balanceOf(address(this)), 6000, "the rest stays");
    }

    function test_a_year_has_four_quarters() public {
        assertEq(buyBack.quarter(), 0, "the first");
        vm.warp(start + 365 days / 4 - 1);
        assertEq(buyBack.quarter(), 0, "until its end");
        vm.warp(start + 365 days / 4);
        assertEq(buyBack.quarter(), 1, "the second");
        vm.warp(start + 365 days);
        assertEq(buyBack.quarter(), 4, "the first of the next year");
    }

    function test_buy_back_burns_what_it_buys() public {
        money.mint(address(buyBack), 100 ether);
        oracle.set(buyBack.FEED(), 0.5 ether);
        vm.startPrank(holder);
        auc.approve(address(buyBack), type(uint256).max);
        vm.expectRevert(IBuyBack.BuyBackZeroAmount.selector);
        buyBack.sell(1, 0);
        vm.expectRevert(abi.encodeWithSelector(IBuyBack.BuyBackPriceTooLow.selector, 50 ether, 51 ether));
        buyBack.sell(100 ether, 51 ether);
        vm.expectRevert(abi.encodeWithSelector(IBuyBack.BuyBackFundsShort.selector, 100 ether, 150 ether));
        buyBack.sell(300 ether, 0);
        vm.expectEmit(address(buyBack));
        emit IBuyBack.BoughtBack(0, holder, 200 ether, 100 ether);
        buyBack.sell(200 ether, 100 ether);
        vm.stopPrank();
        assertEq(money.balanceOf(holder), 100 ether, "paid");
        assertEq(auc.totalSupply(), 10_000_000_000 ether - 200 ether, "burned");
        assertEq(auc.balanceOf(address(buyBack)), 0, "nothing kept");
    }
}
