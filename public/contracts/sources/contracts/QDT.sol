// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IQDT} from "./interfaces/IQDT.sol";

/// @title See IQDT.
/// @notice Not built on OpenZeppelin's ERC-20, so that balance and coin-days share a word.
contract QDT is IQDT, EIP712 {
    // One slot, so that a transfer writes one slot for each side. The whole supply is below 2^94 and its coin-days, 30 days
    // of it, below 2^99.
    struct Account {
        uint96 balance;
        uint104 coinDays;
        uint40 touchedAt;
        bool exempt;
    }

    /// @inheritdoc IERC20Metadata
    string public constant name = "QoodBlock";
    /// @inheritdoc IERC20Metadata
    string public constant symbol = "QDT";
    /// @inheritdoc IERC20Metadata
    uint8 public constant decimals = 18;

    /// @notice What exists from genesis: 49 %, in wei of QDT.
    uint256 public constant GENESIS_ISSUE = 4_900_000_000e18;
    /// @notice What Issuance may mint in all: 51 %, in wei of QDT.
    uint256 public constant MINED_ISSUE = 5_100_000_000e18;
    /// @notice After how many days without a transfer coins earn no more.
    uint256 public constant CAP_DAYS = 30;

    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    /// @notice Who alone may mint.
    address public immutable ISSUANCE;
    /// @notice Who may change `shortfall`.
    address public immutable GOVERNOR;
    /// @notice The fixed amount that a transfer uses, in QDT-days with 18 decimals.
    uint256 public immutable TRANSFER_COIN_DAYS;
    /// @notice What a transfer pays that has no coin-days at all, in wei of QDT.
    uint256 public immutable SHORTFALL_FEE;

    /// @inheritdoc IERC20
    uint256 public totalSupply;
    /// @inheritdoc IQDT
    uint256 public mined;
    /// @inheritdoc IQDT
    Shortfall public shortfall;
    mapping(address account => Account) private _accounts;
    /// @inheritdoc IERC20
    mapping(address owner => mapping(address spender => uint256)) public allowance;
    /// @inheritdoc IERC20Permit
    mapping(address owner => uint256) public nonces;
    /// @inheritdoc IQDT
    mapping(address producer => uint256) public volumeOf;

    constructor(Genesis memory genesis) EIP712("QoodBlock", "1") {
        if (genesis.issuance == address(0) || genesis.transferCoinDays == 0) revert QDTGenesisZero();
        ISSUANCE = genesis.issuance;
        GOVERNOR = genesis.governor;
        TRANSFER_COIN_DAYS = genesis.transferCoinDays;
        SHORTFALL_FEE = genesis.shortfallFee;
        shortfall = genesis.shortfall;
        for (uint256 i; i < genesis.exempt.length; ++i) _accounts[genesis.exempt[i]].exempt = true;
        _endow(genesis.holders, genesis.amounts, genesis.genesisTime);
    }

    function _endow(address[] memory holders, uint256[] memory amounts, uint40 genesisTime) private {
        if (holders.length != amounts.length) revert QDTGenesisLengths(holders.length, amounts.length);
        uint256 sum;
        for (uint256 i; i < holders.length; ++i) {
            if (holders[i] == address(0)) revert ERC20InvalidReceiver(address(0));
            sum += amounts[i];
            if (sum > GENESIS_ISSUE) break;
            Account storage account = _accounts[holders[i]];
            account.balance += uint96(amounts[i]);
            account.touchedAt = genesisTime;
            emit Transfer(address(0), holders[i], amounts[i]);
        }
        if (sum != GENESIS_ISSUE) revert QDTGenesisSum(GENESIS_ISSUE, sum);
        totalSupply = sum;
    }

    // ERC-20

    /// @inheritdoc IERC20
    function balanceOf(address account) external view returns (uint256) {
        return _accounts[account].balance;
    }

    /// @inheritdoc IERC20
    function transfer(address to, uint256 amount) external returns (bool) {
        _transfer(msg.sender, to, amount);
        return true;
    }

    /// @inheritdoc IERC20
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) {
            if (allowed < amount) revert ERC20InsufficientAllowance(msg.sender, allowed, amount);
            unchecked {
                allowance[from][msg.sender] = allowed - amount;
            }
        }
        _transfer(from, to, amount);
        return true;
    }

    /// @inheritdoc IERC20
    function approve(address spender, uint256 amount) external returns (bool) {
        _approve(msg.sender, spender, amount);
        return true;
    }

    /// @inheritdoc IERC20Permit
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        if (block.timestamp > deadline) revert QDTPermitExpired(deadline);
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, nonces[owner]++, deadline));
        address signer = ECDSA.recover(_hashTypedDataV4(structHash), v, r, s);
        if (signer != owner) revert QDTPermitNotByOwner(signer, owner);
        _approve(owner, spender, value);
    }

    /// @inheritdoc IERC20Permit
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    // Issue

    /// @inheritdoc IQDT
    function mint(address to, uint256 amount) external {
        if (msg.sender != ISSUANCE) revert QDTNotIssuance(msg.sender);
        if (to == address(0)) revert ERC20InvalidReceiver(address(0));
        uint256 left = MINED_ISSUE - mined;
        if (amount > left) revert QDTIssueExceeded(left, amount);

        mined += amount;
        totalSupply += amount;
        _credit(to, amount);
        emit Transfer(address(0), to, amount);
    }

    /// @inheritdoc IQDT
    function burn(uint256 amount) external {
        Account memory account = _accounts[msg.sender];
        if (account.balance < amount) revert ERC20InsufficientBalance(msg.sender, account.balance, amount);
        uint256 have = _accrued(account);

        _debit(msg.sender, account, amount, have - _share(have, amount, account.balance));
        totalSupply -= amount;
        emit Transfer(msg.sender, address(0), amount);
    }

    // Coin-days

    /// @inheritdoc IQDT
    function setShortfall(Shortfall setting) external {
        if (msg.sender != GOVERNOR) revert QDTNotGovernor(msg.sender);
        shortfall = setting;
        emit ShortfallChanged(setting);
    }

    /// @inheritdoc IQDT
    function coinDays(address account) external view returns (uint256) {
        return _accrued(_accounts[account]);
    }

    /// @inheritdoc IQDT
    function previewTransfer(address from, uint256 amount) external view returns (uint256 coinDaysUsed, uint256 fee) {
        (, coinDaysUsed, fee) = _price(from, _accounts[from], amount);
    }

    /// @inheritdoc IQDT
    function isExempt(address account) external view returns (bool) {
        return _accounts[account].exempt;
    }

    /// @inheritdoc IQDT
    function volumesOf(address[] calldata producers) external view returns (uint256[] memory volumes) {
        volumes = new uint256[](producers.length);
        for (uint256 i; i < producers.length; ++i) volumes[i] = volumeOf[producers[i]];
    }

    // Inner workings

    function _transfer(address from, address to, uint256 amount) private {
        if (from == address(0)) revert ERC20InvalidSender(address(0));
        if (to == address(0)) revert ERC20InvalidReceiver(address(0));
        Account memory sender = _accounts[from];
        (uint256 have, uint256 used, uint256 fee) = _price(from, sender, amount);

        _debit(from, sender, amount + fee, have - used);
        _credit(to, amount);
        if (from != to && !sender.exempt && amount != 0) {
            unchecked {
                // Cannot overflow: each transfer adds less than 2^104.
                volumeOf[block.coinbase] += fee == 0 ? used : TRANSFER_COIN_DAYS;
            }
        }
        emit Transfer(from, to, amount);
        if (fee != 0) {
            totalSupply -= fee;
            emit Transfer(from, address(0), fee);
            emit ShortfallCharged(from, TRANSFER_COIN_DAYS - have, fee);
        }
    }

    /// Returns the sender's coin-days, those that the transfer uses (the moved share rounded up, so that what stays never
    /// exceeds the cap of the balance that stays), and the fee, rounded up.
    function _price(address from, Account memory sender, uint256 amount)
        private
        view
        returns (uint256 have, uint256 used, uint256 fee)
    {
        if (sender.balance < amount) revert ERC20InsufficientBalance(from, sender.balance, amount);
        have = _accrued(sender);
        if (amount == 0) return (have, 0, 0);
        if (sender.exempt) return (have, _share(have, amount, sender.balance), 0);
        if (have >= TRANSFER_COIN_DAYS) {
            used = TRANSFER_COIN_DAYS + _share(have - TRANSFER_COIN_DAYS, amount, sender.balance);
            return (have, used, 0);
        }
        if (shortfall == Shortfall.Refuse) revert QDTCoinDaysShort(from, have, TRANSFER_COIN_DAYS);
        fee = Math.mulDiv(SHORTFALL_FEE, TRANSFER_COIN_DAYS - have, TRANSFER_COIN_DAYS, Math.Rounding.Ceil);
        if (sender.balance < amount + fee) revert ERC20InsufficientBalance(from, sender.balance, amount + fee);
        return (have, have, fee);
    }

    function _share(uint256 have, uint256 amount, uint256 balance) private pure returns (uint256) {
        return have == 0 ? 0 : Math.ceilDiv(have * amount, balance);
    }

    /// Returns the coin-days up to now, rounded down.
    function _accrued(Account memory account) private view returns (uint256) {
        if (block.timestamp <= account.touchedAt) return account.coinDays;
        uint256 earned = uint256(account.balance) * (block.timestamp - account.touchedAt) / 1 days;
        return Math.min(account.coinDays + earned, account.balance * CAP_DAYS);
    }

    function _debit(address from, Account memory account, uint256 amount, uint256 coinDaysLeft) private {
        account.balance -= uint96(amount);
        account.coinDays = uint104(coinDaysLeft);
        account.touchedAt = _now(account);
        _accounts[from] = account;
    }

    function _credit(address to, uint256 amount) private {
        Account memory account = _accounts[to];
        account.coinDays = uint104(_accrued(account));
        account.balance += uint96(amount);
        account.touchedAt = _now(account);
        _accounts[to] = account;
    }

    /// Never goes back: before the genesis time coins earn nothing.
    function _now(Account memory account) private view returns (uint40) {
        return block.timestamp > account.touchedAt ? uint40(block.timestamp) : account.touchedAt;
    }

    function _approve(address owner, address spender, uint256 amount) private {
        if (owner == address(0)) revert ERC20InvalidApprover(address(0));
        if (spender == address(0)) revert ERC20InvalidSpender(address(0));
        allowance[owner][spender] = amount;
        emit Approval(owner, spender, amount);
    }
}
