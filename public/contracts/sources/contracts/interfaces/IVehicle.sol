// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title The Credit ID: one car, one ERC-721 token, one ordered record of its life.
/// @notice The VIN is not public. The id keeps `commitment = keccak256(abi.encodePacked(salt, vin))`, which its owner can
/// open, and a uniqueness `tag`, which a registrar computes with a secret key. A plain or a slow hash would not do: the VINs
/// of a model are some millions, so anybody could try them all. The tag is the same for every request about one VIN, so a
/// second id is refused here; see docs/decisions/2026-11-21-vin-tag.md.
interface IVehicle {
    enum State {
        None,
        Claimed,
        Confirmed,
        Lapsed,
        Duplicate
    }

    enum Kind {
        Part,
        Assembly,
        Transfer,
        Service,
        Inspection,
        Accident,
        Insurance,
        Loan,
        Recall,
        Correction
    }

    /// @notice What a registrar has signed: that `tag` belongs to the VIN in `commitment`, for `to`, until `deadline`.
    struct Identity {
        address to;
        address maker;
        bytes32 model;
        bytes32 commitment;
        bytes32 tag;
        uint256 deadline;
    }

    struct Car {
        State state;
        /// @dev Counts changes of owner: what an earlier owner granted ends with it.
        uint24 epoch;
        uint24 grantNonce;
        uint40 claimedAt;
        address maker;
        uint32 records;
        uint32 odometerKm;
        uint16 regressions;
        uint40 lastAt;
        /// @dev Who alone may move the car, zero when nobody does.
        address lockedBy;
        bytes32 model;
        bytes32 commitment;
        bytes32 tag;
        /// @dev Hash chain over all records: proves a list of them complete and in order.
        bytes32 head;
    }

    /// @notice One event of a car's life. `odometerKm` zero means: not read.
    struct Entry {
        Kind kind;
        uint32 odometerKm;
        uint40 happenedAt;
        bytes32 contentHash;
        string cid;
    }

    event Minted(uint256 indexed vehicleId, address indexed maker, address indexed to, bytes32 model, bytes32 tag);
    event Claimed(uint256 indexed vehicleId, address indexed maker, address indexed to, bytes32 model, bytes32 tag);
    event Confirmed(uint256 indexed vehicleId, address indexed by);
    event Lapsed(uint256 indexed vehicleId);
    event DuplicateProved(uint256 indexed vehicleId, uint256 indexed original);
    event Authorised(
        uint256 indexed vehicleId, address indexed issuer, uint24 indexed epoch, uint16 kinds, uint40 validUntil
    );
    event Recorded(
        uint256 indexed vehicleId,
        uint256 indexed number,
        address indexed issuer,
        Kind kind,
        uint32 odometerKm,
        uint40 happenedAt,
        bytes32 contentHash,
        string cid,
        bytes32 head
    );
    event OdometerRegression(uint256 indexed vehicleId, uint256 indexed number, uint32 highestKm, uint32 readKm);
    event OdometerCorrected(uint256 indexed vehicleId, uint256 indexed number, uint32 fromKm, uint32 toKm);
    event Locked(uint256 indexed vehicleId, address indexed locker);
    event Unlocked(uint256 indexed vehicleId, address indexed locker);

    error VehicleNotMaker(address caller);
    error VehicleNotInspector(address caller);
    error VehicleNotOwner(uint256 vehicleId, address caller);
    error VehicleRegistrarUnknown(address signer);
    error VehicleIdentityExpired(uint256 deadline);
    error VehicleVinTaken(uint256 vehicleId);
    error VehicleInvalidState(uint256 vehicleId, State state);
    error VehicleNotDuplicate(uint256 vehicleId, uint256 original);
    error VehicleIssuerRefused(uint256 vehicleId, address issuer, Kind kind);
    error VehicleNotAuthorised(uint256 vehicleId, address issuer, Kind kind);
    error VehicleRecordOutOfOrder(uint256 vehicleId, uint40 happenedAt, uint40 lastAt);
    error VehicleRecordInFuture(uint40 happenedAt);
    error VehicleSignatureInvalid();
    error VehicleGrantTooLong(uint40 validUntil);
    error VehicleLocked(uint256 vehicleId, address locker);
    error VehicleNotLocker(uint256 vehicleId, address caller);

    /// @notice Mints the id of a new car. Makers only, for cars of their own.
    function mint(Identity calldata identity, bytes calldata registrarSignature) external returns (uint256 vehicleId);

    /// @notice Claims the id of a car that has none. It cannot be moved or traded until its maker or an inspector confirms
    /// it; without that within `CLAIM_TIME` it lapses and anybody with a registrar's signature may claim anew.
    function claim(Identity calldata identity, bytes calldata registrarSignature) external returns (uint256 vehicleId);

    /// @notice Confirms a claim, having seen the car and its papers. The car's maker or any inspector.
    function confirm(uint256 vehicleId) external;

    /// @notice Ends a claim that was refused by its maker or an inspector, or that nobody confirmed in time.
    function lapse(uint256 vehicleId) external;

    /// @notice Proves, by publishing the VIN, that two ids belong to one car; the later one is frozen for ever.
    function proveDuplicate(
        uint256 original,
        bytes32 originalSalt,
        uint256 duplicate,
        bytes32 duplicateSalt,
        string calldata vin
    ) external;

    /// @notice Lets `issuer` write records of `kinds` (bit `k` for Kind `k`) until a time at most `MAX_GRANT_TIME` ahead.
    /// Zero kinds revokes. Ends by itself when the car changes hands.
    function authorise(uint256 vehicleId, address issuer, uint16 kinds, uint40 validUntil) external;

    /// @notice The same by the owner's EIP-712 signature, as shown in a code that a workshop scans. Good once.
    function authoriseBySignature(
        uint256 vehicleId,
        address issuer,
        uint16 kinds,
        uint40 validUntil,
        bytes calldata ownerSignature
    ) external;

    /// @notice Appends a record. Parts, assembly and recalls by the car's maker; service, inspection, accident, insurance
    /// and loan by holders of the fitting role whom the owner has authorised; corrections by authorised inspectors.
    /// @dev A reading below the highest one is kept but flagged, counted, and does not lower the highest; only an
    /// inspector's correction does, and that is counted as well.
    /// @return number The place of the record in the car's life, from 1.
    function addRecord(uint256 vehicleId, Entry calldata entry) external returns (uint256 number);

    /// @notice Makes the caller, whom the owner has approved, the only one who can move the car until it unlocks it.
    function lock(uint256 vehicleId) external;
    function unlock(uint256 vehicleId) external;

    function carOf(uint256 vehicleId) external view returns (Car memory);
    function epochOf(uint256 vehicleId) external view returns (uint24);
    function recordsOf(uint256 vehicleId) external view returns (uint32);
    function makerOf(uint256 vehicleId) external view returns (address);
    function modelOf(uint256 vehicleId) external view returns (bytes32);

    /// @notice Owner, change count and maker of a confirmed car; reverts for any other.
    function standing(uint256 vehicleId) external view returns (address owner, uint24 epoch, address maker);

    /// @notice The kinds that `issuer` may write now, and until when.
    function authorisationOf(uint256 vehicleId, address issuer) external view returns (uint16 kinds, uint40 validUntil);
    function vehicleOfTag(bytes32 tag) external view returns (uint256 vehicleId);
}
