// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DataKit} from "./exchange-test/DataKit.sol";
import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";
import {Blake3Lib} from "./libraries/Blake3Lib.sol";
import {SectorLib} from "./libraries/SectorLib.sol";
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

    // Sectors of chunks of every shape

    /// @dev Two chunks, all of them granted; the first is `block_` with a leaf that says it has `length` plain bytes.
    function published(bytes memory block_, uint32 length) internal {
        DataKit.Data memory made = DataKit.empty(keccak256("root key"), 2, 4);
        (made.blocks[0], made.lengths[0]) = (block_, length);
        DataKit.commit(made, 0);
        granting(made);
    }

    function granting(DataKit.Data memory made) internal {
        offer(made);
        granted = IDisputeJudge.Grant(terms.dataSet, "order", 0, 0, 2, 0, buyerPoint.x, buyerPoint.y);
        address shared = WrapLib.multiply(SELLER_SECRET, buyerPoint);
        bytes32[] memory wrapped = new bytes32[](1);
        wrapped[0] = made.rootKey ^ WrapLib.mask(shared, "order", 0);
        delivery = IDisputeJudge.Delivery(sellerPoint.x, sellerPoint.y, 0, wrapped);
    }

    /// @dev A chunk of `length` bytes; one byte of its block may be another.
    function sealed_(uint256 length, bool corrupt, uint256 offset) internal returns (DataKit.Data memory made) {
        made = DataKit.empty(keccak256("root key"), 2, 4);
        DataKit.seal(made, 0, DataKit.plainOf(0, length));
        if (corrupt) DataKit.flip(made, 0, offset);
        granting(made);
    }

    function expectNotCommitted(IDisputeJudge.SectorClaim memory claim) internal {
        vm.expectRevert(IDisputeJudge.DisputeNotCommitted.selector);
        judge.checkWrongSector(content, granted, delivery, claim);
    }

    function expectRight(uint256 sector) internal {
        IDisputeJudge.SectorClaim memory claim = sectorClaim(sector);
        vm.expectRevert(abi.encodeWithSelector(IDisputeJudge.DisputeSectorIsRight.selector, sector));
        judge.checkWrongSector(content, granted, delivery, claim);
    }

    function test_a_right_sector_of_any_chunk_is_right(uint256 length, uint256 sector) public {
        length = bound(length, 0, 4096);
        sealed_(length, false, 0);
        expectRight(bound(sector, 0, length == 0 ? 0 : (length - 1) / 1024));
    }

    function test_a_wrong_sector_of_any_chunk_is_wrong(uint256 length, uint256 offset) public {
        length = bound(length, 1, 4096);
        offset = bound(offset, 0, length - 1);
        sealed_(length, true, offset);
        judge.checkWrongSector(content, granted, delivery, sectorClaim(offset / 1024));
    }

    function test_right_sectors_at_every_edge() public {
        uint16[10] memory lengths = [uint16(0), 1, 31, 32, 33, 960, 1024, 1025, 2049, 4096];
        for (uint256 i; i < lengths.length; i++) {
            sealed_(lengths[i], false, 0);
            for (uint256 sector; sector == 0 || sector * 1024 < lengths[i]; sector++) expectRight(sector);
        }
    }

    /// @dev Its block is a promise and the tag: one part, whose node is the digest.
    function test_an_empty_chunk_has_one_sector_that_can_be_wrong() public {
        sealed_(0, false, 0);
        assertEq(data.blocks[0].length, 48, "promise and tag");
        assertEq(sectorClaim(0).cipher.siblings.length, 0, "one part");
        expectRight(0);
        sealed_(0, true, 31);
        judge.checkWrongSector(content, granted, delivery, sectorClaim(0));
    }

    function test_a_flipped_tag_or_padding_is_no_wrong_sector() public {
        sealed_(1000, true, 1003);
        expectRight(0);
        sealed_(1000, true, 1056 + 15);
        expectRight(0);
    }

    function test_a_sector_that_the_chunk_does_not_have_is_no_claim() public {
        sealed_(1024, true, 5);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(0);
        judge.checkWrongSector(content, granted, delivery, claim);
        // All of the second part is behind the last sector.
        claim.cipher = partOf(0, 1);
        claim.promised = partOf(0, 1);
        for (claim.sector = 1; claim.sector < 4; claim.sector++) expectNotCommitted(claim);
    }

    /// @dev A length that is 32 less would point to the promise of the sector before, in a part that is there.
    function test_a_lie_about_the_length_is_no_way_to_another_promise() public {
        sealed_(1984, false, 0);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(1);
        claim.length = 1984 - 32;
        expectNotCommitted(claim);
    }

    function test_another_part_of_the_block_is_not_the_sector_nor_its_promise() public {
        sealed_(4096, true, 5);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(0);
        judge.checkWrongSector(content, granted, delivery, claim);
        IDisputeJudge.Part memory right = claim.cipher;
        claim.cipher = partOf(0, 1);
        expectNotCommitted(claim);
        claim.cipher = right;
        claim.promised = partOf(0, 3);
        expectNotCommitted(claim);
    }

    function test_a_part_of_another_block_is_not_its_promise() public {
        DataKit.Data memory made = DataKit.make(keccak256("root key"), 2, 4, 1024);
        granting(made);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(0);
        claim.promised = partOf(1, 4);
        expectNotCommitted(claim);
    }

    /// @dev What hashes to the digest, but as a parent does: 64 bytes, shown as a text of one part.
    function test_the_children_of_the_root_are_no_part() public {
        sealed_(1500, true, 5);
        bytes32[] memory nodes = DataKit.nodesOf(data.blocks[0]);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(0);
        claim.cipher = IDisputeJudge.Part(abi.encodePacked(nodes), 0, new bytes32[](0));
        claim.promised = claim.cipher;
        claim.length = 32;
        published(data.blocks[0], 32);
        claim.siblings = sectorClaim(0).siblings;
        expectNotCommitted(claim);
    }

    /// @dev The node of the first part as if it were the digest, under a leaf of the same digest.
    function test_a_part_is_no_root() public {
        DataKit.Data memory made = DataKit.make(keccak256("root key"), 2, 4, 1);
        bytes memory part = DataKit.slice(made.blocks[0], 0, 1024);
        made.dataLeaves[0] = SectorLib.leafHash(Blake3Lib.nodeOf(part, 0, 0), 900);
        made.lengths[0] = 900;
        granting(made);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(0);
        claim.cipher = IDisputeJudge.Part(part, 0, new bytes32[](0));
        claim.promised = claim.cipher;
        expectNotCommitted(claim);
    }

    /// @dev Only a seller can make such a block, and no buyer pays for it; the judge answers by name all the same.
    function test_a_block_without_its_promise_or_its_end_is_refused() public {
        bytes memory block_ = DataKit.make(keccak256("root key"), 1, 4, 500).blocks[0];
        // 3572 bytes of plain, the promise of the last sector at 3680.
        published(DataKit.slice(block_, 0, 3711), 3572);
        expectNotCommitted(sectorClaim(3));
        published(DataKit.slice(block_, 0, 3712), 3572);
        judge.checkWrongSector(content, granted, delivery, sectorClaim(3));
        published(DataKit.slice(block_, 0, 3500), 3572);
        expectNotCommitted(sectorClaim(3));
    }

    /// @dev A tree of two parts of which the first has another size: BLAKE3 knows no such thing, and no buyer pays for it.
    function test_a_part_that_is_cut_elsewhere_is_refused() public {
        uint256[3] memory sizes = [uint256(1023), 1025, 1024];
        for (uint256 i; i < 3; i++) {
            bytes memory first = new bytes(sizes[i]);
            bytes memory second = new bytes(48);
            bytes32[] memory nodes = new bytes32[](2);
            (nodes[0], nodes[1]) = (Blake3Lib.nodeOf(first, 0, 0), Blake3Lib.nodeOf(second, 1, 0));
            DataKit.Data memory made = DataKit.empty(keccak256("root key"), 2, 4);
            (made.blocks[0], made.lengths[0]) = (bytes.concat(first, second), 1024);
            made.dataLeaves[0] = SectorLib.leafHash(Blake3Lib.parentOf(nodes[0], nodes[1], Blake3Lib.ROOT), 1024);
            granting(made);
            IDisputeJudge.SectorClaim memory claim = sectorClaim(0);
            claim.cipher = IDisputeJudge.Part(first, 0, new bytes32[](1));
            claim.promised = IDisputeJudge.Part(second, 1, new bytes32[](1));
            (claim.cipher.siblings[0], claim.promised.siblings[0]) = (nodes[1], nodes[0]);
            if (sizes[i] == 1024) judge.checkWrongSector(content, granted, delivery, claim);
            else expectNotCommitted(claim);
        }
    }

    function test_a_path_has_no_bits_above_the_root() public {
        sealed_(1500, true, 5);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(0);
        claim.cipher.path |= 1 << claim.cipher.siblings.length;
        expectNotCommitted(claim);
    }

    function test_a_block_of_one_part_needs_no_way() public {
        sealed_(900, true, 899);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(0);
        assertEq(claim.cipher.siblings.length, 0, "one part");
        judge.checkWrongSector(content, granted, delivery, claim);
        claim.cipher.siblings = new bytes32[](1);
        expectNotCommitted(claim);
    }

    function test_a_sector_of_sixteen_stays_in_its_gas() public {
        DataKit.Data memory made = DataKit.empty(keccak256("root key"), 2, 16);
        DataKit.seal(made, 0, DataKit.plainOf(0, 16 * 1024));
        DataKit.flip(made, 0, 5);
        granting(made);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(0);
        uint256 before = gasleft();
        judge.checkWrongSector(content, granted, delivery, claim);
        assertLe(before - gasleft(), 1_500_000, "gas");
    }
}
