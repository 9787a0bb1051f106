// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {CarFixture} from "./exchange-test/CarFixture.sol";
import {IRoles} from "./interfaces/IRoles.sol";
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
        vm.warp(identity.deadline);
        vm.prank(maker);
        assertEq(vehicle.mint(identity, signed), 1, "in the last second");
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
        // A confirmed car keeps its place however old it is.
        vm.warp(block.timestamp + 31 days);
        identity.deadline = block.timestamp;
        signed = signIdentity(registrarKey, identity);
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
        assertEq(car.commitment, commitment("tag", VIN), "commitment");
        assertEq(car.since, block.timestamp, "since");
        assertEq(vehicle.balanceOf(owner), 1, "one car");
        (address holder, uint24 epoch, address maker_) = vehicle.standing(id);
        assertTrue(holder == owner && epoch == 0 && maker_ == maker, "standing");
    }

    // Claim

    function test_claim_refuses_to_claim_for_another() public {
        IVehicle.Identity memory identity = identityOf(buyer, "salt", "tag");
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotOwner.selector, 0, owner));
        vm.prank(owner);
        vehicle.claim(identity, signed);
    }

    function test_claim_is_worth_nothing_until_confirmed() public {
        vm.expectEmit(address(vehicle));
        emit IVehicle.Claimed(1, maker, owner, MODEL, "tag");
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

    function test_claim_is_confirmed_by_its_own_maker_in_office() public {
        uint256 id = claimCar(owner, "tag");
        address other = address(0x0DD);
        grant(RoleLib.MAKER, other);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotInspector.selector, other));
        vm.prank(other);
        vehicle.confirm(id);
        suspend(RoleLib.MAKER, maker);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotInspector.selector, maker));
        vm.prank(maker);
        vehicle.confirm(id);
        vm.prank(foundation);
        roles.approve(IRoles.Action.Resume, RoleLib.MAKER, maker);
        vm.expectEmit(address(vehicle));
        emit IVehicle.Confirmed(id, maker);
        vm.prank(maker);
        vehicle.confirm(id);
    }

    function test_claim_of_an_inspector_is_confirmed_by_another() public {
        uint256 id = claimCar(inspector, "tag");
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotInspector.selector, inspector));
        vm.prank(inspector);
        vehicle.confirm(id);
        address other = address(0x0DD);
        grant(RoleLib.INSPECTOR, other);
        vm.prank(other);
        vehicle.confirm(id);
        (address holder,,) = vehicle.standing(id);
        assertEq(holder, inspector, "seen by somebody else");
    }

    function test_claim_lapses_when_nobody_confirms() public {
        uint256 id = claimCar(owner, "tag");
        vm.warp(block.timestamp + 30 days);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotInspector.selector, buyer));
        vm.prank(buyer);
        vehicle.lapse(id);
        IVehicle.Identity memory identity = identityOf(buyer, "tag", "tag");
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleVinTaken.selector, id));
        vm.prank(buyer);
        vehicle.claim(identity, signed);
        vm.warp(block.timestamp + 1);
        vm.expectEmit(address(vehicle));
        emit IVehicle.Lapsed(id);
        uint256 next = claimCar(buyer, "tag");
        assertEq(vehicle.vehicleOfTag("tag"), next, "the tag is free again");
        assertEq(uint256(vehicle.carOf(id).state), uint256(IVehicle.State.Lapsed), "old claim");
        assertEq(vehicle.balanceOf(owner), 0, "burned");
    }

    function test_claim_can_be_cleared_by_anybody_after_its_time() public {
        uint256 id = claimCar(owner, "tag");
        vm.warp(block.timestamp + 30 days + 1);
        vm.prank(buyer);
        vehicle.lapse(id);
        assertEq(vehicle.vehicleOfTag("tag"), 0, "free");
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

    function test_claim_takes_a_new_signature_after_it_was_refused_or_lapsed() public {
        IVehicle.Identity memory identity = identityOf(buyer, "salt", "tag");
        identity.deadline = block.timestamp + 365 days;
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.prank(buyer);
        uint256 id = vehicle.claim(identity, signed);
        vm.prank(inspector);
        vehicle.lapse(id);
        bytes32 typehash = keccak256(
            "Identity(address to,address maker,bytes32 model,bytes32 commitment,bytes32 tag,uint256 deadline)"
        );
        bytes32 structHash = keccak256(abi.encode(typehash, identity));
        bytes memory reason = abi.encodeWithSelector(
            IVehicle.VehicleIdentityUsed.selector, typed(domain("QoodBlock Vehicle", address(vehicle)), structHash)
        );
        vm.expectRevert(reason);
        vm.prank(buyer);
        vehicle.claim(identity, signed);

        uint256 next = claimCar(owner, "tag");
        vm.warp(block.timestamp + 30 days + 1);
        vm.expectRevert(reason);
        vm.prank(buyer);
        vehicle.claim(identity, signed);
        assertEq(vehicle.vehicleOfTag("tag"), next, "and none of them took the car from its owner");
        identity.deadline += 1;
        signed = signIdentity(registrarKey, identity);
        vm.prank(buyer);
        assertEq(vehicle.claim(identity, signed), next + 1, "with a new signature");
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
        vm.expectRevert(reason);
        vehicle.proveDuplicate(first, "tag one", second, "tag one", VIN);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotDuplicate.selector, first, second));
        vehicle.proveDuplicate(second, "tag two", first, "tag one", VIN);
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotDuplicate.selector, first, first));
        vehicle.proveDuplicate(first, "tag one", first, "tag one", VIN);

        vm.expectEmit(address(vehicle));
        emit IVehicle.DuplicateProved(second, first);
        vehicle.proveDuplicate(first, "tag one", second, "tag two", VIN);
        reason = abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, second, IVehicle.State.Duplicate);
        vm.expectRevert(reason);
        vm.prank(buyer);
        vehicle.transferFrom(buyer, owner, second);
        vm.expectRevert(reason);
        vehicle.proveDuplicate(first, "tag one", second, "tag two", VIN);
    }

    function test_proveDuplicate_needs_a_confirmed_first_and_a_living_second() public {
        uint256 first = claimCar(owner, "tag one");
        uint256 second = claimCar(buyer, "tag two");
        uint256 third = mintCar(owner, "tag three");
        uint256 fourth = claimCar(owner, "tag four");
        vm.expectRevert(
            abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, first, IVehicle.State.Claimed)
        );
        vehicle.proveDuplicate(first, "tag one", third, "tag three", VIN);
        vm.startPrank(inspector);
        // In the second in which the third was made.
        vehicle.confirm(first);
        vehicle.lapse(second);
        vm.stopPrank();
        vm.expectRevert(
            abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, second, IVehicle.State.Lapsed)
        );
        vehicle.proveDuplicate(first, "tag one", second, "tag two", VIN);
        vehicle.proveDuplicate(first, "tag one", third, "tag three", VIN);
        vm.expectRevert(
            abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, third, IVehicle.State.Duplicate)
        );
        vehicle.proveDuplicate(third, "tag three", fourth, "tag four", VIN);
        vehicle.proveDuplicate(first, "tag one", fourth, "tag four", VIN);
        assertEq(uint256(vehicle.carOf(fourth).state), uint256(IVehicle.State.Duplicate), "a claim may be a duplicate");
    }

    function test_proveDuplicate_leaves_the_car_that_was_confirmed_first() public {
        uint256 waiting = claimCar(buyer, "tag one");
        uint256 never = claimCar(buyer, "tag two");
        uint256 car = mintCar(owner, "tag three");
        vm.warp(block.timestamp + 1);
        vm.prank(inspector);
        vehicle.confirm(waiting);
        assertEq(vehicle.carOf(waiting).since, block.timestamp, "confirmed a second later");
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotDuplicate.selector, car, waiting));
        vehicle.proveDuplicate(waiting, "tag one", car, "tag three", VIN);
        vehicle.proveDuplicate(car, "tag three", waiting, "tag one", VIN);
        vehicle.proveDuplicate(car, "tag three", never, "tag two", VIN);
        assertTrue(vehicle.carOf(waiting).state == IVehicle.State.Duplicate, "though its number is lower");
        assertTrue(vehicle.carOf(never).state == IVehicle.State.Duplicate, "as is that of a claim");
        (address holder,,) = vehicle.standing(car);
        assertEq(holder, owner, "and the first that anybody could trust stands");
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
        vm.expectEmit(address(vehicle));
        emit IVehicle.Authorised(id, workshop, 0, 255, late - 1);
        vm.prank(owner);
        vehicle.authorise(id, workshop, 255, late - 1);
    }

    function test_authorise_ends_after_its_last_second() public {
        uint256 id = mintCar(owner, "tag");
        uint40 until = uint40(block.timestamp + 1 hours);
        vm.prank(owner);
        vehicle.authorise(id, workshop, 8, until);
        vm.warp(until);
        (uint16 kinds, uint40 validUntil) = vehicle.authorisationOf(id, workshop);
        assertTrue(kinds == 8 && validUntil == until, "still");
        vm.warp(until + 1);
        (kinds, validUntil) = vehicle.authorisationOf(id, workshop);
        assertTrue(kinds == 0 && validUntil == until, "no longer");
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

    // Transfer and locks

    function test_transfer_ends_what_the_former_owner_granted() public {
        uint256 id = mintCar(owner, "tag");
        allow(id, workshop, IVehicle.Kind.Service);
        bytes32 parties = keccak256(abi.encode(owner, buyer));
        IVehicle.Entry memory sold = IVehicle.Entry(IVehicle.Kind.Transfer, 0, uint40(block.timestamp), parties, "");
        bytes32 head = keccak256(abi.encode(bytes32(0), id, uint256(1), owner, sold));
        vm.expectEmit(address(vehicle));
        emit IVehicle.Recorded(id, 1, owner, sold.kind, 0, sold.happenedAt, parties, "", head);
        vm.prank(owner);
        vehicle.transferFrom(owner, buyer, id);
        assertEq(vehicle.epochOf(id), 1, "epoch");
        assertEq(vehicle.recordsOf(id), 1, "the sale is a record");
        assertEq(vehicle.carOf(id).lastAt, block.timestamp, "of this moment");
        IVehicle.Entry memory entry = service(1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IVehicle.VehicleNotAuthorised.selector, id, workshop, IVehicle.Kind.Service
            )
        );
        vm.prank(workshop);
        vehicle.addRecord(id, entry);
    }

    function test_transfer_to_oneself_is_refused_and_counts_for_nothing() public {
        uint256 id = mintCar(owner, "tag");
        allow(id, workshop, IVehicle.Kind.Service);
        bytes memory reason = abi.encodeWithSelector(IVehicle.VehicleOwnerUnchanged.selector, id, owner);
        vm.startPrank(owner);
        vm.expectRevert(reason);
        vehicle.transferFrom(owner, owner, id);
        vm.expectRevert(reason);
        vehicle.safeTransferFrom(owner, owner, id);
        vm.stopPrank();
        assertTrue(vehicle.epochOf(id) == 0 && vehicle.recordsOf(id) == 0, "no change of owner, no record");
        (uint16 kinds,) = vehicle.authorisationOf(id, workshop);
        assertTrue(kinds != 0, "and what the owner granted stands");
    }

    function test_lock_leaves_the_car_to_its_locker() public {
        uint256 id = mintCar(owner, "tag");
        vm.expectRevert(
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, address(this), id)
        );
        vehicle.lock(id);
        vm.prank(owner);
        vehicle.approve(address(this), id);
        vm.expectEmit(address(vehicle));
        emit IVehicle.Locked(id, address(this));
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
        vm.prank(owner);
        vehicle.approve(address(this), id);
        vehicle.lock(id);
        vm.expectEmit(address(vehicle));
        emit IVehicle.Unlocked(id, address(this));
        vehicle.unlock(id);
        assertEq(vehicle.carOf(id).lockedBy, address(0), "free");
        vm.prank(owner);
        vehicle.transferFrom(owner, buyer, id);
        assertEq(vehicle.ownerOf(id), buyer, "moved by its owner");
        vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleNotLocker.selector, id, address(this)));
        vehicle.unlock(id);
    }
}
