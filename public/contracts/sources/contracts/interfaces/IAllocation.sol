// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The lock on the team's coins: nothing for twelve months, then 24 equal monthly parts.
/// @notice The first part is free one month after the lock ends, the last 36 months after genesis; a month is a twelfth
/// of 365 days. Parts are counted in all, so the last claim leaves nothing behind.
interface IAllocation {
    event Claimed(address indexed beneficiary, uint256 amount, uint256 claimedInAll);

    /// @notice Nothing is due; the next part comes at `nextAt`, 0 if there is none.
    error AllocationNothingDue(address beneficiary, uint256 nextAt);
    error AllocationLengths(uint256 beneficiaries, uint256 amounts);
    error AllocationZeroBeneficiary();
    /// @notice The contract must own at genesis what it promises.
    error AllocationUnfunded(uint256 promised, uint256 owned);

    /// @notice Sends the caller what is due and not claimed yet, and returns it.
    function claim() external returns (uint256 amount);

    /// @notice Returns what is free in all for the beneficiary at a time in seconds since 1970, rounded down.
    function vestedAt(address beneficiary, uint256 timestamp) external view returns (uint256);

    /// @notice Returns what the beneficiary was promised.
    function amountOf(address beneficiary) external view returns (uint256);

    /// @notice Returns what the beneficiary claimed so far.
    function claimedOf(address beneficiary) external view returns (uint256);
}
