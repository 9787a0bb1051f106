// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Test} from "../exchange-test/Test.sol";
import {KeyTreeLib} from "./KeyTreeLib.sol";

/// @notice The key tree, against the obvious way.
contract KeyTreeLibTest is Test {
    function test_cover_holds_every_chunk_once(uint256 from, uint256 to, uint256 chunks) public pure {
        chunks = bound(chunks, 1, 300);
        from = bound(from, 0, chunks - 1);
        to = bound(to, from + 1, chunks);
        uint256 depth = KeyTreeLib.depthOf(chunks);
        uint256 parts = KeyTreeLib.coverSize(from, to, chunks);
        assertLe(parts, 2 * depth + 1, "grows with the logarithm");
        if (from == 0 && to == chunks) assertEq(parts, 1, "the whole is one node");
        uint256 lastPart;
        for (uint256 chunk = from; chunk < to; chunk++) {
            (uint256 part, uint256 levels) = KeyTreeLib.locate(from, to, chunks, chunk);
            uint256 first = (chunk >> levels) << levels;
            assertTrue(first >= from, "begins inside");
            assertTrue(first + (1 << levels) <= to || to == chunks, "ends inside, or beyond the last chunk");
            assertTrue(part == lastPart || (part == lastPart + 1 && first == chunk), "in order");
            lastPart = part;
        }
        assertEq(lastPart + 1, parts, "and no node more");
    }

    function test_depth_is_the_least_that_holds_all_leaves() public pure {
        uint8[8] memory leaves = [0, 1, 2, 3, 4, 5, 8, 9];
        uint8[8] memory depths = [0, 0, 1, 2, 2, 3, 3, 4];
        for (uint256 i; i < 8; i++) assertEq(KeyTreeLib.depthOf(leaves[i]), depths[i], "depth");
    }

    function test_a_range_is_covered_from_the_left_by_the_largest_nodes() public pure {
        assertCover(0, 5, 5, 0, 3);
        assertCover(1, 5, 5, 0, 0);
        assertCover(1, 5, 5, 1, 1);
        assertCover(1, 5, 5, 2, 2);
        assertEq(KeyTreeLib.coverSize(1, 5, 5), 3, "1, 2-3, 4 and beyond");
        assertEq(KeyTreeLib.coverSize(0, 5, 8), 2, "0-3, 4");
        assertEq(KeyTreeLib.coverSize(3, 7, 8), 3, "3, 4-5, 6");
        assertEq(KeyTreeLib.coverSize(0, 8, 8), 1, "everything");
    }

    /// @dev The chunk at the left edge of `part` in the cover of a range.
    function assertCover(uint256 from, uint256 to, uint256 chunks, uint256 part, uint256 levels) internal pure {
        uint256 chunk = part == 2 ? 4 : from + part;
        (uint256 foundPart, uint256 foundLevels) = KeyTreeLib.locate(from, to, chunks, chunk);
        assertEq(foundPart, part, "part");
        assertEq(foundLevels, levels, "levels");
    }

    function test_a_key_is_reached_by_the_bits_of_its_number() public pure {
        bytes32 root = keccak256("root");
        bytes32 left = keccak256(abi.encodePacked(root, uint8(0)));
        assertEq(KeyTreeLib.derive(root, 1, 2), keccak256(abi.encodePacked(left, uint8(1))), "0, then 1");
        assertEq(KeyTreeLib.derive(root, 9, 0), root, "no level, no step");
    }
}
