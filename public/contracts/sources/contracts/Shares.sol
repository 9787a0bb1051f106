// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IShares} from "./interfaces/IShares.sol";
import {IVehicle} from "./interfaces/IVehicle.sol";

/// @title See IShares.
/// @notice Keeps one agreement per car and owner, and the owner's agents. It has no owner of its own.
contract Shares is IShares, EIP712 {
    struct Agent {
        uint16 feeBps;
        uint40 validUntil;
    }

    uint256 internal constant ALL_BPS = 10_000;
    uint8 internal constant MAKER_DATA = 1;
    uint8 internal constant USER_DATA = 2;
    uint8 internal constant DISPUTED_DATA = 3;
    uint8 internal constant PRIVATE_BIT = 4;
    uint8 internal constant PRIVATE_CONSENT = 1;
    bytes32 private constant TERMS_TYPEHASH = keccak256(
        "Terms(uint256 vehicleId,uint24 epoch,uint16 version,uint32 dictionary,uint256 classes,uint16 makerDataBps,uint16 userDataBps,uint16 disputedDataBps,uint8 ownerConsent,uint8 makerConsent,uint40 deadline)"
    );

    /// @notice The Credit IDs: who owns a car and who made it.
    IVehicle public immutable vehicles;

    mapping(uint64 agreementId => Agreement) private _agreements;
    mapping(uint64 agreementId => mapping(address agent => Agent)) private _agents;

    constructor(IVehicle vehicles_) EIP712("QoodBlock Shares", "1") {
        vehicles = vehicles_;
    }

    // Agreement

    /// @inheritdoc IShares
    function agree(Terms calldata terms, bytes calldata ownerSignature, bytes calldata makerSignature)
        external
        returns (uint64 agreementId)
    {
        require(block.timestamp <= terms.deadline, SharesExpired(terms.deadline));
        _checkNumbers(terms);
        (address owner, uint24 epoch, address maker) = vehicles.standing(terms.vehicleId);
        require(terms.epoch == epoch, SharesWrongEpoch(terms.epoch, epoch));
        agreementId = idOf(terms.vehicleId, epoch);
        Agreement storage agreement = _agreements[agreementId];
        require(terms.version == agreement.version + 1, SharesWrongVersion(terms.version, agreement.version + 1));
        bytes32 digest = hashTerms(terms);
        _checkSignature(owner, digest, ownerSignature);
        _checkSignature(maker, digest, makerSignature);

        _store(agreement, terms, owner, maker);
        emit Agreed(agreementId, owner, maker, terms);
    }

    /// @inheritdoc IShares
    function setConsent(uint64 agreementId, uint8 consent) external {
        require(consent < 16, SharesInvalidConsent(consent));
        Agreement storage agreement = _known(agreementId);

        // A maker may own a car of its own make: then it speaks for both sides.
        bool isOwner = msg.sender == agreement.owner;
        bool isMaker = msg.sender == agreement.maker;
        require(isOwner || isMaker, SharesNotParty(agreementId, msg.sender));
        if (isOwner) agreement.ownerConsent = consent;
        if (isMaker) agreement.makerConsent = consent;
        // A new version, so that terms signed before this call cannot bring a withdrawn consent back. The last one stays:
        // no terms can follow it, and a party that uses all up does not take the other's consent with them.
        if (agreement.version < type(uint16).max) agreement.version += 1;

        emit ConsentSet(agreementId, msg.sender, agreement.version, consent);
    }

    /// @inheritdoc IShares
    function setAgent(uint64 agreementId, address agent, uint16 feeBps, uint40 validUntil) external {
        require(msg.sender == _known(agreementId).owner, SharesNotParty(agreementId, msg.sender));
        require(feeBps <= ALL_BPS, SharesInvalidShare(feeBps));

        _agents[agreementId][agent] = Agent(feeBps, validUntil);

        emit AgentSet(agreementId, agent, feeBps, validUntil);
    }

    // Views

    /// @inheritdoc IShares
    function isTradable(uint64 agreementId, uint8 class_) public view returns (bool) {
        Agreement storage agreement = _agreements[agreementId];
        uint8 owner = agreement.ownerConsent;
        uint8 maker = agreement.makerConsent;
        uint8 kind = class_ & 3;
        bool byOwner = (owner >> kind) & 1 == 1;
        bool byMaker = (maker >> kind) & 1 == 1;
        if (class_ & PRIVATE_BIT != 0 && owner & PRIVATE_CONSENT == 0) return false;
        if (kind == MAKER_DATA) return byMaker;
        if (kind == USER_DATA) return byOwner;
        return kind == DISPUTED_DATA && byOwner && byMaker;
    }

    /// @inheritdoc IShares
    function classOf(uint64 agreementId, uint64 groups) external view returns (uint8 class_) {
        uint256 classes = _known(agreementId).classes;
        require(groups != 0, SharesNoFieldGroups());
        for (uint256 group; group < 64; group++) {
            if ((groups >> group) & 1 == 0) continue;
            uint8 found = uint8(classes >> (4 * group)) & 7;
            require(found & 3 != 0, SharesNotTradable(group));
            require(class_ == 0 || class_ == found, SharesMixedClasses(group, found, class_));
            class_ = found;
        }
    }

    /// @inheritdoc IShares
    function splitOf(uint64 agreementId, uint8 class_)
        external
        view
        returns (address owner, address maker, uint256 makerBps)
    {
        Agreement storage agreement = _known(agreementId);
        uint8 kind = class_ & 3;
        makerBps = kind == MAKER_DATA
            ? agreement.makerDataBps
            : kind == USER_DATA ? agreement.userDataBps : agreement.disputedDataBps;
        return (agreement.owner, agreement.maker, makerBps);
    }

    /// @inheritdoc IShares
    function actsFor(uint64 agreementId, address who) public view returns (bool allowed, uint16 feeBps) {
        if (who == _known(agreementId).owner) return (true, 0);
        Agent memory agent = _agents[agreementId][who];
        return (block.timestamp <= agent.validUntil, agent.feeBps);
    }

    /// @inheritdoc IShares
    function tradeOf(uint64 agreementId, uint8 class_, address who)
        external
        view
        returns (bool tradable, bool allowed, uint16 feeBps)
    {
        (allowed, feeBps) = actsFor(agreementId, who);
        tradable = isTradable(agreementId, class_);
    }

    /// @inheritdoc IShares
    function isCurrent(uint64 agreementId) external view returns (bool) {
        if (_agreements[agreementId].version == 0) return false;
        IVehicle.Car memory car = vehicles.carOf(agreementId >> 24);
        return car.state == IVehicle.State.Confirmed && car.epoch == uint24(agreementId);
    }

    /// @inheritdoc IShares
    function agreementOf(uint64 agreementId) external view returns (Agreement memory) {
        return _agreements[agreementId];
    }

    /// @inheritdoc IShares
    function idOf(uint256 vehicleId, uint24 epoch) public pure returns (uint64 agreementId) {
        return uint64((vehicleId << 24) | epoch);
    }

    /// @inheritdoc IShares
    function hashTerms(Terms calldata terms) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(TERMS_TYPEHASH, terms)));
    }

    // Inside

    function _known(uint64 agreementId) private view returns (Agreement storage agreement) {
        agreement = _agreements[agreementId];
        require(agreement.version != 0, SharesUnknownAgreement(agreementId));
    }

    function _checkNumbers(Terms calldata terms) private pure {
        require(terms.makerDataBps <= ALL_BPS, SharesInvalidShare(terms.makerDataBps));
        require(terms.userDataBps <= ALL_BPS, SharesInvalidShare(terms.userDataBps));
        require(terms.disputedDataBps <= ALL_BPS, SharesInvalidShare(terms.disputedDataBps));
        require(terms.ownerConsent < 16, SharesInvalidConsent(terms.ownerConsent));
        require(terms.makerConsent < 16, SharesInvalidConsent(terms.makerConsent));
    }

    function _checkSignature(address party, bytes32 digest, bytes calldata signature) private view {
        if (msg.sender == party) return;
        require(SignatureChecker.isValidSignatureNow(party, digest, signature), SharesSignatureInvalid(party));
    }

    function _store(Agreement storage agreement, Terms calldata terms, address owner, address maker) private {
        agreement.owner = owner;
        agreement.ownerConsent = terms.ownerConsent;
        agreement.makerConsent = terms.makerConsent;
        agreement.version = terms.version;
        agreement.agreedAt = uint40(block.timestamp);
        agreement.maker = maker;
        agreement.makerDataBps = terms.makerDataBps;
        agreement.userDataBps = terms.userDataBps;
        agreement.disputedDataBps = terms.disputedDataBps;
        agreement.dictionary = terms.dictionary;
        agreement.classes = terms.classes;
    }
}
