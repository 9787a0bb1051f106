// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DataKit} from "./exchange-test/DataKit.sol";
import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {Vm} from "./exchange-test/Test.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";
import {PaymentLib} from "./libraries/PaymentLib.sol";
import {Payouts} from "./libraries/Payouts.sol";
import {WrapLib} from "./libraries/WrapLib.sol";

contract DataMarketTest is MarketFixture {
    function setUp() public {
        deployMarket();
        offer(honest());
    }

    // List

    function test_list_refuses_a_stranger_and_one_who_may_not_sell() public {
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotSeller.selector, owner, buyer));
        vm.prank(buyer);
        market.list(terms);
        terms.seller = buyer;
        vm.expectRevert(
            abi.encodeWithSelector(IDataRegistry.DataRegistryNotAuthorised.selector, agreementId, buyer)
        );
        vm.prank(buyer);
        market.list(terms);
    }

    function expectListRevert(bytes memory reason) internal {
        vm.expectRevert(reason);
        vm.prank(owner);
        market.list(terms);
    }

    function test_list_refuses_bad_terms_by_name() public {
        expectListRevert(
            abi.encodeWithSelector(IDataMarket.DataMarketListingExists.selector, keccak256(abi.encode(terms)))
        );
        IDataMarket.Terms memory good = terms;
        terms.expiresAt = uint40(block.timestamp);
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketExpired.selector, block.timestamp));
        terms = good;
        terms.deliverTime = 1;
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketInvalidTimes.selector, 1, 2 hours));
        terms = good;
        terms.disputeTime = 31 days;
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketInvalidTimes.selector, 1 hours, 31 days));
        terms = good;
        terms.bond = 50 ether - 1;
        expectListRevert(
            abi.encodeWithSelector(IDataMarket.DataMarketBondTooLow.selector, 50 ether - 1, 50 ether)
        );
        terms = good;
        terms.agentFeeBps = 1;
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketWrongFee.selector, 1, 0));
        terms = good;
        terms.commissionBps = 1;
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketWrongFee.selector, 1, 0));
        terms = good;
        terms.chunks = 4;
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketWrongChunks.selector, 4, 5));
        terms = good;
        terms.price = terms.chunkPrice = 0;
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketInvalidPrice.selector));
        (terms.chunkPrice, terms.samplePrice) = (1, 0);
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketInvalidPrice.selector));
        (terms.chunkPrice, terms.bond) = (0, 1);
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketInvalidPrice.selector));
        terms = good;
        terms.samplePrice = 200 ether - 1;
        expectListRevert(
            abi.encodeWithSelector(
                IDataMarket.DataMarketSamplePriceTooLow.selector, 200 ether - 1, 200 ether
            )
        );
        terms = good;
        terms.dataSet = "unknown";
        expectListRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryUnknown.selector, bytes32("unknown")));
    }

    function test_list_keeps_times_within_bounds() public {
        uint32 least = 10 minutes;
        uint32 most = 30 days;
        uint32[2][4] memory bad = [[least - 1, most], [most + 1, least], [most, least - 1], [least, most + 1]];
        for (uint256 i; i < 4; i++) {
            (terms.deliverTime, terms.disputeTime) = (bad[i][0], bad[i][1]);
            expectListRevert(
                abi.encodeWithSelector(IDataMarket.DataMarketInvalidTimes.selector, bad[i][0], bad[i][1])
            );
        }
        vm.startPrank(owner);
        (terms.deliverTime, terms.disputeTime) = (least, most);
        market.list(terms);
        (terms.deliverTime, terms.disputeTime) = (most, least);
        market.list(terms);
        vm.stopPrank();
    }

    function test_list_takes_the_least_bond_and_the_last_second() public {
        terms.bond = 50 ether;
        terms.expiresAt = uint40(block.timestamp + 1);
        bytes32 expected = keccak256(abi.encode(terms));
        vm.expectEmit(address(market));
        emit IDataMarket.Listed(expected, terms.dataSet, owner, terms);
        vm.prank(owner);
        assertEq(market.list(terms), expected, "the hash of its terms");
        assertTrue(market.isListed(expected), "listed");
    }

    function test_close_ends_a_listing_for_good() public {
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotSeller.selector, owner, buyer));
        vm.prank(buyer);
        market.close(terms);
        bytes32 listing = keccak256(abi.encode(terms));
        assertTrue(market.isListed(listing), "listed");
        vm.expectEmit(address(market));
        emit IDataMarket.Closed(listing);
        vm.prank(owner);
        market.close(terms);
        assertTrue(!market.isListed(listing), "closed");
        bytes memory reason = abi.encodeWithSelector(IDataMarket.DataMarketNotListed.selector, listing);
        IDataMarket.Order memory order = whole();
        vm.expectRevert(reason);
        vm.prank(buyer);
        market.buy(terms, order);
        vm.expectRevert(reason);
        vm.prank(owner);
        market.close(terms);
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketListingExists.selector, listing));
    }

    // Buy

    function expectBuyRevert(IDataMarket.Order memory order, bytes memory reason) internal {
        vm.expectRevert(reason);
        vm.prank(buyer);
        market.buy(terms, order);
    }

    function test_buy_refuses_other_people_and_other_terms() public {
        IDataMarket.Order memory order = whole();
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotBuyer.selector, buyer, owner));
        vm.prank(owner);
        market.buy(terms, order);
        terms.price = 1;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketNotListed.selector, order.listing));
        terms.price = PRICE;
        // Both are listed, but the order names the other one: its terms could never be brought again.
        order.listing = "another";
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketNotListed.selector, order.listing));
        terms.expiresAt += 1;
        vm.prank(owner);
        order.listing = market.list(terms);
        terms.expiresAt -= 1;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketNotListed.selector, order.listing));
        terms.expiresAt += 2;
        terms.onlyBuyer = maker;
        vm.prank(owner);
        market.list(terms);
        order = whole();
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketNotBuyer.selector, maker, buyer));
        terms.onlyBuyer = buyer;
        vm.prank(owner);
        market.list(terms);
        buy(whole());
    }

    function test_buy_refuses_an_expired_listing() public {
        IDataMarket.Order memory order = whole();
        vm.warp(terms.expiresAt);
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketExpired.selector, terms.expiresAt));
        vm.warp(terms.expiresAt - 1);
        buy(order);
    }

    function test_buy_refuses_points_off_the_curve(uint256 x, uint256 y) public {
        IDataMarket.Order memory order = whole();
        (order.keyX, order.keyY) = (x, y);
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidPoint.selector));
    }

    function test_buy_refuses_impossible_orders_by_name() public {
        IDataMarket.Order memory order = whole();
        order.to = 6;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidRange.selector, 0, 6, 5));
        order.from = order.to = 2;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidRange.selector, 2, 2, 5));
        order = whole();
        order.stages = 0;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidParts.selector, 0, 0));
        order.stages = 6;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidParts.selector, 0, 6));
        order.stages = 2;
        order.samples = 2;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidParts.selector, 2, 2));
        order.stages = 1;
        order.samples = 6;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidParts.selector, 6, 1));
        (order.from, order.to, order.samples) = (3, 4, 1);
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidParts.selector, 1, 1));
        order = whole();
        order.price = PRICE - 1;
        expectBuyRevert(
            order, abi.encodeWithSelector(IDataMarket.DataMarketPriceTooLow.selector, PRICE - 1, PRICE)
        );
    }

    function test_buy_keeps_the_wait_for_an_event_within_a_year() public {
        IDataMarket.Order memory order = whole();
        order.trigger = IDataMarket.Trigger.Time;
        order.cancelAt = uint40(block.timestamp);
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidTrigger.selector));
        order.cancelAt = uint40(block.timestamp + 365 days + 1);
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidTrigger.selector));
        order.cancelAt = uint40(block.timestamp + 365 days);
        buy(order);
        order.cancelAt = uint40(block.timestamp + 1);
        order = buy(order);
        assertStatus(order, IDataMarket.State.Waiting, 0, order.cancelAt, 0);
    }

    /// @dev A hundred chunks, of which nothing but their number matters here.
    function test_buy_draws_at_most_64_samples_and_never_more_than_there_are() public {
        content.chunks = terms.chunks = 100;
        terms.dataSet = register();
        vm.prank(owner);
        market.list(terms);
        IDataMarket.Order memory order = whole();
        order.samples = 65;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidParts.selector, 65, 1));
        order.samples = 64;
        buy(order);
        order.from = 36;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidParts.selector, 64, 1));
        (order.samples, order.stages) = (0, 65);
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidParts.selector, 0, 65));
        order.stages = 64;
        buy(order);
        (order.from, order.to) = (100, 101);
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidRange.selector, 100, 101, 100));
        (order.from, order.to, order.stages) = (99, 100, 1);
        buy(order);
    }

    function test_buy_takes_what_the_buyer_offers_above_the_price() public {
        IDataMarket.Order memory order = whole();
        order.price = PRICE + 1;
        vm.prank(buyer);
        bytes32 id = market.buy(terms, order);
        assertEq(id, idOf(order), "id");
        assertEq(token.balanceOf(address(market)), 1000 ether + PRICE + 1, "escrow");
    }

    function test_buy_refuses_parts_that_are_not_for_sale() public {
        terms.chunkPrice = 0;
        terms.expiresAt += 1;
        vm.prank(owner);
        market.list(terms);
        IDataMarket.Order memory order = whole();
        order.to = 2;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketNotForSaleInParts.selector));
    }

    function test_buy_refuses_when_the_bond_is_gone() public {
        vm.prank(owner);
        market.withdrawDeposit(address(token), 950 ether);
        IDataMarket.Order memory order = whole();
        expectBuyRevert(
            order, abi.encodeWithSelector(IDataMarket.DataMarketBondShort.selector, 50 ether, BOND)
        );
    }

    function test_buy_ends_when_the_owner_grants_the_agent_less() public {
        address agent = address(0xA6E);
        vm.prank(owner);
        shares.setAgent(agreementId, agent, 9000, uint40(block.timestamp + 90 days));
        token.mint(agent, 1000 ether);
        vm.startPrank(agent);
        token.approve(address(market), type(uint256).max);
        market.deposit(address(token), 1000 ether);
        (terms.seller, terms.agentFeeBps) = (agent, 9000);
        market.list(terms);
        vm.stopPrank();
        IDataMarket.Order memory waiting = whole();
        (waiting.trigger, waiting.cancelAt) = (IDataMarket.Trigger.Time, uint40(block.timestamp + 1));
        waiting = buy(waiting);
        vm.prank(owner);
        shares.setAgent(agreementId, agent, 8999, uint40(block.timestamp + 90 days));
        bytes memory reason = abi.encodeWithSelector(IDataMarket.DataMarketWrongFee.selector, 9000, 8999);
        expectBuyRevert(whole(), reason);
        vm.expectRevert(reason);
        market.fire(terms, waiting);
        vm.prank(owner);
        shares.setAgent(agreementId, agent, 9001, uint40(block.timestamp + 90 days));
        market.fire(terms, waiting);
        buy(whole());
    }

    function test_an_order_of_a_part_locks_its_part_of_the_bond() public {
        IDataMarket.Order memory order = whole();
        assertEq(market.bondOf(terms, order), BOND, "the whole");
        order.to = 1;
        assertEq(market.bondOf(terms, order), BOND / 4, "a chunk at a quarter of the price");
        order.to = 4;
        assertEq(market.bondOf(terms, order), BOND, "four of them");
        order.from = 0;
        (order.to, order.samples) = (5, 2);
        assertEq(market.bondOf(terms, order), (BOND * 2) / 5, "two samples at a fifth each");
        terms.chunkPrice = 1;
        vm.prank(owner);
        market.list(terms);
        uint256 before = token.balanceOf(buyer);
        IDataMarket.Order[10] memory orders;
        for (uint256 i; i < 10; i++) {
            order = whole();
            (order.to, order.cancelAt) = (1, uint40(i));
            orders[i] = buy(order);
        }
        assertEq(market.depositOf(owner, address(token)).locked, 10, "a unit each, rounded up");
        vm.warp(block.timestamp + terms.deliverTime + 1);
        for (uint256 i; i < 10; i++) market.refund(terms, orders[i]);
        assertEq(token.balanceOf(buyer) - before, 10, "and no more is won by it");
        assertEq(market.depositOf(owner, address(token)).locked, 0, "nothing is left locked");
    }

    function test_buy_refuses_the_same_order_twice() public {
        IDataMarket.Order memory order = whole();
        order.price = PRICE;
        IDataMarket.Order memory paid = buy(order);
        expectBuyRevert(paid, abi.encodeWithSelector(IDataMarket.DataMarketOrderExists.selector, idOf(paid)));
    }

    function test_buy_refuses_when_consent_is_withdrawn() public {
        vm.prank(owner);
        shares.setConsent(agreementId, 0);
        IDataMarket.Order memory order = whole();
        expectBuyRevert(
            order,
            abi.encodeWithSelector(
                IDataRegistry.DataRegistryNoConsent.selector, terms.dataSet, agreementId, uint8(2)
            )
        );
        vm.prank(owner);
        shares.setConsent(agreementId, 4);
        buy(order);
    }

    function test_buy_refuses_a_buyer_without_money() public {
        IDataMarket.Order memory order = whole();
        vm.prank(buyer);
        token.approve(address(market), PRICE - 1);
        expectBuyRevert(order, abi.encodeWithSelector(PaymentLib.PaymentRefused.selector, address(token)));
    }

    function test_buy_puts_price_and_bond_in_escrow() public {
        IDataMarket.Order memory paid = whole();
        vm.expectEmit(address(market));
        emit IDataMarket.Bought(idOf(paid), paid.listing, buyer, paid, IDataMarket.State.Paid);
        buy(paid);
        assertEq(token.balanceOf(address(market)), 1000 ether + PRICE, "escrow");
        assertEq(token.balanceOf(buyer), 1_000_000 ether - PRICE, "buyer");
        assertEq(market.depositOf(owner, address(token)).locked, BOND, "locked");
        assertEq(market.depositOf(owner, address(token)).free, 1000 ether - BOND, "free");
        assertStatus(paid, IDataMarket.State.Paid, 0, block.timestamp + 1 hours, 0);
    }

    function test_buyWithPermit_needs_no_earlier_approval() public {
        vm.prank(buyer);
        token.approve(address(market), 0);
        IDataMarket.Order memory order = whole();
        order.price = PRICE;
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                buyer,
                address(market),
                uint256(PRICE),
                0,
                block.timestamp
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(buyerKey, typed(token.DOMAIN_SEPARATOR(), structHash));
        IDataMarket.Permit memory permit = IDataMarket.Permit(block.timestamp, v, r, s);
        // A front-runner uses the permit up: the order still goes through.
        token.permit(buyer, address(market), PRICE, block.timestamp, v, r, s);
        vm.prank(buyer);
        assertEq(market.buyWithPermit(terms, order, permit), idOf(order), "id");
        assertState(order, IDataMarket.State.Paid, "state");
    }

    function test_buyWithPermit_uses_the_permit() public {
        vm.prank(buyer);
        token.approve(address(market), 0);
        IDataMarket.Order memory order = whole();
        uint256 deadline = block.timestamp;
        bytes32 typehash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(abi.encode(typehash, buyer, address(market), uint256(PRICE), 0, deadline));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(buyerKey, typed(token.DOMAIN_SEPARATOR(), structHash));
        vm.prank(buyer);
        market.buyWithPermit(terms, order, IDataMarket.Permit(deadline, v, r, s));
        assertState(order, IDataMarket.State.Paid, "state");
        assertEq(token.allowance(buyer, address(market)), 0, "used up");
    }

    // Happy path

    function test_a_trade_pays_owner_and_maker_their_shares() public {
        IDataMarket.Order memory order = buy(whole());
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 5);
        uint256 until = block.timestamp + 3 hours;
        vm.warp(block.timestamp + 1 hours);
        vm.expectEmit(address(market));
        emit IDataMarket.Delivered(idOf(order), 0, delivery, until);
        deliver(order, delivery);
        uint192 what = uint192(uint256(keccak256(abi.encode(delivery))));
        assertStatus(order, IDataMarket.State.Delivered, 0, until, what);
        vm.warp(until + 1);
        vm.expectEmit(address(market));
        emit IDataMarket.Settled(idOf(order));
        market.settle(terms, order);
        assertStatus(order, IDataMarket.State.Settled, 0, 0, 0);
        assertEq(token.balanceOf(maker), 100 ether, "maker: 10 % of user data");
        assertEq(token.balanceOf(owner), 999_000 ether + 900 ether, "owner: the rest");
        assertEq(token.balanceOf(address(market)), 1000 ether, "the market keeps the deposit only");
        assertEq(market.depositOf(owner, address(token)).free, 1000 ether, "bond is free again");
        assertEq(market.depositOf(owner, address(token)).locked, 0, "and no longer locked");
    }

    function test_the_buyer_reads_what_was_delivered() public {
        IDataMarket.Order memory order = buy(whole());
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 5);
        address shared = WrapLib.multiply(BUYER_SECRET, WrapLib.Point(delivery.x, delivery.y));
        bytes32 root = delivery.wrapped[0] ^ WrapLib.mask(shared, idOf(order), 0);
        assertEq(root, data.rootKey, "the root key");
    }

    function test_settle_waits_for_the_buyer_or_the_clock() public {
        IDataMarket.Order memory order = buy(whole());
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarket.DataMarketWrongState.selector, idOf(order), IDataMarket.State.Paid)
        );
        market.settle(terms, order);
        deliver(order, wrapRange(order, 0, 0, 5));
        uint256 until = block.timestamp + 2 hours;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooEarly.selector, until));
        market.settle(terms, order);
        vm.prank(buyer);
        market.settle(terms, order);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarket.DataMarketWrongState.selector, idOf(order), IDataMarket.State.Settled
            )
        );
        vm.prank(buyer);
        market.settle(terms, order);
    }

    function test_a_free_data_set_moves_no_token() public {
        terms.price = terms.chunkPrice = terms.samplePrice = terms.bond = 0;
        vm.prank(owner);
        market.list(terms);
        IDataMarket.Order memory order = buy(whole());
        deliver(order, wrapRange(order, 0, 0, 5));
        vm.prank(buyer);
        market.settle(terms, order);
        assertEq(token.balanceOf(address(market)), 1000 ether, "nothing moved");
    }

    function test_settle_credits_a_payee_that_cannot_receive() public {
        IDataMarket.Order memory order = buy(whole());
        deliver(order, wrapRange(order, 0, 0, 5));
        token.refuse(maker, true);
        vm.expectEmit(address(market));
        emit Payouts.Credited(maker, address(token), 100 ether);
        vm.prank(buyer);
        market.settle(terms, order);
        assertEq(market.creditOf(maker, address(token)), 100 ether, "credited");
        assertEq(token.balanceOf(owner), 999_900 ether, "the owner was paid all the same");
        vm.expectRevert(abi.encodeWithSelector(PaymentLib.PaymentRefused.selector, address(token)));
        vm.prank(maker);
        market.claim(address(token));
        token.refuse(maker, false);
        vm.expectEmit(address(market));
        emit Payouts.Claimed(maker, address(token), 100 ether);
        vm.prank(maker);
        assertEq(market.claim(address(token)), 100 ether, "claimed");
        assertEq(token.balanceOf(maker), 100 ether, "received");
        vm.expectRevert(abi.encodeWithSelector(Payouts.PayoutsNothingToClaim.selector, address(token)));
        vm.prank(maker);
        market.claim(address(token));
    }

    function test_settle_pays_to_the_last_unit_and_nothing_for_nothing() public {
        (terms.bond, terms.chunkPrice, terms.samplePrice) = (0, 1, 2);
        for (uint128 price = 1; price <= 10; price += 9) {
            terms.price = price;
            vm.prank(owner);
            market.list(terms);
            IDataMarket.Order memory order = whole();
            order.to = 1;
            assertEq(market.priceOf(terms, order), 1, "a part");
            order = buy(whole());
            deliver(order, wrapRange(order, 0, 0, 5));
            token.refuse(maker, true);
            vm.recordLogs();
            vm.prank(buyer);
            market.settle(terms, order);
            assertEq(credits(), price / 10, "and no word of nothing");
            assertEq(market.creditOf(maker, address(token)), price / 10, "a tenth of ten, and of one nothing");
        }
        assertEq(token.balanceOf(owner), 999_000 ether + 1 + 9, "the owner got the rest");
        token.refuse(maker, false);
        vm.prank(maker);
        assertEq(market.claim(address(token)), 1, "one unit");
        assertEq(token.balanceOf(maker), 1, "received");
    }

    /// @return count How often a payee was credited since logs are recorded.
    function credits() internal returns (uint256 count) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; i++) {
            if (logs[i].topics[0] == Payouts.Credited.selector) count++;
        }
    }

    // Deliver

    function test_deliver_refuses_strangers_late_and_malformed_deliveries() public {
        IDataMarket.Order memory order = buy(whole());
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 5);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotSeller.selector, owner, buyer));
        vm.prank(buyer);
        market.deliver(terms, order, delivery);
        delivery.y += 1;
        vm.expectRevert(IDataMarket.DataMarketInvalidPoint.selector);
        vm.prank(owner);
        market.deliver(terms, order, delivery);
        delivery.y -= 1;
        delivery.seed = "seed";
        vm.expectRevert(IDataMarket.DataMarketWrongSeed.selector);
        vm.prank(owner);
        market.deliver(terms, order, delivery);
        delivery.seed = 0;
        delivery.wrapped = new bytes32[](2);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketWrongParts.selector, 2, 1));
        vm.prank(owner);
        market.deliver(terms, order, delivery);
        delivery.wrapped = new bytes32[](1);
        uint256 deadline = block.timestamp + 1 hours;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooLate.selector, deadline));
        vm.prank(owner);
        market.deliver(terms, order, delivery);
    }

    function test_deliver_wants_one_part_for_each_node_of_the_range() public {
        IDataMarket.Order memory order = whole();
        order.from = 1;
        order = buy(order);
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 1, 5);
        assertEq(delivery.wrapped.length, 3, "1, 2-3, 4");
        IDisputeJudge.Delivery memory short = wrapRange(order, 0, 0, 5);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketWrongParts.selector, 1, 3));
        vm.prank(owner);
        market.deliver(terms, order, short);
        deliver(order, delivery);
    }

    /// @dev On the curve, but its x is not below the group order: ecrecover could not multiply it, so no dispute could be won.
    function test_deliver_refuses_a_point_that_no_dispute_could_use() public {
        uint256 x = WrapLib.ORDER;
        uint256 y;
        while (y == 0) {
            x += 1;
            y = sqrt(addmod(mulmod(mulmod(x, x, WrapLib.FIELD), x, WrapLib.FIELD), 7, WrapLib.FIELD));
        }
        assertEq(WrapLib.multiply(2, WrapLib.Point(x, y)), address(0), "the reason");
        IDataMarket.Order memory order = buy(whole());
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 5);
        (delivery.x, delivery.y) = (x, y);
        vm.expectRevert(IDataMarket.DataMarketInvalidPoint.selector);
        vm.prank(owner);
        market.deliver(terms, order, delivery);
    }

    function sqrt(uint256 square) internal pure returns (uint256 root) {
        root = 1;
        uint256 power = (WrapLib.FIELD + 1) / 4;
        for (uint256 factor = square; power > 0; power >>= 1) {
            if (power & 1 == 1) root = mulmod(root, factor, WrapLib.FIELD);
            factor = mulmod(factor, factor, WrapLib.FIELD);
        }
        if (mulmod(root, root, WrapLib.FIELD) != square) root = 0;
    }

    // Silence

    function test_refund_pays_the_bond_when_the_seller_is_silent() public {
        IDataMarket.Order memory order = buy(whole());
        uint256 deadline = block.timestamp + 1 hours;
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooEarly.selector, deadline));
        market.refund(terms, order);
        vm.warp(deadline + 1);
        vm.expectEmit(address(market));
        emit IDataMarket.Refunded(idOf(order), IDataMarket.Reason.Silence, PRICE, BOND);
        market.refund(terms, order);
        assertStatus(order, IDataMarket.State.Refunded, 0, 0, 0);
        assertEq(token.balanceOf(buyer), 1_000_000 ether + BOND, "price and bond");
        assertEq(market.depositOf(owner, address(token)).locked, 0, "nothing locked");
        assertEq(market.depositOf(owner, address(token)).free, 1000 ether - BOND, "nothing given back");
        assertEq(token.balanceOf(address(market)), 1000 ether - BOND, "market");
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarket.DataMarketWrongState.selector, idOf(order), IDataMarket.State.Refunded
            )
        );
        market.refund(terms, order);
    }

    function test_decline_gives_everything_back() public {
        IDataMarket.Order memory order = buy(whole());
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotSeller.selector, owner, buyer));
        vm.prank(buyer);
        market.decline(terms, order);
        vm.expectEmit(address(market));
        emit IDataMarket.Refunded(idOf(order), IDataMarket.Reason.Declined, PRICE, 0);
        vm.prank(owner);
        market.decline(terms, order);
        assertState(order, IDataMarket.State.Refunded, "refunded");
        assertEq(token.balanceOf(buyer), 1_000_000 ether, "price");
        assertEq(market.depositOf(owner, address(token)).free, 1000 ether, "bond");
        assertEq(market.depositOf(owner, address(token)).locked, 0, "not locked");
    }

    function test_decline_is_too_late_when_the_bond_is_owed() public {
        IDataMarket.Order memory order = buy(whole());
        uint40 deadline = market.statusOf(idOf(order)).deadline;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooLate.selector, deadline));
        vm.prank(owner);
        market.decline(terms, order);
        market.refund(terms, order);
        assertEq(token.balanceOf(buyer), 1_000_000 ether + BOND, "price and bond");
        IDataMarket.Order memory another = whole();
        another.cancelAt = 1;
        order = buy(another);
        vm.warp(market.statusOf(idOf(order)).deadline);
        vm.prank(owner);
        market.decline(terms, order);
        assertEq(token.balanceOf(buyer), 1_000_000 ether + BOND, "in the last second it is the price alone");
    }

    // Deposits

    function test_deposits_come_back_unless_locked() public {
        buy(whole());
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketBondShort.selector, 900 ether, 901 ether));
        market.withdrawDeposit(address(token), 901 ether);
        vm.expectEmit(address(market));
        emit IDataMarket.DepositWithdrawn(owner, address(token), 900 ether);
        market.withdrawDeposit(address(token), 900 ether);
        assertEq(token.balanceOf(owner), 999_900 ether, "all but the lock");
        assertEq(market.depositOf(owner, address(token)).free, 0, "none left");
        vm.expectEmit(address(market));
        emit IDataMarket.Deposited(owner, address(token), 5);
        market.deposit(address(token), 5);
        assertEq(market.depositOf(owner, address(token)).free, 5, "and again");
        token.refuse(owner, true);
        vm.expectRevert(abi.encodeWithSelector(PaymentLib.PaymentRefused.selector, address(token)));
        market.withdrawDeposit(address(token), 5);
        vm.stopPrank();
        assertEq(market.depositOf(owner, address(token)).free, 5, "still there");
    }

    function test_the_whole_deposit_may_be_the_bond() public {
        vm.prank(owner);
        market.withdrawDeposit(address(token), 1000 ether - BOND);
        buy(whole());
        assertEq(market.depositOf(owner, address(token)).free, 0, "free");
        assertEq(market.depositOf(owner, address(token)).locked, BOND, "locked");
    }
}
