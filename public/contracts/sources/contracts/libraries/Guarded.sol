// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title A lock against reentrance.
/// @notice Refuses to be entered again while one of its guarded functions runs: those that move tokens.
abstract contract Guarded {
    /// @dev A whole word: a part of one would be read before each write.
    uint256 private transient _entered;

    /// @notice A guarded function is running.
    error GuardedReentered();

    modifier nonReentrant() {
        _enter();
        _;
        _entered = 0;
    }

    /// @dev A function, so that its code is there once.
    function _enter() private {
        require(_entered == 0, GuardedReentered());
        _entered = 1;
    }
}
