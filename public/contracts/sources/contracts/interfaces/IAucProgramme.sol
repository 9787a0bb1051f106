// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title When the AUC of team, foundation and ecosystem move, and to whom.
/// @notice Team: locked for twelve months, then 24 equal monthly parts. Foundation: 48 equal monthly parts. Ecosystem:
/// rewards, out of a budget that fills evenly over eight years.
interface IAucProgramme {
    /// @notice Team or foundation got what was due.
    /// @param beneficiary Which of the two.
    /// @param amount In wei of AUC.
    event Released(address indexed beneficiary, uint256 amount);

    /// @notice A contribution was rewarded.
    /// @param to Who got it.
    /// @param rewarder Who decided it.
    /// @param reason What for; up to 32 bytes of text.
    /// @param amount In wei of AUC.
    event Rewarded(address indexed to, address indexed rewarder, bytes32 indexed reason, uint256 amount);

    /// @notice Nothing is due now.
    /// @param beneficiary The team's or the foundation's address.
    error AucProgrammeNothingDue(address beneficiary);

    /// @notice Only holders of the REWARDER role give rewards.
    /// @param caller Who called instead.
    error AucProgrammeNotRewarder(address caller);

    /// @notice The budget does not hold that much yet.
    /// @param amount What was to be given, in wei of AUC.
    /// @param available What the budget holds now, in wei of AUC.
    error AucProgrammeOverBudget(uint256 amount, uint256 available);

    /// @notice Sends the team what is due to it. Anybody may call.
    /// @return amount What was sent, in wei of AUC; never 0, nothing due reverts.
    function releaseTeam() external returns (uint256 amount);

    /// @notice Sends the foundation what is due to it. Anybody may call.
    /// @return amount What was sent, in wei of AUC; never 0, nothing due reverts.
    function releaseFoundation() external returns (uint256 amount);

    /// @notice Rewards a contribution out of the ecosystem's budget. Holders of the REWARDER role only.
    /// @param to Who gets it.
    /// @param amount In wei of AUC, at most `budget()`.
    /// @param reason What for; up to 32 bytes of text.
    function reward(address to, uint256 amount, bytes32 reason) external;

    /// @notice Returns what is free in all for the team at a time, released or not.
    /// @param time Unix time, past or future.
    /// @return In wei of AUC, rounded down; 0 until 13 months after the start.
    function teamVested(uint256 time) external view returns (uint256);

    /// @notice Returns what is free in all for the foundation at a time, released or not.
    /// @param time Unix time, past or future.
    /// @return In wei of AUC, rounded down; 0 until one month after the start.
    function foundationVested(uint256 time) external view returns (uint256);

    /// @notice Returns what may be given in rewards now: what has filled up and was not given yet.
    /// @return In wei of AUC.
    function budget() external view returns (uint256);
}
