// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title The second mining layer: value exchange mines.
/// @notice In a business scenario each paid trade pays a commission. 80 % of it goes to the holders of the scenario's token
/// and 20 % to its development. Payer and payee are each credited half of it in the scenario's token, settled a day later at
/// that day's average rate.
interface ICommission {
    struct Scenario {
        address token;
        address development;
        uint16 bps;
        bool open;
    }

    /// @notice What an account earned on one day of one scenario and currency, and what of it is already in scenario tokens.
    struct Credit {
        uint32 day;
        uint112 ofDay;
        uint112 settled;
    }

    /// @notice The tokens sold on a day and what was paid for them: their ratio is the day's average rate.
    struct Day {
        uint128 sold;
        uint128 paid;
    }

    event ScenarioOpened(bytes32 indexed scenario, address token, address development, uint16 bps);
    event ScenarioClosed(bytes32 indexed scenario);
    event Collected(
        bytes32 indexed scenario, address indexed payer, address indexed payee, uint256 amount, uint256 day
    );
    event Bought(bytes32 indexed scenario, address indexed buyer, uint256 paid, uint256 tokens);
    event RateSet(bytes32 indexed scenario, uint256 indexed day, uint256 rate);
    event Settled(bytes32 indexed scenario, address indexed account, uint256 tokens);

    error CommissionNotMarket(address caller);
    error CommissionNotDevelopment(address caller);
    error CommissionUnknown(bytes32 scenario);
    error CommissionExists(bytes32 scenario);
    error CommissionWrongCurrency(address token);
    error CommissionInvalidShare(uint256 bps);
    error CommissionNothingToSettle(bytes32 scenario, address account);
    error CommissionZeroAmount();
    error CommissionWrongToken(address token);

    /// @notice Opens a scenario with a token whose minter is this contract.
    function open(bytes32 scenario, address token, address development, uint16 bps) external;

    /// @notice Ends a scenario: no more commission. Its development only.
    function close(bytes32 scenario) external;

    /// @notice Takes note of a commission that the market has transferred to this contract. The market only.
    function collect(bytes32 scenario, address payer, address payee, uint256 amount) external;

    /// @notice Buys scenario tokens at the scenario's price; the price of the day's sales is its average rate.
    function buy(bytes32 scenario, uint256 amount) external returns (uint256 tokens);

    /// @notice Mints to `account` what it earned on days that have ended.
    function settle(bytes32 scenario, address account) external returns (uint256 tokens);

    /// @return bps The commission of a scenario, zero if it is closed or unknown, or is not paid in `currency`.
    function rateOf(bytes32 scenario, address currency) external view returns (uint16 bps);
    function scenarioOf(bytes32 scenario) external view returns (Scenario memory);
    function creditOf(bytes32 scenario, address account) external view returns (Credit memory);
}
