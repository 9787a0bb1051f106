// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Test} from "../exchange-test/Test.sol";
import {BlakeLib} from "./BlakeLib.sol";

/// @dev Expected values by noble's BLAKE2b; the largest sector is tested against the vectors in ExchangeVectors.t.sol.
contract BlakeLibTest is Test {
    bytes32 internal constant KEY = 0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f;

    function message(uint256 length) internal pure returns (bytes memory bytes_) {
        bytes_ = new bytes(length);
        for (uint256 i; i < length; i++) bytes_[i] = bytes1(uint8(i * 7));
    }

    function test_agrees_at_every_edge_of_blocks() public view {
        uint16[7] memory lengths = [uint16(0), 1, 127, 128, 129, 256, 1000];
        bytes32[7] memory expected = [
            bytes32(0x0ca26d5fe273998b1b1fc39f2634cec33c58477fb1584b1b7624f93220521d04),
            0xc20e590bb273b9f26151f0970af7ff385a1b84b55539b4019642567adad56623,
            0x4d8ab3ff4b8b36db13e97cb66df09baa6d6f6bcae12582f984aab9d860140426,
            0xeeb689d87e33a9fd6591f1510511e753a84cef788865864411496213f02e0668,
            0x46cf0591370fdbc1c1c2feff007c75c86ebe53bb6888d4702e440a7655d0bdf1,
            0x84cbcb3a87f1ca6c6554f88b25dddf1634d5b6afd8f540691a1b0b7fb40c9cfd,
            0xac4336130eac933bfe98f9abef069f7c173ccc1b3280b82610fbfb06f7d28d53
        ];
        for (uint256 i; i < lengths.length; i++) {
            assertEq(BlakeLib.hash(KEY, 2 ** 33 + 5, message(lengths[i])), expected[i], "digest");
        }
    }

    function test_number_key_and_each_byte_count(uint256 length, uint256 place) public view {
        bytes memory bytes_ = message(1 + (length % 1024));
        bytes32 digest = BlakeLib.hash(KEY, 1, bytes_);
        assertTrue(BlakeLib.hash(KEY, 2, bytes_) != digest, "number");
        assertTrue(BlakeLib.hash(~KEY, 1, bytes_) != digest, "key");
        bytes_[place % bytes_.length] ^= 0x01;
        assertTrue(BlakeLib.hash(KEY, 1, bytes_) != digest, "byte");
    }

    function test_gas_of_a_full_sector() public view {
        bytes memory bytes_ = message(1024);
        uint256 before = gasleft();
        BlakeLib.hash(KEY, 1, bytes_);
        assertTrue(before - gasleft() < 60_000, "gas");
    }

    function hashed(bytes memory bytes_) external view returns (bytes32) {
        return BlakeLib.hash(KEY, 1, bytes_);
    }

    function test_a_chain_without_the_precompile_is_named() public {
        vm.mockCallRevert(address(9), "", "");
        vm.expectRevert(BlakeLib.BlakeNotAvailable.selector);
        this.hashed("sector");
        // As an address without code answers.
        vm.mockCall(address(9), "", "");
        vm.expectRevert(BlakeLib.BlakeNotAvailable.selector);
        this.hashed("sector");
    }
}
