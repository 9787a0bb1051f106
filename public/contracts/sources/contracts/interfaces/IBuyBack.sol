// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title AUC bought back with 40 % of net profit each quarter, and burned in public.
/// @notice Whoever pays profit in states it with a report; anybody sells AUC to the fund, at the oracle's price, as long as
/// the fund lasts. What was bought is burned at once; nothing else takes money out.
interface IBuyBack {
    /// @notice A quarter's part of the profit was paid in.
    /// @param quarter Quarters of a year since the start, from 0.
    /// @param by Who paid.
    /// @param profit The net profit as stated, in units of the fund's money.
    /// @param amount 40 % of it, paid in now, in units of the fund's money.
    /// @param reportCid Content id of the report that states the profit.
    event Funded(uint256 indexed quarter, address indexed by, uint256 profit, uint256 amount, string reportCid);

    /// @notice AUC were bought and burned.
    /// @param quarter Quarters of a year since the start, from 0.
    /// @param seller Who sold them.
    /// @param burned In wei of AUC.
    /// @param paid In units of the fund's money.
    event BoughtBack(uint256 indexed quarter, address indexed seller, uint256 burned, uint256 paid);

    /// @notice The amount is so small that nothing would be paid.
    error BuyBackZeroAmount();

    /// @notice The oracle's price has fallen below what the seller accepts.
    /// @param payment What would be paid now, in units of the fund's money.
    /// @param least What the seller wants at least, in the same units.
    error BuyBackPriceTooLow(uint256 payment, uint256 least);

    /// @notice The fund does not hold enough; sell less, or after it was paid in again.
    /// @param funds What it holds, in units of the fund's money.
    /// @param payment What it would have to pay, in the same units.
    error BuyBackFundsShort(uint256 funds, uint256 payment);

    /// @notice Pays in 40 % of a quarter's net profit, with the report that states it. Anybody may; the caller must have
    /// approved that part.
    /// @param profit The whole net profit, in units of the fund's money.
    /// @param reportCid Content id of the report.
    /// @return amount What was paid in, rounded down.
    function fund(uint256 profit, string calldata reportCid) external returns (uint256 amount);

    /// @notice Sells AUC to the fund at the oracle's price; they are burned in the same transaction. The caller must have
    /// approved them.
    /// @param amount In wei of AUC.
    /// @param leastPayment Reverts below it; in units of the fund's money, 0 to take any price.
    /// @return payment What the caller got, in units of the fund's money, rounded down.
    function sell(uint256 amount, uint256 leastPayment) external returns (uint256 payment);

    /// @notice Returns what AUC would be paid with now; reverts while the oracle has no price.
    /// @param amount In wei of AUC.
    /// @return payment In units of the fund's money, rounded down; the fund may hold less.
    function quote(uint256 amount) external view returns (uint256 payment);

    /// @notice Returns the present quarter.
    /// @return Quarters of 365 days / 4 since the start, from 0.
    function quarter() external view returns (uint256);
}
