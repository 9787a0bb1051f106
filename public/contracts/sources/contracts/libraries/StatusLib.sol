// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IDataMarket} from "../interfaces/IDataMarket.sol";

/// @notice `IDataMarket.Status` as the word that the market keeps: state (8 bits, lowest) | stage (16) | deadline (40) |
/// extra (192).
type StatusWord is uint256;

using StatusLib for StatusWord global;

/// @title Reading and writing that word.
/// @notice A third of the gas of moving a struct between storage and memory.
library StatusLib {
    function pack(IDataMarket.State state_, uint256 stage_, uint256 deadline_, uint192 extra_)
        internal
        pure
        returns (StatusWord)
    {
        return StatusWord.wrap(
            uint256(state_) | (uint256(uint16(stage_)) << 8) | (uint256(uint40(deadline_)) << 24)
                | (uint256(extra_) << 64)
        );
    }

    function state(StatusWord word) internal pure returns (IDataMarket.State) {
        return IDataMarket.State(uint8(StatusWord.unwrap(word)));
    }

    function stage(StatusWord word) internal pure returns (uint16) {
        return uint16(StatusWord.unwrap(word) >> 8);
    }

    function deadline(StatusWord word) internal pure returns (uint40) {
        return uint40(StatusWord.unwrap(word) >> 24);
    }

    function extra(StatusWord word) internal pure returns (uint192) {
        return uint192(StatusWord.unwrap(word) >> 64);
    }
}
