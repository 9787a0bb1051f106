// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAllocation} from "./interfaces/IAllocation.sol";
import {IQDT} from "./interfaces/IQDT.sol";

/// @title See IAllocation.
/// @notice Holds the coins that it has promised; who gets them is fixed at genesis.
contract Allocation is IAllocation {
    /// @notice A month, in seconds: a twelfth of 365 days.
    uint256 public constant MONTH = 365 days / 12;
    /// @notice How long nothing is free, in seconds from the genesis time.
    uint256 public constant LOCK = 365 days;
    /// @notice In how many monthly parts it is free then.
    uint256 public constant PARTS = 24;

    /// @notice QDT.
    IQDT public immutable TOKEN;
    /// @notice Unix time from which the lock counts.
    uint256 public immutable GENESIS_TIME;

    /// @inheritdoc IAllocation
    mapping(address beneficiary => uint256) public amountOf;
    /// @inheritdoc IAllocation
    mapping(address beneficiary => uint256) public claimedOf;

    constructor(IQDT token, uint40 genesisTime, address[] memory beneficiaries, uint256[] memory amounts) {
        if (beneficiaries.length != amounts.length) revert AllocationLengths(beneficiaries.length, amounts.length);
        TOKEN = token;
        GENESIS_TIME = genesisTime;
        uint256 promised;
        for (uint256 i; i < beneficiaries.length; ++i) {
            if (beneficiaries[i] == address(0)) revert AllocationZeroBeneficiary();
            amountOf[beneficiaries[i]] += amounts[i];
            promised += amounts[i];
        }
        uint256 owned = token.balanceOf(address(this));
        if (promised != owned) revert AllocationUnfunded(promised, owned);
    }

    /// @inheritdoc IAllocation
    function claim() external returns (uint256 amount) {
        uint256 claimed = claimedOf[msg.sender];
        amount = vestedAt(msg.sender, block.timestamp) - claimed;
        if (amount == 0) revert AllocationNothingDue(msg.sender, _nextPartAt());

        claimedOf[msg.sender] = claimed + amount;
        emit Claimed(msg.sender, amount, claimed + amount);

        // QDT reverts rather than returning false.
        TOKEN.transfer(msg.sender, amount);
    }

    /// @inheritdoc IAllocation
    function vestedAt(address beneficiary, uint256 timestamp) public view returns (uint256) {
        return amountOf[beneficiary] * _partsAt(timestamp) / PARTS;
    }

    function _partsAt(uint256 timestamp) private view returns (uint256) {
        uint256 lockEnd = GENESIS_TIME + LOCK;
        if (timestamp <= lockEnd) return 0;
        uint256 parts = (timestamp - lockEnd) / MONTH;
        return parts < PARTS ? parts : PARTS;
    }

    function _nextPartAt() private view returns (uint256) {
        uint256 parts = _partsAt(block.timestamp);
        return parts == PARTS ? 0 : GENESIS_TIME + LOCK + (parts + 1) * MONTH;
    }
}
