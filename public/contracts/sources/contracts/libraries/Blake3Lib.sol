// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title BLAKE3-256 without a key: the nodes of its tree, and the way from one part of a text to the digest.
/// @notice The text is cut in parts of 1024 bytes, which BLAKE3 calls chunks. A part's node takes in its place, a parent's node
/// has a flag of its own, and so has the root, so that none of them passes for another.
/// @dev Assembly for a measured reason, see docs/gas.md: a disputed sector takes some seventy compressions. The sixteen words of
/// the state are four rows, and so are those of the message: each row is one word of the machine with four lanes of 64 bits, the
/// first on top, of which the lower halves are in use. One addition or rotation thus serves four columns. Carries stay in the
/// unused half of their lane until it is cleared: no row takes enough of them to reach the next lane.
library Blake3Lib {
    uint256 internal constant SIZE = 1024;
    /// @dev Flag of the node that is the digest, whether it is a part or a parent.
    uint256 internal constant ROOT = 8;

    uint256 private constant START = 1;
    uint256 private constant END = 2;
    uint256 private constant PARENT = 4;
    /// @dev The fractions of the square roots of 2 to 19, in lanes.
    uint256 private constant LOW = 0x000000006a09e66700000000bb67ae85000000003c6ef37200000000a54ff53a;
    uint256 private constant HIGH = 0x00000000510e527f000000009b05688c000000001f83d9ab000000005be0cd19;
    uint256 private constant LANES = 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;
    uint256 private constant LANE0 = 0xffffffff << 192;
    uint256 private constant LANE1 = 0xffffffff << 128;
    uint256 private constant LANE2 = 0xffffffff << 64;
    uint256 private constant LANE3 = 0xffffffff;
    /// @dev Modulo `2**256 - 1` a multiplication by a power of two turns the whole word: rows by lanes to the left.
    uint256 private constant TURN_1 = 1 << 64;
    uint256 private constant TURN_2 = 1 << 128;
    uint256 private constant TURN_3 = 1 << 192;
    /// @dev The same in one go with a rotation of each lane by 7 bits to the right; two powers, to double the lane for it.
    uint256 private constant ROTATE_7_TURN_1 = (1 << 57) | (1 << 89);
    uint256 private constant ROTATE_7_TURN_3 = (1 << 185) | (1 << 217);

    /// Returns the digest above the part at place `counter`. Bit `i` of `path` is set where the node at height `i` is the
    /// right child of its parent; siblings are from the bottom up.
    function rootOf(bytes memory part, uint256 counter, uint256 path, bytes32[] calldata siblings)
        internal
        pure
        returns (bytes32 root)
    {
        uint256 height = siblings.length;
        root = nodeOf(part, counter, height == 0 ? ROOT : 0);
        for (uint256 i; i < height; i++) {
            uint256 flags = i + 1 == height ? ROOT : 0;
            root = (path >> i) & 1 == 0
                ? parentOf(root, siblings[i], flags)
                : parentOf(siblings[i], root, flags);
        }
    }

    /// Returns the node of a part of at most 1024 bytes: its chaining value, or with the flag ROOT the digest of a text that has
    /// no other part.
    function nodeOf(bytes memory part, uint256 counter, uint256 flags) internal pure returns (bytes32) {
        (uint256 low, uint256 high) = (LOW, HIGH);
        uint256 done;
        do {
            uint256 size = part.length - done < 64 ? part.length - done : 64;
            uint256 kind = (done == 0 ? START : 0) | (done + size == part.length ? END | flags : 0);
            (uint256 first, uint256 second) = _load(part, done, size);
            (low, high) = _compress(low, high, _row(counter, size, kind), first, second);
            done += size;
        } while (done < part.length);
        return _join(low, high);
    }

    /// Returns the node above two others.
    function parentOf(bytes32 left, bytes32 right, uint256 flags) internal pure returns (bytes32) {
        uint256 row = _row(0, 64, PARENT | flags);
        (uint256 low, uint256 high) = _compress(LOW, HIGH, row, _turn(uint256(left)), _turn(uint256(right)));
        return _join(low, high);
    }

    /// Loads the block of `size` bytes that begins at `offset`, and zeros after it, as words, which BLAKE3 reads lowest byte first.
    function _load(bytes memory part, uint256 offset, uint256 size)
        private
        pure
        returns (uint256 first, uint256 second)
    {
        assembly ("memory-safe") {
            let place := add(add(part, 32), offset)
            // What lies behind the part is shifted out; a shift by 256 leaves nothing.
            first := and(mload(place), not(shr(shl(3, size), not(0))))
            second := and(mload(add(place, 32)), not(shr(shl(3, mul(gt(size, 32), sub(size, 32))), not(0))))
        }
        return (_turn(first), _turn(second));
    }

    /// Packs two rows closely: the reverse of lanes, as bytes.
    function _join(uint256 low, uint256 high) private pure returns (bytes32) {
        return bytes32(_turn((_close(low) << 128) | _close(high)));
    }

    function _close(uint256 row) private pure returns (uint256) {
        row = (row | (row >> 32)) & 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;
        return (row | (row >> 64)) & type(uint128).max;
    }

    /// Turns the bytes of each of eight words around.
    function _turn(uint256 w) private pure returns (uint256) {
        uint256 mask = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
        w = ((w & mask) << 8) | ((w >> 8) & mask);
        mask = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
        return ((w & mask) << 16) | ((w >> 16) & mask);
    }

    /// Returns the fourth row of a compression: counter, size of the block, flags.
    function _row(uint256 counter, uint256 size, uint256 flags) private pure returns (uint256) {
        return ((counter & 0xffffffff) << 192) | ((counter >> 32) << 128) | (size << 64) | flags;
    }

    /// Returns the next two rows of a chain whose rows are `a` and `b`; `d` is the fourth row of the state, `x` and `z` are the
    /// message, its words closely packed. From one round to the next its rows become, by lanes, x1 y1 y3 x2, x3 z1 x0 w2,
    /// y0 z2 w0 w3 and w1 y2 z3 z0.
    function _compress(uint256 a, uint256 b, uint256 d, uint256 x, uint256 z)
        private
        pure
        returns (uint256 low, uint256 high)
    {
        assembly ("memory-safe") {
            let c := LOW
            // Eight words as two rows: those at even places, those at odd ones.
            let y := and(x, LANES)
            x := and(shr(32, x), LANES)
            let w := and(z, LANES)
            z := and(shr(32, z), LANES)
            for { let rounds := 7 } 1 { } {
                // Columns. A lane doubled into its unused half rotates by one shift.
                a := add(add(a, b), x)
                d := and(shr(16, mul(and(xor(d, a), LANES), 0x100000001)), LANES)
                c := add(c, d)
                b := and(shr(12, mul(and(xor(b, c), LANES), 0x100000001)), LANES)
                a := add(add(a, b), y)
                d := and(shr(8, mul(and(xor(d, a), LANES), 0x100000001)), LANES)
                c := add(c, d)
                // So that diagonals stand as columns: rows turned to the left by one, two and three lanes.
                b := and(mulmod(and(xor(b, c), LANES), ROTATE_7_TURN_1, not(0)), LANES)
                c := mulmod(c, TURN_2, not(0))
                d := mulmod(d, TURN_3, not(0))
                // Diagonals, and back again.
                a := add(add(a, b), z)
                d := and(shr(16, mul(and(xor(d, a), LANES), 0x100000001)), LANES)
                c := add(c, d)
                b := and(shr(12, mul(and(xor(b, c), LANES), 0x100000001)), LANES)
                a := add(add(a, b), w)
                d := and(shr(8, mul(and(xor(d, a), LANES), 0x100000001)), LANES)
                c := add(c, d)
                b := and(mulmod(and(xor(b, c), LANES), ROTATE_7_TURN_3, not(0)), LANES)
                c := mulmod(c, TURN_2, not(0))
                d := mulmod(d, TURN_1, not(0))
                rounds := sub(rounds, 1)
                if iszero(rounds) { break }
                // The message in its next order.
                let x_ := or(and(y, LANE1), and(shr(64, x), LANE3))
                x_ := or(x_, shl(64, or(and(x, LANE1), and(y, LANE3))))
                let y_ := or(or(shl(192, x), and(z, LANE1)), or(and(shr(128, x), LANE2), and(shr(64, w), LANE3)))
                let z_ := or(or(and(y, LANE0), and(w, LANE3)), or(and(shl(64, z), LANE1), and(shr(128, w), LANE2)))
                w := or(shr(192, z), shl(64, or(or(and(w, LANE1), and(y, LANE2)), and(z, LANE3))))
                x := x_
                y := y_
                z := z_
            }
            low := and(xor(a, c), LANES)
            high := and(xor(b, d), LANES)
        }
    }
}
