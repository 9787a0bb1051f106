// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Test} from "../exchange-test/Test.sol";
import {AesLib} from "./AesLib.sol";

contract AesLibTest is Test {
    bytes32 internal constant KEY = 0x603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4;
    bytes internal constant PLAIN =
        hex"6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        hex"30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    /// @dev FIPS 197, appendix C.3.
    function test_encrypt_agrees_with_fips_197() public pure {
        bytes32 key = 0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f;
        bytes16 cipher = AesLib.encrypt(key, 0x00112233445566778899aabbccddeeff);
        assertEq(bytes32(cipher), bytes32(bytes16(0x8ea2b7ca516745bfeafc49904b496089)), "C.3");
    }

    /// @dev SP 800-38A, F.1.5 ECB-AES256, four blocks.
    function test_encrypt_agrees_with_sp_800_38a_ecb() public pure {
        bytes16[4] memory plain = [
            bytes16(0x6bc1bee22e409f96e93d7e117393172a),
            0xae2d8a571e03ac9c9eb76fac45af8e51,
            0x30c81c46a35ce411e5fbc1191a0a52ef,
            0xf69f2445df4f9b17ad2b417be66c3710
        ];
        bytes16[4] memory cipher = [
            bytes16(0xf3eed1bdb5d2a03c064b5a7e3db181f8),
            0x591ccb10d410ed26dc5ba74a31362870,
            0xb6ed21b99ca6f4f9f153e7b1beafed1d,
            0x23304b7a39f9f3ff067d8d8f9e24ecc7
        ];
        for (uint256 i; i < 4; i++) {
            assertEq(bytes32(AesLib.encrypt(KEY, plain[i])), bytes32(cipher[i]), "F.1.5");
        }
    }

    /// @dev SP 800-38A, F.5.5 CTR-AES256.
    function test_ctr_agrees_with_sp_800_38a() public pure {
        bytes memory cipher = AesLib.ctr(AesLib.schedule(KEY), 0xf0f1f2f3f4f5f6f7f8f9fafb, 0xfcfdfeff, PLAIN);
        assertEq(
            cipher,
            hex"601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
            hex"2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6",
            "F.5.5"
        );
    }

    function test_ctr_undoes_itself_at_every_length(bytes32 key, bytes12 iv, uint32 counter, uint256 length) public pure {
        bytes memory plain = new bytes(bound(length, 0, 130));
        for (uint256 i; i < plain.length; i++) plain[i] = bytes1(uint8(uint256(keccak256(abi.encode(key, i)))));
        bytes memory cipher = AesLib.ctr(AesLib.schedule(key), iv, counter, plain);
        assertEq(cipher.length, plain.length, "length");
        assertEq(AesLib.ctr(AesLib.schedule(key), iv, counter, cipher), plain, "inverse");
        if (plain.length > 8) assertTrue(keccak256(cipher) != keccak256(plain), "and not the identity");
    }

    function test_ctr_of_a_part_is_the_part_of_the_whole(bytes32 key, bytes12 iv) public pure {
        bytes memory whole = AesLib.ctr(AesLib.schedule(key), iv, 2, new bytes(96));
        bytes memory tail = AesLib.ctr(AesLib.schedule(key), iv, 6, new bytes(32));
        bytes memory expected = new bytes(32);
        for (uint256 i; i < 32; i++) expected[i] = whole[64 + i];
        assertEq(tail, expected, "blocks 4 and 5");
    }

    function test_ctr_leaves_its_neighbours_in_memory_alone(uint8 length) public pure {
        bytes memory data = new bytes(length);
        bytes memory before = hex"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
        bytes memory out = AesLib.ctr(AesLib.schedule(KEY), 0, 0, data);
        bytes memory afterwards = new bytes(32);
        assertEq(out.length, length, "length");
        assertEq(uint256(bytes32(before)), type(uint256).max, "before");
        assertEq(uint256(bytes32(afterwards)), 0, "after");
    }

    function test_ctr_of_one_sector_stays_in_its_gas() public view {
        bytes memory sector = new bytes(1024);
        uint256 before = gasleft();
        AesLib.ctr(AesLib.schedule(KEY), 0, 2, sector);
        assertLe(before - gasleft(), 800_000, "64 blocks");
    }
}
