// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The lock on the team's coins: nothing for twelve months, then 24 equal monthly parts.
/// @notice The first part is free one month after the lock ends, the last 36 months after genesis; a month is a twelfth
/// of 365 days. Parts are counted in all, so the last claim leaves nothing behind.
interface IAllocation {
    /// @notice A beneficiary was sent what was due.
    /// @param beneficiary Who claimed, and got it.
    /// @param amount What was sent now, in wei of QDT.
    /// @param claimedInAll What was sent so far, this claim included, in wei of QDT.
    event Claimed(address indexed beneficiary, uint256 amount, uint256 claimedInAll);

    /// @notice Nothing is due.
    /// @param beneficiary Who called; it may be none.
    /// @param nextAt Unix time at which the next part comes free; 0 when all parts have.
    error AllocationNothingDue(address beneficiary, uint256 nextAt);

    /// @notice At genesis: each beneficiary needs one amount.
    /// @param beneficiaries How many beneficiaries were given.
    /// @param amounts How many amounts were given.
    error AllocationLengths(uint256 beneficiaries, uint256 amounts);

    /// @notice At genesis: the zero address can claim nothing.
    error AllocationZeroBeneficiary();

    /// @notice At genesis: the contract must own exactly what it promises.
    /// @param promised Sum of all amounts, in wei of QDT.
    /// @param owned Its balance, in wei of QDT.
    error AllocationUnfunded(uint256 promised, uint256 owned);

    /// @notice Sends the caller what is due and not claimed yet.
    /// @return amount What was sent, in wei of QDT; never 0, a claim of nothing reverts.
    function claim() external returns (uint256 amount);

    /// @notice Returns what is free in all for the beneficiary at a time, claimed or not.
    /// @param beneficiary Anybody; who was promised nothing has 0.
    /// @param timestamp Unix time, past or future.
    /// @return In wei of QDT, rounded down.
    function vestedAt(address beneficiary, uint256 timestamp) external view returns (uint256);

    /// @notice Returns what the beneficiary was promised at genesis.
    /// @param beneficiary Anybody.
    /// @return In wei of QDT; 0 for who is no beneficiary.
    function amountOf(address beneficiary) external view returns (uint256);

    /// @notice Returns what the beneficiary claimed so far.
    /// @param beneficiary Anybody.
    /// @return In wei of QDT.
    function claimedOf(address beneficiary) external view returns (uint256);
}
