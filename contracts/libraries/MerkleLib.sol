// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Merkle trees with a place for every leaf.
/// @notice Leaves beyond the last are zero, up to the next power of two. An inner node is `keccak256(0x01 ‖ left ‖ right)`;
/// its 65 bytes differ in length from every leaf of ours (40 and 72), so a node cannot be passed off as a leaf.
library MerkleLib {
    /// @return root The root above `leaf` at place `index`, given its siblings from the bottom up.
    function rootOf(bytes32 leaf, uint256 index, bytes32[] calldata siblings) internal pure returns (bytes32 root) {
        root = leaf;
        for (uint256 i; i < siblings.length; i++) {
            root = (index >> i) & 1 == 0
                ? keccak256(abi.encodePacked(uint8(1), root, siblings[i]))
                : keccak256(abi.encodePacked(uint8(1), siblings[i], root));
        }
    }
}
