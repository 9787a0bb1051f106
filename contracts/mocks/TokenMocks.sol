// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @notice An ERC-20 with permit that anybody may mint and that can be told to refuse an account.
contract TokenMock is ERC20, ERC20Permit {
    mapping(address account => bool) public refuses;

    error TokenMockRefused(address account);

    constructor(string memory name) ERC20(name, "MOCK") ERC20Permit(name) {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function refuse(address account, bool refused) external {
        refuses[account] = refused;
    }

    function _update(address from, address to, uint256 amount) internal virtual override {
        if (refuses[to]) revert TokenMockRefused(to);
        super._update(from, to, amount);
    }
}

/// @notice Keeps one hundredth of every transfer.
contract FeeTokenMock is TokenMock("Fee token") {
    function _update(address from, address to, uint256 amount) internal override {
        if (from != address(0) && to != address(0)) {
            super._update(from, address(0xFEE), amount / 100);
            amount -= amount / 100;
        }
        super._update(from, to, amount);
    }
}

/// @notice Calls back whenever it moves, as a token with hooks would.
contract ReentrantTokenMock is TokenMock("Reentrant token") {
    address public target;
    bytes public data;
    bool public reentered;
    bytes public answer;

    function arm(address target_, bytes calldata data_) external {
        target = target_;
        data = data_;
        reentered = false;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (target == address(0)) return;
        (reentered, answer) = target.call(data);
        target = address(0);
    }
}
