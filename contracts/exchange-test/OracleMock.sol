// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @notice The one view of the Oracle that prices and triggers read, with values that a test sets.
contract OracleMock {
    mapping(bytes32 feed => uint256) public values;

    error OracleStale(bytes32 feed, uint256 fresh, uint256 needed);

    function set(bytes32 feed, uint256 value) external {
        values[feed] = value;
    }

    function valueOf(bytes32 feed) external view returns (uint256 value, uint40 reportedAt) {
        value = values[feed];
        require(value > 0, OracleStale(feed, 0, 1));
        return (value, uint40(block.timestamp));
    }
}
