// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title BLAKE2b-256 (RFC 7693), keyed with 32 bytes and salted with a number, by the precompile of EIP-152.
/// @notice The hash of sectors. Of those that a contract can compute it is the fastest by far in a browser, where every byte
/// of a data set passes through it twice; here it only runs when somebody cheats.
library BlakeLib {
    address private constant PRECOMPILE = address(9);
    uint256 private constant BLOCK = 128;
    /// @dev The initial state, 64-bit words with their lowest byte first: 32 bytes of digest, 32 of key, no tree.
    bytes32 private constant LOW = 0x28e9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5;
    bytes32 private constant HIGH = 0xd182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b;

    /// @notice The chain lacks the precompile.
    error BlakeNotAvailable();

    /// Returns the digest; `number` is the salt: 16 bytes, highest first.
    function hash(bytes32 key, uint64 number, bytes memory message) internal view returns (bytes32 digest) {
        bytes32 high = HIGH ^ bytes32(uint256(number) << 128);
        uint256 length = message.length;
        bytes memory state = _compress(LOW, high, abi.encodePacked(key, new bytes(96)), BLOCK, length == 0);
        bytes memory padded = abi.encodePacked(message, new bytes(BLOCK));
        for (uint256 offset; offset < length; offset += BLOCK) {
            uint256 end = offset + BLOCK < length ? offset + BLOCK : length;
            (bytes32 low_, bytes32 high_) = abi.decode(state, (bytes32, bytes32));
            state = _compress(low_, high_, _slice(padded, offset), BLOCK + end, end == length);
        }
        (digest,) = abi.decode(state, (bytes32, bytes32));
    }

    function _compress(bytes32 low, bytes32 high, bytes memory words, uint256 count, bool last)
        private
        view
        returns (bytes memory)
    {
        (bool done, bytes memory state) =
            PRECOMPILE.staticcall(abi.encodePacked(uint32(12), low, high, words, _lowestFirst(count), bytes8(0), last));
        require(done && state.length == 64, BlakeNotAvailable());
        return state;
    }

    function _slice(bytes memory padded, uint256 offset) private pure returns (bytes memory) {
        bytes32[4] memory words;
        assembly ("memory-safe") {
            mcopy(words, add(add(padded, 32), offset), 128)
        }
        return abi.encodePacked(words);
    }

    function _lowestFirst(uint256 count) private pure returns (bytes8 bytes_) {
        for (uint256 i; i < 8; i++) bytes_ |= bytes8(uint64((count >> (8 * i)) & 0xff) << uint64(56 - 8 * i));
    }
}
