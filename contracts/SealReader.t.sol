// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {SealReader} from "./SealReader.sol";
import {ISealReader} from "./interfaces/ISealReader.sol";
import {HeaderBuilder} from "./test/HeaderBuilder.sol";

contract SealReaderTest is HeaderBuilder {
    SealReader internal reader;

    function setUp() public {
        reader = new SealReader();
    }

    function test_ReadsHeadersOfPublicNetworks() public view {
        string memory json = vm.readFile("contracts/vectors/sealedHeaders.json");
        for (uint256 i; i < 6; ++i) {
            string memory at_ = string.concat(".headers[", vm.toString(i), "]");
            ISealReader.SealedHeader memory read = reader.read(vm.parseJsonBytes(json, string.concat(at_, ".rlp")));
            vm.assertEq(read.number, vm.parseJsonUint(json, string.concat(at_, ".number")), "number");
            vm.assertEq(read.round, vm.parseJsonUint(json, string.concat(at_, ".round")), "round");
            vm.assertEq(read.coinbase, vm.parseJsonAddress(json, string.concat(at_, ".coinbase")), "coinbase");
            vm.assertEq(read.parentHash, vm.parseJsonBytes32(json, string.concat(at_, ".parentHash")), "parent");
            vm.assertEq(read.blockHash, vm.parseJsonBytes32(json, string.concat(at_, ".blockHash")), "block hash");
            vm.assertEq(read.sealDigest, vm.parseJsonBytes32(json, string.concat(at_, ".sealDigest")), "seal digest");
            vm.assertEq(read.signers, vm.parseJsonAddressArray(json, string.concat(at_, ".signers")), "signers");
        }
    }

    function testFuzz_ReadsWhatWasSealed(uint256 number, uint256 round, bytes32 parentHash, address coinbase, uint8 count)
        public
        view
    {
        number = bound(number, 1, type(uint64).max);
        round = bound(round, 0, type(uint32).max);
        Plan memory plan = Plan(number, round, parentHash, coinbase, 0, _keys(bound(count, 0, 6)));
        ISealReader.SealedHeader memory read = reader.read(_sealed(plan));
        vm.assertEq(read.number, number, "number");
        vm.assertEq(read.round, round, "round");
        vm.assertEq(read.parentHash, parentHash, "parent");
        vm.assertEq(read.coinbase, coinbase, "coinbase");
        vm.assertEq(read.blockHash, _blockHash(plan), "block hash");
        vm.assertEq(read.sealDigest, _sealDigest(plan), "seal digest");
        vm.assertEq(read.signers.length, plan.sealerKeys.length, "signers");
        for (uint256 i; i < read.signers.length; ++i) {
            vm.assertEq(read.signers[i], vm.addr(plan.sealerKeys[i]), "signer");
        }
    }

    function testFuzz_OneChangedByteNeverReadsAsTheSame(uint256 position, uint8 mask) public view {
        Plan memory plan = _plan(3);
        bytes memory header = _sealed(plan);
        position = bound(position, 0, header.length - 1);
        mask = uint8(bound(mask, 1, 255));
        header[position] ^= bytes1(mask);
        try reader.read(header) returns (ISealReader.SealedHeader memory read) {
            bool same = read.blockHash == _blockHash(plan) && read.sealDigest == _sealDigest(plan);
            for (uint256 i; i < 3 && same; ++i) same = read.signers[i] == vm.addr(plan.sealerKeys[i]);
            vm.assertFalse(same, "another header, other hashes or signers");
        } catch {}
    }

    function test_RefusesWhatIsNoHeader() public {
        vm.expectRevert(abi.encodeWithSelector(RLP.RLPInvalidEncoding.selector));
        reader.read("");

        // The payload that a legacy transaction's signature covers: nine items.
        bytes[] memory items = new bytes[](9);
        for (uint256 i; i < 9; ++i) items[i] = RLP.encode(i);
        vm.expectRevert(abi.encodeWithSelector(ISealReader.SealReaderFields.selector, 9));
        reader.read(RLP.encode(items));

        bytes[] memory extra = new bytes[](4);
        for (uint256 i; i < 4; ++i) extra[i] = hex"c0";
        bytes memory header = _headerWith(_plan(0), RLP.encode(extra));
        vm.expectRevert(abi.encodeWithSelector(ISealReader.SealReaderExtraData.selector, 4));
        reader.read(header);
        vm.expectRevert(abi.encodeWithSelector(ISealReader.SealReaderExtraData.selector, 4));
        reader.readParentProducer(0, header);
    }

    function test_RefusesBadSeals() public {
        bytes[] memory seals = new bytes[](1);
        seals[0] = RLP.encode(new bytes(64));
        vm.expectRevert(abi.encodeWithSelector(ISealReader.SealReaderBadSeal.selector, 0));
        reader.read(_header(_plan(0), 0, RLP.encode(seals)));

        seals[0] = RLP.encode(abi.encodePacked(bytes32(uint256(1)), bytes32(uint256(1)), uint8(27)));
        vm.expectRevert(abi.encodeWithSelector(ISealReader.SealReaderBadSeal.selector, 0));
        reader.read(_header(_plan(0), 0, RLP.encode(seals)));

        // r = 0 recovers to nobody.
        seals[0] = RLP.encode(new bytes(65));
        vm.expectRevert(abi.encodeWithSelector(ISealReader.SealReaderBadSeal.selector, 0));
        reader.read(_header(_plan(0), 0, RLP.encode(seals)));

        seals = new bytes[](65);
        for (uint256 i; i < 65; ++i) seals[i] = RLP.encode(new bytes(65));
        vm.expectRevert(abi.encodeWithSelector(ISealReader.SealReaderTooManySeals.selector, 65));
        reader.read(_header(_plan(0), 0, RLP.encode(seals)));
    }

    function test_ReadsAsManySealsAsThereMayBe() public view {
        vm.assertEq(reader.read(_sealed(_plan(64))).signers.length, 64, "64 seals");
    }

    function test_ReadsTheParentsProducer() public {
        Plan memory plan = _plan(3);
        vm.assertEq(reader.readParentProducer(_blockHash(plan), _sealed(plan)), plan.coinbase, "a sealed parent");

        plan.number = 0;
        bytes memory genesis = _headerWith(plan, _extraData(0, NO_SEALS));
        vm.assertEq(reader.readParentProducer(keccak256(genesis), genesis), plan.coinbase, "the genesis");
        genesis = _headerWith(plan, _extraData(1, NO_SEALS));
        vm.assertEq(reader.readParentProducer(keccak256(genesis), genesis), plan.coinbase, "hashed as it stands");
        plan.number = 1;
        vm.assertEq(reader.readParentProducer(_blockHash(plan), _sealed(plan)), plan.coinbase, "the first block");

        vm.expectRevert(
            abi.encodeWithSelector(ISealReader.SealReaderForeignParent.selector, bytes32(0), keccak256(genesis))
        );
        reader.readParentProducer(0, genesis);
    }

    function test_DoubleSignNeedsTwoBlocksOfOneTurn() public {
        Plan memory a = _plan(4);
        Plan memory b = _plan(4);
        bytes memory header = _sealed(a);
        vm.expectRevert(abi.encodeWithSelector(ISealReader.SealReaderSameBlock.selector, _sealDigest(a)));
        reader.readDoubleSign(header, _sealed(b));

        a.number = 1;
        bytes memory first = _sealed(a);
        vm.expectRevert(ISealReader.SealReaderFirstBlock.selector);
        reader.readDoubleSign(first, header);
        a = _plan(4);

        b.number += 1;
        vm.expectRevert(abi.encodeWithSelector(ISealReader.SealReaderNotSameHeight.selector, a.number, b.number));
        reader.readDoubleSign(header, _sealed(b));

        b = _plan(4);
        b.round = 2;
        vm.expectRevert(abi.encodeWithSelector(ISealReader.SealReaderNotSameRound.selector, 1, 2));
        reader.readDoubleSign(header, _sealed(b));

        b = _plan(4);
        b.parentHash = bytes32(uint256(7));
        vm.expectRevert(
            abi.encodeWithSelector(ISealReader.SealReaderNotSameParent.selector, a.parentHash, b.parentHash)
        );
        reader.readDoubleSign(header, _sealed(b));
    }

    function test_DoubleSignNamesWhoSealedBoth() public view {
        Plan memory a = _plan(4);
        Plan memory b = _plan(4);
        b.stateRoot = keccak256("another state");
        (b.sealerKeys[0], b.sealerKeys[2]) = (0x900, 0x901);
        (uint256 number, uint256 round, address[] memory signers) = reader.readDoubleSign(_sealed(a), _sealed(b));
        vm.assertEq(number, a.number, "number");
        vm.assertEq(round, 1, "round");
        vm.assertEq(signers.length, 2, "two sealed both");
        vm.assertEq(signers[0], vm.addr(a.sealerKeys[1]), "the second");
        vm.assertEq(signers[1], vm.addr(a.sealerKeys[3]), "and the fourth");
    }

    function test_DoubleSignIsPossibleFromTheSecondBlockOn() public view {
        Plan memory a = _plan(4);
        Plan memory b = _plan(4);
        b.stateRoot = keccak256("another state");
        (a.number, b.number) = (2, 2);
        (uint256 number,, address[] memory signers) = reader.readDoubleSign(_sealed(a), _sealed(b));
        vm.assertEq(number, 2, "number");
        vm.assertEq(signers.length, 4, "all sealed both");
    }

    function _plan(uint256 sealers) private pure returns (Plan memory) {
        return Plan(1000, 1, keccak256("parent"), address(0xC01), keccak256("state"), _keys(sealers));
    }

    function _keys(uint256 count) private pure returns (uint256[] memory keys) {
        keys = new uint256[](count);
        for (uint256 i; i < count; ++i) keys[i] = 0x5EA1 + i;
    }
}
