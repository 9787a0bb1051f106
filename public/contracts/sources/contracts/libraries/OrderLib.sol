// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IDataMarket} from "../interfaces/IDataMarket.sol";
import {IDisputeJudge} from "../interfaces/IDisputeJudge.sol";
import {IOracle} from "../interfaces/IOracle.sol";
import {IVehicle} from "../interfaces/IVehicle.sol";
import {StatusLib, StatusWord} from "./StatusLib.sol";
import {WrapLib} from "./WrapLib.sol";

/// @title The rules of listings and orders that need no storage of the market.
/// @notice What terms and orders must hold, what they cost, and what they are known by.
library OrderLib {
    uint256 internal constant MIN_TIME = 10 minutes;
    uint256 internal constant MAX_TIME = 30 days;
    uint256 internal constant MAX_WAIT = 365 days;
    uint256 internal constant MAX_SAMPLES = 64;
    uint256 internal constant MIN_BOND_BPS = 500;
    uint256 internal constant ALL_BPS = 10_000;

    function checkTerms(IDataMarket.Terms calldata terms) internal view {
        uint40 expiresAt = terms.expiresAt;
        require(block.timestamp < expiresAt, IDataMarket.DataMarketExpired(expiresAt));
        (uint256 deliverTime, uint256 disputeTime) = (terms.deliverTime, terms.disputeTime);
        require(
            deliverTime >= MIN_TIME && deliverTime <= MAX_TIME && disputeTime >= MIN_TIME && disputeTime <= MAX_TIME,
            IDataMarket.DataMarketInvalidTimes(deliverTime, disputeTime)
        );
        // A free data set is free in its parts, and nothing is at stake for it: orders cost nothing and could lock it all.
        uint256 price = terms.price;
        require(
            price > 0 || (terms.chunkPrice == 0 && terms.samplePrice == 0 && terms.bond == 0),
            IDataMarket.DataMarketInvalidPrice()
        );
        // Samples can be bought again and again: they are not the cheaper way to the whole.
        uint256 samplePrice = terms.samplePrice;
        if (samplePrice > 0 && samplePrice * terms.chunks < price) {
            revert IDataMarket.DataMarketSamplePriceTooLow(samplePrice, Math.ceilDiv(price, terms.chunks));
        }
        uint256 least = (price * MIN_BOND_BPS) / ALL_BPS;
        uint256 bond = terms.bond;
        require(bond >= least, IDataMarket.DataMarketBondTooLow(bond, least));
    }

    function checkOrder(IDataMarket.Order calldata order, uint256 chunks) internal view {
        require(
            WrapLib.isUsable(WrapLib.Point(order.keyX, order.keyY)), IDataMarket.DataMarketInvalidPoint()
        );
        (uint256 from, uint256 to) = (order.from, order.to);
        require(from < to && to <= chunks, IDataMarket.DataMarketInvalidRange(from, to, chunks));
        (uint256 samples, uint256 stages) = (order.samples, order.stages);
        require(
            stages > 0 && stages <= to - from && samples <= to - from && samples <= MAX_SAMPLES
                && (samples == 0 || (stages == 1 && to - from == chunks)),
            IDataMarket.DataMarketInvalidParts(samples, stages)
        );
        if (order.trigger == IDataMarket.Trigger.None) return;
        require(
            order.cancelAt > block.timestamp && order.cancelAt <= block.timestamp + MAX_WAIT,
            IDataMarket.DataMarketInvalidTrigger()
        );
    }

    /// Returns the price of an order now, rounded down.
    function priceOf(
        IDataMarket.Terms calldata terms,
        IDataMarket.Order calldata order,
        IOracle oracle
    ) internal view returns (uint256 price) {
        if (terms.price == 0) return 0;
        price = _listedPrice(terms, order);
        require(price > 0, IDataMarket.DataMarketNotForSaleInParts());
        if (terms.feed == 0) return price;
        (uint256 value,) = oracle.valueOf(terms.feed);
        return (price * value) / 1 ether;
    }

    /// Returns what the seller of an order has at stake: of the bond the part that the order has of the price, rounded up,
    /// and at most the whole; where prices follow a feed, the least part of what is paid at least.
    function bondOf(IDataMarket.Terms calldata terms, IDataMarket.Order calldata order)
        internal
        pure
        returns (uint128 bond)
    {
        bond = terms.bond;
        // What is most often ordered, without any more reading.
        if (order.to == terms.chunks && order.from == 0 && order.samples == 0 && terms.feed == 0) return bond;
        uint256 whole = terms.price;
        uint256 price = _listedPrice(terms, order);
        if (price < whole) bond = uint128(Math.ceilDiv(uint256(bond) * price, whole));
        if (terms.feed != 0) bond = uint128(Math.max(bond, (uint256(order.price) * MIN_BOND_BPS) / ALL_BPS));
    }

    /// @dev Before the feed; 0 for parts that are not for sale.
    function _listedPrice(IDataMarket.Terms calldata terms, IDataMarket.Order calldata order)
        private
        pure
        returns (uint256)
    {
        (uint256 length, uint256 samples) = (order.to - order.from, order.samples);
        if (samples > 0) return terms.samplePrice * samples;
        return length == terms.chunks ? terms.price : terms.chunkPrice * length;
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

    /// Returns `keccak256(abi.encode(terms))`, taken from the call data as they are.
    /// @dev Half the gas of encoding them again, and 1 KiB of code. Bits beyond a field cannot hide in it: `list` emits
    /// the terms, which refuses them, and every later call must meet the hash that `list` has stored.
    function hashTerms(IDataMarket.Terms calldata terms) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let place := mload(0x40)
            calldatacopy(place, terms, 512)
            hash := keccak256(place, 512)
        }
    }

    /// Returns `keccak256(abi.encode(order))`, in the same way.
    function hashOrder(IDataMarket.Order calldata order) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let place := mload(0x40)
            calldatacopy(place, order, 416)
            hash := keccak256(place, 416)
        }
    }

    /// Returns the state in which an order begins its delivery time.
    function started(IDataMarket.Terms calldata terms, IDataMarket.Order calldata order)
        internal
        view
        returns (StatusWord)
    {
        uint256 deadline = block.timestamp + terms.deliverTime;
        return order.samples > 0
            ? StatusLib.pack(IDataMarket.State.Drawing, 0, deadline, uint192(block.number + 1))
            : StatusLib.pack(IDataMarket.State.Paid, 0, deadline, 0);
    }

    /// Returns the chunks that a stage delivers.
    function rangeOf(IDataMarket.Order calldata order, uint256 stage)
        internal
        pure
        returns (uint256 from, uint256 to)
    {
        uint256 first = order.from;
        (uint256 length, uint256 stages) = (order.to - first, order.stages);
        from = first + (length * stage) / stages;
        to = first + (length * (stage + 1)) / stages;
    }

    /// Returns what one stage costs.
    function costOf(IDataMarket.Order calldata order, uint256 stage) internal pure returns (uint256) {
        (uint256 price, uint256 stages) = (order.price, order.stages);
        return (price * (stage + 1)) / stages - (price * stage) / stages;
    }

    /// Returns what the first `stages` stages cost together, so that all of them cost exactly the price.
    function costUpTo(IDataMarket.Order calldata order, uint256 stages) internal pure returns (uint256) {
        return (uint256(order.price) * stages) / order.stages;
    }

    /// @dev 24 bytes of the hash share a word with the state; finding another delivery of the same hash takes 2**192 tries.
    function hashOf(IDisputeJudge.Delivery calldata delivery) internal pure returns (uint192) {
        return uint192(uint256(keccak256(abi.encode(delivery))));
    }
}
