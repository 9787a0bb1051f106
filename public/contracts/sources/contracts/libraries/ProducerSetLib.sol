// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IElection} from "../interfaces/IElection.sol";

/// @title A set of producers: whose turn it is, and the hash that commits to it.
/// @notice Members are kept in ascending order. Each n blocks (n members) every producer has one turn, in an order that is
/// shuffled anew: Fisher-Yates over the ascending set from the last place down, where place j swaps with
/// keccak256(shuffleSeed, uint64 j) mod (j + 1) and shuffleSeed = keccak256(seed, uint64 (blockNumber / n)). The producer
/// of QBFT round r is the one at place (blockNumber + r) mod n.
library ProducerSetLib {
    struct ProducerSet {
        uint64 epoch;
        bytes32 seed;
        address[] members;
    }

    /// Returns keccak256 of the epoch (8 bytes), the seed (32 bytes) and the members (20 bytes each) in ascending order.
    function commit(uint64 epoch, bytes32 seed, address[] memory members) internal pure returns (bytes32) {
        bytes memory packed = abi.encodePacked(epoch, seed);
        for (uint256 i; i < members.length; ++i) packed = abi.encodePacked(packed, members[i]);
        return keccak256(packed);
    }

    /// Returns the order of turns in the round of n blocks that the block belongs to.
    function shuffled(address[] memory members, bytes32 seed, uint256 blockNumber)
        internal
        pure
        returns (address[] memory)
    {
        bytes32 shuffleSeed = keccak256(abi.encodePacked(seed, uint64(blockNumber / members.length)));
        for (uint256 j = members.length - 1; j > 0; --j) {
            uint256 drawn = uint256(keccak256(abi.encodePacked(shuffleSeed, uint64(j)))) % (j + 1);
            (members[j], members[drawn]) = (members[drawn], members[j]);
        }
        return members;
    }

    /// Returns the place of the member, the number of members if it is none of them.
    function indexOf(address[] memory members, address account) internal pure returns (uint256 i) {
        while (i < members.length && members[i] != account) ++i;
    }

    /// Reverts unless a quorum of the members signed, each once and nobody else: Besu's rule for commit seals.
    function requireQuorum(address[] memory members, address[] memory signers, uint256 quorum) internal pure {
        if (signers.length < quorum) revert IElection.ElectionBelowQuorum(signers.length, quorum);
        uint256 seen;
        for (uint256 i; i < signers.length; ++i) {
            uint256 place = indexOf(members, signers[i]);
            if (place == members.length) revert IElection.ElectionForeignSeal(signers[i]);
            if (seen >> place & 1 == 1) revert IElection.ElectionSealTwice(signers[i]);
            seen |= 1 << place;
        }
    }

    function contains(address[] memory members, address account) internal pure returns (bool) {
        return indexOf(members, account) < members.length;
    }

    /// Returns the place whose turn comes after an address: Besu's round robin, also when the address has left the set.
    function placeAfter(address[] memory members, address account) internal pure returns (uint256 i) {
        while (i < members.length && members[i] <= account) ++i;
        return i % members.length;
    }

    /// Returns the members in ascending order.
    function sorted(address[] memory members) internal pure returns (address[] memory) {
        for (uint256 i = 1; i < members.length; ++i) {
            address member = members[i];
            uint256 j = i;
            for (; j > 0 && members[j - 1] > member; --j) members[j] = members[j - 1];
            members[j] = member;
        }
        return members;
    }

    /// Returns the members without the one at the place, still in order.
    function without(address[] memory members, uint256 place) internal pure returns (address[] memory rest) {
        rest = new address[](members.length - 1);
        for (uint256 i; i < rest.length; ++i) rest[i] = members[i < place ? i : i + 1];
    }
}
