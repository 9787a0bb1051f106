// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {AUC} from "./AUC.sol";
import {IBuyBack} from "./interfaces/IBuyBack.sol";
import {IOracle} from "./interfaces/IOracle.sol";

/// @title See IBuyBack.
/// @notice Holds money from payment to purchase, and AUC never beyond a transaction.
contract BuyBack is IBuyBack {
    using SafeERC20 for IERC20;

    /// @notice What part of the profit buys AUC back, in hundredths of a percent.
    uint256 public constant PROFIT_BPS = 4000;
    /// @notice The oracle's feed of the price: money for one AUC, 18 decimals.
    bytes32 public constant FEED = keccak256("AUC/USD");

    /// @notice AUC.
    AUC public immutable auc;
    /// @notice What profit is paid in and AUC are bought with.
    IERC20 public immutable money;
    /// @notice Where the price comes from.
    IOracle public immutable oracle;
    /// @notice Unix time at which quarter 0 begins.
    uint256 public immutable start;

    constructor(AUC auc_, IERC20 money_, IOracle oracle_, uint256 start_) {
        auc = auc_;
        money = money_;
        oracle = oracle_;
        start = start_;
    }

    /// @inheritdoc IBuyBack
    function fund(uint256 profit, string calldata reportCid) external returns (uint256 amount) {
        amount = (profit * PROFIT_BPS) / 10_000;
        require(amount > 0, BuyBackZeroAmount());

        emit Funded(quarter(), msg.sender, profit, amount, reportCid);

        money.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IBuyBack
    function sell(uint256 amount, uint256 leastPayment) external returns (uint256 payment) {
        payment = quote(amount);
        require(payment > 0, BuyBackZeroAmount());
        require(payment >= leastPayment, BuyBackPriceTooLow(payment, leastPayment));
        uint256 funds = money.balanceOf(address(this));
        require(payment <= funds, BuyBackFundsShort(funds, payment));

        emit BoughtBack(quarter(), msg.sender, amount, payment);

        IERC20(auc).safeTransferFrom(msg.sender, address(this), amount);
        auc.burn(amount);
        money.safeTransfer(msg.sender, payment);
    }

    /// @inheritdoc IBuyBack
    function quote(uint256 amount) public view returns (uint256 payment) {
        (uint256 price,) = oracle.valueOf(FEED);
        return (amount * price) / 1 ether;
    }

    /// @inheritdoc IBuyBack
    function quarter() public view returns (uint256) {
        return (block.timestamp - start) / (365 days / 4);
    }
}
