// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DataKit} from "./exchange-test/DataKit.sol";
import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";
import {WrapLib} from "./libraries/WrapLib.sol";

/// @notice The judge asked directly; what the market makes of its answers is in DataMarket.dispute.t.sol.
contract DisputeJudgeTest is MarketFixture {
    IDisputeJudge.Grant internal granted;
    IDisputeJudge.Delivery internal delivery;

    function setUp() public {
        deployMarket();
    }

    // Samples

    function test_partsOf_counts_samples_or_the_nodes_of_a_range() public view {
        assertEq(judge.partsOf(0, 5, 0, 5), 1, "everything is one node");
        assertEq(judge.partsOf(1, 5, 0, 5), 3, "1, 2-3, 4");
        assertEq(judge.partsOf(1, 5, 1, 5), 1, "one sample");
        assertEq(judge.partsOf(0, 5, 4, 5), 4, "four samples");
    }

    /// @dev The range is cut in as many parts as there are samples, and each part gives one.
    function test_sampleOf_takes_one_chunk_of_every_part(bytes32 seed, uint256 from, uint256 length, uint256 samples)
        public
        view
    {
        from = bound(from, 0, 1 << 24);
        length = bound(length, 1, 1 << 24);
        samples = bound(samples, 1, length < 64 ? length : 64);
        uint256 next = from;
        for (uint256 i; i < samples; i++) {
            uint256 size = from + (length * (i + 1)) / samples - next;
            uint256 noise = uint256(keccak256(abi.encodePacked(seed, uint32(i))));
            assertEq(judge.sampleOf(seed, from, from + length, samples, i), next + (noise % size), "sample");
            next += size;
        }
        assertEq(next, from + length, "and no chunk is left out");
    }

    // Claims about samples

    /// @dev The third stage of an order, delivered as five samples of five chunks, of which one sector is corrupt.
    function sampled(uint256 corrupt) internal {
        DataKit.Data memory made = honest();
        DataKit.corrupt(made, corrupt, 0);
        offer(made);
        granted = IDisputeJudge.Grant(terms.dataSet, "order", 2, 0, 5, 5, buyerPoint.x, buyerPoint.y);
        bytes32[] memory wrapped = new bytes32[](5);
        address shared = WrapLib.multiply(SELLER_SECRET, buyerPoint);
        for (uint256 i; i < 5; i++) {
            bytes32 key = DataKit.keyOf(made, judge.sampleOf("seed", 0, 5, 5, i));
            wrapped[i] = key ^ WrapLib.mask(shared, "order", (2 << 16) | i);
        }
        delivery = IDisputeJudge.Delivery(sellerPoint.x, sellerPoint.y, "seed", wrapped);
    }

    function test_a_sector_of_a_sample_is_judged_by_the_key_of_that_sample() public {
        sampled(0);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(0);
        judge.checkWrongSector(content, granted, delivery, claim);
        claim.sample = 1;
        vm.expectRevert(abi.encodeWithSelector(IDisputeJudge.DisputeNotGranted.selector, 0));
        judge.checkWrongSector(content, granted, delivery, claim);
        claim = sectorClaim(1);
        vm.expectRevert(abi.encodeWithSelector(IDisputeJudge.DisputeSectorIsRight.selector, 1));
        judge.checkWrongSector(content, granted, delivery, claim);
        claim = sectorClaim(2);
        claim.sample = 1;
        vm.expectRevert(abi.encodeWithSelector(IDisputeJudge.DisputeSectorIsRight.selector, 2));
        judge.checkWrongSector(content, granted, delivery, claim);
    }

    function test_a_sample_that_was_not_granted_is_no_claim() public {
        sampled(0);
        IDisputeJudge.KeyClaim memory claim = keyClaim(4);
        uint256[3] memory wrong = [uint256(3), 5, type(uint32).max];
        for (uint256 i; i < 3; i++) {
            claim.sample = wrong[i];
            vm.expectRevert(abi.encodeWithSelector(IDisputeJudge.DisputeNotGranted.selector, 4));
            judge.checkWrongKey(content, granted, delivery, claim);
        }
        claim.sample = 4;
        vm.expectRevert(abi.encodeWithSelector(IDisputeJudge.DisputeKeyIsRight.selector, 4));
        judge.checkWrongKey(content, granted, delivery, claim);
        delivery.wrapped[4] ^= bytes32(uint256(1));
        judge.checkWrongKey(content, granted, delivery, claim);
    }

    function test_a_wrong_sector_is_of_this_data_set_and_this_buyer() public {
        sampled(9);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(9);
        claim.sample = 4;
        granted.dataSet = "another";
        vm.expectRevert(IDisputeJudge.DisputeWrongDataSet.selector);
        judge.checkWrongSector(content, granted, delivery, claim);
        granted.dataSet = terms.dataSet;
        granted.buyerX = sellerPoint.x;
        vm.expectRevert(IDisputeJudge.DisputeWrongSecret.selector);
        judge.checkWrongSector(content, granted, delivery, claim);
        granted.buyerX = buyerPoint.x;
        judge.checkWrongSector(content, granted, delivery, claim);
    }
}
