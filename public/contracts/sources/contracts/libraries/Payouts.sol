// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Guarded} from "./Guarded.sol";
import {PaymentLib} from "./PaymentLib.sol";

/// @title Payments that are pushed, and kept as credit for a payee who cannot receive them.
/// @notice So no payee can stop what everybody else is owed.
abstract contract Payouts is Guarded {
    /// @notice What could not be sent to a payee, in units of a token.
    mapping(address payee => mapping(address token => uint256)) public creditOf;

    /// @notice A payee could not receive; what it is owed waits here.
    /// @param payee Who.
    /// @param token Which token.
    /// @param amount In units of `token`.
    event Credited(address indexed payee, address indexed token, uint256 amount);
    /// @notice A payee took what had waited.
    /// @param payee Who.
    /// @param token Which token.
    /// @param amount In units of `token`.
    event Claimed(address indexed payee, address indexed token, uint256 amount);

    /// @notice Nothing waits for the caller.
    /// @param token In which token.
    error PayoutsNothingToClaim(address token);

    /// @notice Sends the caller what could not be sent to it before.
    /// @param token Which token.
    /// @return amount In units of `token`; never 0, nothing to claim reverts.
    function claim(address token) external nonReentrant returns (uint256 amount) {
        amount = creditOf[msg.sender][token];
        require(amount > 0, PayoutsNothingToClaim(token));

        creditOf[msg.sender][token] = 0;

        emit Claimed(msg.sender, token, amount);

        require(PaymentLib.push(token, msg.sender, amount), PaymentLib.PaymentRefused(token));
    }

    function _push(address token, address to, uint256 amount) internal {
        if (amount == 0 || PaymentLib.push(token, to, amount)) return;
        creditOf[to][token] += amount;
        emit Credited(to, token, amount);
    }
}
