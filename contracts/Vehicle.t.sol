// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {CarFixture} from "./exchange-test/CarFixture.sol";
import {IVehicle} from "./interfaces/IVehicle.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {Vehicle} from "./Vehicle.sol";

contract VehicleTest is CarFixture {
    address internal buyer = address(0xB0B);

    function setUp() public {
        deployCars();
    }

    // Mint

    function test_mint_refuses_who_is_not_the_maker() public {
        IVehicle.Identity memory identity = identityOf(owner, "salt", "tag");
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotMaker.selector, owner));
        vm.prank(owner);
        vehicle.mint(identity, signed);
    }

    function test_mint_refuses_a_suspended_maker() public {
        suspend(RoleLib.MAKER, maker);
        IVehicle.Identity memory identity = identityOf(owner, "salt", "tag");
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotMaker.selector, maker));
        vm.prank(maker);
        vehicle.mint(identity, signed);
    }

    function test_mint_refuses_a_signature_of_nobody_and_of_a_stranger() public {
        IVehicle.Identity memory identity = identityOf(owner, "salt", "tag");
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleRegistrarUnknown.selector, address(0)));
        vm.prank(maker);
        vehicle.mint(identity, new bytes(65));
        bytes memory signed = signIdentity(ownerKey, identity);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleRegistrarUnknown.selector, owner));
        vm.prank(maker);
        vehicle.mint(identity, signed);
    }

    function test_mint_refuses_an_expired_identity() public {
        IVehicle.Identity memory identity = identityOf(owner, "salt", "tag");
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.warp(identity.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleIdentityExpired.selector, identity.deadline));
        vm.prank(maker);
        vehicle.mint(identity, signed);
    }

    function test_mint_refuses_a_changed_identity_and_another_chain() public {
        IVehicle.Identity memory identity = identityOf(owner, "salt", "tag");
        bytes memory signed = signIdentity(registrarKey, identity);
        identity.tag = "other";
        vm.prank(maker);
        vm.expectPartialRevert(IVehicle.VehicleRegistrarUnknown.selector);
        vehicle.mint(identity, signed);
        identity.tag = "tag";
        vm.chainId(777);
        vm.prank(maker);
        vm.expectPartialRevert(IVehicle.VehicleRegistrarUnknown.selector);
        vehicle.mint(identity, signed);
    }

    function test_mint_refuses_a_second_id_for_one_vin() public {
        uint256 first = mintCar(owner, "tag");
        IVehicle.Identity memory identity = identityOf(buyer, "other salt", "tag");
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleVinTaken.selector, first));
        vm.prank(maker);
        vehicle.mint(identity, signed);
    }

    function test_mint_gives_the_car_to_its_owner() public {
        vm.expectEmit(address(vehicle));
        emit IVehicle.Minted(1, maker, owner, MODEL, "tag");
        uint256 id = mintCar(owner, "tag");
        IVehicle.Car memory car = vehicle.carOf(id);
        assertEq(vehicle.ownerOf(id), owner, "owner");
        assertEq(uint256(car.state), uint256(IVehicle.State.Confirmed), "state");
        assertEq(car.maker, maker, "maker");
        assertEq(car.model, MODEL, "model");
        assertEq(vehicle.vehicleOfTag("tag"), id, "tag");
        assertEq(vehicle.modelOf(id), MODEL, "modelOf");
        assertEq(vehicle.makerOf(id), maker, "makerOf");
    }

    // Claim

    function claimCar(address to, bytes32 tag) internal returns (uint256) {
        IVehicle.Identity memory identity = identityOf(to, tag, tag);
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.prank(to);
        return vehicle.claim(identity, signed);
    }

    function test_claim_refuses_to_claim_for_another() public {
        IVehicle.Identity memory identity = identityOf(buyer, "salt", "tag");
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotOwner.selector, 0, owner));
        vm.prank(owner);
        vehicle.claim(identity, signed);
    }

    function test_claim_is_worth_nothing_until_confirmed() public {
        uint256 id = claimCar(owner, "tag");
        bytes memory reason =
            abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, id, IVehicle.State.Claimed);
        vm.startPrank(owner);
        vm.expectRevert(reason);
        vehicle.transferFrom(owner, buyer, id);
        vm.expectRevert(reason);
        vehicle.lock(id);
        vm.stopPrank();
        vm.expectRevert(reason);
        vehicle.standing(id);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotInspector.selector, owner));
        vm.prank(owner);
        vehicle.confirm(id);

        vm.expectEmit(address(vehicle));
        emit IVehicle.Confirmed(id, inspector);
        vm.prank(inspector);
        vehicle.confirm(id);
        (address holder,,) = vehicle.standing(id);
        assertEq(holder, owner, "confirmed");
        vm.expectRevert(
            abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, id, IVehicle.State.Confirmed)
        );
        vm.prank(inspector);
        vehicle.confirm(id);
    }

    function test_claim_lapses_when_nobody_confirms() public {
        uint256 id = claimCar(owner, "tag");
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotInspector.selector, buyer));
        vm.prank(buyer);
        vehicle.lapse(id);
        vm.warp(block.timestamp + vehicle.CLAIM_TIME() + 1);
        uint256 next = claimCar(buyer, "tag");
        assertEq(vehicle.vehicleOfTag("tag"), next, "the tag is free again");
        assertEq(uint256(vehicle.carOf(id).state), uint256(IVehicle.State.Lapsed), "old claim");
        assertEq(vehicle.balanceOf(owner), 0, "burned");
    }

    function test_claim_can_be_refused_by_the_maker() public {
        uint256 id = claimCar(owner, "tag");
        vm.expectEmit(address(vehicle));
        emit IVehicle.Lapsed(id);
        vm.prank(maker);
        vehicle.lapse(id);
        assertEq(vehicle.vehicleOfTag("tag"), 0, "free");
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, id, IVehicle.State.Lapsed));
        vm.prank(maker);
        vehicle.lapse(id);
    }

    // Duplicates

    function test_proveDuplicate_freezes_the_later_id() public {
        uint256 first = mintCar(owner, "tag one");
        uint256 second = mintCar(buyer, "tag two");
        bytes memory reason = abi.encodeWithSelector(IVehicle.VehicleNotDuplicate.selector, second, first);
        vm.expectRevert(reason);
        vehicle.proveDuplicate(first, "tag one", second, "tag two", "WVWZZZ1JZXW000001");
        vm.expectRevert(reason);
        vehicle.proveDuplicate(first, "tag two", second, "tag two", VIN);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotDuplicate.selector, first, second));
        vehicle.proveDuplicate(second, "tag two", first, "tag one", VIN);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotDuplicate.selector, first, first));
        vehicle.proveDuplicate(first, "tag one", first, "tag one", VIN);

        vehicle.proveDuplicate(first, "tag one", second, "tag two", VIN);
        reason = abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, second, IVehicle.State.Duplicate);
        vm.expectRevert(reason);
        vm.prank(buyer);
        vehicle.transferFrom(buyer, owner, second);
        vm.expectRevert(reason);
        vehicle.proveDuplicate(first, "tag one", second, "tag two", VIN);
    }

    // Authorise

    function test_authorise_refuses_a_stranger_and_a_long_grant() public {
        uint256 id = mintCar(owner, "tag");
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotOwner.selector, id, workshop));
        vm.prank(workshop);
        vehicle.authorise(id, workshop, 255, uint40(block.timestamp));
        uint40 late = uint40(block.timestamp + vehicle.MAX_GRANT_TIME() + 1);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleGrantTooLong.selector, late));
        vm.prank(owner);
        vehicle.authorise(id, workshop, 255, late);
    }

    function allow(uint256 id, address issuer, IVehicle.Kind kind) internal {
        vm.prank(vehicle.ownerOf(id));
        vehicle.authorise(id, issuer, uint16(1 << uint8(kind)), uint40(block.timestamp + 1 hours));
    }

    function signGrant(uint256 key, uint256 id, uint40 until) internal view returns (bytes memory) {
        bytes32 typehash = keccak256(
            "Authorisation(uint256 vehicleId,address issuer,uint16 kinds,uint40 validUntil,uint24 epoch,uint24 nonce)"
        );
        IVehicle.Car memory car = vehicle.carOf(id);
        bytes32 structHash =
            keccak256(abi.encode(typehash, id, workshop, uint16(8), until, car.epoch, car.grantNonce));
        return signature(key, typed(domain("QoodBlock Vehicle", address(vehicle)), structHash));
    }

    function test_authoriseBySignature_works_once() public {
        uint256 id = mintCar(owner, "tag");
        uint40 until = uint40(block.timestamp + 1 hours);
        bytes memory signed = signGrant(ownerKey, id, until);
        vehicle.authoriseBySignature(id, workshop, 8, until, signed);
        (uint16 kinds,) = vehicle.authorisationOf(id, workshop);
        assertEq(kinds, 8, "granted");
        vm.prank(owner);
        vehicle.authorise(id, workshop, 0, 0);
        vm.expectRevert(IVehicle.VehicleSignatureInvalid.selector);
        vehicle.authoriseBySignature(id, workshop, 8, until, signed);
    }

    function test_authoriseBySignature_refuses_other_signers_and_other_words() public {
        uint256 id = mintCar(owner, "tag");
        uint40 until = uint40(block.timestamp + 1 hours);
        bytes memory signed = signGrant(makerKey, id, until);
        vm.expectRevert(IVehicle.VehicleSignatureInvalid.selector);
        vehicle.authoriseBySignature(id, workshop, 8, until, signed);
        signed = signGrant(ownerKey, id, until);
        vm.expectRevert(IVehicle.VehicleSignatureInvalid.selector);
        vehicle.authoriseBySignature(id, workshop, 16, until, signed);
    }

    function test_authoriseBySignature_is_for_one_chain_one_contract_and_one_owner() public {
        uint256 id = mintCar(owner, "tag");
        uint40 until = uint40(block.timestamp + 1 hours);
        bytes memory signed = signGrant(ownerKey, id, until);
        Vehicle other = new Vehicle(roles);
        IVehicle.Identity memory identity = identityOf(owner, "tag", "tag");
        bytes32 typehash = keccak256(
            "Identity(address to,address maker,bytes32 model,bytes32 commitment,bytes32 tag,uint256 deadline)"
        );
        bytes32 structHash = keccak256(abi.encode(typehash, identity));
        bytes memory byRegistrar =
            signature(registrarKey, typed(domain("QoodBlock Vehicle", address(other)), structHash));
        vm.prank(maker);
        assertEq(other.mint(identity, byRegistrar), id, "the same number elsewhere");
        vm.expectRevert(IVehicle.VehicleSignatureInvalid.selector);
        other.authoriseBySignature(id, workshop, 8, until, signed);
        vm.chainId(777);
        vm.expectRevert(IVehicle.VehicleSignatureInvalid.selector);
        vehicle.authoriseBySignature(id, workshop, 8, until, signed);
        vm.chainId(31337);
        vm.prank(owner);
        vehicle.transferFrom(owner, buyer, id);
        vm.prank(buyer);
        vehicle.transferFrom(buyer, owner, id);
        vm.expectRevert(IVehicle.VehicleSignatureInvalid.selector);
        vehicle.authoriseBySignature(id, workshop, 8, until, signed);
    }

    // Records

    function test_addRecord_refuses_roles_that_do_not_fit(uint8 number) public {
        uint256 id = mintCar(owner, "tag");
        IVehicle.Kind kind = IVehicle.Kind(number % 10);
        IVehicle.Entry memory entry = service(1);
        entry.kind = kind;
        address[3] memory cast = [workshop, inspector, maker];
        for (uint256 i; i < 3; i++) {
            bool fits = i == 0
                ? kind == IVehicle.Kind.Service
                : i == 1
                    ? kind == IVehicle.Kind.Inspection || kind == IVehicle.Kind.Correction
                    : kind == IVehicle.Kind.Part || kind == IVehicle.Kind.Assembly || kind == IVehicle.Kind.Recall;
            if (i < 2) allow(id, cast[i], kind);
            if (!fits) {
                vm.expectRevert(
                    abi.encodeWithSelector(IVehicle.VehicleIssuerRefused.selector, id, cast[i], kind)
                );
            }
            vm.prank(cast[i]);
            vehicle.addRecord(id, entry);
        }
    }

    function test_addRecord_needs_the_authorisation_of_this_owner_and_this_hour() public {
        uint256 id = mintCar(owner, "tag");
        bytes memory reason = abi.encodeWithSelector(
            IVehicle.VehicleNotAuthorised.selector, id, workshop, IVehicle.Kind.Service
        );
        IVehicle.Entry memory entry = service(100);
        vm.expectRevert(reason);
        vm.prank(workshop);
        vehicle.addRecord(id, entry);
        allow(id, workshop, IVehicle.Kind.Inspection);
        vm.expectRevert(reason);
        vm.prank(workshop);
        vehicle.addRecord(id, entry);
        allow(id, workshop, IVehicle.Kind.Service);
        vm.prank(workshop);
        assertEq(vehicle.addRecord(id, entry), 1, "first record");
        vm.warp(block.timestamp + 1 hours + 1);
        vm.expectRevert(reason);
        vm.prank(workshop);
        vehicle.addRecord(id, entry);
    }

    function test_addRecord_refuses_the_future_and_the_past() public {
        uint256 id = mintCar(owner, "tag");
        allow(id, workshop, IVehicle.Kind.Service);
        IVehicle.Entry memory entry = service(100);
        entry.happenedAt += 1;
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleRecordInFuture.selector, entry.happenedAt));
        vm.prank(workshop);
        vehicle.addRecord(id, entry);
        entry.happenedAt -= 1;
        vm.prank(workshop);
        vehicle.addRecord(id, entry);
        entry.happenedAt -= 1;
        vm.expectRevert(
            abi.encodeWithSelector(
                IVehicle.VehicleRecordOutOfOrder.selector, id, entry.happenedAt, entry.happenedAt + 1
            )
        );
        vm.prank(workshop);
        vehicle.addRecord(id, entry);
    }

    function test_addRecord_flags_an_odometer_that_runs_backwards(uint32 high, uint32 low) public {
        high = uint32(bound(high, 2, type(uint32).max));
        low = uint32(bound(low, 1, high - 1));
        uint256 id = mintCar(owner, "tag");
        allow(id, workshop, IVehicle.Kind.Service);
        IVehicle.Entry memory entry = service(high);
        vm.prank(workshop);
        vehicle.addRecord(id, entry);
        entry.odometerKm = low;
        vm.expectEmit(address(vehicle));
        emit IVehicle.OdometerRegression(id, 2, high, low);
        vm.prank(workshop);
        vehicle.addRecord(id, entry);
        IVehicle.Car memory car = vehicle.carOf(id);
        assertEq(car.odometerKm, high, "the highest stays");
        assertEq(car.regressions, 1, "counted");

        allow(id, inspector, IVehicle.Kind.Correction);
        entry.kind = IVehicle.Kind.Correction;
        vm.expectEmit(address(vehicle));
        emit IVehicle.OdometerCorrected(id, 3, high, low);
        vm.prank(inspector);
        vehicle.addRecord(id, entry);
        car = vehicle.carOf(id);
        assertEq(car.odometerKm, low, "corrected in the open");
        assertEq(car.regressions, 2, "and counted");
    }

    function test_addRecord_chains_all_records_in_order() public {
        uint256 id = mintCar(owner, "tag");
        allow(id, workshop, IVehicle.Kind.Service);
        bytes32 head;
        for (uint32 i = 1; i <= 3; i++) {
            IVehicle.Entry memory entry = service(i * 1000);
            head = keccak256(abi.encode(head, id, uint256(i), workshop, entry));
            vm.prank(workshop);
            vehicle.addRecord(id, entry);
        }
        assertEq(vehicle.carOf(id).head, head, "head");
        assertEq(vehicle.recordsOf(id), 3, "records");
    }

    function test_addRecord_costs_the_same_after_a_thousand() public {
        uint256 id = mintCar(owner, "tag");
        allow(id, workshop, IVehicle.Kind.Service);
        uint256 early;
        uint256 late;
        for (uint32 i = 1; i <= 1000; i++) {
            IVehicle.Entry memory entry = service(i);
            vm.prank(workshop);
            uint256 before = gasleft();
            vehicle.addRecord(id, entry);
            late = before - gasleft();
            if (i == 10) early = late;
        }
        assertLe(late, early + 500, "flat in the length of the life");
    }

    // Transfer and locks

    function test_transfer_ends_what_the_former_owner_granted() public {
        uint256 id = mintCar(owner, "tag");
        allow(id, workshop, IVehicle.Kind.Service);
        vm.prank(owner);
        vehicle.transferFrom(owner, buyer, id);
        assertEq(vehicle.epochOf(id), 1, "epoch");
        assertEq(vehicle.recordsOf(id), 1, "the sale is a record");
        IVehicle.Entry memory entry = service(1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IVehicle.VehicleNotAuthorised.selector, id, workshop, IVehicle.Kind.Service
            )
        );
        vm.prank(workshop);
        vehicle.addRecord(id, entry);
    }

    function test_lock_leaves_the_car_to_its_locker() public {
        uint256 id = mintCar(owner, "tag");
        vm.expectRevert(
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, address(this), id)
        );
        vehicle.lock(id);
        vm.prank(owner);
        vehicle.approve(address(this), id);
        vehicle.lock(id);
        bytes memory reason = abi.encodeWithSelector(IVehicle.VehicleLocked.selector, id, address(this));
        vm.startPrank(owner);
        vm.expectRevert(reason);
        vehicle.transferFrom(owner, buyer, id);
        vm.expectRevert(reason);
        vehicle.lock(id);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotLocker.selector, id, owner));
        vehicle.unlock(id);
        vehicle.approve(address(0), id);
        vm.stopPrank();

        vehicle.transferFrom(owner, buyer, id);
        assertEq(vehicle.ownerOf(id), buyer, "moved by its locker, whose approval cannot be taken back");
        assertEq(vehicle.carOf(id).lockedBy, address(0), "and free");
    }

    function test_unlock_frees_the_car() public {
        uint256 id = mintCar(owner, "tag");
        vm.startPrank(owner);
        vehicle.lock(id);
        vehicle.unlock(id);
        vehicle.transferFrom(owner, buyer, id);
        vm.stopPrank();
        assertEq(vehicle.ownerOf(id), buyer, "moved");
    }
}
