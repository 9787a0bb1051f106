// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title The second mining layer: value exchange mines.
/// @notice In a business scenario each trade paid in QDT pays a commission in QDT. 80 % of it goes to the holders of the
/// scenario's token, 20 % to its development. Payer and payee are each credited half of its value in the scenario's token,
/// settled after the day has ended at that day's average rate. Days are counted since 1970, in UTC.
interface ICommission {
    /// @notice A business scenario.
    /// @param token Its token, which this contract mints; zero when there is no such scenario.
    /// @param development Who opened it, gets 20 % and may close it.
    /// @param bps The commission, in hundredths of a percent of a trade; 1 to `MAX_BPS`.
    /// @param isOpen Whether trades still pay it.
    /// @param pending What holders and development are still to be sent, in wei of QDT.
    /// @param lastRate The mean of the latest day with a sample, used for days without any: QDT for one token, 18 decimals.
    struct Scenario {
        address token;
        address development;
        uint16 bps;
        bool isOpen;
        uint128 pending;
        uint128 lastRate;
    }

    /// @notice What an account earned on one day, in QDT, and what it earned before, in scenario tokens.
    /// @param day The day of `ofDay`, counted since 1970.
    /// @param ofDay In wei of QDT; becomes tokens when that day has ended and has a rate.
    /// @param settled In wei of the scenario's token; can be minted now.
    struct Credit {
        uint32 day;
        uint112 ofDay;
        uint112 settled;
    }

    /// @notice The samples of a scenario token's price in QDT that were taken on one day.
    /// @param sum Their sum, each QDT for one token with 18 decimals.
    /// @param samples How many there are.
    /// @param lastAt Unix time of the latest.
    struct Day {
        uint128 sum;
        uint32 samples;
        uint40 lastAt;
    }

    /// @notice A scenario was opened.
    /// @param scenario Its name, chosen by who opens it.
    /// @param token Its token.
    /// @param development Who opened it.
    /// @param bps The commission, in hundredths of a percent.
    event ScenarioOpened(bytes32 indexed scenario, address token, address development, uint16 bps);

    /// @notice Trades in this scenario pay no commission any more.
    /// @param scenario Which one.
    event ScenarioClosed(bytes32 indexed scenario);

    /// @notice A trade paid its commission.
    /// @param scenario In which scenario.
    /// @param payer The buyer, credited half.
    /// @param payee The seller, credited the other half.
    /// @param amount The commission, in wei of QDT.
    /// @param day The day whose rate will count, since 1970.
    event Collected(
        bytes32 indexed scenario, address indexed payer, address indexed payee, uint256 amount, uint256 day
    );

    /// @notice What was collected went out.
    /// @param scenario Of which scenario.
    /// @param toHolders To the holders of its token, in wei of QDT.
    /// @param toDevelopment To its development, in wei of QDT.
    event Distributed(bytes32 indexed scenario, uint256 toHolders, uint256 toDevelopment);

    /// @notice A sample of a token's price was taken.
    /// @param scenario Of which scenario.
    /// @param day The day it counts for, since 1970.
    /// @param rate The sample: QDT for one token, 18 decimals.
    /// @param mean The mean of the day so far, in the same unit.
    event Sampled(bytes32 indexed scenario, uint256 indexed day, uint256 rate, uint256 mean);

    /// @notice An account's earnings were minted.
    /// @param scenario In which scenario.
    /// @param account Whose earnings.
    /// @param tokens In wei of the scenario's token.
    event Settled(bytes32 indexed scenario, address indexed account, uint256 tokens);

    /// @notice Only the market may collect.
    /// @param caller Who called instead.
    error CommissionNotMarket(address caller);

    /// @notice Only who opened the scenario may close it.
    /// @param caller Who called instead.
    error CommissionNotDevelopment(address caller);

    /// @notice The name is taken, also when that scenario is closed.
    /// @param scenario The name.
    error CommissionExists(bytes32 scenario);

    /// @notice There is no such scenario, or, when collecting, it is closed.
    /// @param scenario The name.
    error CommissionUnknown(bytes32 scenario);

    /// @notice A commission is from 1 to `MAX_BPS` hundredths of a percent.
    /// @param bps What was given.
    error CommissionInvalidShare(uint256 bps);

    /// @notice The token must name this contract as its minter.
    /// @param token What was given.
    error CommissionNotMinter(address token);

    /// @notice Only the token's founder opens its scenario.
    /// @param caller Who called instead.
    error CommissionNotFounder(address caller);

    /// @notice The token belongs to a scenario for ever, also when that is closed: another one would mint it at another rate.
    /// @param token What was given.
    error CommissionTokenTaken(address token);

    /// @notice The last sample is less than an hour old.
    /// @param until Unix time from which the next one can be taken.
    error CommissionTooEarly(uint256 until);

    /// @notice The account has nothing to mint: no earnings, none on a day that has ended, or no rate yet.
    /// @param scenario In which scenario.
    /// @param account Whose.
    error CommissionNothingToSettle(bytes32 scenario, address account);

    /// @notice Nothing was collected since the last distribution.
    /// @param scenario In which scenario.
    error CommissionNothingToDistribute(bytes32 scenario);

    /// @notice Opens the one scenario that a token ever has. The token's founder, who becomes its development.
    /// @param scenario A name that nobody used before.
    /// @param token An IScenarioToken whose minter is this contract, and which has no scenario yet.
    /// @param bps The commission, in hundredths of a percent of a trade; 1 to `MAX_BPS`. It cannot be changed.
    function open(bytes32 scenario, address token, uint16 bps) external;

    /// @notice Ends the commission of a scenario, for good; what was earned stays. Its development only.
    /// @param scenario Which one.
    function close(bytes32 scenario) external;

    /// @notice Takes note of a commission that the market transfers to this contract. The market only.
    /// @param scenario An open scenario.
    /// @param payer The buyer, credited half, rounded down.
    /// @param payee The seller, credited the rest.
    /// @param amount In wei of QDT.
    function collect(bytes32 scenario, address payer, address payee, uint256 amount) external;

    /// @notice Sends what was collected to holders and development. Anybody.
    /// @param scenario Open or closed.
    function distribute(bytes32 scenario) external;

    /// @notice Takes a sample of the token's price from the Oracle, at most one an hour. Anybody; reverts while the Oracle
    /// has no price.
    /// @param scenario Open or closed.
    function sample(bytes32 scenario) external;

    /// @notice Mints to `account` what it earned on days that have ended. Earnings of days before the scenario's first
    /// sample wait for that sample. Anybody.
    /// @param scenario Open or closed.
    /// @param account Who earned it, and gets it.
    /// @return tokens What was minted, in wei of the scenario's token; never 0, nothing to mint reverts.
    function settle(bytes32 scenario, address account) external returns (uint256 tokens);

    /// @notice Returns the commission that a trade in a scenario pays.
    /// @param scenario Its name; zero for none.
    /// @param currency What the trade is paid in.
    /// @return bps In hundredths of a percent; 0 if the scenario is closed or unknown, or if `currency` is not QDT.
    function rateOf(bytes32 scenario, address currency) external view returns (uint16 bps);

    /// @notice Returns the average price of a scenario token on a day.
    /// @param scenario Its name.
    /// @param day Counted since 1970.
    /// @return rate QDT for one token, with 18 decimals; of a day without a sample, that of the latest day with one; 0 while
    /// there is none.
    function rateOfDay(bytes32 scenario, uint256 day) external view returns (uint256 rate);

    /// @notice Returns the Oracle feed that a scenario token's price is reported on.
    /// @param scenario Its name.
    /// @return feed `keccak256("scenario" ‖ scenario)`.
    function feedOf(bytes32 scenario) external pure returns (bytes32 feed);

    /// @notice Returns a scenario.
    /// @param scenario Its name.
    /// @return All zero for an unknown one.
    function scenarioOf(bytes32 scenario) external view returns (Scenario memory);

    /// @notice Returns what an account earned and was not minted yet.
    /// @param scenario In which scenario.
    /// @param account Anybody.
    /// @return All zero for who has earned nothing.
    function creditOf(bytes32 scenario, address account) external view returns (Credit memory);
}
