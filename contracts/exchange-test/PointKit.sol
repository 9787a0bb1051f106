// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {WrapLib} from "../libraries/WrapLib.sol";

/// @notice Multiplication on secp256k1 the long way (double and add, affine by Fermat), as an independent yardstick.
library PointKit {
    uint256 internal constant P = WrapLib.FIELD;

    function publicPoint(uint256 scalar) internal pure returns (WrapLib.Point memory) {
        return multiply(scalar, WrapLib.Point(WrapLib.GX, WrapLib.GY));
    }

    function multiply(uint256 scalar, WrapLib.Point memory point) internal pure returns (WrapLib.Point memory sum) {
        bool started;
        for (uint256 i = 256; i > 0; i--) {
            if (started) sum = add(sum, sum);
            if ((scalar >> (i - 1)) & 1 == 0) continue;
            sum = started ? add(sum, point) : point;
            started = true;
        }
    }

    /// @dev Never called with opposite points by our tests.
    function add(WrapLib.Point memory a, WrapLib.Point memory b) internal pure returns (WrapLib.Point memory c) {
        uint256 slope = a.x == b.x
            ? mulmod(mulmod(3, mulmod(a.x, a.x, P), P), inverse(mulmod(2, a.y, P)), P)
            : mulmod(addmod(b.y, P - a.y, P), inverse(addmod(b.x, P - a.x, P)), P);
        c.x = addmod(mulmod(slope, slope, P), P - addmod(a.x, b.x, P), P);
        c.y = addmod(mulmod(slope, addmod(a.x, P - c.x, P), P), P - a.y, P);
    }

    /// @dev Extended Euclid: some hundred times cheaper than a power.
    function inverse(uint256 value) internal pure returns (uint256) {
        (uint256 r, uint256 next, uint256 t, uint256 nextT) = (P, value, 0, 1);
        unchecked {
            while (next != 0) {
                uint256 q = r / next;
                (t, nextT) = (nextT, addmod(t, P - mulmod(q, nextT, P), P));
                (r, next) = (next, r - q * next);
            }
        }
        return t;
    }
}
