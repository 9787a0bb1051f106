// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {KeyTreeLib} from "../libraries/KeyTreeLib.sol";
import {SectorLib} from "../libraries/SectorLib.sol";

/// @notice What a seller's client computes, for tests: keys, sectors and the two commitments of a small data set.
library DataKit {
    struct Data {
        bytes32 rootKey;
        uint256 chunks;
        uint256 sectorsPerChunk;
        bytes[] ciphers;
        bytes32[] plainHashes;
        bytes32[] keyLeaves;
        bytes32[] dataLeaves;
    }

    function make(bytes32 rootKey, uint256 chunks, uint256 sectorsPerChunk, uint256 sectorSize)
        internal
        view
        returns (Data memory data)
    {
        uint256 sectors = chunks * sectorsPerChunk;
        data = Data(
            rootKey,
            chunks,
            sectorsPerChunk,
            new bytes[](sectors),
            new bytes32[](sectors),
            new bytes32[](chunks),
            new bytes32[](sectors)
        );
        for (uint256 i; i < chunks; i++) data.keyLeaves[i] = KeyTreeLib.leafHash(uint64(i), keyOf(data, i));
        for (uint256 i; i < sectors; i++) seal(data, i, plainOf(i, sectorSize));
    }

    function keyOf(Data memory data, uint256 chunk) internal pure returns (bytes32) {
        return KeyTreeLib.derive(data.rootKey, chunk, KeyTreeLib.depthOf(data.chunks));
    }

    function plainOf(uint256 sector, uint256 size) internal pure returns (bytes memory plain) {
        plain = new bytes(size);
        for (uint256 i; i < size; i++) plain[i] = bytes1(uint8(sector * 31 + i * 7));
    }

    /// @dev Counter mode: encrypting is decrypting.
    function seal(Data memory data, uint256 sector, bytes memory plain) internal view {
        uint64 chunk = uint64(sector / data.sectorsPerChunk);
        bytes32 key = keyOf(data, chunk);
        data.ciphers[sector] = SectorLib.decrypt(key, chunk, sector % data.sectorsPerChunk, plain);
        data.plainHashes[sector] = SectorLib.plainHash(key, uint64(sector), plain);
        commit(data, sector);
    }

    /// @dev What a cheat does: publishes bytes that do not decrypt to what their leaf promises.
    function corrupt(Data memory data, uint256 sector, uint256 place) internal view {
        bytes memory cipher = data.ciphers[sector];
        cipher[place % cipher.length] ^= 0x01;
        commit(data, sector);
    }

    function commit(Data memory data, uint256 sector) internal view {
        data.dataLeaves[sector] =
            SectorLib.leafHash(uint64(sector), data.ciphers[sector], data.plainHashes[sector]);
    }

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
