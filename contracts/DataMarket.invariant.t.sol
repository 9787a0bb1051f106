// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {Test} from "./exchange-test/Test.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";

/// @notice Trades at random, as a seller who may cheat or stay silent and a buyer who watches and sometimes lies, and keeps
/// a ledger of its own.
contract MarketHandler is MarketFixture {
    struct Trade {
        IDataMarket.Order order;
        IDisputeJudge.Delivery delivery;
        bool isCorrupt;
    }

    uint256 internal constant MAX_TRADES = 40;

    Trade[] internal trades;
    Trade internal nothing;
    uint256 public escrowed;
    uint256 public deposited;
    uint256 public honestDeliveries;
    uint256 public corruptDeliveries;
    uint256 public paidForCorrupt;
    uint256 public refundedHonest;
    uint256 public liesBelieved;

    constructor() {
        deployMarket();
        offer(honest());
        deposited = 1000 ether;
    }

    // What anybody may try

    function order(uint256 from, uint256 to, uint256 stages, uint256 samples) external {
        if (trades.length == MAX_TRADES || market.depositOf(owner, address(token)).free < BOND) return;
        IDataMarket.Order memory wish = whole();
        wish.from = uint24(bound(from, 0, 4));
        wish.to = uint24(bound(to, wish.from + 1, 5));
        wish.stages = uint16(bound(stages, 1, wish.to - wish.from));
        if (samples % 4 == 0) (wish.from, wish.to, wish.samples, wish.stages) = (0, 5, 1, 1);
        // The same wish again would be the same order: a one-time point is for one order.
        wish.cancelAt = uint40(trades.length);
        IDataMarket.Order memory paid = buy(wish);
        trades.push();
        trades[trades.length - 1].order = paid;
        escrowed += paid.price;
    }

    function send(uint256 seed, bool cheat) external {
        (bool found, Trade storage trade) = pick(seed, IDataMarket.State.Paid);
        if (!found) return;
        IDataMarket.Order memory wanted = trade.order;
        IDataMarket.Status memory status = market.statusOf(idOf(wanted));
        if (block.timestamp > status.deadline) return;
        IDisputeJudge.Delivery memory delivery = wrapFor(wanted, status);
        if (cheat) delivery.wrapped[seed % delivery.wrapped.length] ^= bytes32(1 << (seed % 256));
        deliver(wanted, delivery);
        trade.delivery = delivery;
        trade.isCorrupt = cheat;
        if (cheat) corruptDeliveries++;
        else honestDeliveries++;
    }

    function draw(uint256 seed) external {
        (bool found, Trade storage trade) = pick(seed, IDataMarket.State.Drawing);
        if (!found || block.timestamp > market.statusOf(idOf(trade.order)).deadline) return;
        vm.roll(block.number + 2);
        vm.setBlockhash(block.number - 1, keccak256(abi.encode(seed)));
        market.draw(terms, trade.order);
    }

    function lie(uint256 seed) external {
        (bool found, Trade storage trade) = pick(seed, IDataMarket.State.Delivered);
        if (!found || trade.isCorrupt) return;
        (bool ok,) = tryDispute(trade);
        if (ok) liesBelieved++;
    }

    function accept(uint256 seed) external {
        (bool found, Trade storage trade) = pick(seed, IDataMarket.State.Delivered);
        if (!found) return;
        if (trade.isCorrupt) win(trade);
        else settle(trade, buyer);
    }

    function settleLate(uint256 seed) external {
        (bool found, Trade storage trade) = pick(seed, IDataMarket.State.Delivered);
        if (!found || block.timestamp <= market.statusOf(idOf(trade.order)).deadline) return;
        settle(trade, address(this));
    }

    function refund(uint256 seed) external {
        (bool found, Trade storage trade) = pick(seed, IDataMarket.State.Paid);
        if (!found) (found, trade) = pick(seed, IDataMarket.State.Drawing);
        if (!found || block.timestamp <= market.statusOf(idOf(trade.order)).deadline) return;
        uint256 left = remaining(trade.order);
        market.refund(terms, trade.order);
        escrowed -= left;
        deposited -= market.bondOf(terms, trade.order);
    }

    function decline(uint256 seed) external {
        (bool found, Trade storage trade) = pick(seed, IDataMarket.State.Paid);
        if (!found || trade.order.samples > 0) return;
        if (block.timestamp > market.statusOf(idOf(trade.order)).deadline) return;
        uint256 left = remaining(trade.order);
        vm.prank(owner);
        market.decline(terms, trade.order);
        escrowed -= left;
    }

    /// @dev The buyer's client disputes what is wrong before time runs out: that is all that is asked of a buyer.
    function wait(uint256 time) external {
        for (uint256 i; i < trades.length; i++) {
            if (trades[i].isCorrupt && state(trades[i].order) == IDataMarket.State.Delivered) win(trades[i]);
        }
        vm.warp(block.timestamp + bound(time, 1, 3 hours));
    }

    function deposit(uint128 amount) external {
        amount = uint128(bound(amount, 0, 200 ether));
        vm.prank(owner);
        market.deposit(address(token), amount);
        deposited += amount;
    }

    function withdraw(uint128 amount) external {
        amount = uint128(bound(amount, 0, market.depositOf(owner, address(token)).free));
        vm.prank(owner);
        market.withdrawDeposit(address(token), amount);
        deposited -= amount;
    }

    // What the ledger needs

    function balance() external view returns (uint256) {
        return token.balanceOf(address(market));
    }

    function credits() external view returns (uint256) {
        return market.creditOf(owner, address(token)) + market.creditOf(maker, address(token))
            + market.creditOf(buyer, address(token));
    }

    function heldDeposits() external view returns (uint256) {
        IDataMarket.Deposit memory held = market.depositOf(owner, address(token));
        return uint256(held.free) + held.locked;
    }

    function lockedBonds() external view returns (uint256 found, uint256 expected) {
        for (uint256 i; i < trades.length; i++) {
            IDataMarket.State now_ = state(trades[i].order);
            if (now_ != IDataMarket.State.Settled && now_ != IDataMarket.State.Refunded) {
                expected += market.bondOf(terms, trades[i].order);
            }
        }
        found = market.depositOf(owner, address(token)).locked;
    }

    function pick(uint256 seed, IDataMarket.State wanted) internal view returns (bool, Trade storage trade) {
        for (uint256 i; i < trades.length; i++) {
            trade = trades[(seed % trades.length + i) % trades.length];
            if (state(trade.order) == wanted) return (true, trade);
        }
        return (false, nothing);
    }

    function wrapFor(IDataMarket.Order memory wanted, IDataMarket.Status memory status)
        internal
        view
        returns (IDisputeJudge.Delivery memory delivery)
    {
        if (wanted.samples == 0) {
            (uint256 from, uint256 to) = rangeOf(wanted, status.stage);
            return wrapRange(wanted, status.stage, from, to);
        }
        bytes32 seed = bytes32(uint256(status.extra));
        uint256 chunk = judge.sampleOf(seed, wanted.from, wanted.to, 1, 0);
        delivery = wrapRange(wanted, 0, chunk, chunk + 1);
        if (delivery.wrapped.length != 1) revert();
        // A sample is its own leaf, even where a range of one would stand for a larger node.
        bytes32[] memory nodes = new bytes32[](1);
        nodes[0] = keyOfChunk(chunk);
        delivery = wrap(wanted, 0, nodes);
        delivery.seed = seed;
    }

    function rangeOf(IDataMarket.Order memory wanted, uint256 stage) internal pure returns (uint256, uint256) {
        uint256 length = wanted.to - wanted.from;
        return
            (wanted.from + length * stage / wanted.stages, wanted.from + length * (stage + 1) / wanted.stages);
    }

    function remaining(IDataMarket.Order memory wanted) internal view returns (uint256) {
        uint256 stage = market.statusOf(idOf(wanted)).stage;
        return wanted.price - uint256(wanted.price) * stage / wanted.stages;
    }

    /// @dev Disputes with the truth about every chunk of the stage until one of them wins.
    function tryDispute(Trade storage trade) internal returns (bool won, uint256 left) {
        IDataMarket.Order memory wanted = trade.order;
        IDataMarket.Status memory status = market.statusOf(idOf(wanted));
        left = remaining(wanted);
        (uint256 from, uint256 to) = rangeOf(wanted, status.stage);
        for (uint256 chunk = from; chunk < to && !won; chunk++) {
            vm.prank(buyer);
            try market.disputeKey(terms, wanted, content, trade.delivery, keyClaim(chunk)) {
                won = true;
            } catch {}
        }
    }

    function win(Trade storage trade) internal {
        (bool won, uint256 left) = tryDispute(trade);
        if (!won) {
            paidForCorrupt++;
            return;
        }
        escrowed -= left;
        deposited -= market.bondOf(terms, trade.order);
    }

    function settle(Trade storage trade, address by) internal {
        IDataMarket.Order memory wanted = trade.order;
        uint256 left = remaining(wanted);
        vm.prank(by);
        market.settle(terms, wanted);
        escrowed -= left - (state(wanted) == IDataMarket.State.Settled ? 0 : remaining(wanted));
        if (trade.isCorrupt) paidForCorrupt++;
    }

    function keyOfChunk(uint256 chunk) internal view returns (bytes32) {
        bytes32 node = data.rootKey;
        for (uint256 level = 3; level > 0; level--) {
            node = keccak256(abi.encodePacked(node, uint8((chunk >> (level - 1)) & 1)));
        }
        return node;
    }
}

contract DataMarketInvariantTest is Test {
    MarketHandler internal handler;

    function setUp() public {
        handler = new MarketHandler();
        bytes4[] memory selectors = new bytes4[](11);
        selectors[0] = handler.order.selector;
        selectors[1] = handler.send.selector;
        selectors[2] = handler.draw.selector;
        selectors[3] = handler.lie.selector;
        selectors[4] = handler.accept.selector;
        selectors[5] = handler.settleLate.selector;
        selectors[6] = handler.refund.selector;
        selectors[7] = handler.decline.selector;
        selectors[8] = handler.wait.selector;
        selectors[9] = handler.deposit.selector;
        selectors[10] = handler.withdraw.selector;
        targetOnly(address(handler), selectors);
    }

    function invariant_the_market_holds_exactly_what_it_owes() public view {
        assertEq(handler.balance(), handler.escrowed() + handler.deposited() + handler.credits(), "balance");
        assertEq(handler.heldDeposits(), handler.deposited(), "deposits");
    }

    function invariant_bonds_are_locked_for_running_orders_only() public view {
        (uint256 found, uint256 expected) = handler.lockedBonds();
        assertEq(found, expected, "locked");
    }

    function invariant_no_seller_is_paid_for_a_wrong_key() public view {
        assertEq(handler.paidForCorrupt(), 0, "paid for corrupt");
    }

    function invariant_no_buyer_gets_a_right_key_for_nothing() public view {
        assertEq(handler.liesBelieved(), 0, "lies believed");
    }
}
