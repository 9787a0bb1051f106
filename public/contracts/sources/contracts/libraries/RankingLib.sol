// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Choosing the producers from the ranked candidates.
/// @notice All of them if they fit; otherwise those with most votes take all seats but one, and the last seat is drawn
/// among the rest in proportion to votes. Equal votes: the earlier registration (the lower id) comes first.
///
/// For the draw the votes of the rest lie side by side in the order of their ids, and the seed is a fraction of the whole.
/// So whoever adds or takes votes when the seed is known moves the point and all borders by that many votes at most, and
/// neither a place in the list nor a rank moves anything.
library RankingLib {
    uint256 private constant ID_BITS = 32;

    /// Returns a number that sorts by score, then by earlier id.
    function key(uint256 score, uint32 id) internal pure returns (uint256) {
        return score << ID_BITS | (type(uint32).max - id);
    }

    /// Returns the ids of the chosen among the first `count` keys, which it uses up.
    function choose(uint256[] memory keys, uint256 count, uint256 seats, bytes32 seed)
        internal
        pure
        returns (uint32[] memory ids)
    {
        if (count > seats) _sortById(keys, count);
        uint256 ranked = count > seats ? seats - 1 : count;
        ids = new uint32[](count > seats ? seats : count);
        for (uint256 seat; seat < ranked; ++seat) ids[seat] = _take(keys, _highest(keys, count));
        if (count > seats) ids[ranked] = _take(keys, _drawn(keys, count, seed));
    }

    function _drawn(uint256[] memory keys, uint256 count, bytes32 seed) private pure returns (uint256 i) {
        uint256 total;
        for (; i < count; ++i) total += keys[i] >> ID_BITS;
        if (total == 0) return _highest(keys, count);
        (uint256 point,) = Math.mul512(uint256(keccak256(abi.encodePacked(seed, "seat"))), total);
        for (i = 0; point >= keys[i] >> ID_BITS; ++i) point -= keys[i] >> ID_BITS;
    }

    /// Cheap: the list of candidates is nearly in this order, see CandidateLib.
    function _sortById(uint256[] memory keys, uint256 count) private pure {
        for (uint256 i = 1; i < count; ++i) {
            uint256 moved = keys[i];
            uint256 j = i;
            for (; j > 0 && uint32(keys[j - 1]) < uint32(moved); --j) keys[j] = keys[j - 1];
            keys[j] = moved;
        }
    }

    function _highest(uint256[] memory keys, uint256 count) private pure returns (uint256 best) {
        uint256 most;
        for (uint256 i; i < count; ++i) {
            if (keys[i] > most) (most, best) = (keys[i], i);
        }
    }

    /// What is taken is below all others, and has no votes.
    function _take(uint256[] memory keys, uint256 i) private pure returns (uint32 id) {
        id = type(uint32).max - uint32(keys[i]);
        keys[i] = 0;
    }
}
