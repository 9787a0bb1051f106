// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

import {IFiatToken} from "./interfaces/IFiatToken.sol";
import {IRoles} from "./interfaces/IRoles.sol";
import {RoleLib} from "./libraries/RoleLib.sol";

/// @title See IFiatToken.
/// @notice An ERC-20 with permit and 18 decimals. The attestation is the limit; neither auditor nor issuer can touch what
/// others hold.
contract FiatToken is IFiatToken, ERC20Permit {
    using Checkpoints for Checkpoints.Trace208;

    /// @dev One word, in place of OpenZeppelin's: whoever reads a balance sees there whether it is frozen.
    struct Account {
        uint248 balance;
        bool frozen;
    }

    /// @dev An attestation, who signed it, and all that was redeemed by the time of its count.
    struct Signed {
        uint256 reserve;
        uint208 redeemed;
        uint40 takenAt;
        address auditor;
        bytes32 documentHash;
        string documentCid;
    }

    /// @notice How long an attestation lets mint, in seconds.
    uint256 public constant MAX_AGE = 35 days;
    bytes32 private constant ATTESTATION_TYPEHASH =
        keccak256("Attestation(uint256 reserve,uint40 takenAt,bytes32 documentHash,string documentCid)");

    /// @notice Who is auditor, issuer or enforcer.
    IRoles public immutable roles;

    Signed private _last;
    Checkpoints.Trace208 private _redeemed;
    uint256 private _supply;
    mapping(address account => Account) private _accounts;
    /// @inheritdoc IFiatToken
    mapping(address account => bytes32) public frozenBy;
    /// @inheritdoc IFiatToken
    mapping(bytes32 order => bool) public isPublished;

    constructor(IRoles roles_, string memory name_, string memory symbol_) ERC20(name_, symbol_) ERC20Permit(name_) {
        roles = roles_;
    }

    // Reserve

    /// @inheritdoc IFiatToken
    function attest(Attestation calldata next, bytes calldata signature) external {
        require(next.takenAt > _last.takenAt, FiatTokenAttestationOutOfOrder(next.takenAt, _last.takenAt));
        require(next.takenAt <= block.timestamp, FiatTokenAttestationInFuture(next.takenAt));
        bytes32 structHash = keccak256(
            abi.encode(
                ATTESTATION_TYPEHASH,
                next.reserve,
                next.takenAt,
                next.documentHash,
                keccak256(bytes(next.documentCid))
            )
        );
        (address auditor,,) = ECDSA.tryRecover(_hashTypedDataV4(structHash), signature);
        require(roles.hasRole(RoleLib.AUDITOR, auditor), FiatTokenNotAuditor(auditor));

        // An attestation may come days after its count: what was redeemed in between has left the reserve.
        uint208 redeemed = _redeemed.upperLookup(next.takenAt);
        _last = Signed(next.reserve, redeemed, next.takenAt, auditor, next.documentHash, next.documentCid);

        emit Attested(auditor, next.reserve, next.takenAt, next.documentHash, next.documentCid);
    }

    /// @inheritdoc IFiatToken
    function mint(address to, uint256 amount) external {
        require(roles.hasRole(RoleLib.ISSUER, msg.sender), FiatTokenNotIssuer(msg.sender));
        require(_isFresh(), FiatTokenAttestationStale(_last.takenAt));
        require(_isVouched(), FiatTokenNotAuditor(_last.auditor));

        _mint(to, amount);

        // Afterwards, since the sum is checked for overflow there.
        uint256 left = _reserveLeft();
        require(totalSupply() <= left, FiatTokenAboveReserve(totalSupply(), left));
        emit Issued(msg.sender, to, amount, totalSupply(), _last.reserve);
    }

    /// @inheritdoc IFiatToken
    function redeem(uint256 amount, bytes32 reference_) external {
        _burn(msg.sender, amount);
        _redeemed.push(uint48(block.timestamp), SafeCast.toUint208(_redeemed.latest() + amount));

        emit Redeemed(msg.sender, amount, reference_);
    }

    // Legal orders

    /// @inheritdoc IFiatToken
    function freeze(address[] calldata accounts, bytes32 order, bytes32 documentHash, string calldata documentCid)
        external
    {
        _publish(order, documentHash, documentCid);
        for (uint256 i; i < accounts.length; i++) _freeze(accounts[i], order);
    }

    /// @inheritdoc IFiatToken
    function unfreeze(address[] calldata accounts, bytes32 order, bytes32 documentHash, string calldata documentCid)
        external
    {
        _publish(order, documentHash, documentCid);
        for (uint256 i; i < accounts.length; i++) _unfreeze(accounts[i], order);
    }

    // Views

    /// @inheritdoc ERC20
    function totalSupply() public view override returns (uint256) {
        return _supply;
    }

    /// @inheritdoc ERC20
    function balanceOf(address account) public view override returns (uint256) {
        return _accounts[account].balance;
    }

    /// @inheritdoc IFiatToken
    function mintable() external view returns (uint256) {
        uint256 left = _reserveLeft();
        return _isFresh() && _isVouched() && left > totalSupply() ? left - totalSupply() : 0;
    }

    /// @inheritdoc IFiatToken
    function attestation()
        external
        view
        returns (uint256 reserve, uint40 takenAt, bytes32 documentHash, string memory documentCid, address auditor)
    {
        return (_last.reserve, _last.takenAt, _last.documentHash, _last.documentCid, _last.auditor);
    }

    // Inside

    /// @dev An id that is used up binds the order to what is done with it here: it neither comes back nor reaches others.
    function _publish(bytes32 order, bytes32 documentHash, string calldata documentCid) private {
        require(roles.hasRole(RoleLib.ENFORCER, msg.sender), FiatTokenNotEnforcer(msg.sender));
        require(!isPublished[order] && order != 0, FiatTokenOrderExists(order));

        isPublished[order] = true;

        emit OrderPublished(order, msg.sender, documentHash, documentCid);
    }

    function _freeze(address account, bytes32 order) private {
        // Minting and burning pass through the zero address: nobody may stop them.
        require(account != address(0), FiatTokenZeroAddress());
        require(frozenBy[account] == 0, FiatTokenFrozen(account, frozenBy[account]));

        frozenBy[account] = order;
        _accounts[account].frozen = true;

        emit Frozen(account, order);
    }

    function _unfreeze(address account, bytes32 order) private {
        require(frozenBy[account] != 0, FiatTokenNotFrozen(account));

        frozenBy[account] = 0;
        _accounts[account].frozen = false;

        emit Unfrozen(account, order);
    }

    function _isFresh() private view returns (bool) {
        return block.timestamp <= _last.takenAt + MAX_AGE;
    }

    function _reserveLeft() private view returns (uint256) {
        uint256 since = _redeemed.latest() - _last.redeemed;
        return _last.reserve > since ? _last.reserve - since : 0;
    }

    /// @dev Who was dismissed for a false attestation vouches for nothing.
    function _isVouched() private view returns (bool) {
        return roles.hasRole(RoleLib.AUDITOR, _last.auditor);
    }

    /// @dev A frozen account neither sends nor receives; what the market owes it waits there as credit. `if`, since
    /// `require` would read the order of freezing even when there is none.
    function _update(address from, address to, uint256 amount) internal override {
        if (from == address(0)) _supply += amount;
        else _debit(from, amount);
        if (to == address(0)) _supply -= amount;
        else _credit(to, amount);

        emit Transfer(from, to, amount);
    }

    function _debit(address from, uint256 amount) private {
        Account memory account = _accounts[from];
        if (account.frozen) revert FiatTokenFrozen(from, frozenBy[from]);
        require(account.balance >= amount, ERC20InsufficientBalance(from, account.balance, amount));
        account.balance -= uint248(amount);
        _accounts[from] = account;
    }

    function _credit(address to, uint256 amount) private {
        Account memory account = _accounts[to];
        if (account.frozen) revert FiatTokenFrozen(to, frozenBy[to]);
        account.balance = SafeCast.toUint248(account.balance + amount);
        _accounts[to] = account;
    }
}
