// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title The token of a business scenario: its holders share the scenario's commission, in QDT.
/// @notice Shares are counted at the moment of payment: whoever holds when a dividend comes has it, whether the tokens move
/// later or not. Contracts that keep tokens for others, named when the token was made, have no share: what they keep at that
/// moment earns for all other holders. Whoever leaves tokens with one, as a bond or a price, goes without meanwhile; with a
/// contract that was not named the share is that contract's.
interface IScenarioToken {
    /// @notice A dividend came for all holders of this moment.
    /// @param amount In wei of QDT.
    /// @param perToken What one unit of the token has earned since the beginning, in wei of QDT times 10^27.
    event DividendAdded(uint256 amount, uint256 perToken);

    /// @notice A holder took its dividends.
    /// @param holder Who.
    /// @param amount What it received, in wei of QDT.
    event DividendClaimed(address indexed holder, uint256 amount);

    /// @notice Only the minter mints.
    /// @param caller Who called instead.
    error ScenarioTokenNotMinter(address caller);

    /// @notice No dividends wait.
    /// @param holder Who called.
    error ScenarioTokenNothingToClaim(address holder);

    /// @notice What is due is less than a claim needs to be; it waits and may grow.
    /// @param due In wei of QDT.
    /// @param least What has to be due: `LEAST_CLAIM`, and more than the fee that QDT would charge now.
    error ScenarioTokenClaimTooSmall(uint256 due, uint256 least);

    /// @notice Mints. The Commission only.
    /// @param to Who gets the tokens.
    /// @param amount In wei of the token.
    function mint(address to, uint256 amount) external;

    /// @notice Pays `amount` of QDT in for all holders of this moment but custodians; with no such holder yet it waits for the
    /// next payment.
    /// Anybody.
    /// @param amount In wei of QDT; the caller must have approved it.
    function distribute(uint256 amount) external;

    /// @notice Sends the caller its dividends. On chains where QDT exempts this token from coin-days, all of them. Elsewhere at
    /// least `LEAST_CLAIM` at once, and the caller bears the fee that QDT charges while this token is short of coin-days; where
    /// QDT refuses such transfers the claim reverts. Coin-days grow again with each day that dividends lie here, so waiting
    /// helps.
    /// @return amount What the caller received, in wei of QDT; never 0, nothing to claim reverts.
    function claim() external returns (uint256 amount);

    /// @notice Returns what is due to a holder. A claim sends all of it, less the fee that `claim` tells of.
    /// @param holder Anybody, also who holds no tokens any more; 0 for a custodian.
    /// @return amount In wei of QDT, rounded down.
    function dividendOf(address holder) external view returns (uint256 amount);

    /// @notice Returns whether an account keeps tokens for others and so has no share. Fixed when the token was made.
    /// @param account Anybody.
    /// @return Whether it was named then.
    function isCustodian(address account) external view returns (bool);

    /// @notice Returns who mints: the Commission. Fixed when the token was made.
    /// @return The only address that may.
    function minter() external view returns (address);

    /// @notice Returns who opens the token's scenario, and got what there was of it at first. Fixed when the token was made.
    /// @return The only address that may.
    function founder() external view returns (address);
}
