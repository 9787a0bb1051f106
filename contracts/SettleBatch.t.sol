// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {SettleBatch} from "./SettleBatch.sol";

contract SettleBatchTest is MarketFixture {
    SettleBatch internal batch;

    function setUp() public {
        deployMarket();
        offer(honest());
        batch = new SettleBatch(market);
    }

    function test_settle_skips_what_cannot_be_settled() public {
        IDataMarket.Terms[] memory allTerms = new IDataMarket.Terms[](3);
        IDataMarket.Order[] memory orders = new IDataMarket.Order[](3);
        for (uint256 i; i < 3; i++) {
            allTerms[i] = terms;
            orders[i] = whole();
            orders[i].cancelAt = uint40(i);
            orders[i] = buy(orders[i]);
            if (i != 1) deliver(orders[i], wrapRange(orders[i], 0, 0, 5));
        }
        vm.warp(block.timestamp + 2 hours + 1);
        bytes memory reason = abi.encodeWithSelector(
            IDataMarket.DataMarketWrongState.selector, idOf(orders[1]), IDataMarket.State.Paid
        );
        vm.expectEmit(address(batch));
        emit SettleBatch.Skipped(idOf(orders[1]), reason);
        assertEq(batch.settle(allTerms, orders), 2, "two of three");
        assertState(orders[0], IDataMarket.State.Settled, "first");
        assertState(orders[1], IDataMarket.State.Paid, "second");
        assertState(orders[2], IDataMarket.State.Settled, "third");
    }

    function test_settle_wants_terms_for_every_order() public {
        vm.expectRevert(abi.encodeWithSelector(SettleBatch.SettleBatchLengths.selector, 0, 1));
        batch.settle(new IDataMarket.Terms[](0), new IDataMarket.Order[](1));
    }
}
