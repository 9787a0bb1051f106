// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {Commission} from "./Commission.sol";
import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {ICommission} from "./interfaces/ICommission.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {IQDT} from "./interfaces/IQDT.sol";
import {ScenarioToken} from "./ScenarioToken.sol";

/// @notice Who pays the commission of a scenario: the seller, who names it.
contract DataMarketScenarioTest is MarketFixture {
    bytes32 internal constant SCENARIO = "own";
    address internal agent = address(0xA6E);
    Commission internal commission;

    function setUp() public {
        deployMarket();
        uint256 nonce = 1;
        while (created(nonce).code.length != 0) nonce++;
        market = newMarket(ICommission(created(nonce + 1)));
        commission = new Commission(IERC20(token), IOracle(address(oracle)), address(market));
        ScenarioToken shareToken =
            new ScenarioToken("Own", "OWN", IQDT(address(token)), address(commission), address(this), 1, new address[](0));
        commission.open(SCENARIO, address(shareToken), 1000);
        fund(token);
        offer(honest());
        (terms.scenario, terms.commissionBps) = (SCENARIO, 1000);
    }

    function created(uint256 nonce) private view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", address(this), uint8(nonce))))));
    }

    function sell() private {
        vm.prank(terms.seller);
        market.list(terms);
        IDataMarket.Order memory order = buy(whole());
        deliver(order, wrapRange(order, 0, 0, 5));
        vm.prank(buyer);
        market.settle(terms, order);
    }

    function appoint(uint16 feeBps) private {
        vm.prank(owner);
        shares.setAgent(agreementId, agent, feeBps, uint40(block.timestamp + 90 days));
        token.mint(agent, 1000 ether);
        vm.startPrank(agent);
        token.approve(address(market), type(uint256).max);
        market.deposit(address(token), 1000 ether);
        vm.stopPrank();
        (terms.seller, terms.agentFeeBps) = (agent, feeBps);
    }

    function test_an_owner_who_sells_pays_the_commission_and_the_maker_does_not() public {
        uint256 before = token.balanceOf(owner);
        sell();
        assertEq(token.balanceOf(address(commission)), 100 ether, "a tenth");
        assertEq(token.balanceOf(maker), 100 ether, "a tenth of the whole, as agreed");
        assertEq(token.balanceOf(owner) - before, 800 ether, "the rest");
    }

    function test_an_agent_pays_the_commission_from_its_fee_and_the_owner_does_not() public {
        appoint(2000);
        uint256 before = token.balanceOf(owner);
        sell();
        assertEq(token.balanceOf(maker), 100 ether, "maker");
        assertEq(token.balanceOf(owner) - before, 720 ether, "four fifths of the owner's side");
        assertEq(token.balanceOf(address(commission)), 100 ether, "a tenth of the price");
        assertEq(token.balanceOf(agent), 80 ether, "what that leaves of the fee of 180");
    }

    function test_a_commission_ends_with_the_fee_that_it_is_paid_from() public {
        appoint(100);
        uint256 before = token.balanceOf(owner);
        sell();
        assertEq(token.balanceOf(owner) - before, 891 ether, "99 % of the owner's side");
        assertEq(token.balanceOf(address(commission)), 9 ether, "the whole fee");
        assertEq(token.balanceOf(agent), 0, "and nothing more");
    }
}
