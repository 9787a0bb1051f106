// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title The token of a business scenario: its holders share the scenario's commission, in QDT.
/// @notice Shares are counted by the second: whoever holds when a dividend comes has it, whether the tokens move later or not.
interface IScenarioToken {
    event DividendAdded(uint256 amount, uint256 perToken);
    event DividendClaimed(address indexed holder, uint256 amount);

    error ScenarioTokenNotMinter(address caller);
    error ScenarioTokenNothingToClaim(address holder);

    /// @notice Mints. The Commission only.
    function mint(address to, uint256 amount) external;

    /// @notice Pays `amount` of QDT in for all holders of this moment.
    function distribute(uint256 amount) external;

    /// @notice Sends the caller its dividends.
    function claim() external returns (uint256 amount);

    function dividendOf(address holder) external view returns (uint256 amount);
    function minter() external view returns (address);
}
