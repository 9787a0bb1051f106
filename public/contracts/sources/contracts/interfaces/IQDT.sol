// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @title The coin of the chain: an ERC-20 whose transfers are paid with coin-days.
/// @notice Ten billion QDT at most: 49 % exist from genesis, 51 % are issued to producers by the Issuance contract.
///
/// Coin-days. Holding earns them: one QDT held for one day is one QDT-day (18 decimals), counted each second and capped at
/// `CAP_DAYS` times the balance. A transfer uses a fixed amount, TRANSFER_COIN_DAYS, and then the share of the rest that
/// belongs to the coins that move (amount / balance, rounded up). So a transfer falls short only when the sender has less
/// than the fixed amount: whoever holds for a while can always move everything, and many small transfers run dry.
/// Coins that arrive bring no coin-days. When a transfer falls short the setting `shortfall` decides: Refuse it, or
/// Charge SHORTFALL_FEE for the missing part of the fixed amount, in proportion; the fee is burned.
///
/// A transfer of zero is free, since ERC-20 lets anybody order one from anybody. Senders on the exempt list, fixed at
/// genesis, use no coin-days: contracts that hold coins for others must be able to give them back.
interface IQDT is IERC20Metadata, IERC20Permit, IERC20Errors {
    /// @notice What happens to a transfer for which the sender's coin-days do not suffice.
    enum Shortfall {
        Refuse,
        Charge
    }

    /// @param issuance The only contract that may mint.
    /// @param governor Who may change `shortfall`.
    /// @param genesisTime When the coins of the holders begin to earn coin-days, in seconds since 1970.
    /// @param transferCoinDays The fixed amount that a transfer uses, in QDT-days with 18 decimals; at least 1.
    /// @param shortfallFee What a transfer pays that has no coin-days at all, in QDT.
    /// @param amounts What each holder gets; 49 % of the total in all.
    /// @param exempt Contracts that hold coins for others.
    struct Genesis {
        address issuance;
        address governor;
        uint40 genesisTime;
        Shortfall shortfall;
        uint256 transferCoinDays;
        uint256 shortfallFee;
        address[] holders;
        uint256[] amounts;
        address[] exempt;
    }

    /// @notice The sender paid `fee` because `missing` coin-days of the fixed amount were missing.
    event ShortfallCharged(address indexed from, uint256 missing, uint256 fee);
    event ShortfallChanged(Shortfall shortfall);

    /// @notice The transfer needs `need` coin-days and the account has `have`; waiting or fewer transfers help.
    error QDTCoinDaysShort(address account, uint256 have, uint256 need);
    error QDTNotIssuance(address caller);
    error QDTNotGovernor(address caller);
    /// @notice Minting `amount` more would exceed the 51 %, of which `left` are not issued yet.
    error QDTIssueExceeded(uint256 left, uint256 amount);
    error QDTPermitExpired(uint256 deadline);
    error QDTPermitNotByOwner(address signer, address owner);
    error QDTGenesisLengths(uint256 holders, uint256 amounts);
    error QDTGenesisSum(uint256 expected, uint256 found);
    error QDTGenesisZero();

    /// @notice Mints to `to`; only by the Issuance contract and never more than 51 % of the total in all.
    function mint(address to, uint256 amount) external;

    /// @notice Destroys coins of the caller, with their share of the coin-days.
    function burn(uint256 amount) external;

    /// @notice Sets what happens when coin-days do not suffice; only by the governor.
    function setShortfall(Shortfall shortfall) external;

    /// @notice Returns the coin-days that the account has now, in QDT-days with 18 decimals.
    function coinDays(address account) external view returns (uint256);

    /// @notice Returns what a transfer would use and pay now; reverts as the transfer would.
    function previewTransfer(address from, uint256 amount) external view returns (uint256 coinDaysUsed, uint256 fee);

    /// @notice Returns whether transfers of this sender are free.
    function isExempt(address account) external view returns (bool);

    /// @notice Returns how much QDT was moved in the blocks of a producer, in all. Transfers to oneself and transfers of
    /// exempt senders do not count, so that volume costs coin-days.
    function volumeOf(address producer) external view returns (uint256);

    /// @notice Returns `volumeOf` of each.
    function volumesOf(address[] calldata producers) external view returns (uint256[] memory);

    function shortfall() external view returns (Shortfall);

    /// @notice Returns how much was minted by Issuance so far.
    function mined() external view returns (uint256);
}
