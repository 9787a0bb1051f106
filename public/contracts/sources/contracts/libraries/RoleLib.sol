// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title The numbers of the roles.
/// @notice The roles that others rely on. Owners, buyers and agents of an owner need none of these.
library RoleLib {
    uint8 internal constant MAKER = 1;
    uint8 internal constant WORKSHOP = 2;
    uint8 internal constant INSPECTOR = 3;
    uint8 internal constant APPRAISER = 4;
    uint8 internal constant INSURER = 5;
    uint8 internal constant LENDER = 6;
    /// @dev Holds the secret key that turns a VIN into its uniqueness tag.
    uint8 internal constant REGISTRAR = 7;
    /// @dev Reports prices, rates and indices to the Oracle.
    uint8 internal constant FEEDER = 8;
    /// @dev Attests the reserve behind a currency.
    uint8 internal constant AUDITOR = 9;
    /// @dev Executes published legal orders on a currency.
    uint8 internal constant ENFORCER = 10;
    uint8 internal constant ARBITRATOR = 11;
    /// @dev Reviews and votes on data dictionaries.
    uint8 internal constant EDITOR = 12;
    /// @dev Issues a currency up to its attested reserve.
    uint8 internal constant ISSUER = 13;
    /// @dev Spends the reward budget of the AUC programme.
    uint8 internal constant REWARDER = 14;

    uint8 internal constant LAST = 14;
}
