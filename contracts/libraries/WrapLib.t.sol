// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PointKit} from "../exchange-test/PointKit.sol";
import {Test} from "../exchange-test/Test.sol";
import {WrapLib} from "./WrapLib.sol";

contract WrapLibTest is Test {
    // A point with the smallest y there is, and one whose x is the group order itself.
    uint256 internal constant LOW_X = 0x1FE1E5EF3FCEB5C135AB7741333CE5A6E80D68167653F6B2B24BCBCFAAAFF507;
    uint256 internal constant ORDER_Y = 0x98F66641CB0AE1776B463EBDEE3D77FE2658F021DB48E2C8AC7AB4C92F83621E;

    function test_multiply_agrees_with_the_long_way(uint256 a, uint256 b) public pure {
        a = bound(a, 2, WrapLib.ORDER - 2);
        b = bound(b, 2, WrapLib.ORDER - 2);
        WrapLib.Point memory point = PointKit.publicPoint(a);
        assertTrue(WrapLib.isUsable(point), "on the curve");
        assertTrue(WrapLib.isSecretOf(a, point), "its secret");
        assertTrue(!WrapLib.isSecretOf(b, point) || a == b, "and no other");
        address expected = WrapLib.addressOf(PointKit.multiply(b, point));
        assertEq(WrapLib.multiply(b, point), expected, "b * a * G");
    }

    function test_a_point_is_usable_on_the_curve_and_within_its_field_and_order() public pure {
        assertTrue(WrapLib.isUsable(WrapLib.Point(LOW_X, 1)), "y = 1");
        assertTrue(!WrapLib.isUsable(WrapLib.Point(LOW_X, 2)), "off the curve");
        assertTrue(!WrapLib.isUsable(WrapLib.Point(LOW_X, 1 + WrapLib.FIELD)), "the same y, written another way");
        assertTrue(!WrapLib.isUsable(WrapLib.Point(WrapLib.ORDER, ORDER_Y)), "on the curve, but x is no scalar");
        assertEq(mulmod(ORDER_Y, ORDER_Y, WrapLib.FIELD), cubePlusSeven(WrapLib.ORDER), "which is the reason");
        assertTrue(!WrapLib.isUsable(WrapLib.Point(0, 0)), "nothing");
    }

    function cubePlusSeven(uint256 x) internal pure returns (uint256) {
        return addmod(mulmod(mulmod(x, x, WrapLib.FIELD), x, WrapLib.FIELD), 7, WrapLib.FIELD);
    }

    function test_a_mask_is_for_one_secret_one_order_and_one_part() public pure {
        bytes32 mask = WrapLib.mask(address(1), "order", 1);
        bytes32 tag = keccak256("QoodBlock.wrap.v1");
        assertEq(mask, keccak256(abi.encodePacked(tag, address(1), bytes32("order"), uint32(1))), "as written down");
        assertTrue(mask != WrapLib.mask(address(2), "order", 1), "secret");
        assertTrue(mask != WrapLib.mask(address(1), "other", 1), "order");
        assertTrue(mask != WrapLib.mask(address(1), "order", 2), "part");
    }
}
