// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title When the AUC of team, foundation and ecosystem move, and to whom.
/// @notice Team: locked for twelve months, then 24 equal monthly parts. Foundation: 48 equal monthly parts. Ecosystem:
/// rewards, out of a budget that fills evenly over eight years.
interface IAucProgramme {
    event Released(address indexed beneficiary, uint256 amount);
    event Rewarded(address indexed to, address indexed rewarder, bytes32 indexed reason, uint256 amount);

    error AucProgrammeNothingDue(address beneficiary);
    error AucProgrammeNotRewarder(address caller);
    error AucProgrammeOverBudget(uint256 amount, uint256 available);

    /// @notice Sends the team, or the foundation, what is due to it. Anybody.
    function releaseTeam() external returns (uint256 amount);
    function releaseFoundation() external returns (uint256 amount);

    /// @notice Rewards a contribution; `reason` names it. Holders of the REWARDER role only.
    function reward(address to, uint256 amount, bytes32 reason) external;

    function teamVested(uint256 time) external view returns (uint256);
    function foundationVested(uint256 time) external view returns (uint256);

    /// @notice What may be given in rewards now.
    function budget() external view returns (uint256);
}
