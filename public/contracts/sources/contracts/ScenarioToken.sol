// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IQDT} from "./interfaces/IQDT.sol";
import {IScenarioToken} from "./interfaces/IScenarioToken.sol";

/// @title See IScenarioToken.
/// @notice An ERC-20 with permit. Holds the dividends that nobody has claimed yet.
contract ScenarioToken is IScenarioToken, ERC20Permit {
    using SafeERC20 for IQDT;

    /// @notice The least that is claimed at once where transfers of QDT cost this token coin-days, in wei of QDT.
    uint256 public constant LEAST_CLAIM = 0.1 ether;
    uint256 internal constant SCALE = 1e27;

    /// @notice What dividends are paid in.
    IQDT public immutable qdt;
    /// @inheritdoc IScenarioToken
    address public immutable minter;
    /// @inheritdoc IScenarioToken
    address public immutable founder;
    /// @inheritdoc IScenarioToken
    mapping(address account => bool) public isCustodian;

    /// @dev QDT per token since the beginning, times SCALE.
    uint256 private _perToken;
    uint256 private _undistributed;
    uint256 private _inCustody;
    mapping(address holder => uint256) private _paidUpTo;
    mapping(address holder => uint256) private _due;

    constructor(
        string memory name_,
        string memory symbol_,
        IQDT qdt_,
        address minter_,
        address founder_,
        uint256 supply,
        address[] memory custodians
    ) ERC20(name_, symbol_) ERC20Permit(name_) {
        qdt = qdt_;
        minter = minter_;
        founder = founder_;
        for (uint256 i; i < custodians.length; i++) isCustodian[custodians[i]] = true;
        _mint(founder_, supply);
    }

    /// @inheritdoc IScenarioToken
    function mint(address to, uint256 amount) external {
        require(msg.sender == minter, ScenarioTokenNotMinter(msg.sender));

        _mint(to, amount);
    }

    /// @inheritdoc IScenarioToken
    function distribute(uint256 amount) external {
        qdt.safeTransferFrom(msg.sender, address(this), amount);

        // Rounding down keeps the sum of all dividends within what was paid in. With no holder yet, it waits for one.
        uint256 earning = totalSupply() - _inCustody;
        _undistributed += amount;
        if (earning > 0) {
            _perToken += (_undistributed * SCALE) / earning;
            _undistributed = 0;
        }

        emit DividendAdded(amount, _perToken);
    }

    /// @inheritdoc IScenarioToken
    function claim() external returns (uint256 amount) {
        _accrue(msg.sender);
        uint256 due = _due[msg.sender];
        require(due > 0, ScenarioTokenNothingToClaim(msg.sender));
        amount = due - _feeOf(due);

        _due[msg.sender] = 0;

        emit DividendClaimed(msg.sender, amount);

        qdt.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IScenarioToken
    function dividendOf(address holder) public view returns (uint256 amount) {
        if (isCustodian[holder]) return 0;
        return _due[holder] + (balanceOf(holder) * (_perToken - _paidUpTo[holder])) / SCALE;
    }

    /// @dev What is held is everybody's, so who claims pays for the transfer. A least claim
    /// bounds how many transfers there can be: at a QDT-day each, what lay here for ten days is claimed without any fee.
    function _feeOf(uint256 due) private view returns (uint256 fee) {
        if (qdt.isExempt(address(this))) return 0;
        require(due >= LEAST_CLAIM, ScenarioTokenClaimTooSmall(due, LEAST_CLAIM));
        // The fee is the same for any amount; asked for all that is held it would not be told.
        (, fee) = qdt.previewTransfer(address(this), 1);
        require(due > fee, ScenarioTokenClaimTooSmall(due, fee + 1));
    }

    function _accrue(address holder) private {
        _due[holder] = dividendOf(holder);
        _paidUpTo[holder] = _perToken;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (from != address(0)) _accrue(from);
        if (to != address(0)) _accrue(to);
        super._update(from, to, amount);
        if (isCustodian[from]) _inCustody -= amount;
        if (isCustodian[to]) _inCustody += amount;
    }
}
