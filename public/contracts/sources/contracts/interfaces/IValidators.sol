// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @notice The one view of the Election that the exchange needs: who was elected by the QDT holders.
interface IValidators {
    /// @return The producers that seal the next block, at most 21.
    function getValidators() external view returns (address[] memory);
}
