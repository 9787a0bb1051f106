// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarFixture} from "./exchange-test/CarFixture.sol";
import {IVehicle} from "./interfaces/IVehicle.sol";
import {RoleLib} from "./libraries/RoleLib.sol";

/// @notice What is written into a car's life: by whom, in which order, and what the odometer says meanwhile.
contract VehicleRecordTest is CarFixture {
    function setUp() public {
        deployCars();
    }

    /// @dev Whether a role writes a kind of record, in words.
    function fits(uint8 role, IVehicle.Kind kind) internal pure returns (bool) {
        if (role == RoleLib.MAKER) {
            return kind == IVehicle.Kind.Part || kind == IVehicle.Kind.Assembly || kind == IVehicle.Kind.Recall;
        }
        if (role == RoleLib.WORKSHOP) return kind == IVehicle.Kind.Service;
        if (role == RoleLib.INSPECTOR) return kind == IVehicle.Kind.Inspection || kind == IVehicle.Kind.Correction;
        if (role == RoleLib.INSURER) return kind == IVehicle.Kind.Accident || kind == IVehicle.Kind.Insurance;
        return role == RoleLib.LENDER && kind == IVehicle.Kind.Loan;
    }

    function test_addRecord_takes_every_kind_from_the_role_that_fits_alone() public {
        uint256 id = mintCar(owner, "tag");
        IVehicle.Entry memory entry = service(1);
        for (uint8 role = 1; role <= RoleLib.LAST; role++) {
            address issuer = role == RoleLib.MAKER ? maker : address(0x155000 + uint160(role));
            if (role != RoleLib.MAKER) grant(role, issuer);
            for (uint8 kind; kind < 10; kind++) {
                entry.kind = IVehicle.Kind(kind);
                allow(id, issuer, entry.kind);
                if (!fits(role, entry.kind)) {
                    vm.expectRevert(
                        abi.encodeWithSelector(IVehicle.VehicleIssuerRefused.selector, id, issuer, entry.kind)
                    );
                }
                vm.prank(issuer);
                vehicle.addRecord(id, entry);
            }
        }
    }

    function test_addRecord_takes_parts_from_the_maker_of_the_car_in_office_alone() public {
        uint256 id = mintCar(owner, "tag");
        IVehicle.Entry memory entry = service(1);
        entry.kind = IVehicle.Kind.Part;
        address other = address(0x0DD);
        grant(RoleLib.MAKER, other);
        allow(id, other, IVehicle.Kind.Part);
        vm.expectRevert(
            abi.encodeWithSelector(IVehicle.VehicleIssuerRefused.selector, id, other, IVehicle.Kind.Part)
        );
        vm.prank(other);
        vehicle.addRecord(id, entry);
        suspend(RoleLib.MAKER, maker);
        vm.expectRevert(
            abi.encodeWithSelector(IVehicle.VehicleIssuerRefused.selector, id, maker, IVehicle.Kind.Part)
        );
        vm.prank(maker);
        vehicle.addRecord(id, entry);
    }

    function test_addRecord_refuses_a_car_that_is_not_confirmed() public {
        uint256 first = mintCar(owner, "tag one");
        uint256 second = mintCar(owner, "tag two");
        uint256 claimed = claimCar(owner, "tag three");
        vehicle.proveDuplicate(first, "tag one", second, "tag two", VIN);
        IVehicle.Entry memory entry = service(1);
        uint256[3] memory ids = [claimed, second, uint256(9)];
        IVehicle.State[3] memory states = [IVehicle.State.Claimed, IVehicle.State.Duplicate, IVehicle.State.None];
        for (uint256 i; i < 3; i++) {
            if (i < 2) allow(ids[i], workshop, IVehicle.Kind.Service);
            vm.expectRevert(abi.encodeWithSelector(IVehicle.VehicleInvalidState.selector, ids[i], states[i]));
            vm.prank(workshop);
            vehicle.addRecord(ids[i], entry);
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

    function test_addRecord_without_a_new_reading_leaves_the_odometer_alone() public {
        uint256 id = mintCar(owner, "tag");
        allow(id, inspector, IVehicle.Kind.Correction);
        IVehicle.Entry memory entry = service(1000);
        entry.kind = IVehicle.Kind.Correction;
        vm.startPrank(inspector);
        vehicle.addRecord(id, entry);
        IVehicle.Car memory car = vehicle.carOf(id);
        assertTrue(car.odometerKm == 1000 && car.regressions == 0, "corrected upwards: nothing ran backwards");
        uint32[2] memory readings = [uint32(0), 1000];
        for (uint256 i; i < 2; i++) {
            entry.odometerKm = readings[i];
            vm.recordLogs();
            vehicle.addRecord(id, entry);
            assertEq(vm.getRecordedLogs().length, 1, "the record, and no word of the odometer");
            car = vehicle.carOf(id);
            assertTrue(car.odometerKm == 1000 && car.regressions == 0, "as before");
        }
        vm.stopPrank();
    }

    function test_addRecord_chains_all_records_in_order() public {
        uint256 id = mintCar(owner, "tag");
        allow(id, workshop, IVehicle.Kind.Service);
        bytes32 head;
        for (uint32 i = 1; i <= 3; i++) {
            IVehicle.Entry memory entry = service(i * 1000);
            head = keccak256(abi.encode(head, id, uint256(i), workshop, entry));
            vm.expectEmit(address(vehicle));
            emit IVehicle.Recorded(
                id, i, workshop, entry.kind, i * 1000, entry.happenedAt, entry.contentHash, entry.cid, head
            );
            vm.prank(workshop);
            vehicle.addRecord(id, entry);
        }
        assertEq(vehicle.carOf(id).head, head, "head");
        assertEq(vehicle.recordsOf(id), 3, "records");
        assertEq(vehicle.carOf(id).odometerKm, 3000, "odometer");
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
}
