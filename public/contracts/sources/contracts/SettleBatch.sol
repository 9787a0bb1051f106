// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDataMarket} from "./interfaces/IDataMarket.sol";

/// @title Many settlements in one transaction.
/// @notice Anybody may settle an order whose dispute time is over, so a helper without any right can settle a day's orders
/// together and save the fixed cost of a transaction for each.
contract SettleBatch {
    /// @notice An order could not be settled now.
    /// @param order keccak256 of the order.
    /// @param reason What the market answered.
    event Skipped(bytes32 indexed order, bytes reason);

    /// @notice Each order needs its terms.
    /// @param terms How many terms were given.
    /// @param orders How many orders were given.
    error SettleBatchLengths(uint256 terms, uint256 orders);

    /// @notice Where orders are settled.
    IDataMarket public immutable market;

    constructor(IDataMarket market_) {
        market = market_;
    }

    /// @notice Settles each order; one that cannot be settled now is skipped with its reason and stops no other.
    /// @param terms As listed, one for each order.
    /// @param orders As bought.
    /// @return settled How many were settled.
    function settle(IDataMarket.Terms[] calldata terms, IDataMarket.Order[] calldata orders)
        external
        returns (uint256 settled)
    {
        require(terms.length == orders.length, SettleBatchLengths(terms.length, orders.length));
        for (uint256 i; i < orders.length; i++) {
            try market.settle(terms[i], orders[i]) {
                settled += 1;
            } catch (bytes memory reason) {
                emit Skipped(keccak256(abi.encode(orders[i])), reason);
            }
        }
    }
}
