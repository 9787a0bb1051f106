// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IDataMarket} from "../interfaces/IDataMarket.sol";
import {PaymentLib} from "./PaymentLib.sol";
import {Payouts} from "./Payouts.sol";

/// @title What the market holds besides escrow: the sellers' bonds.
/// @notice A deposit is free or locked; each running order locks one bond.
abstract contract MarketFunds is IDataMarket, Payouts {
    mapping(address seller => mapping(address token => Deposit)) private _deposits;

    /// @inheritdoc IDataMarket
    function deposit(address token, uint128 amount) external nonReentrant {
        _deposits[msg.sender][token].free += amount;

        emit Deposited(msg.sender, token, amount);

        PaymentLib.pull(token, msg.sender, amount);
    }

    /// @inheritdoc IDataMarket
    function withdrawDeposit(address token, uint128 amount) external nonReentrant {
        Deposit storage held = _deposits[msg.sender][token];
        require(held.free >= amount, DataMarketBondShort(held.free, amount));

        held.free -= amount;

        emit DepositWithdrawn(msg.sender, token, amount);

        require(PaymentLib.push(token, msg.sender, amount), PaymentLib.PaymentRefused(token));
    }

    /// @inheritdoc IDataMarket
    function depositOf(address seller, address token) external view returns (Deposit memory) {
        return _deposits[seller][token];
    }

    function _lock(address seller, address token, uint128 bond) internal {
        if (bond == 0) return;
        mapping(address token => Deposit) storage deposits = _deposits[seller];
        Deposit memory held = deposits[token];
        require(held.free >= bond, DataMarketBondShort(held.free, bond));
        deposits[token] = Deposit(held.free - bond, held.locked + bond);
    }

    /// @dev Gives a bond back to its seller, or takes it out of the deposit for whom it is owed to.
    function _unlock(address seller, address token, uint128 bond, bool toSeller) internal {
        if (bond == 0) return;
        mapping(address token => Deposit) storage deposits = _deposits[seller];
        Deposit memory held = deposits[token];
        deposits[token] = Deposit(toSeller ? held.free + bond : held.free, held.locked - bond);
    }
}
