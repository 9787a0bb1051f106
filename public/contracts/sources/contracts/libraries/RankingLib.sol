// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Choosing the producers from the ranked candidates.
/// @notice All of them if they fit; otherwise those with most votes take all seats but one, and the last seat is drawn
/// among the rest in proportion to votes. Equal votes: the earlier registration (the lower id) comes first.
library RankingLib {
    uint256 private constant ID_BITS = 32;

    /// Returns a number that sorts by score, then by earlier id.
    function key(uint256 score, uint32 id) internal pure returns (uint256) {
        return score << ID_BITS | (type(uint32).max - id);
    }

    /// Returns the ids of the chosen among the first `count` keys, which it reorders.
    function choose(uint256[] memory keys, uint256 count, uint256 seats, bytes32 seed)
        internal
        pure
        returns (uint32[] memory ids)
    {
        uint256 ranked = count > seats ? seats - 1 : count;
        ids = new uint32[](count > seats ? seats : count);
        for (uint256 seat; seat < ranked; ++seat) {
            _swapIn(keys, seat, _highest(keys, seat, count));
            ids[seat] = _idOf(keys[seat]);
        }
        if (count > seats) ids[ranked] = _idOf(keys[_drawn(keys, ranked, count, seed)]);
    }

    function _drawn(uint256[] memory keys, uint256 from, uint256 count, bytes32 seed) private pure returns (uint256 i) {
        uint256 total;
        for (i = from; i < count; ++i) total += keys[i] >> ID_BITS;
        if (total == 0) return _highest(keys, from, count);
        uint256 point = uint256(keccak256(abi.encodePacked(seed, "seat"))) % total;
        for (i = from; point >= keys[i] >> ID_BITS; ++i) point -= keys[i] >> ID_BITS;
    }

    function _highest(uint256[] memory keys, uint256 from, uint256 count) private pure returns (uint256 best) {
        best = from;
        for (uint256 i = from + 1; i < count; ++i) {
            if (keys[i] > keys[best]) best = i;
        }
    }

    function _swapIn(uint256[] memory keys, uint256 i, uint256 j) private pure {
        (keys[i], keys[j]) = (keys[j], keys[i]);
    }

    function _idOf(uint256 rankKey) private pure returns (uint32) {
        return type(uint32).max - uint32(rankKey);
    }
}
