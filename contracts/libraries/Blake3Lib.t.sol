// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DataKit} from "../exchange-test/DataKit.sol";
import {PlainBlake3} from "../exchange-test/PlainBlake3.sol";
import {Test} from "../exchange-test/Test.sol";
import {Blake3Lib} from "./Blake3Lib.sol";

/// @dev Expected digests by noble, of the text that BLAKE3's own vectors take: byte `i` is `i % 251`.
contract Blake3LibTest is Test {
    function text(uint256 length) internal pure returns (bytes memory bytes_) {
        bytes_ = new bytes(length);
        for (uint256 i; i < length; i++) bytes_[i] = bytes1(uint8(i % 251));
    }

    function noise(bytes32 seed, uint256 length) internal pure returns (bytes memory bytes_) {
        bytes_ = new bytes(length);
        for (uint256 i; i < length; i++) {
            if (i % 32 == 0) seed = keccak256(abi.encode(seed));
            bytes_[i] = seed[i % 32];
        }
    }

    function rootOf(bytes memory part, uint256 counter, uint256 path, bytes32[] calldata siblings)
        external
        pure
        returns (bytes32)
    {
        return Blake3Lib.rootOf(part, counter, path, siblings);
    }

    function test_agrees_at_every_edge_of_blocks_and_parts() public pure {
        uint16[15] memory lengths =
            [uint16(0), 1, 63, 64, 65, 1023, 1024, 1025, 2048, 2049, 3072, 3073, 4096, 5120, 8192];
        bytes32[15] memory expected = [
            bytes32(0xaf1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262),
            0x2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213,
            0xe9bc37a594daad83be9470df7f7b3798297c3d834ce80ba85d6e207627b7db7b,
            0x4eed7141ea4a5cd4b788606bd23f46e212af9cacebacdc7d1f4c6dc7f2511b98,
            0xde1e5fa0be70df6d2be8fffd0e99ceaa8eb6e8c93a63f2d8d1c30ecb6b263dee,
            0x10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11,
            0x42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7,
            0xd00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444,
            0xe776b6028c7cd22a4d0ba182a8bf62205d2ef576467e838ed6f2529b85fba24a,
            0x5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030,
            0xb98cb0ff3623be03326b373de6b9095218513e64f1ee2edd2525c7ad1e5cffd2,
            0x7124b49501012f81cc7f11ca069ec9226cecb8a2c850cfe644e327d22d3e1cd3,
            0x015094013f57a5277b59d8475c0501042c0b642e531b0a1c8f58d2163229e969,
            0x9cadc15fed8b5d854562b26a9536d9707cadeda9b143978f319ab34230535833,
            0xaae792484c8efe4f19e2ca7d371d8c467ffb10748d8a5a1ae579948f718a2a63
        ];
        for (uint256 i; i < lengths.length; i++) {
            assertEq(DataKit.digestOf(text(lengths[i])), expected[i], "digest");
        }
    }

    /// @dev The same by a plain reading of the paper, word by word.
    function test_agrees_with_a_plain_reading(bytes32 seed, uint256 length, uint64 counter, bool root) public pure {
        bytes memory part = noise(seed, length % 1025);
        uint256 flags = root ? Blake3Lib.ROOT : 0;
        bytes32 node = PlainBlake3.nodeOf(part, counter, flags);
        assertEq(Blake3Lib.nodeOf(part, counter, flags), node, "part");
        assertEq(Blake3Lib.parentOf(node, seed, flags), PlainBlake3.parentOf(node, seed, flags), "parent");
    }

    /// @dev Words full of ones carry the most.
    function test_carries_stay_in_their_lane() public pure {
        bytes memory part = new bytes(1024);
        for (uint256 i; i < 1024; i++) part[i] = 0xff;
        bytes32 node = PlainBlake3.nodeOf(part, type(uint64).max, 0);
        assertEq(Blake3Lib.nodeOf(part, type(uint64).max, 0), node, "part");
        bytes32 ones = ~bytes32(0);
        assertEq(Blake3Lib.parentOf(ones, ones, 0), PlainBlake3.parentOf(ones, ones, 0), "parent");
    }

    function test_place_flag_length_and_each_byte_count(uint256 length, uint256 place) public pure {
        bytes memory part = text(1 + (length % 1023));
        bytes32 node = Blake3Lib.nodeOf(part, 1, 0);
        assertTrue(Blake3Lib.nodeOf(part, 2, 0) != node, "place");
        assertTrue(Blake3Lib.nodeOf(part, 1 | (1 << 32), 0) != node, "upper half of the place");
        assertTrue(Blake3Lib.nodeOf(part, 1, Blake3Lib.ROOT) != node, "root");
        assertTrue(Blake3Lib.nodeOf(bytes.concat(part, hex"00"), 1, 0) != node, "a zero more");
        part[place % part.length] ^= 0x01;
        assertTrue(Blake3Lib.nodeOf(part, 1, 0) != node, "byte");
    }

    /// @dev 64 bytes, so that only the flags tell the two apart.
    function test_a_parent_is_no_part(bytes32 left, bytes32 right) public pure {
        bytes32 parent = Blake3Lib.parentOf(left, right, 0);
        assertTrue(parent != Blake3Lib.nodeOf(abi.encodePacked(left, right), 0, 0), "kind");
        assertTrue(left == right || parent != Blake3Lib.parentOf(right, left, 0), "order");
        assertTrue(parent != Blake3Lib.parentOf(left, right, Blake3Lib.ROOT), "root");
    }

    function test_every_part_leads_to_the_digest(uint256 length) public view {
        bytes memory whole = text(bound(length, 0, 7000));
        bytes32 digest = DataKit.digestOf(whole);
        uint256 parts = DataKit.nodesOf(whole).length;
        for (uint256 i; i < parts; i++) {
            bytes memory part = DataKit.slice(whole, i * 1024, 1024);
            (uint256 path, bytes32[] memory siblings) = DataKit.wayOf(whole, i);
            assertEq(this.rootOf(part, i, path, siblings), digest, "digest");
            assertTrue(this.rootOf(part, i + 1, path, siblings) != digest, "place");
            for (uint256 j; j < siblings.length; j++) {
                assertTrue(this.rootOf(part, i, path ^ (1 << j), siblings) != digest, "path");
            }
        }
    }

    function test_what_lies_behind_a_part_does_not_count(uint256 length) public pure {
        length = length % 130;
        bytes memory part = text(130);
        assembly ("memory-safe") {
            mstore(part, length)
        }
        assertEq(Blake3Lib.nodeOf(part, 0, 0), Blake3Lib.nodeOf(text(length), 0, 0), "node");
    }

    function test_gas_of_a_full_part() public view {
        bytes memory part = text(1024);
        uint256 before = gasleft();
        Blake3Lib.nodeOf(part, 1, 0);
        assertLe(before - gasleft(), 130_000, "16 compressions");
    }
}
