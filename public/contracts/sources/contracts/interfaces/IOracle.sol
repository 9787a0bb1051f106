// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Prices, rates and indices that several bonded feeders report; the median of fresh reports counts.
/// @notice Values have 18 decimals. A feed without enough fresh reports has no value: reading it reverts.
interface IOracle {
    /// @notice A feeder's last report on a feed.
    /// @param value With 18 decimals; 0 if there is none.
    /// @param reportedAt Unix time; the report counts for `MAX_AGE` seconds.
    struct Report {
        uint128 value;
        uint40 reportedAt;
    }

    /// @notice How a feeder has served.
    /// @param bond What it has at stake, in units of the bond token; 0 for who is no feeder.
    /// @param leavingAt Unix time from which the bond can be taken back; 0 while it has not left.
    /// @param reports How many it made, in all.
    /// @param outliers How many of them were far from the median of the others.
    struct Feeder {
        uint128 bond;
        uint40 leavingAt;
        uint40 reports;
        uint32 outliers;
    }

    /// @notice A used car's last appraised value and the new-car price of its model at that time.
    /// @param model keccak256 of the model's name, as in the car's Credit ID.
    /// @param price As appraised, in US dollars with 18 decimals; 0 if it never was.
    /// @param newPriceThen The model's new-car price, 18 decimals; 0 if there was none, and then the value stays as appraised.
    /// @param appraisedAt Unix time.
    struct Valuation {
        bytes32 model;
        uint128 price;
        uint128 newPriceThen;
        uint40 appraisedAt;
    }

    /// @notice A feeder posted its bond.
    /// @param feeder Who.
    /// @param bond In units of the bond token.
    event FeederJoined(address indexed feeder, uint256 bond);

    /// @notice A feeder stopped reporting; its reports count no more.
    /// @param feeder Who.
    /// @param withdrawableAt Unix time from which it can take its bond back.
    event FeederLeaving(address indexed feeder, uint40 withdrawableAt);

    /// @notice A feeder took its bond back.
    /// @param feeder Who.
    /// @param bond In units of the bond token.
    event FeederLeft(address indexed feeder, uint256 bond);

    /// @notice A feeder whose role was revoked lost its bond to the treasury.
    /// @param feeder Who.
    /// @param bond In units of the bond token.
    event FeederSlashed(address indexed feeder, uint256 bond);

    /// @notice A feeder reported.
    /// @param feed On which feed.
    /// @param feeder Who.
    /// @param value With 18 decimals.
    /// @param median Of all fresh reports, this one included; 18 decimals.
    event Reported(bytes32 indexed feed, address indexed feeder, uint128 value, uint256 median);

    /// @notice A report is further from the others' median than `OUTLIER_BPS`. It counts all the same.
    /// @param feed On which feed.
    /// @param feeder Whose.
    /// @param value With 18 decimals.
    /// @param median Of the others' fresh reports; 18 decimals.
    event Outlier(bytes32 indexed feed, address indexed feeder, uint128 value, uint256 median);

    /// @notice A model has an index from now on.
    /// @param model Which one.
    /// @param price What its index is measured against, in US dollars with 18 decimals.
    event BaseSet(bytes32 indexed model, uint256 price);

    /// @notice A car was valued.
    /// @param vehicleId Which car.
    /// @param model Its model.
    /// @param price As appraised, in US dollars with 18 decimals.
    /// @param newPrice Of its model at this time, or as reported last; 18 decimals, 0 if there is none.
    event Valued(uint256 indexed vehicleId, bytes32 indexed model, uint256 price, uint256 newPrice);

    /// @notice The caller does not hold the FEEDER role, is suspended from it, or has no bond here.
    /// @param caller Who called.
    error OracleNotFeeder(address caller);

    /// @notice The caller's bond is here already, also while it is leaving.
    /// @param caller Who called.
    error OracleAlreadyFeeder(address caller);

    /// @notice The caller has left.
    /// @param caller Who called.
    error OracleLeaving(address caller);

    /// @notice All places are taken.
    /// @param feeders How many there are.
    error OracleTooManyFeeders(uint256 feeders);

    /// @notice The bond still answers for its feeder.
    /// @param until Unix time from which it can be taken back.
    error OracleBondLocked(uint40 until);

    /// @notice Only a bond whose feeder's role was revoked can be taken; a suspension costs nothing.
    /// @param feeder Whose.
    error OracleFeederInGoodStanding(address feeder);

    /// @notice Zero means that there is no report, so it cannot be reported.
    error OracleZeroValue();

    /// @notice The feed has no value now.
    /// @param feed Which feed.
    /// @param fresh How many fresh reports it has.
    /// @param needed How many it takes.
    error OracleStale(bytes32 feed, uint256 fresh, uint256 needed);

    /// @notice The base of a model is set once.
    /// @param model Which one.
    error OracleBaseKnown(bytes32 model);

    /// @notice The model has no base, so no index.
    /// @param model Which one.
    error OracleNoBase(bytes32 model);

    /// @notice Only the Appraisal contract values cars.
    /// @param caller Who called instead.
    error OracleNotAppraisal(address caller);

    /// @notice The car was never appraised.
    /// @param vehicleId Which car.
    error OracleNotValued(uint256 vehicleId);

    /// @notice Joins as a feeder: needs the FEEDER role and posts the bond, which must be approved. At most `MAX_FEEDERS`.
    function join() external;

    /// @notice Stops reporting at once; the bond can be taken back after `LEAVE_TIME`. Feeders only.
    function leaveFeed() external;

    /// @notice Sends a feeder that left its bond. It may join again afterwards.
    function withdrawBond() external;

    /// @notice Takes the bond of a feeder whose role was revoked, to the treasury. Anybody may call.
    /// @param feeder Whose.
    function slash(address feeder) external;

    /// @notice Reports the value of a feed. A report far from the median of the others counts as any other, and is recorded
    /// against its feeder. Feeders only; it replaces the caller's last report.
    /// @param feed keccak256 of any name; feeders agree on them outside.
    /// @param value With 18 decimals, above 0.
    function report(bytes32 feed, uint128 value) external;

    /// @notice Fixes the price of a model against which its index is measured, from the median of this moment. Feeders, once.
    /// @param model keccak256 of its name, as in Credit IDs.
    function setBase(bytes32 model) external;

    /// @notice Records an appraised value. The Appraisal contract only.
    /// @dev Where the new-car price is stale, it counts as it was reported last: the value follows it from there, and nobody
    /// who settles an appraisal waits for feeders.
    /// @param vehicleId Which car.
    /// @param model Its model.
    /// @param price In US dollars with 18 decimals.
    function recordValuation(uint256 vehicleId, bytes32 model, uint128 price) external;

    /// @notice Returns the median of the fresh reports; reverts when there are fewer than `MIN_FRESH`, or not of more than half
    /// of the feeders.
    /// @param feed Which feed.
    /// @return value With 18 decimals; of an even number of reports the mean of the middle two, rounded down.
    /// @return reportedAt Unix time of the oldest report that counts.
    function valueOf(bytes32 feed) external view returns (uint256 value, uint40 reportedAt);

    /// @notice Returns the feed on which the new-car price of a model is reported.
    /// @param model keccak256 of its name, as in Credit IDs.
    /// @return feed `keccak256("new-car" ‖ model)`.
    function newCarFeed(bytes32 model) external pure returns (bytes32 feed);

    /// @notice Returns the new-car price of a model relative to its base; reverts without a base or fresh reports.
    /// @param model keccak256 of its name, as in Credit IDs.
    /// @return index With 18 decimals, rounded down: 10^18 as long as the price is that of the base.
    function valuationIndex(bytes32 model) external view returns (uint256 index);

    /// @notice Returns a used car's value now: its last appraisal moved as the new-car price of its model since. Reverts if it
    /// was never appraised, or while the price it moves by has no value.
    /// @param vehicleId Which car.
    /// @return value In US dollars with 18 decimals, rounded down.
    function valueOfCar(uint256 vehicleId) external view returns (uint256 value);

    /// @notice Returns a used car's last appraised value.
    /// @param vehicleId Which car.
    /// @return All zero if it was never appraised.
    function valuationOf(uint256 vehicleId) external view returns (Valuation memory);

    /// @notice Returns a feeder's last report on a feed, fresh or not.
    /// @param feed Which feed.
    /// @param feeder Who.
    /// @return All zero if there is none.
    function reportOf(bytes32 feed, address feeder) external view returns (Report memory);

    /// @notice Returns how a feeder has served.
    /// @param feeder Anybody.
    /// @return All zero for who never joined.
    function feederOf(address feeder) external view returns (Feeder memory);

    /// @notice Returns the present feeders, suspended ones included.
    /// @return At most `MAX_FEEDERS`, in no order.
    function feeders() external view returns (address[] memory);
}
