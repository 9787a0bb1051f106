// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Vm} from "./Test.sol";

/// @notice Deploys what `hardhat build` made of a contract, with the settings that chains get. `new` would compile it again
/// with the settings of the test.
library Compiled {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    error NotDeployed(string artifact);

    function deploy(string memory artifact, bytes memory arguments) internal returns (address deployed) {
        bytes memory code = abi.encodePacked(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
        }
        require(deployed != address(0), NotDeployed(artifact));
    }
}
