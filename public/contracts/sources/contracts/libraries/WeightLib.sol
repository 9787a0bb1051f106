// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Votes that fade without being touched.
/// @notice Instead of shrinking old votes, new ones grow: a vote cast at time t weighs stake * 2^(t / halfLife), so that
/// compared with a vote cast now it counts half after one half-life. Totals of candidates are plain sums, nobody loops
/// over voters, and an old vote is taken out of a total exactly as it was put in.
///
/// Fixed-point maths. Time moves in steps of one week. With t = e * halfLife + rest, the scale is
/// `(2^32 + 2^32 * rest / halfLife) << e`: a mantissa that grows in a straight line from 1 to 2 between doublings (at most
/// 6.2 % above the true power), times a power of two. A number stores its scale as value * 2^(64 * base), where base =
/// e / 64: the factor that multiplies a stake stays below 2^96, a stake is below 2^94, so a value fits 192 bits whatever
/// the year. Bringing a value to a later base shifts it right by 64 bits per step. Shifts compose exactly and the floor
/// of a sum is at least the sum of the floors, so a total never falls below the votes in it; what it may keep too much is
/// under one unit per voter and base, 2^-32 of a wei of stake voted 64 half-lives ago.
library WeightLib {
    struct Weight {
        uint192 value;
        uint64 base;
    }

    struct Scale {
        uint256 factor;
        uint64 base;
    }

    uint256 internal constant STEP = 1 weeks;
    uint256 private constant MANTISSA_BITS = 32;
    uint256 private constant BASE_BITS = 64;

    /// Returns what a stake voted after so many seconds is multiplied with.
    function scaleAt(uint256 elapsed, uint256 halfLife) internal pure returns (Scale memory) {
        uint256 time = elapsed - elapsed % STEP;
        uint256 mantissa = (1 << MANTISSA_BITS) + ((time % halfLife) << MANTISSA_BITS) / halfLife;
        uint256 doublings = time / halfLife;
        return Scale(mantissa << (doublings % BASE_BITS), uint64(doublings / BASE_BITS));
    }

    /// Returns the value at a base that is not before its own.
    function valueAt(Weight memory weight, uint64 base) internal pure returns (uint256) {
        uint256 steps = base - weight.base;
        return steps > 2 ? 0 : weight.value >> (steps * BASE_BITS);
    }

    /// Returns the weight with a change, brought to the base of the scale.
    function changed(Weight memory weight, uint64 base, uint256 more, uint256 less)
        internal
        pure
        returns (Weight memory)
    {
        // Below 2^192, see above; the check makes a wrong proof loud.
        uint256 value = valueAt(weight, base) + more - less;
        assert(value <= type(uint192).max);
        return Weight(uint192(value), base);
    }

    /// Returns the weight as the stake that would weigh as much if it were voted now, rounded down.
    function effective(Weight memory weight, Scale memory scale) internal pure returns (uint256) {
        return valueAt(weight, scale.base) / scale.factor;
    }
}
