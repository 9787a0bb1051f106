// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IAucProgramme} from "./interfaces/IAucProgramme.sol";
import {IRoles} from "./interfaces/IRoles.sol";
import {RoleLib} from "./libraries/RoleLib.sol";

/// @title See IAucProgramme.
/// @notice Holds the AUC of all three. Their shares and both beneficiaries are fixed at genesis.
contract AucProgramme is IAucProgramme {
    using SafeERC20 for IERC20;

    /// @notice The team's part: a billion, in wei of AUC.
    uint256 public constant TEAM = 1_000_000_000 ether;
    /// @notice The foundation's part: three billion, in wei of AUC.
    uint256 public constant FOUNDATION = 3_000_000_000 ether;
    /// @notice What can be given in rewards in all: two billion, in wei of AUC.
    uint256 public constant ECOSYSTEM = 2_000_000_000 ether;
    /// @notice A month, in seconds: a twelfth of 365 days.
    uint256 public constant MONTH = 365 days / 12;
    /// @notice Seconds in which the reward budget fills.
    uint256 public constant REWARD_TIME = 8 * 365 days;

    /// @notice AUC.
    IERC20 public immutable auc;
    /// @notice Who may give rewards.
    IRoles public immutable roles;
    /// @notice Who gets the team's part.
    address public immutable team;
    /// @notice Who gets the foundation's part.
    address public immutable foundation;
    /// @notice Unix time from which all of it counts.
    uint256 public immutable start;

    /// @notice What the team got so far, in wei of AUC.
    uint256 public teamReleased;
    /// @notice What the foundation got so far, in wei of AUC.
    uint256 public foundationReleased;
    /// @notice What was given in rewards so far, in wei of AUC.
    uint256 public rewarded;

    constructor(IERC20 auc_, IRoles roles_, address team_, address foundation_, uint256 start_) {
        auc = auc_;
        roles = roles_;
        team = team_;
        foundation = foundation_;
        start = start_;
    }

    /// @inheritdoc IAucProgramme
    function releaseTeam() external returns (uint256 amount) {
        amount = teamVested(block.timestamp) - teamReleased;
        require(amount > 0, AucProgrammeNothingDue(team));

        teamReleased += amount;

        emit Released(team, amount);

        auc.safeTransfer(team, amount);
    }

    /// @inheritdoc IAucProgramme
    function releaseFoundation() external returns (uint256 amount) {
        amount = foundationVested(block.timestamp) - foundationReleased;
        require(amount > 0, AucProgrammeNothingDue(foundation));

        foundationReleased += amount;

        emit Released(foundation, amount);

        auc.safeTransfer(foundation, amount);
    }

    /// @inheritdoc IAucProgramme
    function reward(address to, uint256 amount, bytes32 reason) external {
        require(roles.hasRole(RoleLib.REWARDER, msg.sender), AucProgrammeNotRewarder(msg.sender));
        uint256 available = budget();
        require(amount <= available, AucProgrammeOverBudget(amount, available));

        rewarded += amount;

        emit Rewarded(to, msg.sender, reason, amount);

        auc.safeTransfer(to, amount);
    }

    /// @inheritdoc IAucProgramme
    function teamVested(uint256 time) public view returns (uint256) {
        return _monthly(TEAM, 24, start + 12 * MONTH, time);
    }

    /// @inheritdoc IAucProgramme
    function foundationVested(uint256 time) public view returns (uint256) {
        return _monthly(FOUNDATION, 48, start, time);
    }

    /// @inheritdoc IAucProgramme
    function budget() public view returns (uint256) {
        if (block.timestamp <= start) return 0;
        uint256 passed = block.timestamp - start;
        uint256 filled = passed >= REWARD_TIME ? ECOSYSTEM : (ECOSYSTEM * passed) / REWARD_TIME;
        return filled - rewarded;
    }

    /// @dev The first part falls due a month after `from`, the last one completes the total to the unit.
    function _monthly(uint256 total, uint256 parts, uint256 from, uint256 time) private pure returns (uint256) {
        if (time < from) return 0;
        uint256 months = (time - from) / MONTH;
        return months >= parts ? total : (total * months) / parts;
    }
}
