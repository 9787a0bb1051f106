// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title QoodShares: what owner and maker of a car have agreed about its data.
/// @notice One agreement per vehicle and owner, `agreementId = vehicleId << 24 | epoch`. It classes up to 64 field groups of
/// one dictionary release (four bits a group: two of class, one of privacy), shares the revenue of each class, and keeps
/// both parties' consent. Both sign each version; all versions stay readable as `Agreed` events. When the car is sold the
/// agreement takes no new data; what was recorded under it stays with the former owner, on the same terms.
interface IShares {
    /// @notice What both parties sign (EIP-712). `version` must follow the one on chain, so nothing signed works twice.
    struct Terms {
        uint256 vehicleId;
        uint24 epoch;
        uint16 version;
        /// @dev Number of a published release in the DictionaryRegistry.
        uint32 dictionary;
        /// @dev Four bits per field group, group 0 lowest: 1 maker, 2 user, 3 disputed, 0 not tradable; plus 4 when private.
        uint256 classes;
        /// @dev The maker's part of the revenue, in basis points, by class. The owner has the rest.
        uint16 makerDataBps;
        uint16 userDataBps;
        uint16 disputedDataBps;
        /// @dev Bit 0: private data; bits 1, 2, 3: maker, user and disputed data.
        uint8 ownerConsent;
        uint8 makerConsent;
        uint40 deadline;
    }

    struct Agreement {
        address owner;
        uint8 ownerConsent;
        uint8 makerConsent;
        uint16 version;
        uint40 agreedAt;
        address maker;
        uint16 makerDataBps;
        uint16 userDataBps;
        uint16 disputedDataBps;
        uint32 dictionary;
        uint256 classes;
    }

    event Agreed(uint64 indexed agreementId, address indexed owner, address indexed maker, Terms terms);
    event ConsentSet(uint64 indexed agreementId, address indexed party, uint16 version, uint8 consent);
    event AgentSet(uint64 indexed agreementId, address indexed agent, uint16 feeBps, uint40 validUntil);

    error SharesExpired(uint40 deadline);
    error SharesWrongEpoch(uint24 found, uint24 expected);
    error SharesWrongVersion(uint16 found, uint16 expected);
    error SharesInvalidShare(uint256 bps);
    error SharesSignatureInvalid(address party);
    error SharesUnknownAgreement(uint64 agreementId);
    error SharesNotParty(uint64 agreementId, address caller);
    error SharesInvalidConsent(uint8 consent);
    error SharesNoFieldGroups();
    error SharesMixedClasses(uint256 group, uint8 class_, uint8 expected);
    error SharesNotTradable(uint256 group);

    /// @notice Records a first agreement or an amendment. A party that sends the transaction need not sign as well.
    function agree(Terms calldata terms, bytes calldata ownerSignature, bytes calldata makerSignature)
        external
        returns (uint64 agreementId);

    /// @notice Sets the caller's consent by class; dropping a bit stops new trades of that class at once, and
    /// terms signed earlier can no longer be recorded.
    function setConsent(uint64 agreementId, uint8 consent) external;

    /// @notice Lets an agent register, list and deliver the owner's data for a fee, until a time; zero ends it.
    function setAgent(uint64 agreementId, address agent, uint16 feeBps, uint40 validUntil) external;

    /// @notice Whether data of `class_` may be traded now. Maker data: by the maker's consent; user data: by the
    /// owner's; disputed data: by both; private data: by the owner's explicit consent to private data in addition.
    function isTradable(uint64 agreementId, uint8 class_) external view returns (bool);

    /// @notice The one class that all field groups in `groups` share; reverts if they differ, since each class has keys
    /// of its own.
    function classOf(uint64 agreementId, uint64 groups) external view returns (uint8 class_);

    /// @notice Who is paid for data of `class_`, and the maker's part.
    function splitOf(uint64 agreementId, uint8 class_)
        external
        view
        returns (address owner, address maker, uint256 makerBps);

    /// @notice Whether `who` may act for the owner's side, and the agent's fee (zero for the owner itself).
    function actsFor(uint64 agreementId, address who) external view returns (bool allowed, uint16 feeBps);

    /// @notice `isTradable` and `actsFor` in one call: what has to hold for a trade.
    function tradeOf(uint64 agreementId, uint8 class_, address who)
        external
        view
        returns (bool tradable, bool allowed, uint16 feeBps);

    /// @notice Whether the agreement takes new data: it exists and the car was not sold since.
    function isCurrent(uint64 agreementId) external view returns (bool);

    function agreementOf(uint64 agreementId) external view returns (Agreement memory);
    function idOf(uint256 vehicleId, uint24 epoch) external pure returns (uint64 agreementId);

    /// @notice The digest that both parties sign.
    function hashTerms(Terms calldata terms) external view returns (bytes32);
}
