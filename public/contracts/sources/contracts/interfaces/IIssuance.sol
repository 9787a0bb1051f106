// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The issue of the mined 51 %: seven periods of four years, each half of the one before, the last two equal.
/// @notice 25.5, 12.75, 6.375, 3.1875, 1.59375, 0.796875 and 0.796875 % of ten billion, evenly over the seconds of each
/// period (4 x 365 days): 60.64 QDT per 3 seconds in the first one, 5,100,000,000 exactly after 28 years, then nothing.
interface IIssuance {
    event Released(address indexed to, uint256 amount, uint256 releasedInAll);

    error IssuanceNotElection(address caller);

    /// @notice Mints what is due since the last call to the Election contract, which alone may call, and returns it.
    function release() external returns (uint256 amount);

    /// @notice Returns what is issued in all by a time, in seconds since 1970, rounded down.
    function issuedAt(uint256 timestamp) external view returns (uint256);

    /// @notice Returns what was released so far.
    function released() external view returns (uint256);
}
