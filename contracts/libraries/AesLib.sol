// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title AES-256 in counter mode (FIPS 197, SP 800-38A).
/// @notice Decrypts one disputed sector and its promise, so that a contract can see what a delivered key makes of published bytes.
/// @dev Assembly for a measured reason, see docs/gas.md: a round is sixteen look-ups in a table of 256 words, and checked
/// memory arrays would triple their price. Each word of the table holds the four 32-bit words Te0 to Te3 of one byte (the
/// S-box and the column mixing in one, once for each row), Te0 lowest, so one table serves all rows by a shift.
library AesLib {
    bytes private constant SBOX =
        hex"637c777bf26b6fc53001672bfed7ab76ca82c97dfa5947f0add4a2af9ca472c0"
        hex"b7fd9326363ff7cc34a5e5f171d8311504c723c31896059a071280e2eb27b275"
        hex"09832c1a1b6e5aa0523bd6b329e32f8453d100ed20fcb15b6acbbe394a4c58cf"
        hex"d0efaafb434d338545f9027f503c9fa851a3408f929d38f5bcb6da2110fff3d2"
        hex"cd0c13ec5f974417c4a77e3d645d197360814fdc222a908846eeb814de5e0bdb"
        hex"e0323a0a4906245cc2d3ac629195e479e7c8376d8dd54ea96c56f4ea657aae08"
        hex"ba78252e1ca6b4c6e8dd741f4bbd8b8a703eb5664803f60e613557b986c11d9e"
        hex"e1f8981169d98e949b1e87e9ce5528df8ca1890dbfe6426841992d0fb054bb16";

    /// @notice What a key becomes before its first use; made once for several texts.
    /// @param table Where in memory the 256 words begin.
    /// @param keys Where the sixty round-key words begin, one per 32 bytes.
    struct Schedule {
        uint256 table;
        uint256 keys;
    }

    /// Expands a key.
    function schedule(bytes32 key) internal pure returns (Schedule memory) {
        uint256 table = _table();
        return Schedule(table, _expand(key, table));
    }

    /// Encrypts or decrypts `data`: block `j` is masked by the encryption of `iv ‖ counter + j`.
    function ctr(Schedule memory schedule_, bytes12 iv, uint256 counter, bytes memory data)
        internal
        pure
        returns (bytes memory out)
    {
        (uint256 table, uint256 keys) = (schedule_.table, schedule_.keys);
        uint256 length = data.length;
        // The last block is written as a whole word.
        out = new bytes(length + 32);
        uint256 prefix = uint256(bytes32(iv)) >> 128;
        for (uint256 offset; offset < length; offset += 16) {
            uint256 stream = _encrypt(table, keys, prefix | ((counter + offset / 16) & 0xffffffff));
            assembly ("memory-safe") {
                let place := add(32, offset)
                mstore(add(out, place), xor(mload(add(data, place)), shl(128, stream)))
            }
        }
        assembly ("memory-safe") {
            mstore(out, length)
        }
    }

    /// Encrypts one block.
    function encrypt(bytes32 key, bytes16 block_) internal pure returns (bytes16) {
        Schedule memory schedule_ = schedule(key);
        return bytes16(uint128(_encrypt(schedule_.table, schedule_.keys, uint128(block_))));
    }

    function _table() private pure returns (uint256 table) {
        bytes memory sbox = SBOX;
        assembly ("memory-safe") {
            table := mload(0x40)
            mstore(0x40, add(table, 0x2000))
            for { let i := 0 } lt(i, 256) { i := add(i, 1) } {
                let s := byte(0, mload(add(add(sbox, 32), i)))
                let double := xor(shl(1, s), mul(0x11b, shr(7, s)))
                // Multiplying by ones in separate bytes writes a byte into several places at once.
                let word := mul(s, 0x01010000010000010000010100010100)
                word := add(word, mul(double, 0x00000001000001000001000001000000))
                word := add(word, mul(xor(double, s), 0x00000100000100000100000000000001))
                mstore(add(table, shl(5, i)), word)
            }
        }
    }

    function _expand(bytes32 key, uint256 table) private pure returns (uint256 keys) {
        assembly ("memory-safe") {
            function substitute(t, w) -> s {
                s := and(shr(64, mload(add(t, and(shr(19, w), 0x1fe0)))), 0xff000000)
                s := or(s, and(mload(add(t, and(shr(11, w), 0x1fe0))), 0xff0000))
                s := or(s, and(mload(add(t, and(shr(3, w), 0x1fe0))), 0xff00))
                s := or(s, and(shr(32, mload(add(t, and(shl(5, w), 0x1fe0)))), 0xff))
            }
            keys := mload(0x40)
            mstore(0x40, add(keys, 1920))
            for { let i := 0 } lt(i, 8) { i := add(i, 1) } {
                mstore(add(keys, shl(5, i)), and(shr(sub(224, shl(5, i)), key), 0xffffffff))
            }
            let round := 0x01000000
            for { let i := 8 } lt(i, 60) { i := add(i, 1) } {
                let place := add(keys, shl(5, i))
                let word := mload(sub(place, 32))
                switch and(i, 7)
                case 0 {
                    word := or(and(shl(8, word), 0xffffff00), shr(24, word))
                    word := xor(substitute(table, word), round)
                    round := shl(1, round)
                }
                case 4 { word := substitute(table, word) }
                mstore(place, xor(word, mload(sub(place, 256))))
            }
        }
    }

    function _encrypt(uint256 table, uint256 keys, uint256 input) private pure returns (uint256 output) {
        assembly ("memory-safe") {
            let s0 := xor(shr(96, input), mload(keys))
            let s1 := xor(and(shr(64, input), 0xffffffff), mload(add(keys, 32)))
            let s2 := xor(and(shr(32, input), 0xffffffff), mload(add(keys, 64)))
            let s3 := xor(and(input, 0xffffffff), mload(add(keys, 96)))
            let last := add(keys, 1792)
            for { keys := add(keys, 128) } lt(keys, last) { keys := add(keys, 128) } {
                let t0 := mload(add(table, and(shr(19, s0), 0x1fe0)))
                t0 := xor(t0, shr(32, mload(add(table, and(shr(11, s1), 0x1fe0)))))
                t0 := xor(t0, shr(64, mload(add(table, and(shr(3, s2), 0x1fe0)))))
                t0 := xor(t0, shr(96, mload(add(table, and(shl(5, s3), 0x1fe0)))))
                let t1 := mload(add(table, and(shr(19, s1), 0x1fe0)))
                t1 := xor(t1, shr(32, mload(add(table, and(shr(11, s2), 0x1fe0)))))
                t1 := xor(t1, shr(64, mload(add(table, and(shr(3, s3), 0x1fe0)))))
                t1 := xor(t1, shr(96, mload(add(table, and(shl(5, s0), 0x1fe0)))))
                let t2 := mload(add(table, and(shr(19, s2), 0x1fe0)))
                t2 := xor(t2, shr(32, mload(add(table, and(shr(11, s3), 0x1fe0)))))
                t2 := xor(t2, shr(64, mload(add(table, and(shr(3, s0), 0x1fe0)))))
                t2 := xor(t2, shr(96, mload(add(table, and(shl(5, s1), 0x1fe0)))))
                let t3 := mload(add(table, and(shr(19, s3), 0x1fe0)))
                t3 := xor(t3, shr(32, mload(add(table, and(shr(11, s0), 0x1fe0)))))
                t3 := xor(t3, shr(64, mload(add(table, and(shr(3, s1), 0x1fe0)))))
                t3 := xor(t3, shr(96, mload(add(table, and(shl(5, s2), 0x1fe0)))))
                s0 := and(xor(t0, mload(keys)), 0xffffffff)
                s1 := and(xor(t1, mload(add(keys, 32))), 0xffffffff)
                s2 := and(xor(t2, mload(add(keys, 64))), 0xffffffff)
                s3 := and(xor(t3, mload(add(keys, 96))), 0xffffffff)
            }
            function finish(t, a, b, c, d, k) -> word {
                word := and(shr(64, mload(add(t, and(shr(19, a), 0x1fe0)))), 0xff000000)
                word := or(word, and(mload(add(t, and(shr(11, b), 0x1fe0))), 0xff0000))
                word := or(word, and(mload(add(t, and(shr(3, c), 0x1fe0))), 0xff00))
                word := xor(or(word, and(shr(32, mload(add(t, and(shl(5, d), 0x1fe0)))), 0xff)), mload(k))
            }
            output := shl(96, finish(table, s0, s1, s2, s3, last))
            output := or(output, shl(64, finish(table, s1, s2, s3, s0, add(last, 32))))
            output := or(output, shl(32, finish(table, s2, s3, s0, s1, add(last, 64))))
            output := or(output, finish(table, s3, s0, s1, s2, add(last, 96)))
        }
    }
}
