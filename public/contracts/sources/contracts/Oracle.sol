// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IOracle} from "./interfaces/IOracle.sol";
import {IRoles} from "./interfaces/IRoles.sol";
import {RoleLib} from "./libraries/RoleLib.sol";

/// @title See IOracle.
/// @notice Holds the feeders' bonds.
contract Oracle is IOracle {
    using SafeERC20 for IERC20;

    /// @notice The most feeders at a time.
    uint256 public constant MAX_FEEDERS = 31;
    /// @notice How many fresh reports a value takes at least; always those of more than half of the feeders.
    uint256 public constant MIN_FRESH = 3;
    /// @notice How long a report is fresh, in seconds.
    uint256 public constant MAX_AGE = 1 days;
    /// @notice Seconds between leaving and taking the bond back.
    uint256 public constant LEAVE_TIME = 14 days;
    /// @notice How far from the others' median an outlier is, in hundredths of a percent of it.
    uint256 public constant OUTLIER_BPS = 1000;
    uint256 internal constant ALL_BPS = 10_000;
    uint256 internal constant ONE = 1 ether;

    /// @notice Who may feed.
    IRoles public immutable roles;
    /// @notice What bonds are paid in.
    IERC20 public immutable bondToken;
    /// @notice What each feeder has at stake, in units of the bond token.
    uint128 public immutable bond;
    /// @notice Who gets the bonds of feeders whose role was revoked.
    address public immutable treasury;
    /// @notice Who may value cars.
    address public immutable appraisal;

    address[] private _feeders;
    mapping(address feeder => Feeder) private _standings;
    mapping(bytes32 feed => mapping(address feeder => Report)) private _reports;
    /// @notice What a model's index is measured against, in US dollars with 18 decimals; 0 without a base.
    mapping(bytes32 model => uint256) public basePrice;
    mapping(uint256 vehicleId => Valuation) private _valuations;

    constructor(IRoles roles_, IERC20 bondToken_, uint128 bond_, address treasury_, address appraisal_) {
        roles = roles_;
        bondToken = bondToken_;
        bond = bond_;
        treasury = treasury_;
        appraisal = appraisal_;
    }

    // Feeders

    /// @inheritdoc IOracle
    function join() external {
        require(roles.hasRole(RoleLib.FEEDER, msg.sender), OracleNotFeeder(msg.sender));
        require(_standings[msg.sender].bond == 0, OracleAlreadyFeeder(msg.sender));
        require(_feeders.length < MAX_FEEDERS, OracleTooManyFeeders(_feeders.length));

        _feeders.push(msg.sender);
        _standings[msg.sender].bond = bond;
        _standings[msg.sender].leavingAt = 0;

        emit FeederJoined(msg.sender, bond);

        bondToken.safeTransferFrom(msg.sender, address(this), bond);
    }

    /// @inheritdoc IOracle
    function leaveFeed() external {
        Feeder storage standing = _active(msg.sender);

        standing.leavingAt = uint40(block.timestamp + LEAVE_TIME);
        _remove(msg.sender);

        emit FeederLeaving(msg.sender, standing.leavingAt);
    }

    /// @inheritdoc IOracle
    function withdrawBond() external {
        Feeder storage standing = _standings[msg.sender];
        uint128 amount = standing.bond;
        require(amount > 0 && standing.leavingAt != 0, OracleNotFeeder(msg.sender));
        require(block.timestamp >= standing.leavingAt, OracleBondLocked(standing.leavingAt));

        standing.bond = 0;

        emit FeederLeft(msg.sender, amount);

        bondToken.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IOracle
    function slash(address feeder) external {
        Feeder storage standing = _standings[feeder];
        uint128 amount = standing.bond;
        // A suspension is for a while, and costs nothing yet.
        (uint64 granted,) = roles.rolesOf(feeder);
        require(amount > 0 && (granted >> RoleLib.FEEDER) & 1 == 0, OracleFeederInGoodStanding(feeder));

        if (standing.leavingAt == 0) _remove(feeder);
        standing.bond = 0;

        emit FeederSlashed(feeder, amount);

        bondToken.safeTransfer(treasury, amount);
    }

    // Reports

    /// @inheritdoc IOracle
    function report(bytes32 feed, uint128 value) external {
        Feeder storage standing = _active(msg.sender);
        require(roles.hasRole(RoleLib.FEEDER, msg.sender), OracleNotFeeder(msg.sender));
        require(value > 0, OracleZeroValue());

        // Measured against the others, before this report can move the median towards itself.
        _reports[feed][msg.sender] = Report(0, 0);
        (uint256 others,, uint256 fresh) = _freshMedian(feed);
        _reports[feed][msg.sender] = Report(value, uint40(block.timestamp));
        standing.reports += 1;
        if (fresh >= MIN_FRESH - 1 && _isOutlier(value, others)) {
            standing.outliers += 1;
            emit Outlier(feed, msg.sender, value, others);
        }
        (uint256 median,,) = _freshMedian(feed);
        emit Reported(feed, msg.sender, value, median);
    }

    // Used cars

    /// @inheritdoc IOracle
    function setBase(bytes32 model) external {
        _active(msg.sender);
        require(roles.hasRole(RoleLib.FEEDER, msg.sender), OracleNotFeeder(msg.sender));
        require(basePrice[model] == 0, OracleBaseKnown(model));
        (uint256 value,) = valueOf(newCarFeed(model));

        basePrice[model] = value;

        emit BaseSet(model, value);
    }

    /// @inheritdoc IOracle
    function recordValuation(uint256 vehicleId, bytes32 model, uint128 price) external {
        require(msg.sender == appraisal, OracleNotAppraisal(msg.sender));

        (uint256 newPrice,, uint256 reports) = _median(newCarFeed(model), 0);
        // Without a new-car price of its model a car simply keeps its appraised value.
        if (reports < _needed()) newPrice = 0;
        // No median is above all reports, which have 128 bits.
        _valuations[vehicleId] = Valuation(model, price, uint128(newPrice), uint40(block.timestamp));

        emit Valued(vehicleId, model, price, newPrice);
    }

    // Views

    /// @inheritdoc IOracle
    function valueOf(bytes32 feed) public view returns (uint256 value, uint40 reportedAt) {
        uint256 fresh;
        (value, reportedAt, fresh) = _freshMedian(feed);
        require(fresh >= _needed(), OracleStale(feed, fresh, _needed()));
    }

    /// @inheritdoc IOracle
    function newCarFeed(bytes32 model) public pure returns (bytes32 feed) {
        return keccak256(abi.encodePacked("new-car", model));
    }

    /// @inheritdoc IOracle
    function valuationIndex(bytes32 model) public view returns (uint256 index) {
        require(basePrice[model] > 0, OracleNoBase(model));
        (uint256 value,) = valueOf(newCarFeed(model));
        return (value * ONE) / basePrice[model];
    }

    /// @inheritdoc IOracle
    function valueOfCar(uint256 vehicleId) external view returns (uint256 value) {
        Valuation memory valuation = _valuations[vehicleId];
        require(valuation.price > 0, OracleNotValued(vehicleId));
        if (valuation.newPriceThen == 0) return valuation.price;
        (uint256 newPrice,) = valueOf(newCarFeed(valuation.model));
        return (valuation.price * newPrice) / valuation.newPriceThen;
    }

    /// @inheritdoc IOracle
    function valuationOf(uint256 vehicleId) external view returns (Valuation memory) {
        return _valuations[vehicleId];
    }

    /// @inheritdoc IOracle
    function reportOf(bytes32 feed, address feeder) external view returns (Report memory) {
        return _reports[feed][feeder];
    }

    /// @inheritdoc IOracle
    function feederOf(address feeder) external view returns (Feeder memory) {
        return _standings[feeder];
    }

    /// @inheritdoc IOracle
    function feeders() external view returns (address[] memory) {
        return _feeders;
    }

    // Inside

    function _active(address feeder) private view returns (Feeder storage standing) {
        standing = _standings[feeder];
        require(standing.bond > 0, OracleNotFeeder(feeder));
        require(standing.leavingAt == 0, OracleLeaving(feeder));
    }

    function _remove(address feeder) private {
        uint256 count = _feeders.length;
        for (uint256 i; i < count; i++) {
            if (_feeders[i] != feeder) continue;
            _feeders[i] = _feeders[count - 1];
            _feeders.pop();
            return;
        }
    }

    /// @dev In proportion, so that few of many feeders cannot make the value of a feed that the others leave alone.
    function _needed() private view returns (uint256) {
        uint256 most = _feeders.length / 2 + 1;
        return most > MIN_FRESH ? most : MIN_FRESH;
    }

    function _isOutlier(uint256 value, uint256 median) private pure returns (bool) {
        uint256 distance = value > median ? value - median : median - value;
        return distance * ALL_BPS > median * OUTLIER_BPS;
    }

    function _freshMedian(bytes32 feed) private view returns (uint256 median, uint40 oldest, uint256 fresh) {
        return _median(feed, block.timestamp - MAX_AGE);
    }

    /// @dev Of reports since a Unix time. Insertion sort of at most 31 values. Of an even number, the mean of the middle two, rounded down. Reports of
    /// feeders that left, were slashed or are suspended do not count.
    function _median(bytes32 feed, uint256 since)
        private
        view
        returns (uint256 median, uint40 oldest, uint256 reports)
    {
        uint256 count = _feeders.length;
        uint256[] memory values = new uint256[](count);
        for (uint256 i; i < count; i++) {
            Report memory given = _reports[feed][_feeders[i]];
            if (given.value == 0 || given.reportedAt < since) continue;
            if (!roles.hasRole(RoleLib.FEEDER, _feeders[i])) continue;
            uint256 place = reports++;
            for (; place > 0 && values[place - 1] > given.value; place--) values[place] = values[place - 1];
            values[place] = given.value;
            if (oldest == 0 || given.reportedAt < oldest) oldest = given.reportedAt;
        }
        if (reports == 0) return (0, 0, 0);
        median = reports % 2 == 1 ? values[reports / 2] : (values[reports / 2 - 1] + values[reports / 2]) / 2;
    }
}
