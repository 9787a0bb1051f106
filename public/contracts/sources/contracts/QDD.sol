// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FiatToken} from "./FiatToken.sol";
import {IRoles} from "./interfaces/IRoles.sol";

/// @title The US dollar on chain.
/// @notice See IFiatToken. QDR, QDE and others are deployments of FiatToken with their own name and reserve.
contract QDD is FiatToken {
    constructor(IRoles roles_) FiatToken(roles_, "QoodBlock Dollar", "QDD") {}
}
