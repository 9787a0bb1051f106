// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIssuance} from "./interfaces/IIssuance.sol";
import {IQDT} from "./interfaces/IQDT.sol";

/// @title See IIssuance.
/// @notice Holds nothing: what it mints goes to the Election in the same call.
contract Issuance is IIssuance {
    /// @notice A period, in seconds: four years of 365 days.
    uint256 public constant PERIOD = 4 * 365 days;
    /// @notice How many periods there are.
    uint256 public constant PERIODS = 7;
    /// @notice What the first period issues, in wei of QDT.
    uint256 public constant FIRST_PERIOD_ISSUE = 2_550_000_000e18;

    /// @notice QDT.
    IQDT public immutable TOKEN;
    /// @notice Who may release, and gets it.
    address public immutable ELECTION;
    /// @notice Unix time at which the first period begins.
    uint256 public immutable GENESIS_TIME;

    /// @inheritdoc IIssuance
    uint256 public released;

    constructor(IQDT token, address election, uint40 genesisTime) {
        TOKEN = token;
        ELECTION = election;
        GENESIS_TIME = genesisTime;
    }

    /// @inheritdoc IIssuance
    function release() external returns (uint256 amount) {
        if (msg.sender != ELECTION) revert IssuanceNotElection(msg.sender);
        uint256 issued = issuedAt(block.timestamp);
        amount = issued - released;
        if (amount == 0) return 0;

        released = issued;
        emit Released(ELECTION, amount, issued);

        TOKEN.mint(ELECTION, amount);
    }

    /// @inheritdoc IIssuance
    function issuedAt(uint256 timestamp) public view returns (uint256 issued) {
        if (timestamp <= GENESIS_TIME) return 0;
        uint256 elapsed = timestamp - GENESIS_TIME;
        for (uint256 period; period < PERIODS; ++period) {
            if (elapsed < PERIOD) return issued + issueOf(period) * elapsed / PERIOD;
            issued += issueOf(period);
            elapsed -= PERIOD;
        }
    }

    /// @notice Returns what one period issues. The halves are exact to the wei.
    /// @param period Counted from 0.
    /// @return In wei of QDT; 0 after the last period.
    function issueOf(uint256 period) public pure returns (uint256) {
        if (period >= PERIODS) return 0;
        return FIRST_PERIOD_ISSUE >> (period == PERIODS - 1 ? period - 1 : period);
    }
}
