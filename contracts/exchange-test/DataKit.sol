// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {AesLib} from "../libraries/AesLib.sol";
import {Blake3Lib} from "../libraries/Blake3Lib.sol";
import {KeyTreeLib} from "../libraries/KeyTreeLib.sol";
import {SectorLib} from "../libraries/SectorLib.sol";

/// @notice What a seller's client computes, for tests: keys, blocks and the two commitments of a small data set.
library DataKit {
    uint256 private constant SIZE = 1024;

    struct Data {
        bytes32 rootKey;
        uint256 chunks;
        uint256 sectorsPerChunk;
        bytes[] blocks;
        uint32[] lengths;
        bytes32[] keyLeaves;
        bytes32[] dataLeaves;
    }

    /// @dev Chunks of full sectors, but for the last one of each.
    function make(bytes32 rootKey, uint256 chunks, uint256 sectorsPerChunk, uint256 lastSize)
        internal
        pure
        returns (Data memory data)
    {
        data = empty(rootKey, chunks, sectorsPerChunk);
        for (uint256 i; i < chunks; i++) seal(data, i, plainOf(i, (sectorsPerChunk - 1) * SIZE + lastSize));
    }

    /// @dev All keys and no block yet.
    function empty(bytes32 rootKey, uint256 chunks, uint256 sectorsPerChunk) internal pure returns (Data memory data) {
        data.rootKey = rootKey;
        data.chunks = chunks;
        data.sectorsPerChunk = sectorsPerChunk;
        data.blocks = new bytes[](chunks);
        data.lengths = new uint32[](chunks);
        data.keyLeaves = new bytes32[](chunks);
        data.dataLeaves = new bytes32[](chunks);
        for (uint256 i; i < chunks; i++) data.keyLeaves[i] = KeyTreeLib.leafHash(uint64(i), keyOf(data, i));
    }

    function keyOf(Data memory data, uint256 chunk) internal pure returns (bytes32) {
        return KeyTreeLib.derive(data.rootKey, chunk, KeyTreeLib.depthOf(data.chunks));
    }

    function plainOf(uint256 chunk, uint256 size) internal pure returns (bytes memory plain) {
        plain = new bytes(size);
        for (uint256 i; i < size; i += 32) {
            bytes32 word = keccak256(abi.encodePacked(chunk, i));
            for (uint256 j = i; j < size && j < i + 32; j++) plain[j] = word[j - i];
        }
    }

    /// @dev The tag is a stand-in: no contract reads it.
    function seal(Data memory data, uint256 chunk, bytes memory plain) internal pure {
        data.blocks[chunk] = abi.encodePacked(encrypt(data, chunk, textOf(plain)), bytes16("tag"));
        data.lengths[chunk] = uint32(plain.length);
        commit(data, chunk);
    }

    /// @dev Counter mode: encrypting is decrypting.
    function encrypt(Data memory data, uint256 chunk, bytes memory text) internal pure returns (bytes memory) {
        return SectorLib.decrypt(AesLib.schedule(keyOf(data, chunk)), uint64(chunk), 0, text);
    }

    /// @dev The plain, zeros up to a multiple of 32, and the promise of each sector.
    function textOf(bytes memory plain) internal pure returns (bytes memory text) {
        text = abi.encodePacked(plain, new bytes((32 - (plain.length % 32)) % 32), nodesOf(plain));
    }

    /// @dev What a cheat does: publishes bytes that do not decrypt to what they promise.
    function corrupt(Data memory data, uint256 sector, uint256 place) internal pure {
        (uint256 chunk, uint256 within) = (sector / data.sectorsPerChunk, sector % data.sectorsPerChunk);
        flip(data, chunk, within * SIZE + (place % SectorLib.sizeOf(data.lengths[chunk], within)));
    }

    function flip(Data memory data, uint256 chunk, uint256 offset) internal pure {
        data.blocks[chunk][offset] ^= 0x01;
        commit(data, chunk);
    }

    function commit(Data memory data, uint256 chunk) internal pure {
        data.dataLeaves[chunk] = SectorLib.leafHash(digestOf(data.blocks[chunk]), data.lengths[chunk]);
    }

    // BLAKE3

    /// @dev Of each 1024 bytes; of none, too, where there are none.
    function nodesOf(bytes memory whole) internal pure returns (bytes32[] memory nodes) {
        nodes = new bytes32[](whole.length == 0 ? 1 : (whole.length + SIZE - 1) / SIZE);
        for (uint256 i; i < nodes.length; i++) nodes[i] = Blake3Lib.nodeOf(slice(whole, i * SIZE, SIZE), i, 0);
    }

    function digestOf(bytes memory whole) internal pure returns (bytes32) {
        if (whole.length <= SIZE) return Blake3Lib.nodeOf(whole, 0, Blake3Lib.ROOT);
        bytes32[] memory nodes = nodesOf(whole);
        return treeOf(nodes, 0, nodes.length, Blake3Lib.ROOT);
    }

    /// @dev The way from a part to the digest.
    function wayOf(bytes memory whole, uint256 part) internal pure returns (uint256 path, bytes32[] memory siblings) {
        bytes32[] memory nodes = nodesOf(whole);
        siblings = new bytes32[](heightOf(part, nodes.length));
        (uint256 from, uint256 to) = (0, nodes.length);
        for (uint256 i = siblings.length; i > 0; i--) {
            uint256 middle = from + largest(to - from);
            bool right = part >= middle;
            if (right) path |= 1 << (i - 1);
            siblings[i - 1] = right ? treeOf(nodes, from, middle, 0) : treeOf(nodes, middle, to, 0);
            (from, to) = right ? (middle, to) : (from, middle);
        }
    }

    /// @dev Cut off at the end.
    function slice(bytes memory whole, uint256 from, uint256 size) internal pure returns (bytes memory part) {
        if (from + size > whole.length) size = whole.length - from;
        part = new bytes(size);
        assembly ("memory-safe") {
            mcopy(add(part, 32), add(add(whole, 32), from), size)
        }
    }

    function heightOf(uint256 part, uint256 parts) private pure returns (uint256) {
        if (parts == 1) return 0;
        uint256 left = largest(parts);
        return 1 + (part < left ? heightOf(part, left) : heightOf(part - left, parts - left));
    }

    function treeOf(bytes32[] memory nodes, uint256 from, uint256 to, uint256 flags) private pure returns (bytes32) {
        if (to - from == 1) return nodes[from];
        uint256 middle = from + largest(to - from);
        return Blake3Lib.parentOf(treeOf(nodes, from, middle, 0), treeOf(nodes, middle, to, 0), flags);
    }

    /// @dev The left side of a tree is the largest power of two that leaves something to the right.
    function largest(uint256 parts) private pure returns (uint256) {
        return 1 << (KeyTreeLib.depthOf(parts) - 1);
    }

    // The trees of keccak256

    function rootOf(bytes32[] memory leaves) internal pure returns (bytes32) {
        bytes32[] memory level = pad(leaves);
        while (level.length > 1) level = parents(level);
        return level[0];
    }

    function proofOf(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32[] memory siblings) {
        bytes32[] memory level = pad(leaves);
        siblings = new bytes32[](KeyTreeLib.depthOf(level.length));
        for (uint256 i; i < siblings.length; i++) {
            siblings[i] = level[(index >> i) ^ 1];
            level = parents(level);
        }
    }

    function pad(bytes32[] memory leaves) private pure returns (bytes32[] memory level) {
        level = new bytes32[](1 << KeyTreeLib.depthOf(leaves.length));
        for (uint256 i; i < leaves.length; i++) level[i] = leaves[i];
    }

    function parents(bytes32[] memory level) private pure returns (bytes32[] memory above) {
        above = new bytes32[](level.length / 2);
        for (uint256 i; i < above.length; i++) {
            above[i] = keccak256(abi.encodePacked(uint8(1), level[2 * i], level[2 * i + 1]));
        }
    }
}
