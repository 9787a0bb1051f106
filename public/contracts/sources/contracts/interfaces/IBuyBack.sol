// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title AUC bought back with 40 % of net profit each quarter, and burned in public.
interface IBuyBack {
    event Funded(uint256 indexed quarter, address indexed by, uint256 profit, uint256 amount, string reportCid);
    event BoughtBack(uint256 indexed quarter, address indexed seller, uint256 burned, uint256 paid);

    error BuyBackZeroAmount();
    error BuyBackPriceTooLow(uint256 payment, uint256 least);
    error BuyBackFundsShort(uint256 funds, uint256 payment);

    /// @notice Pays in 40 % of a quarter's net profit, with the report that states it.
    function fund(uint256 profit, string calldata reportCid) external returns (uint256 amount);

    /// @notice Sells AUC to the fund at the oracle's price; they are burned in the same transaction.
    function sell(uint256 amount, uint256 leastPayment) external returns (uint256 payment);

    /// @notice What `amount` of AUC would be paid with now.
    function quote(uint256 amount) external view returns (uint256 payment);
    function quarter() external view returns (uint256);
}
