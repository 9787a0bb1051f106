// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Keys wrapped so that one buyer can read them, and the check of that in a contract.
/// @notice The buyer posts `B = b*G`, the seller `R = r*G`; both know the point `b*R = r*B`. The key is hidden by
/// `node XOR keccak256(TAG, addr(b*R), orderId, part)`, where `addr` is the Ethereum address of a point. When the buyer
/// reveals `b`, the contract needs `addr(b*G)` and `addr(b*R)`: `ecrecover` with a zero message, `r = x(P)` and
/// `s = k * x(P)` returns the address of `k * P`, for 3,000 gas each.
library WrapLib {
    struct Point {
        uint256 x;
        uint256 y;
    }

    bytes32 internal constant TAG = keccak256("QoodBlock.wrap.v1");
    uint256 internal constant FIELD = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F;
    uint256 internal constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 internal constant GX = 0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798;
    uint256 internal constant GY = 0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8;

    /// Returns whether a point is on the curve and can be multiplied here.
    /// @dev `ecrecover` refuses `x >= ORDER`. A seller could choose such an `R` without knowing any `r`, and no buyer could
    /// ever prove that the key is wrong; so these points are refused at the door.
    function isUsable(Point memory point) internal pure returns (bool) {
        if (point.x == 0 || point.x >= ORDER || point.y >= FIELD) return false;
        uint256 cube = mulmod(mulmod(point.x, point.x, FIELD), point.x, FIELD);
        return mulmod(point.y, point.y, FIELD) == addmod(cube, 7, FIELD);
    }

    /// Returns the last 20 bytes of the hash of a point, as of a public key.
    function addressOf(Point memory point) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(point.x, point.y)))));
    }

    /// Returns the address of `scalar * point`; zero when the product has none.
    function multiply(uint256 scalar, Point memory point) internal pure returns (address) {
        uint8 v = 27 + uint8(point.y & 1);
        return ecrecover(0, v, bytes32(point.x), bytes32(mulmod(scalar, point.x, ORDER)));
    }

    /// Returns whether `scalar` is the secret behind `point`.
    function isSecretOf(uint256 scalar, Point memory point) internal pure returns (bool) {
        return multiply(scalar, Point(GX, GY)) == addressOf(point);
    }

    /// Returns what hides (and by the same XOR shows) part `part` of a delivery.
    function mask(address shared, bytes32 orderId, uint256 part) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(TAG, shared, orderId, uint32(part)));
    }
}
