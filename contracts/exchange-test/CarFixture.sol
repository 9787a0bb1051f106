// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IShares} from "../interfaces/IShares.sol";
import {IVehicle} from "../interfaces/IVehicle.sol";
import {RoleLib} from "../libraries/RoleLib.sol";
import {Shares} from "../Shares.sol";
import {Vehicle} from "../Vehicle.sol";
import {Compiled} from "./Compiled.sol";
import {RolesFixture} from "./RolesFixture.sol";

/// @notice A maker, a registrar, an owner with a confirmed car, and the signatures that they give.
abstract contract CarFixture is RolesFixture {
    bytes32 internal constant MODEL = keccak256("Acme/Roadster/2026");
    string internal constant VIN = "1M8GDM9AXKP042788";

    Vehicle internal vehicle;
    Shares internal shares;
    address internal maker;
    uint256 internal makerKey;
    address internal owner;
    uint256 internal ownerKey;
    uint256 internal registrarKey;
    address internal workshop;
    address internal inspector;

    function deployCars() internal {
        vm.warp(1_800_000_000);
        deployRoles();
        vehicle = new Vehicle(roles);
        shares = Shares(Compiled.deploy("contracts/Shares.sol:Shares", abi.encode(vehicle)));
        (maker, makerKey) = actor("maker");
        (owner, ownerKey) = actor("owner");
        address registrar;
        (registrar, registrarKey) = actor("registrar");
        (workshop,) = actor("workshop");
        (inspector,) = actor("inspector");
        grant(RoleLib.MAKER, maker);
        grant(RoleLib.REGISTRAR, registrar);
        grant(RoleLib.WORKSHOP, workshop);
        grant(RoleLib.INSPECTOR, inspector);
    }

    function domain(string memory name, address verifier) internal view returns (bytes32) {
        bytes32 typehash =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        return keccak256(abi.encode(typehash, keccak256(bytes(name)), keccak256("1"), block.chainid, verifier));
    }

    function typed(bytes32 domainSeparator, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domainSeparator, structHash));
    }

    function commitment(bytes32 salt, string memory vin) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(salt, vin));
    }

    function identityOf(address to, bytes32 salt, bytes32 tag) internal view returns (IVehicle.Identity memory) {
        return IVehicle.Identity(to, maker, MODEL, commitment(salt, VIN), tag, block.timestamp + 1 days);
    }

    function signIdentity(uint256 key, IVehicle.Identity memory identity) internal view returns (bytes memory) {
        bytes32 typehash = keccak256(
            "Identity(address to,address maker,bytes32 model,bytes32 commitment,bytes32 tag,uint256 deadline)"
        );
        return signature(
            key, typed(domain("QoodBlock Vehicle", address(vehicle)), keccak256(abi.encode(typehash, identity)))
        );
    }

    function mintCar(address to, bytes32 tag) internal returns (uint256) {
        IVehicle.Identity memory identity = identityOf(to, tag, tag);
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.prank(maker);
        return vehicle.mint(identity, signed);
    }

    function claimCar(address to, bytes32 tag) internal returns (uint256) {
        IVehicle.Identity memory identity = identityOf(to, tag, tag);
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.prank(to);
        return vehicle.claim(identity, signed);
    }

    function allow(uint256 id, address issuer, IVehicle.Kind kind) internal {
        vm.prank(vehicle.ownerOf(id));
        vehicle.authorise(id, issuer, uint16(1 << uint8(kind)), uint40(block.timestamp + 1 hours));
    }

    function service(uint32 odometerKm) internal view returns (IVehicle.Entry memory) {
        return IVehicle.Entry(IVehicle.Kind.Service, odometerKm, uint40(block.timestamp), keccak256("content"), "bafy");
    }

    /// @dev Groups 0 maker, 1 user, 2 disputed, 3 private user data; everybody consents to everything.
    function termsFor(uint256 vehicleId) internal view returns (IShares.Terms memory) {
        return IShares.Terms({
            vehicleId: vehicleId,
            epoch: vehicle.epochOf(vehicleId),
            version: 1,
            dictionary: 1,
            classes: 0x6321,
            makerDataBps: 8000,
            userDataBps: 1000,
            disputedDataBps: 5000,
            ownerConsent: 15,
            makerConsent: 15,
            deadline: uint40(block.timestamp + 1 days)
        });
    }

    function agree(IShares.Terms memory terms) internal returns (uint64) {
        bytes32 digest = shares.hashTerms(terms);
        return shares.agree(terms, signature(ownerKey, digest), signature(makerKey, digest));
    }
}
