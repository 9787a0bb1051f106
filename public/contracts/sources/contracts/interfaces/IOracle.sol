// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Prices, rates and indices that several bonded feeders report; the median of fresh reports counts.
/// @notice Values have 18 decimals. A feed without enough fresh reports has no value: reading it reverts.
interface IOracle {
    struct Report {
        uint128 value;
        uint40 reportedAt;
    }

    /// @notice How a feeder has served.
    struct Feeder {
        uint128 bond;
        uint40 leavingAt;
        uint40 reports;
        uint32 outliers;
    }

    /// @notice A used car's last appraised value and the index of its model at that time.
    struct Valuation {
        bytes32 model;
        uint128 price;
        uint128 indexThen;
        uint40 appraisedAt;
    }

    event FeederJoined(address indexed feeder, uint256 bond);
    event FeederLeaving(address indexed feeder, uint40 withdrawableAt);
    event FeederLeft(address indexed feeder, uint256 bond);
    event FeederSlashed(address indexed feeder, uint256 bond);
    event Reported(bytes32 indexed feed, address indexed feeder, uint128 value, uint256 median);
    event Outlier(bytes32 indexed feed, address indexed feeder, uint128 value, uint256 median);
    event BaseSet(bytes32 indexed model, uint256 price);
    event Valued(uint256 indexed vehicleId, bytes32 indexed model, uint256 price, uint256 index);

    error OracleNotFeeder(address caller);
    error OracleAlreadyFeeder(address caller);
    error OracleLeaving(address caller);
    error OracleTooManyFeeders(uint256 feeders);
    error OracleBondLocked(uint40 until);
    error OracleFeederInGoodStanding(address feeder);
    error OracleZeroValue();
    error OracleStale(bytes32 feed, uint256 fresh, uint256 needed);
    error OracleBaseKnown(bytes32 model);
    error OracleNoBase(bytes32 model);
    error OracleNotAppraisal(address caller);
    error OracleNotValued(uint256 vehicleId);

    /// @notice Joins as a feeder: needs the FEEDER role and posts the bond.
    function join() external;

    /// @notice Stops reporting at once; the bond can be taken back after `LEAVE_TIME`.
    function leaveFeed() external;
    function withdrawBond() external;

    /// @notice Takes the bond of a feeder whose role was revoked, to the treasury. Anybody may call.
    function slash(address feeder) external;

    /// @notice Reports the value of a feed. A report far from the median of the others counts as any other, and is recorded
    /// against its feeder.
    function report(bytes32 feed, uint128 value) external;

    /// @notice Fixes the price of a model against which its index is measured, from the median of this moment. Once.
    function setBase(bytes32 model) external;

    /// @notice Records an appraised value. The Appraisal contract only.
    function recordValuation(uint256 vehicleId, bytes32 model, uint128 price) external;

    /// @notice The median of the fresh reports.
    /// @return value With 18 decimals.
    /// @return reportedAt When the oldest report that counts was made.
    function valueOf(bytes32 feed) external view returns (uint256 value, uint40 reportedAt);

    /// @notice The feed on which the new-car price of a model is reported.
    function newCarFeed(bytes32 model) external pure returns (bytes32 feed);

    /// @notice New-car price of a model relative to its base, 18 decimals.
    function valuationIndex(bytes32 model) external view returns (uint256 index);

    /// @notice A used car's value now: its last appraisal moved by the index of its model since.
    function valueOfCar(uint256 vehicleId) external view returns (uint256 value);
    function valuationOf(uint256 vehicleId) external view returns (Valuation memory);
    function reportOf(bytes32 feed, address feeder) external view returns (Report memory);
    function feederOf(address feeder) external view returns (Feeder memory);
    function feeders() external view returns (address[] memory);
}
