// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @notice `IDataRegistry.Entry` as the word that the registry keeps: publisher (160 bits, highest) | agreement (64) |
/// chunks (24) | class (4) | flags (4).
type EntryWord is uint256;

using EntryLib for EntryWord global;

/// @title Reading and writing that word.
/// @notice One write to register a data set; a third of the gas of filling a struct to read it.
library EntryLib {
    uint8 internal constant LIVE = 1;
    uint8 internal constant HAS_SOURCES = 2;
    uint8 internal constant HAS_KEEPER = 4;
    /// @dev Has a source that has sources: it cannot be a source itself.
    uint8 internal constant FUSED_TWICE = 8;

    function pack(address publisher_, uint64 agreementId_, uint24 chunks_, uint8 class_, uint8 flags)
        internal
        pure
        returns (EntryWord)
    {
        return EntryWord.wrap(
            (uint256(uint160(publisher_)) << 96) | (uint256(agreementId_) << 32) | (uint256(chunks_) << 8)
                | (uint256(class_) << 4) | flags
        );
    }

    function isKnown(EntryWord word) internal pure returns (bool) {
        return EntryWord.unwrap(word) != 0;
    }

    function publisher(EntryWord word) internal pure returns (address) {
        return address(uint160(EntryWord.unwrap(word) >> 96));
    }

    function agreementId(EntryWord word) internal pure returns (uint64) {
        return uint64(EntryWord.unwrap(word) >> 32);
    }

    function chunks(EntryWord word) internal pure returns (uint24) {
        return uint24(EntryWord.unwrap(word) >> 8);
    }

    function classOf(EntryWord word) internal pure returns (uint8) {
        return uint8(EntryWord.unwrap(word) >> 4) & 15;
    }

    function has(EntryWord word, uint8 flag) internal pure returns (bool) {
        return EntryWord.unwrap(word) & flag != 0;
    }

    function without(EntryWord word, uint8 flag) internal pure returns (EntryWord) {
        return EntryWord.wrap(EntryWord.unwrap(word) & ~uint256(flag));
    }
}
