// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {Commission} from "./Commission.sol";
import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {ICommission} from "./interfaces/ICommission.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {IQDT} from "./interfaces/IQDT.sol";
import {IScenarioToken} from "./interfaces/IScenarioToken.sol";
import {TokenMock} from "./mocks/TokenMocks.sol";
import {ScenarioToken} from "./ScenarioToken.sol";

/// @notice QDT as a contract sees it that needs no coin-days.
contract ExemptQdtMock is TokenMock("QDT") {
    function isExempt(address) external pure returns (bool) {
        return true;
    }
}

contract CommissionTest is MarketFixture {
    bytes32 internal constant INSURANCE = "insurance";

    Commission internal commission;
    ScenarioToken internal shareToken;
    address internal development = address(0xDE7);

    function setUp() public {
        deployMarket();
        token = new ExemptQdtMock();
        // The market and the commission name each other; the genesis gives both fixed addresses, here we ask for the next.
        uint256 nonce = 1;
        while (created(nonce).code.length != 0) nonce++;
        market = newMarket(ICommission(created(nonce + 1)));
        commission = new Commission(IERC20(token), IOracle(address(oracle)), address(market));
        assertEq(address(commission), created(nonce + 1), "predicted");
        shareToken = scenarioToken(address(commission));
        fund(token);
        vm.prank(development);
        commission.open(INSURANCE, address(shareToken), 200);
        terms.scenario = INSURANCE;
        terms.commissionBps = 200;
    }

    function created(uint256 nonce) internal view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", address(this), uint8(nonce))))));
    }

    function scenarioToken(address minter) internal returns (ScenarioToken) {
        return new ScenarioToken("Insurance", "INS", IQDT(address(token)), minter, development, 100 ether, new address[](0));
    }

    function trade() internal {
        IDataMarket.Order memory order = buy(whole());
        deliver(order, wrapRange(order, 0, 0, 5));
        vm.prank(buyer);
        market.settle(terms, order);
    }

    // Scenarios

    function test_open_refuses_by_name() public {
        vm.expectRevert(abi.encodeWithSelector(ICommission.CommissionExists.selector, INSURANCE));
        commission.open(INSURANCE, address(shareToken), 200);
        vm.expectRevert(abi.encodeWithSelector(ICommission.CommissionInvalidShare.selector, 1001));
        commission.open("other", address(shareToken), 1001);
        vm.expectRevert(abi.encodeWithSelector(ICommission.CommissionInvalidShare.selector, 0));
        commission.open("other", address(shareToken), 0);
        ScenarioToken foreign = scenarioToken(address(this));
        vm.expectRevert(abi.encodeWithSelector(ICommission.CommissionNotMinter.selector, address(foreign)));
        commission.open("other", address(foreign), 200);
    }

    function test_a_stranger_opens_no_scenario_over_the_token_of_another() public {
        ScenarioToken waiting = scenarioToken(address(commission));
        vm.expectRevert(abi.encodeWithSelector(ICommission.CommissionNotFounder.selector, buyer));
        vm.prank(buyer);
        commission.open("parking", address(waiting), 200);
        vm.prank(development);
        commission.open("parking", address(waiting), 200);
        assertEq(commission.scenarioOf("parking").token, address(waiting), "its founder does");
    }

    function test_a_token_has_one_scenario_for_ever() public {
        bytes memory taken = abi.encodeWithSelector(ICommission.CommissionTokenTaken.selector, address(shareToken));
        vm.startPrank(development);
        vm.expectRevert(taken);
        commission.open("cheap", address(shareToken), 200);
        commission.close(INSURANCE);
        vm.expectRevert(taken);
        commission.open("cheap", address(shareToken), 200);
        vm.stopPrank();
    }

    function test_open_takes_a_tenth_at_most_and_is_public() public {
        ScenarioToken other = scenarioToken(address(commission));
        vm.startPrank(development);
        vm.expectEmit(address(commission));
        emit ICommission.ScenarioOpened("other", address(other), development, 1000);
        commission.open("other", address(other), 1000);
        ICommission.Scenario memory opened = commission.scenarioOf("other");
        assertTrue(opened.token == address(other) && opened.development == development, "whose");
        assertTrue(opened.bps == 1000 && opened.isOpen && opened.pending == 0 && opened.lastRate == 0, "terms");
        vm.expectEmit(address(commission));
        emit ICommission.ScenarioClosed("other");
        commission.close("other");
        vm.stopPrank();
        assertTrue(!commission.scenarioOf("other").isOpen, "closed");
    }

    function test_collect_gives_the_odd_unit_to_the_payee() public {
        uint256 today = block.timestamp / 1 days;
        vm.expectEmit(address(commission));
        emit ICommission.Collected(INSURANCE, buyer, owner, 7, today);
        vm.prank(address(market));
        commission.collect(INSURANCE, buyer, owner, 7);
        assertEq(commission.creditOf(INSURANCE, buyer).ofDay, 3, "payer");
        assertEq(commission.creditOf(INSURANCE, owner).ofDay, 4, "payee");
        assertEq(commission.creditOf(INSURANCE, owner).day, today, "day");
        assertEq(commission.scenarioOf(INSURANCE).pending, 7, "to be distributed");
    }

    function test_rate_is_for_open_scenarios_paid_in_qdt() public {
        assertEq(commission.rateOf(INSURANCE, address(token)), 200, "open");
        assertEq(commission.rateOf(INSURANCE, address(1)), 0, "another currency");
        assertEq(commission.rateOf("unknown", address(token)), 0, "unknown");
        vm.expectRevert(abi.encodeWithSelector(ICommission.CommissionNotDevelopment.selector, address(this)));
        commission.close(INSURANCE);
        vm.prank(development);
        commission.close(INSURANCE);
        assertEq(commission.rateOf(INSURANCE, address(token)), 0, "closed");
    }

    function test_collect_is_for_the_market() public {
        vm.expectRevert(abi.encodeWithSelector(ICommission.CommissionNotMarket.selector, address(this)));
        commission.collect(INSURANCE, buyer, owner, 1);
    }

    function test_what_was_never_opened_is_unknown_and_what_was_closed_takes_nothing() public {
        bytes memory unknown = abi.encodeWithSelector(ICommission.CommissionUnknown.selector, bytes32("unknown"));
        vm.expectRevert(unknown);
        commission.close("unknown");
        vm.expectRevert(unknown);
        commission.distribute("unknown");
        vm.expectRevert(unknown);
        commission.sample("unknown");
        vm.prank(development);
        commission.close(INSURANCE);
        vm.expectRevert(abi.encodeWithSelector(ICommission.CommissionUnknown.selector, INSURANCE));
        vm.prank(address(market));
        commission.collect(INSURANCE, buyer, owner, 1);
    }

    // A trade

    function test_a_trade_pays_commission_to_holders_and_development() public {
        offer(honest());
        trade();
        assertEq(token.balanceOf(address(commission)), 20 ether, "2 % of 1,000");
        assertEq(token.balanceOf(maker), 100 ether, "the maker has its tenth of the whole");
        vm.expectEmit(address(commission));
        emit ICommission.Distributed(INSURANCE, 16 ether, 4 ether);
        commission.distribute(INSURANCE);
        assertEq(token.balanceOf(development), 4 ether, "20 %");
        assertEq(shareToken.dividendOf(development), 16 ether, "80 % to the only holder");
        vm.expectRevert(
            abi.encodeWithSelector(ICommission.CommissionNothingToDistribute.selector, INSURANCE)
        );
        commission.distribute(INSURANCE);
        vm.expectEmit(address(shareToken));
        emit IScenarioToken.DividendClaimed(development, 16 ether);
        vm.prank(development);
        assertEq(shareToken.claim(), 16 ether, "claimed");
        assertEq(token.balanceOf(development), 20 ether, "received");
        assertEq(token.balanceOf(address(shareToken)), 0, "paid out");
        assertEq(shareToken.dividendOf(development), 0, "nothing is due");
        vm.expectRevert(
            abi.encodeWithSelector(IScenarioToken.ScenarioTokenNothingToClaim.selector, development)
        );
        vm.prank(development);
        shareToken.claim();
    }

    function test_a_closed_scenario_never_stops_a_settlement() public {
        offer(honest());
        IDataMarket.Order memory order = buy(whole());
        deliver(order, wrapRange(order, 0, 0, 5));
        vm.prank(development);
        commission.close(INSURANCE);
        vm.prank(buyer);
        market.settle(terms, order);
        assertEq(token.balanceOf(address(commission)), 0, "no commission");
        assertEq(token.balanceOf(maker), 100 ether, "all to the parties");
    }

    // Settlement in scenario tokens

    function test_payer_and_payee_earn_at_the_days_average_rate() public {
        offer(honest());
        bytes32 feed = commission.feedOf(INSURANCE);
        oracle.set(feed, 2 ether);
        commission.sample(INSURANCE);
        vm.expectRevert(
            abi.encodeWithSelector(ICommission.CommissionTooEarly.selector, block.timestamp + 1 hours)
        );
        commission.sample(INSURANCE);
        trade();
        vm.warp(block.timestamp + 1 hours);
        oracle.set(feed, 6 ether);
        uint256 today = block.timestamp / 1 days;
        vm.expectEmit(address(commission));
        emit ICommission.Sampled(INSURANCE, today, 6 ether, 4 ether);
        commission.sample(INSURANCE);
        assertEq(commission.rateOfDay(INSURANCE, today), 4 ether, "the mean");
        assertEq(commission.rateOfDay(INSURANCE, today + 1), 4 ether, "until there is a newer one");
        bytes memory nothing =
            abi.encodeWithSelector(ICommission.CommissionNothingToSettle.selector, INSURANCE, buyer);
        vm.expectRevert(nothing);
        commission.settle(INSURANCE, buyer);

        vm.warp(block.timestamp + 1 days);
        vm.expectEmit(address(commission));
        emit ICommission.Settled(INSURANCE, buyer, 2.5 ether);
        assertEq(commission.settle(INSURANCE, buyer), 2.5 ether, "10 QDT at the mean of 2 and 6");
        assertEq(commission.settle(INSURANCE, owner), 2.5 ether, "the payee too");
        assertEq(shareToken.balanceOf(buyer), 2.5 ether, "minted");
        vm.expectRevert(nothing);
        commission.settle(INSURANCE, buyer);
    }

    function test_earnings_of_several_days_add_up_and_wait_for_a_rate() public {
        offer(honest());
        trade();
        vm.warp(block.timestamp + 1 days);
        vm.expectRevert(
            abi.encodeWithSelector(ICommission.CommissionNothingToSettle.selector, INSURANCE, buyer)
        );
        commission.settle(INSURANCE, buyer);
        oracle.set(commission.feedOf(INSURANCE), 1 ether);
        commission.sample(INSURANCE);
        terms.expiresAt += 1;
        vm.prank(owner);
        market.list(terms);
        trade();
        vm.warp(block.timestamp + 1 days);
        assertEq(commission.settle(INSURANCE, buyer), 20 ether, "both days");
    }

    function test_every_day_is_settled_at_its_own_rate() public {
        bytes32 feed = commission.feedOf(INSURANCE);
        for (uint256 i; i < 2; i++) {
            oracle.set(feed, i == 0 ? 2 ether : 5 ether);
            commission.sample(INSURANCE);
            vm.prank(address(market));
            commission.collect(INSURANCE, buyer, owner, 20 ether);
            vm.warp(block.timestamp + 1 days);
        }
        assertEq(commission.settle(INSURANCE, buyer), 7 ether, "10 at a price of 2, and 10 at a price of 5");
        assertEq(commission.rateOfDay(INSURANCE, block.timestamp / 1 days - 2), 2 ether, "the first day's");
    }

    function test_a_price_of_almost_nothing_stops_nobody() public {
        offer(honest());
        oracle.set(commission.feedOf(INSURANCE), 1);
        commission.sample(INSURANCE);
        trade();
        vm.warp(block.timestamp + 1 days);
        assertEq(commission.settle(INSURANCE, buyer), type(uint112).max, "capped");
    }

    // Dividends

    /// @dev Whatever moves between dividends, each holder has its part and the token never owes more than it holds.
    function test_dividends_follow_the_holdings_of_their_moment(uint96[4] memory dividends, uint96[4] memory moves)
        public
    {
        uint256 owed;
        uint256 paid;
        token.approve(address(shareToken), type(uint256).max);
        for (uint256 i; i < 4; i++) {
            token.mint(address(this), dividends[i]);
            uint256 before = shareToken.balanceOf(buyer);
            shareToken.distribute(dividends[i]);
            paid += dividends[i];
            owed += (uint256(dividends[i]) * before) / 100 ether;
            uint256 amount = bound(moves[i], 0, shareToken.balanceOf(development));
            vm.prank(development);
            require(shareToken.transfer(buyer, amount));
        }
        assertLe(shareToken.dividendOf(buyer), owed + 4, "no more than its part");
        assertLe(owed, shareToken.dividendOf(buyer) + 4, "nor less");
        assertLe(shareToken.dividendOf(buyer) + shareToken.dividendOf(development), paid, "covered");
    }

    function test_a_dividend_stays_with_who_held_at_its_moment() public {
        token.mint(address(this), 10 ether);
        token.approve(address(shareToken), 10 ether);
        shareToken.distribute(10 ether);
        vm.prank(development);
        require(shareToken.transfer(buyer, 60 ether));
        assertEq(shareToken.dividendOf(development), 10 ether, "the former holder");
        assertEq(shareToken.dividendOf(buyer), 0, "not the next one");
        assertEq(shareToken.totalSupply(), 100 ether, "supply");
    }

    function test_a_dividend_before_the_first_holder_waits_for_the_next() public {
        ScenarioToken empty = new ScenarioToken("Empty", "E", IQDT(address(token)), address(this), development, 0, new address[](0));
        token.mint(address(this), 10 ether);
        token.approve(address(empty), 10 ether);
        vm.expectEmit(address(empty));
        emit IScenarioToken.DividendAdded(3 ether, 0);
        empty.distribute(3 ether);
        empty.mint(buyer, 1 ether);
        empty.distribute(7 ether);
        assertEq(empty.dividendOf(buyer), 10 ether, "both");
        assertEq(token.balanceOf(address(empty)), 10 ether, "covered");
        empty.mint(owner, 1 ether);
        assertEq(empty.dividendOf(owner), 0, "nothing for those who come later");
    }

    function test_mint_is_for_the_commission() public {
        vm.expectRevert(abi.encodeWithSelector(IScenarioToken.ScenarioTokenNotMinter.selector, address(this)));
        shareToken.mint(address(this), 1);
    }
}
