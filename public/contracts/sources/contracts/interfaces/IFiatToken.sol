// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title A currency on chain, one for one with an audited reserve: QDD for dollars, QDR, QDE and others alike.
/// @notice Minting stops at what is left of the last attested reserve after what was redeemed since it was counted, when the
/// attestation is older than `MAX_AGE` and when its auditor is none any more. Nothing stops burning. Only a legal order
/// freezes accounts or frees them: it is carried out as it is published, for the accounts that it names, once.
interface IFiatToken {
    /// @notice What an auditor has signed (EIP-712): the reserve at a time, and the document that shows it.
    /// @param reserve In units of the token (18 decimals), less what was redeemed by then and is not paid out yet.
    /// @param takenAt Unix time at which the reserve was counted.
    /// @param documentHash keccak256 of the document.
    /// @param documentCid Content id of the document.
    struct Attestation {
        uint256 reserve;
        uint40 takenAt;
        bytes32 documentHash;
        string documentCid;
    }

    /// @notice An attestation came on chain and counts from now on.
    /// @param auditor Who signed it.
    /// @param reserve In units of the token.
    /// @param takenAt Unix time at which the reserve was counted.
    /// @param documentHash keccak256 of the document that shows it.
    /// @param documentCid Content id of that document.
    event Attested(
        address indexed auditor, uint256 reserve, uint40 takenAt, bytes32 documentHash, string documentCid
    );

    /// @notice Tokens were issued.
    /// @param issuer Who issued them.
    /// @param to Who got them.
    /// @param amount In units of the token.
    /// @param supply All that there are now, in the same units.
    /// @param reserve What was attested last, in the same units.
    event Issued(address indexed issuer, address indexed to, uint256 amount, uint256 supply, uint256 reserve);

    /// @notice Tokens were burned against a payment outside.
    /// @param holder Whose they were.
    /// @param amount In units of the token.
    /// @param reference_ What the issuer knows the payment by.
    event Redeemed(address indexed holder, uint256 amount, bytes32 indexed reference_);

    /// @notice A legal order was published and carried out: `Frozen` or `Unfrozen` follows for each account.
    /// @param order Its id, chosen by the enforcer.
    /// @param enforcer Who published it.
    /// @param documentHash keccak256 of the order's document.
    /// @param documentCid Content id of that document.
    event OrderPublished(bytes32 indexed order, address indexed enforcer, bytes32 documentHash, string documentCid);

    /// @notice An account neither sends nor receives from now on.
    /// @param account Whose.
    /// @param order By which order.
    event Frozen(address indexed account, bytes32 indexed order);

    /// @notice An account is free again.
    /// @param account Whose.
    /// @param order By which order: another one than froze it.
    event Unfrozen(address indexed account, bytes32 indexed order);

    /// @notice The attestation is not signed by a holder of the AUDITOR role, or the last one's signer is none any more.
    /// @param signer Who signed it; zero if that is no signature.
    error FiatTokenNotAuditor(address signer);

    /// @notice Only holders of the ISSUER role mint.
    /// @param caller Who called instead.
    error FiatTokenNotIssuer(address caller);

    /// @notice Only holders of the ENFORCER role publish orders.
    /// @param caller Who called instead.
    error FiatTokenNotEnforcer(address caller);

    /// @notice An attestation must be newer than the last.
    /// @param takenAt Its Unix time.
    /// @param last That of the last.
    error FiatTokenAttestationOutOfOrder(uint40 takenAt, uint40 last);

    /// @notice The reserve cannot have been counted in the future.
    /// @param takenAt The Unix time that was given.
    error FiatTokenAttestationInFuture(uint40 takenAt);

    /// @notice The last attestation is older than `MAX_AGE`: nothing is minted until the next one.
    /// @param takenAt Its Unix time; 0 if there is none.
    error FiatTokenAttestationStale(uint40 takenAt);

    /// @notice There would be more tokens than reserve.
    /// @param supply How many there would be.
    /// @param reserve What was attested, less what was redeemed since it was counted.
    error FiatTokenAboveReserve(uint256 supply, uint256 reserve);

    /// @notice The order was published before, and carried out then, or its id is zero.
    /// @param order Its id.
    error FiatTokenOrderExists(bytes32 order);

    /// @notice The account is frozen: it neither sends nor receives.
    /// @param account Whose.
    /// @param order By which order.
    error FiatTokenFrozen(address account, bytes32 order);

    /// @notice The account is free already.
    /// @param account Whose.
    error FiatTokenNotFrozen(address account);

    /// @notice The zero address cannot be frozen: minting and burning pass through it.
    error FiatTokenZeroAddress();

    /// @notice Brings an auditor's attestation on chain. Anybody may; it must be newer than the last.
    /// @param attestation What was signed.
    /// @param signature The auditor's, over its EIP-712 digest for this token.
    function attest(Attestation calldata attestation, bytes calldata signature) external;

    /// @notice Issues up to what is left of the attested reserve, as long as its auditor holds that role. Issuers only.
    /// @param to Who gets the tokens.
    /// @param amount In units of the token, at most `mintable()`.
    function mint(address to, uint256 amount) external;

    /// @notice Burns the caller's tokens against a payment outside, which leaves the reserve: what was redeemed is not issued
    /// again until another attestation counts anew. Anybody who is not frozen.
    /// @param amount In units of the token.
    /// @param reference_ What the issuer knows the payment by, as agreed with it.
    function redeem(uint256 amount, bytes32 reference_) external;

    /// @notice Publishes a legal order and freezes the accounts that it is about. Enforcers only.
    /// @param accounts Whose; not the zero address, and none that is frozen.
    /// @param order An id that is new and not zero: an order is carried out once, as it is published.
    /// @param documentHash keccak256 of the order's document.
    /// @param documentCid Content id of that document.
    function freeze(address[] calldata accounts, bytes32 order, bytes32 documentHash, string calldata documentCid)
        external;

    /// @notice Publishes a legal order and frees the accounts that it is about. Enforcers only.
    /// @param accounts Whose; each of them frozen.
    /// @param order An id that is new and not zero: an order is carried out once, as it is published.
    /// @param documentHash keccak256 of the order's document.
    /// @param documentCid Content id of that document.
    function unfreeze(address[] calldata accounts, bytes32 order, bytes32 documentHash, string calldata documentCid)
        external;

    /// @notice Returns what may still be issued now.
    /// @return In units of the token; 0 while the attestation is stale, or its auditor suspended or dismissed.
    function mintable() external view returns (uint256);

    /// @notice Returns the last attestation; all zero before the first.
    /// @return reserve In units of the token.
    /// @return takenAt Unix time at which it was counted.
    /// @return documentHash keccak256 of the document that shows it.
    /// @return documentCid Content id of that document.
    /// @return auditor Who signed it.
    function attestation()
        external
        view
        returns (uint256 reserve, uint40 takenAt, bytes32 documentHash, string memory documentCid, address auditor);

    /// @notice Returns the order that froze an account.
    /// @param account Anybody.
    /// @return order Its id; zero when the account is free.
    function frozenBy(address account) external view returns (bytes32 order);

    /// @notice Returns whether an order was published and carried out.
    /// @param order Its id.
    /// @return True for good: orders are not taken back, others free what they froze.
    function isPublished(bytes32 order) external view returns (bool);
}
