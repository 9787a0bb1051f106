// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title The tree of chunk keys.
/// @notice `child(node, bit) = keccak256(node ‖ bit)`, 33 bytes hashed. With `depth = ceil(log2(chunks))`, the key of chunk
/// `i` is reached from the root by the bits of `i`, highest first. A range of chunks is granted by the nodes that cover it:
/// from the left, at each position the largest aligned node that stays inside. A range that reaches the last chunk is read
/// as reaching the last leaf, so a whole data set is one node and its root.
library KeyTreeLib {
    /// @dev The leaf of the key commitment, 40 bytes hashed; inner nodes of MerkleLib hash 65, so no leaf passes for one.
    function leafHash(uint64 index, bytes32 key) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(index, key));
    }

    /// Returns the least depth with `2**depth >= leaves`.
    function depthOf(uint256 leaves) internal pure returns (uint256 depth) {
        while ((uint256(1) << depth) < leaves) depth++;
    }

    /// Walks down from `node`, `levels` above the leaves, to the key of leaf `index`.
    function derive(bytes32 node, uint256 index, uint256 levels) internal pure returns (bytes32) {
        // In scratch space: a quarter of the gas of encoding 33 bytes anew on every level.
        assembly ("memory-safe") {
            for { let level := levels } level { } {
                level := sub(level, 1)
                mstore(0, node)
                mstore8(32, and(shr(level, index), 1))
                node := keccak256(0, 33)
            }
        }
        return node;
    }

    /// Returns how many nodes cover chunks `from` to `to` (exclusive) of `chunks`.
    function coverSize(uint256 from, uint256 to, uint256 chunks) internal pure returns (uint256 parts) {
        (parts,) = _walk(from, to, chunks, type(uint256).max);
    }

    /// Returns which node of the cover holds chunk `index`, from 0, and how far above the leaves that node stands.
    function locate(uint256 from, uint256 to, uint256 chunks, uint256 index)
        internal
        pure
        returns (uint256 part, uint256 levels)
    {
        return _walk(from, to, chunks, index);
    }

    /// @dev Stops at the node that holds `until`. Heights of a cover rise and then fall, so `height` moves at most
    /// `2 * depth` steps in all.
    function _walk(uint256 from, uint256 to, uint256 chunks, uint256 until)
        private
        pure
        returns (uint256 part, uint256 height)
    {
        uint256 end = to == chunks ? uint256(1) << depthOf(chunks) : to;
        uint256 start = from;
        while (start < to) {
            while (_fits(start, height + 1, end)) height++;
            while (!_fits(start, height, end)) height--;
            start += uint256(1) << height;
            if (until < start) return (part, height);
            part++;
        }
    }

    function _fits(uint256 start, uint256 height, uint256 end) private pure returns (bool) {
        uint256 size = uint256(1) << height;
        return start & (size - 1) == 0 && start + size <= end;
    }
}
