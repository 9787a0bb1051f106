// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title The Credit ID: one car, one ERC-721 token, one ordered record of its life.
/// @notice The VIN is not public. The id keeps `commitment = keccak256(abi.encodePacked(salt, vin))`, which its owner can
/// open, and a uniqueness `tag`, which a registrar computes with a secret key. A plain or a slow hash would not do: the VINs
/// of a model are some millions, so anybody could try them all. The tag is the same for every request about one VIN, so a
/// second id is refused here; see docs/decisions/2026-11-21-vin-tag.md.
interface IVehicle {
    /// @notice Where a Credit ID stands. Lapsed and Duplicate are final.
    enum State {
        None,
        /// @dev By who says it owns the car; waits for the maker or an inspector.
        Claimed,
        /// @dev The car can be moved, traded and written about.
        Confirmed,
        /// @dev The claim was refused, or nobody confirmed it in time.
        Lapsed,
        /// @dev Proved to be a second id of one car; frozen.
        Duplicate
    }

    /// @notice What a record tells of.
    enum Kind {
        Part,
        Assembly,
        /// @dev A change of owner; written by the contract itself.
        Transfer,
        Service,
        Inspection,
        Accident,
        Insurance,
        Loan,
        Recall,
        /// @dev Of the odometer, by an inspector.
        Correction
    }

    /// @notice What a registrar has signed: that `tag` belongs to the VIN in `commitment`, for `to`, until `deadline`.
    /// @param to Who gets the id.
    /// @param maker Who made the car; a holder of the MAKER role.
    /// @param model keccak256 of the name of the car's model.
    /// @param commitment keccak256 of a salt (32 bytes) and the VIN.
    /// @param tag What the registrar's key makes of the VIN.
    /// @param deadline Unix time until which it can be used.
    struct Identity {
        address to;
        address maker;
        bytes32 model;
        bytes32 commitment;
        bytes32 tag;
        uint256 deadline;
    }

    /// @notice What the chain keeps of a car.
    /// @param state Where its id stands.
    /// @param epoch Counts changes of owner: what an earlier owner granted ends with it.
    /// @param grantNonce Counts authorisations given, changed or revoked: what a signed one must name.
    /// @param since Unix time at which it was claimed; once confirmed, at which that was done; of a new car, at which its
    /// maker made the id.
    /// @param maker Who made the car.
    /// @param records How many records there are.
    /// @param odometerKm The highest reading, or what an inspector corrected it to; in kilometres.
    /// @param regressions How often a reading was below it, or it was corrected downwards.
    /// @param lastAt Unix time at which the latest record happened; none before it is taken.
    /// @param lockedBy Who alone may move the car; zero when nobody locked it.
    /// @param model keccak256 of the name of the car's model.
    /// @param commitment keccak256 of salt and VIN.
    /// @param tag What the registrar's key makes of the VIN.
    /// @param head Hash chain over all records: proves a list of them complete and in order.
    struct Car {
        State state;
        uint24 epoch;
        uint24 grantNonce;
        uint40 since;
        address maker;
        uint32 records;
        uint32 odometerKm;
        uint16 regressions;
        uint40 lastAt;
        address lockedBy;
        bytes32 model;
        bytes32 commitment;
        bytes32 tag;
        bytes32 head;
    }

    /// @notice One event of a car's life.
    /// @param kind What it tells of.
    /// @param odometerKm The reading in kilometres; 0 means: not read.
    /// @param happenedAt Unix time; not in the future and not before that of the last record.
    /// @param contentHash keccak256 of the document; of a transfer, of the former and the new owner.
    /// @param cid Content id of the document; empty for none.
    struct Entry {
        Kind kind;
        uint32 odometerKm;
        uint40 happenedAt;
        bytes32 contentHash;
        string cid;
    }

    /// @notice A maker made the id of a new car.
    /// @param vehicleId Numbers from 1.
    /// @param maker Who made it.
    /// @param to Who owns it.
    /// @param model keccak256 of the name of the car's model.
    /// @param tag What the registrar's key makes of the VIN.
    event Minted(uint256 indexed vehicleId, address indexed maker, address indexed to, bytes32 model, bytes32 tag);

    /// @notice Somebody claims to own a car that had no id.
    /// @param vehicleId Numbers from 1.
    /// @param maker Who is said to have made it.
    /// @param to Who claims it.
    /// @param model keccak256 of the name of the car's model.
    /// @param tag What the registrar's key makes of the VIN.
    event Claimed(uint256 indexed vehicleId, address indexed maker, address indexed to, bytes32 model, bytes32 tag);

    /// @notice A claim was confirmed.
    /// @param vehicleId The car.
    /// @param by Its maker or an inspector.
    event Confirmed(uint256 indexed vehicleId, address indexed by);

    /// @notice A claim ended: refused, or too old. The token is burned and the car can be claimed anew.
    /// @param vehicleId The id, which is never used again.
    event Lapsed(uint256 indexed vehicleId);

    /// @notice Two ids were proved to belong to one car; the one confirmed later, or never, is frozen.
    /// @param vehicleId That one.
    /// @param original The one confirmed earlier, which stands.
    event DuplicateProved(uint256 indexed vehicleId, uint256 indexed original);

    /// @notice An owner let somebody write records, changed that or ended it.
    /// @param vehicleId The car.
    /// @param issuer Who may write.
    /// @param epoch The car's count of owners: it holds in this one.
    /// @param kinds Bit `k` for Kind `k`; 0 ends it.
    /// @param validUntil Unix time until which it holds.
    event Authorised(
        uint256 indexed vehicleId, address indexed issuer, uint24 indexed epoch, uint16 kinds, uint40 validUntil
    );

    /// @notice A record was appended.
    /// @param vehicleId The car.
    /// @param number The record's place in the car's life, from 1.
    /// @param issuer Who wrote it; of a transfer, who moved the token.
    /// @param kind What it tells of.
    /// @param odometerKm The reading in kilometres; 0 if it was not read.
    /// @param happenedAt Unix time.
    /// @param contentHash keccak256 of the document; of a transfer, of the former and the new owner.
    /// @param cid Content id of the document; empty for none.
    /// @param head The hash chain with this record: keccak256 of the head before it, car, number, issuer and entry.
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

    /// @notice A reading was below the highest. It is kept, and the highest stays.
    /// @param vehicleId The car.
    /// @param number The record's place.
    /// @param highestKm The highest reading, in kilometres.
    /// @param readKm What was read, in kilometres.
    event OdometerRegression(uint256 indexed vehicleId, uint256 indexed number, uint32 highestKm, uint32 readKm);

    /// @notice An inspector corrected the odometer, up or down.
    /// @param vehicleId The car.
    /// @param number The record's place.
    /// @param fromKm What counted before, in kilometres.
    /// @param toKm What counts now, in kilometres.
    event OdometerCorrected(uint256 indexed vehicleId, uint256 indexed number, uint32 fromKm, uint32 toKm);

    /// @notice Only the locker can move the car from now on.
    /// @param vehicleId The car.
    /// @param locker Who, with the owner's approval.
    event Locked(uint256 indexed vehicleId, address indexed locker);

    /// @notice The owner can move the car again.
    /// @param vehicleId The car.
    /// @param locker Who had locked it.
    event Unlocked(uint256 indexed vehicleId, address indexed locker);

    /// @notice The caller mints for another maker, or the maker does not hold its role.
    /// @param caller Who called, or the maker named.
    error VehicleNotMaker(address caller);

    /// @notice Only the car's maker and inspectors may do that, and nobody confirms a claim of its own.
    /// @param caller Who called instead.
    error VehicleNotInspector(address caller);

    /// @notice Only the owner may do that; a claim is made for the caller itself.
    /// @param vehicleId The car; 0 for a claim.
    /// @param caller Who called instead.
    error VehicleNotOwner(uint256 vehicleId, address caller);

    /// @notice The identity is not signed by a holder of the REGISTRAR role.
    /// @param signer Who signed it; zero if that is no signature.
    error VehicleRegistrarUnknown(address signer);

    /// @notice The registrar's signature is too old.
    /// @param deadline Unix time until which it could be used.
    error VehicleIdentityExpired(uint256 deadline);

    /// @notice The registrar's signature has made a claim before; another claim takes a new one.
    /// @param digest What was signed (EIP-712).
    error VehicleIdentityUsed(bytes32 digest);

    /// @notice The car has an id, or a claim that may still be confirmed.
    /// @param vehicleId Which one.
    error VehicleVinTaken(uint256 vehicleId);

    /// @notice The id does not stand where the call needs it.
    /// @param vehicleId The id.
    /// @param state Where it stands; None for an unknown one.
    error VehicleInvalidState(uint256 vehicleId, State state);

    /// @notice The salts do not open both ids to this VIN, or the ids are not in the order of their confirmation.
    /// @param vehicleId The later id.
    /// @param original The earlier id.
    error VehicleNotDuplicate(uint256 vehicleId, uint256 original);

    /// @notice Records of this kind are written by others: see `addRecord`.
    /// @param vehicleId The car.
    /// @param issuer Who called.
    /// @param kind Of the record.
    error VehicleIssuerRefused(uint256 vehicleId, address issuer, Kind kind);

    /// @notice The owner did not let the caller write records of this kind, or not any more.
    /// @param vehicleId The car.
    /// @param issuer Who called.
    /// @param kind Of the record.
    error VehicleNotAuthorised(uint256 vehicleId, address issuer, Kind kind);

    /// @notice A record cannot have happened before the last one.
    /// @param vehicleId The car.
    /// @param happenedAt Unix time of the record.
    /// @param lastAt That of the last one.
    error VehicleRecordOutOfOrder(uint256 vehicleId, uint40 happenedAt, uint40 lastAt);

    /// @notice A record cannot happen in the future.
    /// @param happenedAt Unix time of the record.
    error VehicleRecordInFuture(uint40 happenedAt);

    /// @notice The authorisation is not signed by the owner, or it was used, or another was given since.
    error VehicleSignatureInvalid();

    /// @notice An authorisation holds for at most `MAX_GRANT_TIME`.
    /// @param validUntil The Unix time that was given.
    error VehicleGrantTooLong(uint40 validUntil);

    /// @notice The car is its owner's already: a transfer to oneself would count as a change of owner.
    /// @param vehicleId The car.
    /// @param owner Whose it is and was to become.
    error VehicleOwnerUnchanged(uint256 vehicleId, address owner);

    /// @notice Somebody else has locked the car.
    /// @param vehicleId The car.
    /// @param locker Who.
    error VehicleLocked(uint256 vehicleId, address locker);

    /// @notice Only who locked the car may unlock it.
    /// @param vehicleId The car.
    /// @param caller Who called instead.
    error VehicleNotLocker(uint256 vehicleId, address caller);

    /// @notice Mints the id of a new car. Makers only, for cars of their own.
    /// @param identity Who it is for and what car it is; `identity.maker` must be the caller.
    /// @param registrarSignature A registrar's, over the identity (EIP-712).
    /// @return vehicleId Numbers from 1.
    function mint(Identity calldata identity, bytes calldata registrarSignature) external returns (uint256 vehicleId);

    /// @notice Claims the id of a car that has none. It cannot be moved or traded until its maker or an inspector confirms
    /// it; without that within `CLAIM_TIME` it lapses and anybody with a new signature of a registrar may claim anew.
    /// @param identity Who it is for and what car it is; `identity.to` must be the caller.
    /// @param registrarSignature A registrar's, over the identity (EIP-712); good for one claim.
    /// @return vehicleId Numbers from 1.
    function claim(Identity calldata identity, bytes calldata registrarSignature) external returns (uint256 vehicleId);

    /// @notice Confirms a claim, having seen the car and its papers. The car's maker or any inspector, of a car that is not
    /// its own.
    /// @param vehicleId A claimed id; also after `CLAIM_TIME`, as long as it did not lapse.
    function confirm(uint256 vehicleId) external;

    /// @notice Ends a claim: the car's maker or any inspector at any time, anybody after `CLAIM_TIME`.
    /// @param vehicleId A claimed id.
    function lapse(uint256 vehicleId) external;

    /// @notice Proves, by publishing the VIN, that two ids belong to one car; the one confirmed later, or not yet, is frozen
    /// for ever. Anybody who knows both salts.
    /// @param original The id confirmed earlier; of two confirmed in the same second, the lower one.
    /// @param originalSalt What opens its commitment.
    /// @param duplicate The id confirmed later, or only claimed.
    /// @param duplicateSalt What opens its commitment.
    /// @param vin The VIN of both.
    function proveDuplicate(
        uint256 original,
        bytes32 originalSalt,
        uint256 duplicate,
        bytes32 duplicateSalt,
        string calldata vin
    ) external;

    /// @notice Lets `issuer` write records. The car's owner; it ends by itself when the car changes hands.
    /// @param vehicleId The car.
    /// @param issuer Who may write, in the role that the kind takes.
    /// @param kinds Bit `k` for Kind `k`; 0 revokes. Replaces what it had.
    /// @param validUntil Unix time, at most `MAX_GRANT_TIME` ahead.
    function authorise(uint256 vehicleId, address issuer, uint16 kinds, uint40 validUntil) external;

    /// @notice The same by the owner's EIP-712 signature, as shown in a code that a workshop scans. Anybody; good once, and
    /// only until the owner gives another.
    /// @param vehicleId The car.
    /// @param issuer Who may write.
    /// @param kinds Bit `k` for Kind `k`.
    /// @param validUntil Unix time, at most `MAX_GRANT_TIME` ahead.
    /// @param ownerSignature Over these, the car's epoch and its `grantNonce`; of a contract by ERC-1271.
    function authoriseBySignature(
        uint256 vehicleId,
        address issuer,
        uint16 kinds,
        uint40 validUntil,
        bytes calldata ownerSignature
    ) external;

    /// @notice Appends a record. Parts, assembly and recalls by the car's maker; service by workshops, inspections and
    /// corrections by inspectors, accidents and insurance by insurers, loans by lenders, each authorised by the owner.
    /// @dev A reading below the highest one is kept but flagged, counted, and does not lower the highest; only an
    /// inspector's correction does, and that is counted as well.
    /// @param vehicleId A confirmed car.
    /// @param entry What happened.
    /// @return number The place of the record in the car's life, from 1.
    function addRecord(uint256 vehicleId, Entry calldata entry) external returns (uint256 number);

    /// @notice Makes the caller, whom the owner has approved, the only one who can move the car until it unlocks it.
    /// @param vehicleId A confirmed car that nobody has locked.
    function lock(uint256 vehicleId) external;

    /// @notice Ends the caller's lock. A transfer by the locker ends it too.
    /// @param vehicleId The car.
    function unlock(uint256 vehicleId) external;

    /// @notice Returns what the chain keeps of a car.
    /// @param vehicleId Numbers from 1.
    /// @return State None and all zero for an unknown one.
    function carOf(uint256 vehicleId) external view returns (Car memory);

    /// @notice Returns how often the car has changed hands.
    /// @param vehicleId The car.
    /// @return 0 with the first owner, and for an unknown car.
    function epochOf(uint256 vehicleId) external view returns (uint24);

    /// @notice Returns how many records the car has.
    /// @param vehicleId The car.
    /// @return 0 for an unknown car.
    function recordsOf(uint256 vehicleId) external view returns (uint32);

    /// @notice Returns who made the car.
    /// @param vehicleId The car.
    /// @return Zero for an unknown car.
    function makerOf(uint256 vehicleId) external view returns (address);

    /// @notice Returns the car's model.
    /// @param vehicleId The car.
    /// @return keccak256 of its name; zero for an unknown car.
    function modelOf(uint256 vehicleId) external view returns (bytes32);

    /// @notice Returns owner, change count and maker of a confirmed car; reverts for any other.
    /// @param vehicleId The car.
    /// @return owner Who owns it.
    /// @return epoch How often it has changed hands.
    /// @return maker Who made it.
    function standing(uint256 vehicleId) external view returns (address owner, uint24 epoch, address maker);

    /// @notice Returns what `issuer` may write now. Its role is not looked at.
    /// @param vehicleId The car.
    /// @param issuer Anybody.
    /// @return kinds Bit `k` for Kind `k`; 0 when nothing was given or its time is over.
    /// @return validUntil Unix time; 0 when nothing was given.
    function authorisationOf(uint256 vehicleId, address issuer) external view returns (uint16 kinds, uint40 validUntil);

    /// @notice Returns the id of the car whose VIN has this tag.
    /// @param tag What the registrar's key makes of the VIN.
    /// @return vehicleId 0 for none.
    function vehicleOfTag(bytes32 tag) external view returns (uint256 vehicleId);
}
