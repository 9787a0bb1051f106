// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ICommission} from "./interfaces/ICommission.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {IScenarioToken} from "./interfaces/IScenarioToken.sol";

/// @title See ICommission.
/// @notice Holds QDT that were collected and not sent on yet. Nobody can change a scenario's part.
contract Commission is ICommission {
    using SafeERC20 for IERC20;

    /// @notice The highest commission, in hundredths of a percent of a trade.
    uint256 public constant MAX_BPS = 1000;
    /// @notice The part of the token's holders, in hundredths of a percent; its development has the rest.
    uint256 public constant HOLDERS_BPS = 8000;
    uint256 internal constant ALL_BPS = 10_000;
    uint256 internal constant ONE = 1 ether;

    /// @notice QDT.
    IERC20 public immutable qdt;
    /// @notice Where the tokens' prices come from.
    IOracle public immutable oracle;
    /// @notice Who may collect.
    address public immutable market;

    mapping(bytes32 scenario => Scenario) private _scenarios;
    mapping(address token => bool) private _isTaken;
    mapping(bytes32 scenario => mapping(uint256 day => Day)) private _days;
    mapping(bytes32 scenario => mapping(address account => Credit)) private _credits;

    constructor(IERC20 qdt_, IOracle oracle_, address market_) {
        qdt = qdt_;
        oracle = oracle_;
        market = market_;
    }

    // Scenarios

    /// @inheritdoc ICommission
    function open(bytes32 scenario, address token, uint16 bps) external {
        require(_scenarios[scenario].token == address(0), CommissionExists(scenario));
        require(bps > 0 && bps <= MAX_BPS, CommissionInvalidShare(bps));
        require(!_isTaken[token], CommissionTokenTaken(token));
        require(IScenarioToken(token).minter() == address(this), CommissionNotMinter(token));
        require(IScenarioToken(token).founder() == msg.sender, CommissionNotFounder(msg.sender));

        _isTaken[token] = true;
        _scenarios[scenario] = Scenario(token, msg.sender, bps, true, 0, 0);

        emit ScenarioOpened(scenario, token, msg.sender, bps);
    }

    /// @inheritdoc ICommission
    function close(bytes32 scenario) external {
        Scenario storage open_ = _known(scenario);
        require(msg.sender == open_.development, CommissionNotDevelopment(msg.sender));

        open_.isOpen = false;

        emit ScenarioClosed(scenario);
    }

    // Trades

    /// @inheritdoc ICommission
    function collect(bytes32 scenario, address payer, address payee, uint256 amount) external {
        require(msg.sender == market, CommissionNotMarket(msg.sender));
        require(_scenarios[scenario].isOpen, CommissionUnknown(scenario));

        _scenarios[scenario].pending += uint128(amount);
        uint32 today = uint32(block.timestamp / 1 days);
        _earn(scenario, payer, today, amount / 2);
        _earn(scenario, payee, today, amount - amount / 2);

        emit Collected(scenario, payer, payee, amount, today);
    }

    /// @inheritdoc ICommission
    function distribute(bytes32 scenario) external {
        Scenario storage known = _known(scenario);
        uint256 amount = known.pending;
        require(amount > 0, CommissionNothingToDistribute(scenario));
        uint256 toHolders = (amount * HOLDERS_BPS) / ALL_BPS;

        known.pending = 0;

        emit Distributed(scenario, toHolders, amount - toHolders);

        qdt.forceApprove(known.token, toHolders);
        IScenarioToken(known.token).distribute(toHolders);
        qdt.safeTransfer(known.development, amount - toHolders);
    }

    // Settlement

    /// @inheritdoc ICommission
    function sample(bytes32 scenario) external {
        Scenario storage known = _known(scenario);
        uint256 today = block.timestamp / 1 days;
        Day storage day = _days[scenario][today];
        require(block.timestamp >= day.lastAt + 1 hours, CommissionTooEarly(day.lastAt + 1 hours));
        (uint256 rate,) = oracle.valueOf(feedOf(scenario));

        day.sum += uint128(rate);
        day.samples += 1;
        day.lastAt = uint40(block.timestamp);
        known.lastRate = uint128(day.sum / day.samples);

        emit Sampled(scenario, today, rate, known.lastRate);
    }

    /// @inheritdoc ICommission
    function settle(bytes32 scenario, address account) external returns (uint256 tokens) {
        Credit storage credit = _credits[scenario][account];
        if (credit.day < block.timestamp / 1 days) _convert(scenario, credit);
        tokens = credit.settled;
        require(tokens > 0, CommissionNothingToSettle(scenario, account));

        credit.settled = 0;

        emit Settled(scenario, account, tokens);

        IScenarioToken(_scenarios[scenario].token).mint(account, tokens);
    }

    // Views

    /// @inheritdoc ICommission
    function rateOf(bytes32 scenario, address currency) external view returns (uint16 bps) {
        Scenario storage known = _scenarios[scenario];
        return known.isOpen && currency == address(qdt) ? known.bps : 0;
    }

    /// @inheritdoc ICommission
    function rateOfDay(bytes32 scenario, uint256 day) public view returns (uint256 rate) {
        Day storage samples = _days[scenario][day];
        return samples.samples > 0 ? samples.sum / samples.samples : _scenarios[scenario].lastRate;
    }

    /// @inheritdoc ICommission
    function feedOf(bytes32 scenario) public pure returns (bytes32 feed) {
        return keccak256(abi.encodePacked("scenario", scenario));
    }

    /// @inheritdoc ICommission
    function scenarioOf(bytes32 scenario) external view returns (Scenario memory) {
        return _scenarios[scenario];
    }

    /// @inheritdoc ICommission
    function creditOf(bytes32 scenario, address account) external view returns (Credit memory) {
        return _credits[scenario][account];
    }

    // Inside

    function _known(bytes32 scenario) private view returns (Scenario storage known) {
        known = _scenarios[scenario];
        require(known.token != address(0), CommissionUnknown(scenario));
    }

    /// @dev One word per account: a new day converts the last one first, so no list of days ever grows.
    function _earn(bytes32 scenario, address account, uint32 today, uint256 amount) private {
        Credit storage credit = _credits[scenario][account];
        if (credit.day != today) {
            _convert(scenario, credit);
            credit.day = today;
        }
        credit.ofDay += uint112(amount);
    }

    /// @dev Without any rate yet the amount stays, and is settled with the day that has the first.
    function _convert(bytes32 scenario, Credit storage credit) private {
        uint256 amount = credit.ofDay;
        uint256 rate = rateOfDay(scenario, credit.day);
        if (amount == 0 || rate == 0) return;
        // A price of almost nothing must not stop the account's later trades.
        uint256 tokens = Math.min(credit.settled + (amount * ONE) / rate, type(uint112).max);
        credit.ofDay = 0;
        credit.settled = uint112(tokens);
    }
}
