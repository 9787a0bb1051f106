// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title The one view of the Election that the exchange needs.
/// @notice Who was elected by the QDT holders.
interface IValidators {
    /// @notice Returns who seals the next block.
    /// @return The producers, at most 21.
    function getValidators() external view returns (address[] memory);
}
