// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {WeightLib} from "./WeightLib.sol";
import {Test} from "../test/Test.sol";

contract WeightLibTest is Test {
    using WeightLib for WeightLib.Weight;

    uint256 internal constant YEAR = 52 weeks;
    uint256 internal constant SUPPLY = 10_000_000_000e18;

    function test_ScaleDoublesEachHalfLifeAndIsStraightBetween() public pure {
        vm.assertEq(WeightLib.scaleAt(0, YEAR).factor, 1 << 32, "1 at the origin");
        vm.assertEq(WeightLib.scaleAt(1 weeks - 1, YEAR).factor, 1 << 32, "steps once a week");
        vm.assertEq(WeightLib.scaleAt(26 weeks, YEAR).factor, 3 << 31, "1.5 half way");
        vm.assertEq(WeightLib.scaleAt(YEAR, YEAR).factor, 1 << 33, "2 after a half-life");
        vm.assertEq(WeightLib.scaleAt(10 * YEAR, YEAR).factor, 1 << 42, "1024 after ten");
        vm.assertEq(WeightLib.scaleAt(64 * YEAR, YEAR).factor, 1 << 32, "a new base after 64");
        vm.assertEq(WeightLib.scaleAt(64 * YEAR, YEAR).base, 1, "whose number is 1");
    }

    function changed(WeightLib.Weight memory weight, uint256 more) external pure returns (WeightLib.Weight memory) {
        return weight.changed(0, more, 0);
    }

    function test_ValueShiftsBySixtyFourBitsForEachBase() public pure {
        WeightLib.Weight memory weight = WeightLib.Weight(type(uint192).max, 5);
        vm.assertEq(weight.valueAt(5), type(uint192).max, "its own base");
        vm.assertEq(weight.valueAt(6), type(uint128).max, "the next");
        vm.assertEq(weight.valueAt(7), type(uint64).max, "the one after");
        vm.assertEq(weight.valueAt(8), 0, "nothing is left");
        vm.assertEq(weight.valueAt(1000), 0, "ever after");
    }

    function test_WeightThatDoesNotFitIsLoud() public {
        WeightLib.Weight memory weight = WeightLib.Weight(type(uint192).max - 1, 0);
        vm.assertEq(this.changed(weight, 1).value, type(uint192).max, "the largest");
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 1));
        this.changed(weight, 2);
    }

    function testFuzz_ScaleNeverFalls(uint256 elapsed, uint256 halfLife, uint256 more) public pure {
        halfLife = bound(halfLife, 1 days, 20 * YEAR);
        elapsed = bound(elapsed, 0, 200 * YEAR);
        more = bound(more, 0, 10 * YEAR);
        WeightLib.Scale memory a = WeightLib.scaleAt(elapsed, halfLife);
        WeightLib.Scale memory b = WeightLib.scaleAt(elapsed + more, halfLife);
        vm.assertTrue(b.base > a.base || b.base == a.base && b.factor >= a.factor, "never falls");
        vm.assertLt(a.factor, 1 << 96, "below 2^96");
    }

    function testFuzz_VoteOfTheWholeSupplyFitsAtAnyTime(uint256 elapsed, uint256 halfLife) public pure {
        halfLife = bound(halfLife, 1, 100 * YEAR);
        elapsed = bound(elapsed, 0, 1000 * YEAR);
        WeightLib.Scale memory scale = WeightLib.scaleAt(elapsed, halfLife);
        WeightLib.Weight memory weight = WeightLib.Weight(0, 0).changed(scale.base, SUPPLY * scale.factor, 0);
        vm.assertEq(weight.effective(scale), SUPPLY, "a vote of now counts in full");
    }

    function testFuzz_VoteCountsHalfAfterEachHalfLife(uint256 stake, uint256 elapsed, uint256 halfLives) public pure {
        stake = bound(stake, 1, SUPPLY);
        elapsed = bound(elapsed, 0, 100 * YEAR) / YEAR * YEAR;
        halfLives = bound(halfLives, 0, 130);
        WeightLib.Scale memory then = WeightLib.scaleAt(elapsed, YEAR);
        WeightLib.Weight memory weight = WeightLib.Weight(0, 0).changed(then.base, stake * then.factor, 0);
        WeightLib.Scale memory scale = WeightLib.scaleAt(elapsed + halfLives * YEAR, YEAR);
        vm.assertEq(weight.effective(scale), stake >> halfLives, "halved so many times, rounded down");
    }

    function testFuzz_TotalNeverFallsBelowTheVotesInIt(uint256[6] memory stakes, uint256[6] memory gaps) public pure {
        WeightLib.Weight memory total;
        WeightLib.Weight[6] memory votes;
        uint256 elapsed;
        WeightLib.Scale memory scale;
        for (uint256 i; i < stakes.length; ++i) {
            elapsed += bound(gaps[i], 0, 40 * YEAR);
            scale = WeightLib.scaleAt(elapsed, YEAR);
            uint256 value = bound(stakes[i], 0, SUPPLY / 6) * scale.factor;
            votes[i] = WeightLib.Weight(0, 0).changed(scale.base, value, 0);
            total = total.changed(scale.base, value, 0);
        }
        for (uint256 i; i < stakes.length; ++i) {
            total = total.changed(scale.base, 0, votes[i].valueAt(scale.base));
        }
        vm.assertLe(total.value, stakes.length * (scale.base + 1), "what stays is dust, one unit a voter and base");
    }
}
