// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IRoles} from "../interfaces/IRoles.sol";
import {IValidators} from "../interfaces/IValidators.sol";
import {Roles} from "../Roles.sol";
import {Test} from "./Test.sol";

/// @notice Stands in for the Election: a list of producers that a test chooses.
contract ValidatorsMock is IValidators {
    address[] private _producers;

    function set(address[] memory producers) external {
        _producers = producers;
    }

    function getValidators() external view returns (address[] memory) {
        return _producers;
    }
}

/// @notice Deploys Roles with a foundation of one, so that a test grants a role in one line.
abstract contract RolesFixture is Test {
    ValidatorsMock internal validators = new ValidatorsMock();
    Roles internal roles;
    address internal foundation;
    address internal reporter;

    function deployRoles() internal {
        (foundation,) = actor("foundation");
        (reporter,) = actor("reporter");
        address[] memory members = new address[](1);
        members[0] = foundation;
        address[] memory reporters = new address[](1);
        reporters[0] = reporter;
        roles = new Roles(validators, members, 1, reporters);
    }

    function grant(uint8 role, address holder) internal {
        vm.prank(foundation);
        roles.approve(IRoles.Action.Grant, role, holder);
    }

    function revoke(uint8 role, address holder) internal {
        vm.prank(foundation);
        roles.approve(IRoles.Action.Revoke, role, holder);
    }

    function suspend(uint8 role, address holder) internal {
        vm.prank(foundation);
        roles.approve(IRoles.Action.Suspend, role, holder);
    }

    function allowReporter(address contract_) internal {
        setReporter(contract_, true);
    }

    /// @dev Gives a contract of the fixture the right to record, or takes it, by the vote of one producer.
    function setReporter(address contract_, bool allowed) internal {
        address[] memory producers = new address[](1);
        producers[0] = foundation;
        validators.set(producers);
        vm.prank(foundation);
        roles.voteReporter(contract_, allowed);
    }
}
