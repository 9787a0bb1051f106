// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";

/// @notice Ten thousand listings of one seller change nothing for the next one, nor for who buys.
contract ScaleTest is MarketFixture {
    function setUp() public {
        deployMarket();
        offer(honest());
    }

    /// @dev External, so that each listing begins with empty memory, as a transaction does.
    function listAt(uint40 expiresAt) external returns (uint256 gas) {
        IDataMarket.Terms memory next = terms;
        next.expiresAt = expiresAt;
        vm.prank(owner);
        gas = gasleft();
        market.list(next);
        gas -= gasleft();
    }

    function buyAt(uint40 expiresAt) external returns (uint256 gas) {
        terms.expiresAt = expiresAt;
        IDataMarket.Order memory order = whole();
        vm.prank(buyer);
        gas = gasleft();
        market.buy(terms, order);
        gas -= gasleft();
    }

    function test_the_next_listing_costs_the_same_after_ten_thousand() public {
        uint40 from = uint40(block.timestamp + 1 days);
        this.listAt(from);
        (uint256 listed, uint256 bought) = (this.listAt(from + 1), this.buyAt(from + 1));
        for (uint40 i = 2; i < 10_000; i++) this.listAt(from + i);
        assertLe(this.listAt(from + 10_000), listed + 1000, "list");
        assertLe(this.buyAt(from + 10_000), bought + 1000, "buy");
    }
}
