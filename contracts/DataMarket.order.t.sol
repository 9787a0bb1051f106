// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DataKit} from "./exchange-test/DataKit.sol";
import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";

/// @notice Orders beyond the plain one: those that wait for an event, are priced by a feed, come in stages or as samples.
contract DataMarketOrderTest is MarketFixture {
    function setUp() public {
        deployMarket();
        offer(honest());
    }

    // States

    /// @dev Every verb in a state where it has no place. Whoever may call it does so.
    function expectRefusals(IDataMarket.Order memory order, IDataMarket.State state_) internal {
        assertState(order, state_, "state");
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 5);
        bytes memory reason =
            abi.encodeWithSelector(IDataMarket.DataMarketWrongState.selector, idOf(order), state_);
        bool isWaiting = state_ == IDataMarket.State.Waiting;
        bool isDrawing = state_ == IDataMarket.State.Drawing;
        bool isPaid = state_ == IDataMarket.State.Paid;
        if (!isWaiting) {
            vm.expectRevert(reason);
            market.fire(terms, order);
            vm.expectRevert(reason);
            vm.prank(buyer);
            market.cancel(terms, order);
        }
        if (!isDrawing) {
            vm.expectRevert(reason);
            market.draw(terms, order);
        }
        if (!isDrawing && !isPaid) {
            vm.expectRevert(reason);
            market.refund(terms, order);
        }
        if (!isWaiting && !isPaid) {
            vm.expectRevert(reason);
            vm.prank(owner);
            market.decline(terms, order);
        }
        if (!isPaid) {
            vm.expectRevert(reason);
            vm.prank(owner);
            market.deliver(terms, order, delivery);
        }
        if (state_ == IDataMarket.State.Delivered) return;
        vm.startPrank(buyer);
        vm.expectRevert(reason);
        market.settle(terms, order);
        vm.expectRevert(reason);
        market.disputeKey(terms, order, content, delivery, keyClaim(0));
        vm.expectRevert(reason);
        market.disputeSector(terms, order, content, delivery, sectorClaim(0));
        vm.stopPrank();
    }

    function test_every_verb_has_its_states() public {
        IDataMarket.Order memory order = whole();
        expectRefusals(order, IDataMarket.State.None);
        order = buy(order);
        expectRefusals(order, IDataMarket.State.Paid);
        deliver(order, wrapRange(order, 0, 0, 5));
        expectRefusals(order, IDataMarket.State.Delivered);
        vm.prank(buyer);
        market.settle(terms, order);
        expectRefusals(order, IDataMarket.State.Settled);
        order = sampled(1);
        expectRefusals(order, IDataMarket.State.Drawing);
        vm.warp(market.statusOf(idOf(order)).deadline + 1);
        market.refund(terms, order);
        expectRefusals(order, IDataMarket.State.Refunded);
        order = triggered(IDataMarket.Trigger.Time, 0, block.timestamp + 1 days);
        expectRefusals(order, IDataMarket.State.Waiting);
        vm.prank(owner);
        market.decline(terms, order);
        expectRefusals(order, IDataMarket.State.Refunded);
        assertEq(token.balanceOf(address(market)), 1000 ether - BOND / 5, "only the deposit is left");
    }

    function test_no_verb_takes_an_order_with_the_terms_of_another_listing() public {
        IDataMarket.Order memory order = buy(whole());
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 5);
        terms.bond += 1;
        bytes memory reason = abi.encodeWithSelector(IDataMarket.DataMarketNotListed.selector, order.listing);
        vm.expectRevert(reason);
        market.refund(terms, order);
        vm.expectRevert(reason);
        vm.prank(owner);
        market.deliver(terms, order, delivery);
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
        vm.expectEmit(address(market));
        emit IDataMarket.Fired(idOf(order), IDataMarket.State.Paid);
        market.fire(terms, order);
        assertState(order, IDataMarket.State.Paid, "the clock of delivery runs");
        assertEq(market.statusOf(idOf(order)).deadline, block.timestamp + 1 hours, "from now on");
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
        vm.prank(owner);
        shares.setConsent(agreementId, 4);
        vm.warp(order.cancelAt);
        market.fire(terms, order);
    }

    function test_fire_starts_the_draw_of_samples() public {
        vm.roll(1000);
        IDataMarket.Order memory order = whole();
        order.samples = 1;
        order.trigger = IDataMarket.Trigger.Time;
        order.threshold = block.timestamp;
        order.cancelAt = uint40(block.timestamp + 1);
        order = buy(order);
        vm.roll(1005);
        market.fire(terms, order);
        assertStatus(order, IDataMarket.State.Drawing, 0, block.timestamp + 1 hours, 1006);
    }

    function test_cancel_frees_money_and_bond() public {
        IDataMarket.Order memory order = triggered(IDataMarket.Trigger.Time, 0, block.timestamp + 1 days);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotBuyer.selector, buyer, owner));
        vm.prank(owner);
        market.cancel(terms, order);
        vm.expectEmit(address(market));
        emit IDataMarket.Refunded(idOf(order), IDataMarket.Reason.Cancelled, PRICE, 0);
        vm.prank(buyer);
        market.cancel(terms, order);
        assertEq(token.balanceOf(buyer), 1_000_000 ether, "price");
        assertEq(market.depositOf(owner, address(token)).free, 1000 ether, "bond");
    }

    function test_cancel_by_anybody_after_the_end() public {
        IDataMarket.Order memory order = triggered(IDataMarket.Trigger.Time, 0, block.timestamp + 6 days);
        vm.warp(order.cancelAt);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotBuyer.selector, buyer, address(this)));
        market.cancel(terms, order);
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
        assertEq(market.priceOf(terms, order), 200 ether, "sample");
    }

    function test_a_feed_takes_the_bond_along() public {
        terms.feed = "index";
        vm.prank(owner);
        market.list(terms);
        oracle.set("index", 4 ether);
        IDataMarket.Order memory order = whole();
        order.price = PRICE * 4;
        assertEq(market.bondOf(terms, order), 200 ether, "5 % of what is paid");
        order.price = PRICE;
        assertEq(market.bondOf(terms, order), BOND, "and never less than the terms say");
    }

    function test_an_order_that_waited_is_no_option_on_the_price() public {
        terms.feed = "index";
        vm.prank(owner);
        market.list(terms);
        oracle.set("index", 1 ether);
        IDataMarket.Order memory order = whole();
        order.trigger = IDataMarket.Trigger.Time;
        order.cancelAt = uint40(block.timestamp + 5 days);
        order = buy(order);
        oracle.set("index", 1 ether + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarket.DataMarketPriceTooLow.selector, PRICE, PRICE + 1000)
        );
        market.fire(terms, order);
        oracle.set("index", 1 ether - 1);
        market.fire(terms, order);
        assertState(order, IDataMarket.State.Paid, "for what was paid");
    }

    // Stages

    function test_stages_release_the_price_one_by_one() public {
        (terms.price, terms.samplePrice) = (1000 ether + 1, 0);
        vm.prank(owner);
        market.list(terms);
        IDataMarket.Order memory order = whole();
        order.stages = 3;
        order = buy(order);
        uint256 paid;
        for (uint256 stage; stage < 3; stage++) {
            vm.warp(block.timestamp + 10 minutes);
            deliver(order, wrapRange(order, stage, (5 * stage) / 3, (5 * (stage + 1)) / 3));
            uint256 amount = ((1000 ether + 1) * (stage + 1)) / 3 - paid;
            vm.expectEmit(address(market));
            if (stage < 2) emit IDataMarket.StageSettled(idOf(order), stage, amount);
            else emit IDataMarket.Settled(idOf(order));
            vm.prank(buyer);
            market.settle(terms, order);
            if (stage < 2) {
                assertStatus(order, IDataMarket.State.Paid, uint16(stage + 1), block.timestamp + 1 hours, 0);
            } else {
                assertStatus(order, IDataMarket.State.Settled, 2, 0, 0);
            }
            assertEq(market.depositOf(owner, address(token)).locked, stage < 2 ? BOND : 0, "bond until the end");
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
        vm.roll(1001);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooEarly.selector, 1001));
        market.draw(terms, order);
        vm.roll(1002);
        vm.warp(block.timestamp + 30 minutes);
        vm.setBlockhash(1001, keccak256("block 1001"));
        bytes32 seed = keccak256(abi.encodePacked(keccak256("block 1001"), idOf(order)));
        vm.expectEmit(address(market));
        emit IDataMarket.Drawn(idOf(order), bytes32(uint256(uint192(uint256(seed)))));
        market.draw(terms, order);
        assertStatus(order, IDataMarket.State.Paid, 0, block.timestamp + 1 hours, uint192(uint256(seed)));
    }

    function test_draw_begins_anew_when_the_block_is_forgotten() public {
        vm.roll(1000);
        IDataMarket.Order memory order = sampled(3);
        vm.roll(2000);
        vm.expectEmit(address(market));
        emit IDataMarket.DrawnLater(idOf(order), 2001);
        market.draw(terms, order);
        assertStatus(order, IDataMarket.State.Drawing, 0, block.timestamp + 1 hours, 2001);
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
        assertEq(token.balanceOf(buyer), 1_000_000 ether + (BOND * 3) / 5, "refunded with the bond of three samples");
    }

    function test_samples_cannot_be_declined_once_they_no_longer_wait() public {
        IDataMarket.Order memory order = sampled(2);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarket.DataMarketWrongState.selector, idOf(order), IDataMarket.State.Drawing
            )
        );
        vm.prank(owner);
        market.decline(terms, order);
        vm.roll(block.number + 2);
        vm.setBlockhash(block.number - 1, "x");
        market.draw(terms, order);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarket.DataMarketWrongState.selector, idOf(order), IDataMarket.State.Paid
            )
        );
        vm.prank(owner);
        market.decline(terms, order);
    }

    function test_draw_ends_with_the_delivery_time() public {
        IDataMarket.Order memory order = sampled(2);
        uint40 deadline = market.statusOf(idOf(order)).deadline;
        vm.roll(block.number + 2);
        vm.setBlockhash(block.number - 1, "x");
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooLate.selector, deadline));
        market.draw(terms, order);
        market.refund(terms, order);
        assertEq(token.balanceOf(buyer), 1_000_000 ether + (BOND * 2) / 5, "price and bond");
    }
}
