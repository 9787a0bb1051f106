// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title The second mining layer: value exchange mines.
/// @notice In a business scenario each trade paid in QDT pays a commission in QDT. 80 % of it goes to the holders of the
/// scenario's token, 20 % to its development. Payer and payee are each credited half of its value in the scenario's token,
/// settled after the day has ended at that day's average rate.
interface ICommission {
    struct Scenario {
        address token;
        address development;
        uint16 bps;
        bool isOpen;
        /// @dev What holders and development are still to be sent.
        uint128 pending;
        /// @dev The mean of the latest day with a sample, used for days without any.
        uint128 lastRate;
    }

    /// @notice What an account earned on one day, in QDT, and what it earned before, in scenario tokens.
    struct Credit {
        uint32 day;
        uint112 ofDay;
        uint112 settled;
    }

    /// @notice The samples of a scenario token's price in QDT that were taken on one day.
    struct Day {
        uint128 sum;
        uint32 samples;
        uint40 lastAt;
    }

    event ScenarioOpened(bytes32 indexed scenario, address token, address development, uint16 bps);
    event ScenarioClosed(bytes32 indexed scenario);
    event Collected(
        bytes32 indexed scenario, address indexed payer, address indexed payee, uint256 amount, uint256 day
    );
    event Distributed(bytes32 indexed scenario, uint256 toHolders, uint256 toDevelopment);
    event Sampled(bytes32 indexed scenario, uint256 indexed day, uint256 rate, uint256 mean);
    event Settled(bytes32 indexed scenario, address indexed account, uint256 tokens);

    error CommissionNotMarket(address caller);
    error CommissionNotDevelopment(address caller);
    error CommissionExists(bytes32 scenario);
    error CommissionUnknown(bytes32 scenario);
    error CommissionInvalidShare(uint256 bps);
    error CommissionNotMinter(address token);
    error CommissionTooEarly(uint256 until);
    error CommissionNothingToSettle(bytes32 scenario, address account);
    error CommissionNothingToDistribute(bytes32 scenario);

    /// @notice Opens a scenario with a token that this contract mints. The caller becomes its development.
    function open(bytes32 scenario, address token, uint16 bps) external;

    /// @notice Ends the commission of a scenario; what was earned stays. Its development only.
    function close(bytes32 scenario) external;

    /// @notice Takes note of a commission that the market transfers to this contract. The market only.
    function collect(bytes32 scenario, address payer, address payee, uint256 amount) external;

    /// @notice Sends what was collected to holders and development. Anybody.
    function distribute(bytes32 scenario) external;

    /// @notice Takes a sample of the token's price from the Oracle, at most one an hour. Anybody.
    function sample(bytes32 scenario) external;

    /// @notice Mints to `account` what it earned on days that have ended. Earnings of days before the scenario's first
    /// sample wait for that sample.
    function settle(bytes32 scenario, address account) external returns (uint256 tokens);

    /// @return bps The commission of a scenario, zero if it is closed or unknown, or if `currency` is not QDT.
    function rateOf(bytes32 scenario, address currency) external view returns (uint16 bps);

    /// @notice The average price of a scenario token on a day, in QDT with 18 decimals; zero while there is none.
    function rateOfDay(bytes32 scenario, uint256 day) external view returns (uint256 rate);

    /// @notice The Oracle feed that a scenario token's price is reported on.
    function feedOf(bytes32 scenario) external pure returns (bytes32 feed);
    function scenarioOf(bytes32 scenario) external view returns (Scenario memory);
    function creditOf(bytes32 scenario, address account) external view returns (Credit memory);
}
