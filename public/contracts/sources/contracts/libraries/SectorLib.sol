// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {AesLib} from "./AesLib.sol";
import {Blake3Lib} from "./Blake3Lib.sol";

/// @title Sectors: the unit in which data is promised and disputed.
/// @notice The text of a chunk is its plain bytes, zeros up to a multiple of 32, and a promise of 32 bytes for each sector: each
/// 1 KiB of the plain, of which the last may be shorter; an empty chunk has one empty sector. A promise is the sector's node in
/// BLAKE3, at the sector's place in the chunk. The block is the text under AES-256-GCM and its tag, as it is stored; BLAKE3 of
/// the block is its address, and its leaf is `keccak256(digest ‖ uint32 length of the plain)`.
///
/// BLAKE3 cuts the block in parts of 1 KiB as well, so part `s` begins with the cipher of sector `s`, and a promise never lies in
/// two parts. Each chunk is encrypted under its own key, so its IV can be known: the first 12 bytes of `keccak256(uint64 chunk)`.
/// GCM is counter mode beginning with counter 2.
library SectorLib {
    uint256 internal constant SIZE = Blake3Lib.SIZE;

    /// @dev 36 bytes hashed; inner nodes of MerkleLib hash 65, so no leaf passes for one.
    function leafHash(bytes32 digest, uint32 length) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(digest, length));
    }

    function ivOf(uint64 chunk) internal pure returns (bytes12) {
        return bytes12(keccak256(abi.encodePacked(chunk)));
    }

    /// Returns whether a chunk of `length` bytes has a sector `place`, counted in the chunk.
    function isIn(uint256 length, uint256 place) internal pure returns (bool) {
        return place == 0 || place * SIZE < length;
    }

    /// Returns how many bytes that sector has.
    function sizeOf(uint256 length, uint256 place) internal pure returns (uint256) {
        uint256 left = length - place * SIZE;
        return left < SIZE ? left : SIZE;
    }

    /// Returns where in the text the promise of that sector begins.
    function promiseAt(uint256 length, uint256 place) internal pure returns (uint256) {
        return (length + 31) / 32 * 32 + 32 * place;
    }

    /// Decrypts bytes of a block that begin at `offset`, a multiple of 16.
    function decrypt(AesLib.Schedule memory schedule, uint64 chunk, uint256 offset, bytes memory cipher)
        internal
        pure
        returns (bytes memory)
    {
        return AesLib.ctr(schedule, ivOf(chunk), 2 + offset / 16, cipher);
    }
}
