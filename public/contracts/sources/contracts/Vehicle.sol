// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IRoles} from "./interfaces/IRoles.sol";
import {IVehicle} from "./interfaces/IVehicle.sol";
import {RoleLib} from "./libraries/RoleLib.sol";

/// @title See IVehicle.
/// @notice An ERC-721. Every transfer writes a record and begins a new epoch.
contract Vehicle is IVehicle, ERC721, EIP712 {
    struct Authorisation {
        uint16 kinds;
        uint40 validUntil;
    }

    /// @notice Seconds in which a claim must be confirmed.
    uint256 public constant CLAIM_TIME = 30 days;
    /// @notice How far ahead an authorisation may reach, in seconds.
    uint256 public constant MAX_GRANT_TIME = 90 days;
    bytes32 private constant IDENTITY_TYPEHASH = keccak256(
        "Identity(address to,address maker,bytes32 model,bytes32 commitment,bytes32 tag,uint256 deadline)"
    );
    bytes32 private constant AUTHORISATION_TYPEHASH = keccak256(
        "Authorisation(uint256 vehicleId,address issuer,uint16 kinds,uint40 validUntil,uint24 epoch,uint24 nonce)"
    );

    /// @notice Who is maker, registrar, inspector, workshop, insurer or lender.
    IRoles public immutable roles;

    /// @notice How many ids were made; the number of the latest.
    uint256 public count;
    /// @inheritdoc IVehicle
    mapping(bytes32 tag => uint256) public vehicleOfTag;
    mapping(uint256 vehicleId => Car) private _cars;
    mapping(uint256 vehicleId => mapping(uint24 epoch => mapping(address issuer => Authorisation))) private _authorised;
    mapping(bytes32 digest => bool) private _claimed;

    constructor(IRoles roles_) ERC721("QoodBlock Credit ID", "CAR") EIP712("QoodBlock Vehicle", "1") {
        roles = roles_;
    }

    modifier onlyOwner(uint256 vehicleId) {
        require(_requireOwned(vehicleId) == msg.sender, VehicleNotOwner(vehicleId, msg.sender));
        _;
    }

    // Birth

    /// @inheritdoc IVehicle
    function mint(Identity calldata identity, bytes calldata registrarSignature) external returns (uint256 vehicleId) {
        require(identity.maker == msg.sender, VehicleNotMaker(msg.sender));

        vehicleId = _create(identity, registrarSignature, State.Confirmed);

        emit Minted(vehicleId, identity.maker, identity.to, identity.model, identity.tag);
    }

    /// @inheritdoc IVehicle
    function claim(Identity calldata identity, bytes calldata registrarSignature) external returns (uint256 vehicleId) {
        require(identity.to == msg.sender, VehicleNotOwner(0, msg.sender));
        // A minted car never lapses, so only a claim could be made twice.
        bytes32 digest = _digestOf(identity);
        require(!_claimed[digest], VehicleIdentityUsed(digest));

        _claimed[digest] = true;
        vehicleId = _create(identity, registrarSignature, State.Claimed);

        emit Claimed(vehicleId, identity.maker, identity.to, identity.model, identity.tag);
    }

    /// @inheritdoc IVehicle
    function confirm(uint256 vehicleId) external {
        Car storage car = _cars[vehicleId];
        require(car.state == State.Claimed, VehicleInvalidState(vehicleId, car.state));
        require(_mayConfirm(car) && msg.sender != _ownerOf(vehicleId), VehicleNotInspector(msg.sender));

        car.state = State.Confirmed;
        car.since = uint40(block.timestamp);

        emit Confirmed(vehicleId, msg.sender);
    }

    /// @inheritdoc IVehicle
    function lapse(uint256 vehicleId) external {
        Car storage car = _cars[vehicleId];
        require(car.state == State.Claimed, VehicleInvalidState(vehicleId, car.state));
        require(_isOverdue(car) || _mayConfirm(car), VehicleNotInspector(msg.sender));

        _lapse(vehicleId);
    }

    /// @inheritdoc IVehicle
    function proveDuplicate(
        uint256 original,
        bytes32 originalSalt,
        uint256 duplicate,
        bytes32 duplicateSalt,
        string calldata vin
    ) external {
        require(
            original != duplicate && _opens(original, originalSalt, vin) && _opens(duplicate, duplicateSalt, vin),
            VehicleNotDuplicate(duplicate, original)
        );
        State state = _cars[original].state;
        require(state == State.Confirmed, VehicleInvalidState(original, state));
        state = _cars[duplicate].state;
        require(state == State.Confirmed || state == State.Claimed, VehicleInvalidState(duplicate, state));
        require(
            state == State.Claimed || _isConfirmedBefore(original, duplicate),
            VehicleNotDuplicate(duplicate, original)
        );

        _cars[duplicate].state = State.Duplicate;

        emit DuplicateProved(duplicate, original);
    }

    // Records

    /// @inheritdoc IVehicle
    function authorise(uint256 vehicleId, address issuer, uint16 kinds, uint40 validUntil)
        external
        onlyOwner(vehicleId)
    {
        _authorise(vehicleId, issuer, kinds, validUntil);
    }

    /// @inheritdoc IVehicle
    function authoriseBySignature(
        uint256 vehicleId,
        address issuer,
        uint16 kinds,
        uint40 validUntil,
        bytes calldata ownerSignature
    ) external {
        Car storage car = _cars[vehicleId];
        bytes32 digest = _hashTypedDataV4(
            keccak256(
                abi.encode(
                    AUTHORISATION_TYPEHASH, vehicleId, issuer, kinds, validUntil, car.epoch, car.grantNonce
                )
            )
        );
        address owner = _requireOwned(vehicleId);
        require(SignatureChecker.isValidSignatureNow(owner, digest, ownerSignature), VehicleSignatureInvalid());

        _authorise(vehicleId, issuer, kinds, validUntil);
    }

    /// @inheritdoc IVehicle
    function addRecord(uint256 vehicleId, Entry calldata entry) external returns (uint256 number) {
        Car storage car = _cars[vehicleId];
        require(car.state == State.Confirmed, VehicleInvalidState(vehicleId, car.state));
        require(entry.happenedAt <= block.timestamp, VehicleRecordInFuture(entry.happenedAt));
        require(
            entry.happenedAt >= car.lastAt, VehicleRecordOutOfOrder(vehicleId, entry.happenedAt, car.lastAt)
        );
        _checkIssuer(vehicleId, car, entry.kind);

        number = _append(vehicleId, car, entry, msg.sender);
        _readOdometer(vehicleId, number, car, entry);
    }

    // Locks

    /// @inheritdoc IVehicle
    function lock(uint256 vehicleId) external {
        Car storage car = _cars[vehicleId];
        require(car.state == State.Confirmed, VehicleInvalidState(vehicleId, car.state));
        require(car.lockedBy == address(0), VehicleLocked(vehicleId, car.lockedBy));
        _checkAuthorized(_ownerOf(vehicleId), msg.sender, vehicleId);

        car.lockedBy = msg.sender;

        emit Locked(vehicleId, msg.sender);
    }

    /// @inheritdoc IVehicle
    function unlock(uint256 vehicleId) external {
        require(_cars[vehicleId].lockedBy == msg.sender, VehicleNotLocker(vehicleId, msg.sender));

        _cars[vehicleId].lockedBy = address(0);

        emit Unlocked(vehicleId, msg.sender);
    }

    // Views

    /// @inheritdoc IVehicle
    function carOf(uint256 vehicleId) external view returns (Car memory) {
        return _cars[vehicleId];
    }

    /// @inheritdoc IVehicle
    function epochOf(uint256 vehicleId) external view returns (uint24) {
        return _cars[vehicleId].epoch;
    }

    /// @inheritdoc IVehicle
    function recordsOf(uint256 vehicleId) external view returns (uint32) {
        return _cars[vehicleId].records;
    }

    /// @inheritdoc IVehicle
    function makerOf(uint256 vehicleId) external view returns (address) {
        return _cars[vehicleId].maker;
    }

    /// @inheritdoc IVehicle
    function modelOf(uint256 vehicleId) external view returns (bytes32) {
        return _cars[vehicleId].model;
    }

    /// @inheritdoc IVehicle
    function standing(uint256 vehicleId) external view returns (address owner, uint24 epoch, address maker) {
        Car storage car = _cars[vehicleId];
        require(car.state == State.Confirmed, VehicleInvalidState(vehicleId, car.state));
        return (_ownerOf(vehicleId), car.epoch, car.maker);
    }

    /// @inheritdoc IVehicle
    function authorisationOf(uint256 vehicleId, address issuer)
        public
        view
        returns (uint16 kinds, uint40 validUntil)
    {
        Authorisation memory given = _authorised[vehicleId][_cars[vehicleId].epoch][issuer];
        return given.validUntil < block.timestamp ? (0, given.validUntil) : (given.kinds, given.validUntil);
    }

    // Inside

    function _create(Identity calldata identity, bytes calldata registrarSignature, State state)
        private
        returns (uint256 vehicleId)
    {
        require(roles.hasRole(RoleLib.MAKER, identity.maker), VehicleNotMaker(identity.maker));
        require(block.timestamp <= identity.deadline, VehicleIdentityExpired(identity.deadline));
        _checkRegistrar(identity, registrarSignature);
        uint256 holder = vehicleOfTag[identity.tag];
        if (holder != 0) {
            require(_cars[holder].state == State.Claimed && _isOverdue(_cars[holder]), VehicleVinTaken(holder));
            _lapse(holder);
        }

        vehicleId = ++count;
        vehicleOfTag[identity.tag] = vehicleId;
        Car storage car = _cars[vehicleId];
        car.state = state;
        car.since = uint40(block.timestamp);
        car.maker = identity.maker;
        car.model = identity.model;
        car.commitment = identity.commitment;
        car.tag = identity.tag;
        // Not the "safe" mint: its callback would hand control to the receiver before the event of the caller.
        _mint(identity.to, vehicleId);
    }

    function _checkRegistrar(Identity calldata identity, bytes calldata registrarSignature) private view {
        (address signer,,) = ECDSA.tryRecover(_digestOf(identity), registrarSignature);
        require(roles.hasRole(RoleLib.REGISTRAR, signer), VehicleRegistrarUnknown(signer));
    }

    function _digestOf(Identity calldata identity) private view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(IDENTITY_TYPEHASH, identity)));
    }

    function _mayConfirm(Car storage car) private view returns (bool) {
        if (msg.sender == car.maker && roles.hasRole(RoleLib.MAKER, msg.sender)) return true;
        return roles.hasRole(RoleLib.INSPECTOR, msg.sender);
    }

    function _isOverdue(Car storage car) private view returns (bool) {
        return block.timestamp > car.since + CLAIM_TIME;
    }

    function _lapse(uint256 vehicleId) private {
        delete vehicleOfTag[_cars[vehicleId].tag];
        _cars[vehicleId].state = State.Lapsed;
        _burn(vehicleId);
        emit Lapsed(vehicleId);
    }

    function _opens(uint256 vehicleId, bytes32 salt, string calldata vin) private view returns (bool) {
        return _cars[vehicleId].commitment == keccak256(abi.encodePacked(salt, vin));
    }

    function _isConfirmedBefore(uint256 original, uint256 duplicate) private view returns (bool) {
        (uint40 first, uint40 second) = (_cars[original].since, _cars[duplicate].since);
        return first < second || (first == second && original < duplicate);
    }

    function _authorise(uint256 vehicleId, address issuer, uint16 kinds, uint40 validUntil) private {
        require(validUntil <= block.timestamp + MAX_GRANT_TIME, VehicleGrantTooLong(validUntil));

        Car storage car = _cars[vehicleId];
        // Every change uses up the nonce, so a code shown earlier cannot undo a later revocation.
        car.grantNonce += 1;
        _authorised[vehicleId][car.epoch][issuer] = Authorisation(kinds, validUntil);

        emit Authorised(vehicleId, issuer, car.epoch, kinds, validUntil);
    }

    function _checkIssuer(uint256 vehicleId, Car storage car, Kind kind) private view {
        if (kind == Kind.Part || kind == Kind.Assembly || kind == Kind.Recall) {
            require(
                msg.sender == car.maker && roles.hasRole(RoleLib.MAKER, msg.sender),
                VehicleIssuerRefused(vehicleId, msg.sender, kind)
            );
            return;
        }
        uint8 role = _roleFor(kind);
        require(role != 0 && roles.hasRole(role, msg.sender), VehicleIssuerRefused(vehicleId, msg.sender, kind));
        (uint16 kinds,) = authorisationOf(vehicleId, msg.sender);
        require((kinds >> uint8(kind)) & 1 == 1, VehicleNotAuthorised(vehicleId, msg.sender, kind));
    }

    /// @dev Transfers are written by the contract itself, so no role may.
    function _roleFor(Kind kind) private pure returns (uint8) {
        if (kind == Kind.Service) return RoleLib.WORKSHOP;
        if (kind == Kind.Inspection || kind == Kind.Correction) return RoleLib.INSPECTOR;
        if (kind == Kind.Accident || kind == Kind.Insurance) return RoleLib.INSURER;
        if (kind == Kind.Loan) return RoleLib.LENDER;
        return 0;
    }

    function _append(uint256 vehicleId, Car storage car, Entry memory entry, address issuer)
        private
        returns (uint256 number)
    {
        number = ++car.records;
        car.lastAt = entry.happenedAt;
        bytes32 head = keccak256(abi.encode(car.head, vehicleId, number, issuer, entry));
        car.head = head;

        emit Recorded(
            vehicleId,
            number,
            issuer,
            entry.kind,
            entry.odometerKm,
            entry.happenedAt,
            entry.contentHash,
            entry.cid,
            head
        );
    }

    function _readOdometer(uint256 vehicleId, uint256 number, Car storage car, Entry calldata entry) private {
        uint32 highest = car.odometerKm;
        uint32 read = entry.odometerKm;
        if (read == 0 || read == highest) return;

        if (entry.kind == Kind.Correction) {
            car.odometerKm = read;
            if (read < highest) car.regressions += 1;
            emit OdometerCorrected(vehicleId, number, highest, read);
        } else if (read < highest) {
            car.regressions += 1;
            emit OdometerRegression(vehicleId, number, highest, read);
        } else {
            car.odometerKm = read;
        }
    }

    /// @dev A locker keeps its right to move the car when the owner takes its approval back.
    function _isAuthorized(address owner, address spender, uint256 vehicleId) internal view override returns (bool) {
        return (spender != address(0) && spender == _cars[vehicleId].lockedBy)
            || super._isAuthorized(owner, spender, vehicleId);
    }

    /// @dev Every change of owner is a record of its own and begins a new epoch.
    function _update(address to, uint256 vehicleId, address auth) internal override returns (address from) {
        Car storage car = _cars[vehicleId];
        from = super._update(to, vehicleId, auth);
        if (from == address(0) || to == address(0)) return from;

        require(from != to, VehicleOwnerUnchanged(vehicleId, from));
        require(car.state == State.Confirmed, VehicleInvalidState(vehicleId, car.state));
        require(car.lockedBy == address(0) || car.lockedBy == msg.sender, VehicleLocked(vehicleId, car.lockedBy));
        car.lockedBy = address(0);
        car.epoch += 1;
        bytes32 parties = keccak256(abi.encode(from, to));
        _append(vehicleId, car, Entry(Kind.Transfer, 0, uint40(block.timestamp), parties, ""), msg.sender);
    }
}
