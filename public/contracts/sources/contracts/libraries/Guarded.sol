// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @notice Refuses to be entered again while one of its guarded functions runs: those that move tokens.
abstract contract Guarded {
    bool private transient _entered;

    error GuardedReentered();

    modifier nonReentrant() {
        _enter();
        _;
        _entered = false;
    }

    /// @dev A function, so that its code is there once.
    function _enter() private {
        require(!_entered, GuardedReentered());
        _entered = true;
    }
}
