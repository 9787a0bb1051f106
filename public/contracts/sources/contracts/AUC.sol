// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title The reward token of a car's life: ten billion, all of them made here and now; burning only lowers that.
/// @notice 40 % placement, at once; 20 % ecosystem, 30 % foundation and 10 % team go to the programme, which enforces when
/// they move.
contract AUC is ERC20Permit {
    /// @notice What there was at the start, in wei of AUC.
    uint256 public constant TOTAL = 10_000_000_000 ether;

    constructor(address placement, address programme) ERC20("Auto Coin", "AUC") ERC20Permit("Auto Coin") {
        _mint(placement, (TOTAL * 40) / 100);
        _mint(programme, (TOTAL * 60) / 100);
    }

    /// @notice Destroys the caller's tokens.
    /// @param amount In wei of AUC.
    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }
}
