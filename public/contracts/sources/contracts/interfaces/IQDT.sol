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
        /// @dev It reverts.
        Refuse,
        /// @dev It costs a fee, which is burned.
        Charge
    }

    /// @notice What the coin starts with; of it only `shortfall` can be changed later.
    /// @param issuance The only contract that may mint.
    /// @param governor Who may change `shortfall`.
    /// @param genesisTime Unix time at which the coins of the holders begin to earn coin-days.
    /// @param shortfall What happens to transfers that fall short, at first.
    /// @param transferCoinDays The fixed amount that a transfer uses, in QDT-days with 18 decimals; at least 1.
    /// @param shortfallFee What a transfer pays that has no coin-days at all, in wei of QDT.
    /// @param holders Who has coins from the start; nobody is the zero address.
    /// @param amounts What each holder gets, in wei of QDT; 49 % of the total in all.
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

    /// @notice The sender paid a fee, since coin-days of the fixed amount were missing.
    /// @param from Who sent.
    /// @param missing How many were missing, in QDT-days with 18 decimals.
    /// @param fee What was burned for them, in wei of QDT.
    event ShortfallCharged(address indexed from, uint256 missing, uint256 fee);

    /// @notice The governor changed what happens when coin-days do not suffice.
    /// @param shortfall What happens now.
    event ShortfallChanged(Shortfall shortfall);

    /// @notice The transfer needs `need` coin-days and the account has `have`; waiting or fewer transfers help.
    /// @param account Who sends.
    /// @param have In QDT-days with 18 decimals.
    /// @param need The fixed amount, in the same unit.
    error QDTCoinDaysShort(address account, uint256 have, uint256 need);

    /// @notice Only the Issuance contract mints.
    /// @param caller Who called instead.
    error QDTNotIssuance(address caller);

    /// @notice Only the governor changes the setting.
    /// @param caller Who called instead.
    error QDTNotGovernor(address caller);

    /// @notice Minting `amount` more would exceed the 51 %, of which `left` are not issued yet.
    /// @param left In wei of QDT.
    /// @param amount In wei of QDT.
    error QDTIssueExceeded(uint256 left, uint256 amount);

    /// @notice The permit is no longer good.
    /// @param deadline Unix time until which it was.
    error QDTPermitExpired(uint256 deadline);

    /// @notice The permit is signed by somebody else, or for other values, another nonce or another chain.
    /// @param signer Whom the signature gives for these.
    /// @param owner Who should have signed.
    error QDTPermitNotByOwner(address signer, address owner);

    /// @notice At genesis: each holder needs one amount.
    /// @param holders How many holders were given.
    /// @param amounts How many amounts were given.
    error QDTGenesisLengths(uint256 holders, uint256 amounts);

    /// @notice At genesis: the amounts must come to 49 % of the total.
    /// @param expected That sum, in wei of QDT.
    /// @param found What they come to, at least: counting stops above it.
    error QDTGenesisSum(uint256 expected, uint256 found);

    /// @notice At genesis: there must be an issuance, and transfers must use at least 1 unit of coin-days.
    error QDTGenesisZero();

    /// @notice Mints to `to`; only by the Issuance contract and never more than 51 % of the total in all.
    /// @param to Who gets them.
    /// @param amount In wei of QDT.
    function mint(address to, uint256 amount) external;

    /// @notice Destroys coins of the caller, with their share of the coin-days. Costs nothing else.
    /// @param amount In wei of QDT.
    function burn(uint256 amount) external;

    /// @notice Sets what happens when coin-days do not suffice; only by the governor.
    /// @param shortfall What happens from now on.
    function setShortfall(Shortfall shortfall) external;

    /// @notice Returns the coin-days that the account has now.
    /// @param account Anybody.
    /// @return In QDT-days with 18 decimals, rounded down.
    function coinDays(address account) external view returns (uint256);

    /// @notice Returns what a transfer would use and pay now; reverts as the transfer would.
    /// @param from Who would send.
    /// @param amount In wei of QDT.
    /// @return coinDaysUsed In QDT-days with 18 decimals, rounded up.
    /// @return fee Burned on top of the amount, in wei of QDT, rounded up; 0 when the coin-days suffice.
    function previewTransfer(address from, uint256 amount) external view returns (uint256 coinDaysUsed, uint256 fee);

    /// @notice Returns whether transfers of this sender are free.
    /// @param account Anybody.
    /// @return True for contracts on the list of genesis.
    function isExempt(address account) external view returns (bool);

    /// @notice Returns the volume of a producer's blocks: the coin-days that transfers in them have used, in all. So coins
    /// that go to and fro make no more of it than they have earned. A transfer that falls short counts as the fixed
    /// amount, the missing part of which it pays for. Transfers to oneself and those of exempt senders do not count.
    /// @param producer Its address.
    /// @return In QDT-days with 18 decimals; a running sum, which may wrap around.
    function volumeOf(address producer) external view returns (uint256);

    /// @notice Returns `volumeOf` of each.
    /// @param producers Their addresses.
    /// @return In the same order.
    function volumesOf(address[] calldata producers) external view returns (uint256[] memory);

    /// @notice Returns what happens now when coin-days do not suffice.
    /// @return The setting.
    function shortfall() external view returns (Shortfall);

    /// @notice Returns how much was minted by Issuance so far.
    /// @return In wei of QDT.
    function mined() external view returns (uint256);
}
