// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RankingLib} from "./RankingLib.sol";
import {Test} from "../test/Test.sol";

contract RankingLibTest is Test {
    function test_AllAreChosenWhenTheyFit() public pure {
        uint32[] memory ids = RankingLib.choose(_keys(21), 21, 21, 0);
        vm.assertEq(ids.length, 21, "all");
        for (uint256 i; i < 21; ++i) vm.assertEq(ids[i], 21 - i, "by votes");
    }

    function test_EqualVotesGoToTheEarlierRegistration() public pure {
        uint256[] memory keys = new uint256[](3);
        (keys[0], keys[1], keys[2]) = (RankingLib.key(5, 9), RankingLib.key(5, 2), RankingLib.key(5, 4));
        uint32[] memory ids = RankingLib.choose(keys, 3, 2, 0);
        vm.assertEq(ids[0], 2, "lowest id");
    }

    function testFuzz_TopTwentyAreSafeAndTheLastIsOneOfTheRest(uint256 count, bytes32 seed) public pure {
        count = bound(count, 22, 128);
        uint32[] memory ids = RankingLib.choose(_keys(count), count, 21, seed);
        vm.assertEq(ids.length, 21, "21 seats");
        for (uint256 i; i < 20; ++i) vm.assertEq(ids[i], count - i, "the 20 with most votes");
        vm.assertTrue(ids[20] >= 1 && ids[20] <= count - 20, "one of the rest");
    }

    function test_TheLastSeatIsDrawnInProportionToVotes() public pure {
        uint256[4] memory drawn;
        for (uint256 i; i < 1000; ++i) {
            uint256[] memory keys = new uint256[](4);
            (keys[0], keys[1]) = (RankingLib.key(1000, 1), RankingLib.key(0, 2));
            (keys[2], keys[3]) = (RankingLib.key(300, 3), RankingLib.key(100, 4));
            ++drawn[RankingLib.choose(keys, 4, 2, bytes32(i))[1] - 1];
        }
        vm.assertEq(drawn[0], 0, "the first has its seat already");
        vm.assertEq(drawn[1], 0, "no votes, no seat");
        vm.assertApproxEqAbs(drawn[2], 750, 50, "three quarters");
        vm.assertApproxEqAbs(drawn[3], 250, 50, "one quarter");
    }

    function testFuzz_DustDoesNotMoveTheDraw(uint256 who, uint256 dust, bytes32 seed) public pure {
        uint256[] memory keys = new uint256[](40);
        for (uint256 i; i < 40; ++i) keys[i] = RankingLib.key((i + 1) * 1e30, uint32(i + 1));
        uint256[] memory moved = new uint256[](40);
        for (uint256 i; i < 40; ++i) moved[i] = keys[i];
        moved[bound(who, 0, 39)] += bound(dust, 1, 1e6) << 32;
        vm.assertEq(
            RankingLib.choose(moved, 40, 21, seed)[20], RankingLib.choose(keys, 40, 21, seed)[20], "the same is drawn"
        );
    }

    function testFuzz_PlacesInTheListDoNotMoveTheDraw(uint256 count, uint256 by, bytes32 seed) public pure {
        count = bound(count, 22, 128);
        by = bound(by, 1, count - 1);
        uint256[] memory keys = _keys(count);
        uint256[] memory turned = new uint256[](count);
        for (uint256 i; i < count; ++i) turned[i] = keys[(i + by) % count];
        vm.assertEq(
            RankingLib.choose(turned, count, 21, seed)[20],
            RankingLib.choose(keys, count, 21, seed)[20],
            "the same is drawn"
        );
    }

    function test_WithoutVotesTheLastSeatGoesToTheEarliest() public pure {
        uint256[] memory keys = new uint256[](3);
        (keys[0], keys[1], keys[2]) = (RankingLib.key(0, 3), RankingLib.key(0, 1), RankingLib.key(0, 2));
        uint32[] memory ids = RankingLib.choose(keys, 3, 2, 0);
        vm.assertEq(ids[0], 1, "first");
        vm.assertEq(ids[1], 2, "second");
    }

    // Ids 1 to count, with as many votes as the id, in a mixed order.
    function _keys(uint256 count) private pure returns (uint256[] memory keys) {
        keys = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            uint256 id = (i * 89 + 7) % count + 1;
            if (count % 89 == 0) id = i + 1;
            keys[i] = RankingLib.key(id, uint32(id));
        }
    }
}
