// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title A currency on chain, one for one with an audited reserve: QDD for dollars, QDR, QDE and others alike.
/// @notice Minting stops at the last attested reserve and when the attestation is older than `MAX_AGE`. Nothing stops
/// burning. Only a published legal order freezes an account.
interface IFiatToken {
    /// @notice What an auditor has signed (EIP-712): the reserve at a time, and the document that shows it.
    struct Attestation {
        uint256 reserve;
        uint40 takenAt;
        bytes32 documentHash;
        string documentCid;
    }

    event Attested(
        address indexed auditor, uint256 reserve, uint40 takenAt, bytes32 documentHash, string documentCid
    );
    event Issued(address indexed issuer, address indexed to, uint256 amount, uint256 supply, uint256 reserve);
    event Redeemed(address indexed holder, uint256 amount, bytes32 indexed reference_);
    event OrderPublished(bytes32 indexed order, address indexed enforcer, bytes32 documentHash, string documentCid);
    event Frozen(address indexed account, bytes32 indexed order);
    event Unfrozen(address indexed account, bytes32 indexed order);

    error FiatTokenNotAuditor(address signer);
    error FiatTokenNotIssuer(address caller);
    error FiatTokenNotEnforcer(address caller);
    error FiatTokenAttestationOutOfOrder(uint40 takenAt, uint40 last);
    error FiatTokenAttestationInFuture(uint40 takenAt);
    error FiatTokenAttestationStale(uint40 takenAt);
    error FiatTokenAboveReserve(uint256 supply, uint256 reserve);
    error FiatTokenOrderExists(bytes32 order);
    error FiatTokenOrderUnknown(bytes32 order);
    error FiatTokenFrozen(address account, bytes32 order);
    error FiatTokenNotFrozen(address account);
    error FiatTokenZeroAddress();

    /// @notice Brings an auditor's attestation on chain. Anybody may; it must be newer than the last.
    function attest(Attestation calldata attestation, bytes calldata signature) external;

    /// @notice Issues up to the attested reserve. Issuers only.
    function mint(address to, uint256 amount) external;

    /// @notice Burns the caller's tokens against a payment outside; `reference_` tells the issuer which.
    function redeem(uint256 amount, bytes32 reference_) external;

    /// @notice Publishes a legal order. Enforcers only, like the next two.
    function publishOrder(bytes32 order, bytes32 documentHash, string calldata documentCid) external;
    function freeze(address account, bytes32 order) external;
    function unfreeze(address account, bytes32 order) external;

    /// @notice What may still be issued now.
    function mintable() external view returns (uint256);
    function attestation()
        external
        view
        returns (uint256 reserve, uint40 takenAt, bytes32 documentHash, string memory documentCid);

    /// @notice The order that froze an account, zero when it is free.
    function frozenBy(address account) external view returns (bytes32 order);
    function isPublished(bytes32 order) external view returns (bool);
}
