// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The issue of the mined 51 %: seven periods of four years, each half of the one before, the last two equal.
/// @notice 25.5, 12.75, 6.375, 3.1875, 1.59375, 0.796875 and 0.796875 % of ten billion, evenly over the seconds of each
/// period (4 x 365 days): 60.64 QDT per 3 seconds in the first one, 5,100,000,000 exactly after 28 years, then nothing.
interface IIssuance {
    /// @notice What had fallen due was minted.
    /// @param to Always the Election contract.
    /// @param amount What was minted now, in wei of QDT.
    /// @param releasedInAll What was minted so far, this time included, in wei of QDT.
    event Released(address indexed to, uint256 amount, uint256 releasedInAll);

    /// @notice Only the Election contract may release.
    /// @param caller Who called instead.
    error IssuanceNotElection(address caller);

    /// @notice Mints what is due since the last call to the Election contract, which alone may call.
    /// @return amount In wei of QDT; 0 when nothing fell due, which does not revert.
    function release() external returns (uint256 amount);

    /// @notice Returns what is issued in all by a time, released or not.
    /// @param timestamp Unix time, past or future.
    /// @return In wei of QDT, rounded down; 0 up to the genesis time.
    function issuedAt(uint256 timestamp) external view returns (uint256);

    /// @notice Returns what was released so far.
    /// @return In wei of QDT.
    function released() external view returns (uint256);
}
