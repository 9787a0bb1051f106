// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title QoodShares: what owner and maker of a car have agreed about its data.
/// @notice One agreement per vehicle and owner, `agreementId = vehicleId << 24 | epoch`. It classes up to 64 field groups of
/// one dictionary release (four bits a group: two of class, one of privacy), shares the revenue of each class, and keeps
/// both parties' consent. Both sign each version; all versions stay readable as `Agreed` events. When the car is sold the
/// agreement takes no new data; what was recorded under it stays with the former owner, on the same terms.
interface IShares {
    /// @notice What both parties sign (EIP-712). `version` must follow the one on chain, so nothing signed works twice.
    /// @param vehicleId The car, by its Credit ID.
    /// @param epoch The car's count of owners, see `IVehicle.epochOf`.
    /// @param version 1 for a first agreement; each amendment and each change of consent counts one.
    /// @param dictionary Number of a published release in the DictionaryRegistry.
    /// @param classes Four bits per field group, group 0 lowest: 1 maker, 2 user, 3 disputed, 0 not tradable; plus 4 when
    /// private.
    /// @param makerDataBps The maker's part of the revenue of maker data, in hundredths of a percent. The owner has the rest.
    /// @param userDataBps The maker's part of the revenue of user data, in the same way.
    /// @param disputedDataBps The maker's part of the revenue of disputed data, in the same way.
    /// @param ownerConsent Bit 0: private data; bits 1, 2, 3: maker, user and disputed data.
    /// @param makerConsent In the same way; bit 0 has no effect.
    /// @param deadline Unix time until which the signatures can be used.
    struct Terms {
        uint256 vehicleId;
        uint24 epoch;
        uint16 version;
        uint32 dictionary;
        uint256 classes;
        uint16 makerDataBps;
        uint16 userDataBps;
        uint16 disputedDataBps;
        uint8 ownerConsent;
        uint8 makerConsent;
        uint40 deadline;
    }

    /// @notice What holds now.
    /// @param owner Who owned the car when it was agreed; keeps the revenue after selling it.
    /// @param ownerConsent As in the terms, or as set since.
    /// @param makerConsent As in the terms, or as set since.
    /// @param version How often it was agreed or a consent was set, up to 65,535, which no terms can follow; 0 when there
    /// is no agreement.
    /// @param agreedAt Unix time of the latest amendment.
    /// @param maker The car's maker.
    /// @param makerDataBps As in the terms.
    /// @param userDataBps As in the terms.
    /// @param disputedDataBps As in the terms.
    /// @param dictionary As in the terms.
    /// @param classes As in the terms.
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

    /// @notice Owner and maker agreed, first or anew.
    /// @param agreementId The agreement.
    /// @param owner Who owns the car.
    /// @param maker Who made it.
    /// @param terms What both signed.
    event Agreed(uint64 indexed agreementId, address indexed owner, address indexed maker, Terms terms);

    /// @notice A party changed its consent.
    /// @param agreementId The agreement.
    /// @param party Owner or maker.
    /// @param version The agreement's version from now on.
    /// @param consent What it consents to now, bits as in the terms.
    event ConsentSet(uint64 indexed agreementId, address indexed party, uint16 version, uint8 consent);

    /// @notice The owner named an agent, changed its terms or ended them.
    /// @param agreementId The agreement.
    /// @param agent Who.
    /// @param feeBps Its part of the owner's side, in hundredths of a percent.
    /// @param validUntil Unix time until which it may act; 0 ends it.
    event AgentSet(uint64 indexed agreementId, address indexed agent, uint16 feeBps, uint40 validUntil);

    /// @notice The signatures are too old.
    /// @param deadline Unix time until which they could be used.
    error SharesExpired(uint40 deadline);

    /// @notice The car has another owner than when the terms were signed.
    /// @param found The epoch of the terms.
    /// @param expected That of the car.
    error SharesWrongEpoch(uint24 found, uint24 expected);

    /// @notice The terms do not follow the version on chain: they were used, or something changed since.
    /// @param found The version of the terms.
    /// @param expected The next one.
    error SharesWrongVersion(uint16 found, uint16 expected);

    /// @notice A part is at most the whole.
    /// @param bps What was given, in hundredths of a percent.
    error SharesInvalidShare(uint256 bps);

    /// @notice A party neither sends the transaction nor signed these terms.
    /// @param party Owner or maker.
    error SharesSignatureInvalid(address party);

    /// @notice There is no such agreement.
    /// @param agreementId Its id.
    error SharesUnknownAgreement(uint64 agreementId);

    /// @notice Only owner and maker under the agreement may do that; for agents only the owner.
    /// @param agreementId The agreement.
    /// @param caller Who called instead.
    error SharesNotParty(uint64 agreementId, address caller);

    /// @notice A consent has four bits.
    /// @param consent What was given.
    error SharesInvalidConsent(uint8 consent);

    /// @notice Data without any field group has no class.
    error SharesNoFieldGroups();

    /// @notice The field groups are of two classes.
    /// @param group The first that differs.
    /// @param class_ Its class.
    /// @param expected That of the groups before it.
    error SharesMixedClasses(uint256 group, uint8 class_, uint8 expected);

    /// @notice The parties did not make this field group tradable.
    /// @param group Which one.
    error SharesNotTradable(uint256 group);

    /// @notice Records a first agreement or an amendment. Anybody may send it; a party that does need not sign as well.
    /// @param terms What both want, for a confirmed car and its present owner.
    /// @param ownerSignature Over `hashTerms`; of a contract by ERC-1271. Empty when the owner is the caller.
    /// @param makerSignature In the same way.
    /// @return agreementId `vehicleId << 24 | epoch`.
    function agree(Terms calldata terms, bytes calldata ownerSignature, bytes calldata makerSignature)
        external
        returns (uint64 agreementId);

    /// @notice Sets the caller's consent by class; dropping a bit stops new trades of that class at once, and
    /// terms signed earlier can no longer be recorded. Owner and maker under the agreement.
    /// @param agreementId The agreement, also of a car that was sold since.
    /// @param consent Bit 0: private data (the owner's alone counts); bits 1, 2, 3: maker, user and disputed data.
    function setConsent(uint64 agreementId, uint8 consent) external;

    /// @notice Lets an agent register, list and deliver the owner's data for a fee, until a time. The owner under the
    /// agreement.
    /// @param agreementId The agreement.
    /// @param agent Who.
    /// @param feeBps Its part of the owner's side, in hundredths of a percent.
    /// @param validUntil Unix time; 0 ends it at once.
    function setAgent(uint64 agreementId, address agent, uint16 feeBps, uint40 validUntil) external;

    /// @notice Returns whether data of `class_` may be traded now. Maker data: by the maker's consent; user data: by the
    /// owner's; disputed data: by both; private data: by the owner's explicit consent to private data in addition.
    /// @param agreementId The agreement.
    /// @param class_ 1 maker, 2 user, 3 disputed; plus 4 when private.
    /// @return False also for an unknown agreement or class.
    function isTradable(uint64 agreementId, uint8 class_) external view returns (bool);

    /// @notice Returns the one class that all field groups in `groups` share; reverts if they differ, since each class has
    /// keys of its own, or if one is not tradable.
    /// @param agreementId The agreement.
    /// @param groups Bit `g` for group `g`, at least one.
    /// @return class_ 1 maker, 2 user, 3 disputed; plus 4 when private.
    function classOf(uint64 agreementId, uint64 groups) external view returns (uint8 class_);

    /// @notice Returns who is paid for data of `class_`, and the maker's part.
    /// @param agreementId The agreement.
    /// @param class_ 1 maker, 2 user, 3 disputed; plus 4 when private, which changes nothing here.
    /// @return owner The owner under the agreement.
    /// @return maker The maker.
    /// @return makerBps In hundredths of a percent; the owner has the rest.
    function splitOf(uint64 agreementId, uint8 class_)
        external
        view
        returns (address owner, address maker, uint256 makerBps);

    /// @notice Returns whether `who` may act for the owner's side now.
    /// @param agreementId The agreement.
    /// @param who Anybody.
    /// @return allowed True for the owner, and for an agent in its time.
    /// @return feeBps The agent's part, in hundredths of a percent, also after its time; 0 for the owner itself.
    function actsFor(uint64 agreementId, address who) external view returns (bool allowed, uint16 feeBps);

    /// @notice Returns `isTradable` and `actsFor` in one call: what has to hold for a trade.
    /// @param agreementId The agreement.
    /// @param class_ 1 maker, 2 user, 3 disputed; plus 4 when private.
    /// @param who Anybody.
    /// @return tradable Whether data of the class may be traded now.
    /// @return allowed Whether `who` may act for the owner's side now.
    /// @return feeBps The agent's part, in hundredths of a percent; 0 for the owner itself.
    function tradeOf(uint64 agreementId, uint8 class_, address who)
        external
        view
        returns (bool tradable, bool allowed, uint16 feeBps);

    /// @notice Returns whether the agreement takes new data: it exists, the car was not sold since, and it
    /// is still confirmed: not a proved duplicate.
    /// @param agreementId The agreement.
    /// @return True if it holds for the car's present owner; consents are not looked at.
    function isCurrent(uint64 agreementId) external view returns (bool);

    /// @notice Returns what holds now.
    /// @param agreementId The agreement.
    /// @return Version 0 and all zero for an unknown one.
    function agreementOf(uint64 agreementId) external view returns (Agreement memory);

    /// @notice Returns the id that the agreement of a car and an owner has, made or not.
    /// @param vehicleId The car; the lower 40 bits count.
    /// @param epoch The car's count of owners.
    /// @return agreementId `vehicleId << 24 | epoch`.
    function idOf(uint256 vehicleId, uint24 epoch) external pure returns (uint64 agreementId);

    /// @notice Returns the digest that both parties sign.
    /// @param terms What they agree on.
    /// @return By EIP-712, for this chain and contract.
    function hashTerms(Terms calldata terms) external view returns (bytes32);
}
