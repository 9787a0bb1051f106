// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {AesLib} from "./AesLib.sol";
import {BlakeLib} from "./BlakeLib.sol";

/// @title Sectors: the unit in which data is committed to and disputed.
/// @notice A chunk is AES-256-GCM under its own key, so its IV can be known: the first 12 bytes of `keccak256(uint64 chunk)`.
/// Its ciphertext body (without the tag) is cut in sectors of 1 KiB; the last one of a chunk may be shorter. GCM is counter
/// mode beginning with counter 2, so sector `s` of a chunk begins with counter `2 + 64 * s`.
library SectorLib {
    uint256 internal constant SIZE = 1024;

    /// @dev The leaf of the data commitment: the hash of the cipher sector, keyed with the hash of the plain one, so it binds both.
    function leafHash(uint64 index, bytes memory cipher, bytes32 plain) internal view returns (bytes32) {
        return BlakeLib.hash(plain, index, cipher);
    }

    /// @dev Keyed with the chunk's key: leaves are public and readings are guessable.
    function plainHash(bytes32 key, uint64 index, bytes memory plain) internal view returns (bytes32) {
        return BlakeLib.hash(key, index, plain);
    }

    function ivOf(uint64 chunk) internal pure returns (bytes12) {
        return bytes12(keccak256(abi.encodePacked(chunk)));
    }

    /// Decrypts sector `sector` (counted in its chunk) with the chunk's key.
    function decrypt(bytes32 key, uint64 chunk, uint256 sector, bytes memory cipher)
        internal
        pure
        returns (bytes memory)
    {
        return AesLib.ctr(key, ivOf(chunk), 2 + sector * (SIZE / 16), cipher);
    }
}
