// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IDataMarket} from "../interfaces/IDataMarket.sol";
import {IDisputeJudge} from "../interfaces/IDisputeJudge.sol";
import {IOracle} from "../interfaces/IOracle.sol";
import {IVehicle} from "../interfaces/IVehicle.sol";
import {WrapLib} from "./WrapLib.sol";

/// @title The rules of listings and orders that need no storage of the market.
library OrderLib {
    uint256 internal constant MIN_TIME = 10 minutes;
    uint256 internal constant MAX_TIME = 30 days;
    uint256 internal constant MAX_WAIT = 365 days;
    uint256 internal constant MAX_SAMPLES = 64;
    uint256 internal constant MIN_BOND_BPS = 500;
    uint256 internal constant ALL_BPS = 10_000;

    function checkTerms(IDataMarket.Terms calldata terms) internal view {
        require(block.timestamp < terms.expiresAt, IDataMarket.DataMarketExpired(terms.expiresAt));
        require(
            terms.deliverTime >= MIN_TIME && terms.deliverTime <= MAX_TIME && terms.disputeTime >= MIN_TIME
                && terms.disputeTime <= MAX_TIME,
            IDataMarket.DataMarketInvalidTimes(terms.deliverTime, terms.disputeTime)
        );
        // A free data set is free in its parts.
        require(
            terms.price > 0 || (terms.chunkPrice == 0 && terms.samplePrice == 0), IDataMarket.DataMarketInvalidPrice()
        );
        uint256 least = (uint256(terms.price) * MIN_BOND_BPS) / ALL_BPS;
        require(terms.bond >= least, IDataMarket.DataMarketBondTooLow(terms.bond, least));
    }

    function checkOrder(IDataMarket.Order calldata order, uint256 chunks) internal view {
        require(
            WrapLib.isUsable(WrapLib.Point(order.keyX, order.keyY)), IDataMarket.DataMarketInvalidPoint()
        );
        require(
            order.from < order.to && order.to <= chunks,
            IDataMarket.DataMarketInvalidRange(order.from, order.to, chunks)
        );
        uint256 length = order.to - order.from;
        require(
            order.stages > 0 && order.stages <= length && order.samples <= length && order.samples <= MAX_SAMPLES
                && (order.samples == 0 || order.stages == 1),
            IDataMarket.DataMarketInvalidParts(order.samples, order.stages)
        );
        if (order.trigger == IDataMarket.Trigger.None) return;
        require(
            order.cancelAt > block.timestamp && order.cancelAt <= block.timestamp + MAX_WAIT,
            IDataMarket.DataMarketInvalidTrigger()
        );
    }

    /// @notice The price of an order now, rounded down.
    function priceOf(
        IDataMarket.Terms calldata terms,
        IDataMarket.Order calldata order,
        IOracle oracle
    ) internal view returns (uint256 price) {
        if (terms.price == 0) return 0;
        if (order.samples > 0) price = uint256(terms.samplePrice) * order.samples;
        else if (order.from == 0 && order.to == terms.chunks) price = terms.price;
        else price = uint256(terms.chunkPrice) * (order.to - order.from);
        require(price > 0, IDataMarket.DataMarketNotForSaleInParts());
        if (terms.feed == 0) return price;
        (uint256 value,) = oracle.valueOf(terms.feed);
        return (price * value) / 1 ether;
    }

    function isTriggered(IDataMarket.Order calldata order, IOracle oracle, IVehicle vehicles)
        internal
        view
        returns (bool)
    {
        if (order.trigger == IDataMarket.Trigger.Time) return block.timestamp >= order.threshold;
        if (order.trigger == IDataMarket.Trigger.Records) {
            return vehicles.recordsOf(uint256(order.subject)) >= order.threshold;
        }
        (uint256 value,) = oracle.valueOf(order.subject);
        return order.trigger == IDataMarket.Trigger.OracleAbove ? value >= order.threshold : value <= order.threshold;
    }

    /// @notice `keccak256(abi.encode(terms))`, taken from the call data as they are.
    /// @dev Half the gas of encoding them again, and 1 KiB of code. Bits beyond a field cannot hide in it: `list` emits
    /// the terms, which refuses them, and every later call must meet the hash that `list` has stored.
    function hashTerms(IDataMarket.Terms calldata terms) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let place := mload(0x40)
            calldatacopy(place, terms, 512)
            hash := keccak256(place, 512)
        }
    }

    /// @notice `keccak256(abi.encode(order))`, in the same way.
    function hashOrder(IDataMarket.Order calldata order) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let place := mload(0x40)
            calldatacopy(place, order, 416)
            hash := keccak256(place, 416)
        }
    }

    /// @notice The state in which an order begins its delivery time.
    function started(IDataMarket.Terms calldata terms, IDataMarket.Order calldata order)
        internal
        view
        returns (IDataMarket.Status memory)
    {
        uint40 deadline = uint40(block.timestamp + terms.deliverTime);
        return order.samples > 0
            ? IDataMarket.Status(IDataMarket.State.Drawing, 0, deadline, uint192(block.number + 1))
            : IDataMarket.Status(IDataMarket.State.Paid, 0, deadline, 0);
    }

    /// @notice The chunks that a stage delivers.
    function rangeOf(IDataMarket.Order calldata order, uint256 stage)
        internal
        pure
        returns (uint256 from, uint256 to)
    {
        uint256 length = order.to - order.from;
        from = order.from + (length * stage) / order.stages;
        to = order.from + (length * (stage + 1)) / order.stages;
    }

    /// @notice What the first `stages` stages cost together, so that all of them cost exactly the price.
    function costUpTo(IDataMarket.Order calldata order, uint256 stages) internal pure returns (uint256) {
        return (uint256(order.price) * stages) / order.stages;
    }

    /// @dev 24 bytes of the hash share a word with the state; finding another delivery of the same hash takes 2**192 tries.
    function hashOf(IDisputeJudge.Delivery calldata delivery) internal pure returns (uint192) {
        return uint192(uint256(keccak256(abi.encode(delivery))));
    }
}
