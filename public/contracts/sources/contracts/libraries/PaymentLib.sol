// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Moving tokens that may not be what they say.
/// @notice Pulls check what arrives; pushes tell whether it went, and never stop the rest.
library PaymentLib {
    /// @dev Enough for any honest token; a payee's hook cannot burn the gas of a whole settlement.
    uint256 internal constant PUSH_GAS = 200_000;

    /// @notice Less arrived than was sent, as with tokens that keep a fee.
    /// @param token Which token.
    /// @param received What arrived, in its units.
    /// @param expected What should have.
    error PaymentShort(address token, uint256 received, uint256 expected);
    /// @notice The token did not pay: it reverted, answered false, or is no contract.
    /// @param token Which token.
    error PaymentRefused(address token);

    /// Takes `amount` from `from`; reverts unless all of it arrives, as with tokens that keep a fee.
    function pull(address token, address from, uint256 amount) internal {
        if (amount == 0) return;
        uint256 before = IERC20(token).balanceOf(address(this));
        require(
            _call(token, gasleft(), abi.encodeCall(IERC20.transferFrom, (from, address(this), amount))),
            PaymentRefused(token)
        );
        uint256 received = IERC20(token).balanceOf(address(this)) - before;
        require(received == amount, PaymentShort(token, received, amount));
    }

    /// Returns whether `to` got `amount`; false leaves the choice of what next to the caller.
    function push(address token, address to, uint256 amount) internal returns (bool sent) {
        return _call(token, PUSH_GAS, abi.encodeCall(IERC20.transfer, (to, amount)));
    }

    /// @dev Low level, since a token that reverts or answers nothing must not stop the others' payments. In assembly, since
    /// Solidity would copy all that a token answers, and pay for its memory.
    function _call(address token, uint256 gas_, bytes memory data) private returns (bool done) {
        assembly ("memory-safe") {
            done := call(gas_, token, 0, add(data, 32), mload(data), 0, 32)
            switch returndatasize()
            // Some old tokens return nothing on success. An address without code does so too.
            case 0 { done := and(done, gt(extcodesize(token), 0)) }
            default { done := and(done, and(gt(returndatasize(), 31), eq(mload(0), 1))) }
        }
    }
}
