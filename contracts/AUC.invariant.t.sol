// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {AUC} from "./AUC.sol";
import {AucProgramme} from "./AucProgramme.sol";
import {BuyBack} from "./BuyBack.sol";
import {OracleMock} from "./exchange-test/OracleMock.sol";
import {RolesFixture} from "./exchange-test/RolesFixture.sol";
import {Test} from "./exchange-test/Test.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {TokenMock} from "./mocks/TokenMocks.sol";

/// @notice Releases, rewards, moves, sells back and burns at random over many years.
contract AucHandler is RolesFixture {
    AUC public auc;
    AucProgramme public programme;
    BuyBack public buyBack;
    TokenMock public money = new TokenMock("QDD");
    OracleMock internal oracle = new OracleMock();

    address internal rewarder = address(0x1);
    address public team = address(0x2);
    address public placement = address(0x3);
    address internal holder = address(0x4);
    address public treasury = address(0x5);
    uint256 public start;
    uint256 public burnt;
    uint256 public rewarded;
    uint256 public funded;
    uint256 public paid;

    constructor() {
        vm.warp(1_800_000_000);
        start = block.timestamp;
        deployRoles();
        grant(RoleLib.REWARDER, rewarder);
        // The two name each other: the second is deployed after the first.
        address second = futureAddress();
        auc = new AUC(placement, second);
        programme = new AucProgramme(IERC20(address(auc)), roles, team, treasury, start);
        buyBack = new BuyBack(auc, IERC20(address(money)), IOracle(address(oracle)), start);
        oracle.set(buyBack.FEED(), 0.25 ether);
        assertEq(address(programme), second, "addresses");
    }

    function releaseTeam() external {
        if (programme.teamVested(block.timestamp) > programme.teamReleased()) programme.releaseTeam();
    }

    function releaseFoundation() external {
        if (programme.foundationVested(block.timestamp) > programme.foundationReleased()) programme.releaseFoundation();
    }

    function reward(uint256 amount) external {
        amount = bound(amount, 0, programme.budget());
        vm.prank(rewarder);
        programme.reward(holder, amount, "work");
        rewarded += amount;
    }

    function place(uint256 amount) external {
        amount = bound(amount, 0, auc.balanceOf(placement));
        vm.prank(placement);
        auc.transfer(holder, amount);
    }

    function burn(uint256 amount) external {
        amount = bound(amount, 0, auc.balanceOf(holder));
        vm.prank(holder);
        auc.burn(amount);
        burnt += amount;
    }

    function fund(uint256 profit) external {
        profit = bound(profit, 3, 1e27);
        uint256 part = (profit * 4000) / 10_000;
        money.mint(address(this), part);
        money.approve(address(buyBack), part);
        buyBack.fund(profit, "report");
        funded += part;
    }

    function sell(uint256 amount) external {
        uint256 most = money.balanceOf(address(buyBack)) * 4;
        uint256 has = auc.balanceOf(holder);
        amount = bound(amount, 0, has < most ? has : most);
        if (buyBack.quote(amount) == 0) return;
        vm.startPrank(holder);
        auc.approve(address(buyBack), amount);
        paid += buyBack.sell(amount, 0);
        vm.stopPrank();
        burnt += amount;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 120 days));
    }

    function held() external view returns (uint256) {
        return auc.balanceOf(team) + auc.balanceOf(placement) + auc.balanceOf(holder) + auc.balanceOf(treasury)
            + auc.balanceOf(address(programme)) + auc.balanceOf(address(buyBack));
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
}

contract AucInvariantTest is Test {
    AucHandler internal handler = new AucHandler();

    function setUp() public {
        bytes4[] memory calls = new bytes4[](8);
        calls[0] = AucHandler.releaseTeam.selector;
        calls[1] = AucHandler.releaseFoundation.selector;
        calls[2] = AucHandler.reward.selector;
        calls[3] = AucHandler.place.selector;
        calls[4] = AucHandler.burn.selector;
        calls[5] = AucHandler.fund.selector;
        calls[6] = AucHandler.sell.selector;
        calls[7] = AucHandler.wait.selector;
        targetOnly(address(handler), calls);
    }

    function invariant_no_auc_appears_and_only_burning_takes_some_away() public view {
        uint256 supply = handler.auc().totalSupply();
        assertEq(supply, handler.auc().TOTAL() - handler.burnt(), "supply");
        assertEq(handler.held(), supply, "balances");
    }

    function invariant_the_programme_keeps_to_its_calendar() public view {
        AucProgramme programme = handler.programme();
        AUC auc = handler.auc();
        assertEq(auc.balanceOf(handler.team()), programme.teamReleased(), "the team has what was released");
        assertEq(auc.balanceOf(handler.treasury()), programme.foundationReleased(), "the foundation too");
        assertLe(programme.teamReleased(), programme.teamVested(block.timestamp), "team");
        assertLe(programme.foundationReleased(), programme.foundationVested(block.timestamp), "foundation");
        assertEq(programme.rewarded(), handler.rewarded(), "rewards");
        assertLe(handler.rewarded(), programme.ECOSYSTEM(), "ecosystem");
    }

    function invariant_the_buy_back_spends_what_it_was_given() public view {
        assertEq(handler.money().balanceOf(address(handler.buyBack())), handler.funded() - handler.paid(), "funds");
        assertEq(handler.auc().balanceOf(address(handler.buyBack())), 0, "it keeps no AUC");
    }
}
