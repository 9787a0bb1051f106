// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Merkle trees with a place for every leaf.
/// @notice Leaves beyond the last are zero, up to the next power of two. An inner node is `keccak256(0x01 ‖ left ‖ right)`;
/// its 65 bytes differ in length from those of leaves (40 of keys, 36 of chunks), so a node cannot be passed off as a leaf.
library MerkleLib {
    /// Returns the root above `leaf` at place `index`, given its siblings from the bottom up.
    function rootOf(bytes32 leaf, uint256 index, bytes32[] calldata siblings) internal pure returns (bytes32 root) {
        root = leaf;
        // In one place of memory: a third of the gas of encoding 65 bytes anew on every level.
        assembly ("memory-safe") {
            let place := mload(0x40)
            mstore8(place, 1)
            let left := add(place, 1)
            let right := add(place, 33)
            for { let i := 0 } lt(i, siblings.length) { i := add(i, 1) } {
                let sibling := calldataload(add(siblings.offset, shl(5, i)))
                switch and(shr(i, index), 1)
                case 0 {
                    mstore(left, root)
                    mstore(right, sibling)
                }
                default {
                    mstore(left, sibling)
                    mstore(right, root)
                }
                root := keccak256(place, 65)
            }
        }
    }
}
