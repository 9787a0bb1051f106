// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DataKit} from "./exchange-test/DataKit.sol";
import {MarketFixture} from "./exchange-test/MarketFixture.sol";
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
        terms.price = 0;
        expectListRevert(abi.encodeWithSelector(IDataMarket.DataMarketInvalidPrice.selector));
        terms = good;
        terms.dataSet = "unknown";
        expectListRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryUnknown.selector, bytes32("unknown")));
    }

    function test_close_ends_a_listing_for_good() public {
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotSeller.selector, owner, buyer));
        vm.prank(buyer);
        market.close(terms);
        bytes32 listing = keccak256(abi.encode(terms));
        assertTrue(market.isListed(listing), "listed");
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
        terms.expiresAt += 1;
        terms.onlyBuyer = maker;
        vm.prank(owner);
        market.list(terms);
        order = whole();
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketNotBuyer.selector, maker, buyer));
    }

    function test_buy_refuses_an_expired_listing() public {
        IDataMarket.Order memory order = whole();
        vm.warp(terms.expiresAt);
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketExpired.selector, terms.expiresAt));
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
        order = whole();
        order.price = PRICE - 1;
        expectBuyRevert(
            order, abi.encodeWithSelector(IDataMarket.DataMarketPriceTooLow.selector, PRICE - 1, PRICE)
        );
        order = whole();
        order.trigger = IDataMarket.Trigger.Time;
        expectBuyRevert(order, abi.encodeWithSelector(IDataMarket.DataMarketInvalidTrigger.selector));
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
        IDataMarket.Order memory order = whole();
        vm.recordLogs();
        IDataMarket.Order memory paid = buy(order);
        assertEq(vm.getRecordedLogs()[0].topics[1], idOf(paid), "event names the order");
        assertEq(token.balanceOf(address(market)), 1000 ether + PRICE, "escrow");
        assertEq(token.balanceOf(buyer), 1_000_000 ether - PRICE, "buyer");
        assertEq(market.depositOf(owner, address(token)).locked, BOND, "locked");
        assertEq(market.depositOf(owner, address(token)).free, 1000 ether - BOND, "free");
        assertState(paid, IDataMarket.State.Paid, "state");
        assertEq(market.statusOf(idOf(paid)).deadline, block.timestamp + 1 hours, "deadline");
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
        market.buyWithPermit(terms, order, permit);
        assertState(order, IDataMarket.State.Paid, "state");
    }

    // Happy path

    function test_a_trade_pays_owner_and_maker_their_shares() public {
        IDataMarket.Order memory order = buy(whole());
        deliver(order, wrapRange(order, 0, 0, 5));
        assertState(order, IDataMarket.State.Delivered, "delivered");
        vm.warp(block.timestamp + 2 hours + 1);
        market.settle(terms, order);
        assertState(order, IDataMarket.State.Settled, "settled");
        assertEq(token.balanceOf(maker), 100 ether, "maker: 10 % of user data");
        assertEq(token.balanceOf(owner), 999_000 ether + 900 ether, "owner: the rest");
        assertEq(token.balanceOf(address(market)), 1000 ether, "the market keeps the deposit only");
        assertEq(market.depositOf(owner, address(token)).free, 1000 ether, "bond is free again");
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
        vm.prank(buyer);
        market.settle(terms, order);
        assertEq(market.creditOf(maker, address(token)), 100 ether, "credited");
        assertEq(token.balanceOf(owner), 999_900 ether, "the owner was paid all the same");
        vm.expectRevert(abi.encodeWithSelector(PaymentLib.PaymentRefused.selector, address(token)));
        vm.prank(maker);
        market.claim(address(token));
        token.refuse(maker, false);
        vm.prank(maker);
        assertEq(market.claim(address(token)), 100 ether, "claimed");
        vm.expectRevert(abi.encodeWithSelector(Payouts.PayoutsNothingToClaim.selector, address(token)));
        vm.prank(maker);
        market.claim(address(token));
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

    function test_deliver_happens_once() public {
        IDataMarket.Order memory order = buy(whole());
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 5);
        deliver(order, delivery);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarket.DataMarketWrongState.selector, idOf(order), IDataMarket.State.Delivered
            )
        );
        vm.prank(owner);
        market.deliver(terms, order, delivery);
    }

    // Silence

    function test_refund_pays_the_bond_when_the_seller_is_silent() public {
        IDataMarket.Order memory order = buy(whole());
        uint256 deadline = block.timestamp + 1 hours;
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooEarly.selector, deadline));
        market.refund(terms, order);
        vm.warp(deadline + 1);
        market.refund(terms, order);
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
        vm.prank(owner);
        market.decline(terms, order);
        assertEq(token.balanceOf(buyer), 1_000_000 ether, "price");
        assertEq(market.depositOf(owner, address(token)).free, 1000 ether, "bond");
    }

    function test_decline_is_too_late_after_delivery() public {
        IDataMarket.Order memory order = buy(whole());
        deliver(order, wrapRange(order, 0, 0, 5));
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarket.DataMarketWrongState.selector, idOf(order), IDataMarket.State.Delivered
            )
        );
        vm.prank(owner);
        market.decline(terms, order);
    }

    // Triggers

    function triggered(IDataMarket.Trigger trigger, bytes32 subject, uint256 threshold)
        internal
        returns (IDataMarket.Order memory order)
    {
        order = whole();
        order.trigger = trigger;
        order.subject = subject;
        order.threshold = threshold;
        order.cancelAt = uint40(block.timestamp + 5 days);
        order = buy(order);
        assertState(order, IDataMarket.State.Waiting, "waiting");
        vm.expectRevert(IDataMarket.DataMarketNotTriggered.selector);
        market.fire(terms, order);
    }

    function test_fire_at_a_time() public {
        IDataMarket.Order memory order = triggered(IDataMarket.Trigger.Time, 0, block.timestamp + 1 days);
        vm.warp(block.timestamp + 1 days);
        market.fire(terms, order);
        assertState(order, IDataMarket.State.Paid, "the clock of delivery runs");
        deliver(order, wrapRange(order, 0, 0, 5));
    }

    function test_fire_at_an_oracle_value() public {
        oracle.set("oil", 100);
        IDataMarket.Order memory order = triggered(IDataMarket.Trigger.OracleAbove, "oil", 101);
        oracle.set("oil", 101);
        market.fire(terms, order);
        assertState(order, IDataMarket.State.Paid, "above");
    }

    function test_fire_below_an_oracle_value() public {
        oracle.set("oil", 100);
        IDataMarket.Order memory order = triggered(IDataMarket.Trigger.OracleBelow, "oil", 99);
        oracle.set("oil", 99);
        market.fire(terms, order);
        assertState(order, IDataMarket.State.Paid, "below");
    }

    function test_fire_at_a_new_record_of_a_vehicle() public {
        IDataMarket.Order memory order = triggered(IDataMarket.Trigger.Records, bytes32(uint256(1)), 1);
        vm.prank(owner);
        vehicle.transferFrom(owner, buyer, 1);
        market.fire(terms, order);
        assertState(order, IDataMarket.State.Paid, "recorded");
    }

    function test_fire_checks_consent_again_and_ends_in_time() public {
        IDataMarket.Order memory order = triggered(IDataMarket.Trigger.Time, 0, block.timestamp + 1 days);
        vm.warp(block.timestamp + 1 days);
        vm.prank(owner);
        shares.setConsent(agreementId, 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataRegistry.DataRegistryNoConsent.selector, terms.dataSet, agreementId, uint8(2)
            )
        );
        market.fire(terms, order);
        vm.warp(order.cancelAt + 1);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooLate.selector, order.cancelAt));
        market.fire(terms, order);
    }

    function test_cancel_frees_money_and_bond() public {
        IDataMarket.Order memory order = triggered(IDataMarket.Trigger.Time, 0, block.timestamp + 1 days);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotBuyer.selector, buyer, owner));
        vm.prank(owner);
        market.cancel(terms, order);
        vm.prank(buyer);
        market.cancel(terms, order);
        assertEq(token.balanceOf(buyer), 1_000_000 ether, "price");
        assertEq(market.depositOf(owner, address(token)).free, 1000 ether, "bond");
    }

    function test_cancel_by_anybody_after_the_end() public {
        IDataMarket.Order memory order = triggered(IDataMarket.Trigger.Time, 0, block.timestamp + 6 days);
        vm.warp(order.cancelAt + 1);
        market.cancel(terms, order);
        assertState(order, IDataMarket.State.Refunded, "refunded");
    }

    // Prices

    function test_price_follows_its_feed(uint128 value) public {
        value = uint128(bound(value, 1, 1000 ether));
        terms.feed = "index";
        terms.expiresAt += 1;
        vm.prank(owner);
        market.list(terms);
        oracle.set("index", value);
        IDataMarket.Order memory order = whole();
        assertEq(market.priceOf(terms, order), (uint256(PRICE) * value) / 1 ether, "scaled");
    }

    function test_price_is_the_listed_price_of_the_part(uint24 from, uint24 to) public view {
        IDataMarket.Order memory order = whole();
        order.from = from = uint24(bound(from, 0, 4));
        order.to = to = uint24(bound(to, from + 1, 5));
        uint256 expected = from == 0 && to == 5 ? PRICE : 250 ether * uint256(to - from);
        assertEq(market.priceOf(terms, order), expected, "range");
        order.samples = 1;
        assertEq(market.priceOf(terms, order), 10 ether, "sample");
    }

    // Stages

    function test_stages_release_the_price_one_by_one() public {
        terms.price = 1000 ether + 1;
        vm.prank(owner);
        market.list(terms);
        IDataMarket.Order memory order = whole();
        order.stages = 3;
        order = buy(order);
        uint256 paid;
        for (uint256 stage; stage < 3; stage++) {
            deliver(order, wrapRange(order, stage, (5 * stage) / 3, (5 * (stage + 1)) / 3));
            vm.prank(buyer);
            market.settle(terms, order);
            paid = token.balanceOf(owner) + token.balanceOf(maker) - 999_000 ether;
            assertEq(paid, ((1000 ether + 1) * (stage + 1)) / 3, "so far");
        }
        assertEq(paid, 1000 ether + 1, "to the last unit");
        assertState(order, IDataMarket.State.Settled, "settled");
    }

    function test_a_stage_that_never_comes_is_refunded_with_the_bond() public {
        IDataMarket.Order memory order = whole();
        order.stages = 5;
        order = buy(order);
        deliver(order, wrapRange(order, 0, 0, 1));
        vm.prank(buyer);
        market.settle(terms, order);
        vm.warp(block.timestamp + 1 hours + 1);
        market.refund(terms, order);
        assertEq(token.balanceOf(buyer), 1_000_000 ether - PRICE / 5 + BOND, "four fifths and the bond");
    }

    // Samples

    function sampled(uint16 samples) internal returns (IDataMarket.Order memory order) {
        order = whole();
        order.samples = samples;
        order = buy(order);
        assertState(order, IDataMarket.State.Drawing, "waits for a later block");
    }

    function test_draw_takes_the_block_after_the_order() public {
        vm.roll(1000);
        IDataMarket.Order memory order = sampled(3);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooEarly.selector, 1001));
        market.draw(terms, order);
        vm.roll(1002);
        vm.setBlockhash(1001, keccak256("block 1001"));
        market.draw(terms, order);
        bytes32 seed = keccak256(abi.encodePacked(keccak256("block 1001"), idOf(order)));
        assertEq(market.statusOf(idOf(order)).extra, uint192(uint256(seed)), "seed");
        assertState(order, IDataMarket.State.Paid, "now the seller must deliver");
    }

    function test_draw_begins_anew_when_the_block_is_forgotten() public {
        vm.roll(1000);
        IDataMarket.Order memory order = sampled(3);
        vm.roll(2000);
        vm.expectEmit(address(market));
        emit IDataMarket.DrawnLater(idOf(order), 2001);
        market.draw(terms, order);
        assertState(order, IDataMarket.State.Drawing, "still drawing");
        vm.roll(2002);
        market.draw(terms, order);
        assertState(order, IDataMarket.State.Paid, "drawn");
    }

    function test_samples_are_delivered_and_disputed_by_their_own_keys(uint256 salt) public {
        vm.roll(1000);
        IDataMarket.Order memory order = sampled(3);
        vm.roll(1002);
        vm.setBlockhash(1001, keccak256(abi.encode(salt)));
        market.draw(terms, order);
        bytes32 seed = bytes32(uint256(market.statusOf(idOf(order)).extra));
        bytes32[] memory nodes = new bytes32[](3);
        uint256 last;
        for (uint256 i; i < 3; i++) {
            uint256 chunk = judge.sampleOf(seed, 0, 5, 3, i);
            assertTrue(chunk < 5 && (i == 0 || chunk > last), "distinct and ascending");
            last = chunk;
            nodes[i] = DataKit.keyOf(data, chunk);
        }
        nodes[2] ^= bytes32(uint256(1));
        IDisputeJudge.Delivery memory delivery = wrap(order, 0, nodes);
        delivery.seed = seed;
        deliver(order, delivery);

        uint256 first = judge.sampleOf(seed, 0, 5, 3, 0);
        IDisputeJudge.KeyClaim memory lie = keyClaim(first);
        vm.expectRevert(abi.encodeWithSelector(IDisputeJudge.DisputeKeyIsRight.selector, first));
        vm.prank(buyer);
        market.disputeKey(terms, order, content, delivery, lie);
        lie = keyClaim(last);
        vm.expectRevert(abi.encodeWithSelector(IDisputeJudge.DisputeNotGranted.selector, last));
        vm.prank(buyer);
        market.disputeKey(terms, order, content, delivery, lie);
        lie.sample = 2;
        vm.prank(buyer);
        market.disputeKey(terms, order, content, delivery, lie);
        assertEq(token.balanceOf(buyer), 1_000_000 ether + BOND, "refunded with the bond");
    }

    // Deposits

    function test_deposits_come_back_unless_locked() public {
        buy(whole());
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketBondShort.selector, 900 ether, 901 ether));
        vm.prank(owner);
        market.withdrawDeposit(address(token), 901 ether);
        vm.prank(owner);
        market.withdrawDeposit(address(token), 900 ether);
        assertEq(token.balanceOf(owner), 999_900 ether, "all but the lock");
    }
}
