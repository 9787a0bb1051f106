// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @notice BLAKE3 as its paper puts it, one 32-bit word at a time: slow, and the measure of Blake3Lib.
library PlainBlake3 {
    /// @dev Where each word of the message comes from in the next round; one nibble each, the first on top.
    uint64 private constant ORDER = 0x263a704d1bc59ef8;
    /// @dev IV, one word after the other.
    bytes32 private constant IV = 0x6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19;

    function nodeOf(bytes memory part, uint64 counter, uint256 flags) internal pure returns (bytes32 node) {
        uint32[8] memory chain = initial();
        uint256 blocks = part.length == 0 ? 1 : (part.length + 63) / 64;
        for (uint256 i; i < blocks; i++) {
            uint256 size = i + 1 < blocks ? 64 : part.length - 64 * i;
            bytes memory block_ = new bytes(64);
            for (uint256 j; j < size; j++) block_[j] = part[64 * i + j];
            uint256 kind = (i == 0 ? 1 : 0) | (i + 1 == blocks ? 2 | flags : 0);
            compress(chain, block_, counter, uint32(size), uint32(kind));
        }
        return joined(chain);
    }

    function parentOf(bytes32 left, bytes32 right, uint256 flags) internal pure returns (bytes32) {
        uint32[8] memory chain = initial();
        compress(chain, abi.encodePacked(left, right), 0, 64, uint32(4 | flags));
        return joined(chain);
    }

    function initial() private pure returns (uint32[8] memory chain) {
        for (uint256 i; i < 8; i++) chain[i] = uint32(uint256(IV) >> (224 - 32 * i));
    }

    function compress(uint32[8] memory chain, bytes memory block_, uint64 counter, uint32 size, uint32 flags) private pure {
        uint32[16] memory m;
        for (uint256 i; i < 64; i++) m[i / 4] |= uint32(uint8(block_[i])) << uint32(8 * (i % 4));
        uint32[8] memory iv = initial();
        uint32[16] memory v;
        for (uint256 i; i < 8; i++) (v[i], v[8 + i]) = (chain[i], iv[i]);
        (v[12], v[13], v[14], v[15]) = (uint32(counter), uint32(counter >> 32), size, flags);
        for (uint256 round; round < 7; round++) {
            for (uint256 i; i < 4; i++) mix(v, [i, 4 + i, 8 + i, 12 + i], m[2 * i], m[2 * i + 1]);
            for (uint256 i; i < 4; i++) {
                uint256[4] memory diagonal = [i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4)];
                mix(v, diagonal, m[8 + 2 * i], m[9 + 2 * i]);
            }
            m = reordered(m);
        }
        for (uint256 i; i < 8; i++) chain[i] = v[i] ^ v[8 + i];
    }

    function mix(uint32[16] memory v, uint256[4] memory place, uint32 x, uint32 y) private pure {
        (uint32 a, uint32 b, uint32 c, uint32 d) = (v[place[0]], v[place[1]], v[place[2]], v[place[3]]);
        unchecked {
            a = a + b + x;
            d = rotated(d ^ a, 16);
            c = c + d;
            b = rotated(b ^ c, 12);
            a = a + b + y;
            d = rotated(d ^ a, 8);
            c = c + d;
            b = rotated(b ^ c, 7);
        }
        (v[place[0]], v[place[1]], v[place[2]], v[place[3]]) = (a, b, c, d);
    }

    function rotated(uint32 word, uint32 bits) private pure returns (uint32) {
        return (word >> bits) | (word << (32 - bits));
    }

    function reordered(uint32[16] memory m) private pure returns (uint32[16] memory next) {
        for (uint256 i; i < 16; i++) next[i] = m[(ORDER >> (60 - 4 * i)) & 15];
    }

    function joined(uint32[8] memory chain) private pure returns (bytes32 bytes_) {
        for (uint256 i; i < 32; i++) {
            bytes_ |= bytes32(uint256((chain[i / 4] >> (8 * (i % 4))) & 0xff) << (248 - 8 * i));
        }
    }
}
