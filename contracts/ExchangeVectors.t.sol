// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DataKit} from "./exchange-test/DataKit.sol";
import {ExchangeVectors} from "./exchange-test/ExchangeVectors.sol";
import {Test} from "./exchange-test/Test.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";
import {AesLib} from "./libraries/AesLib.sol";
import {Blake3Lib} from "./libraries/Blake3Lib.sol";
import {KeyTreeLib} from "./libraries/KeyTreeLib.sol";
import {MerkleLib} from "./libraries/MerkleLib.sol";
import {SectorLib} from "./libraries/SectorLib.sol";
import {WrapLib} from "./libraries/WrapLib.sol";

/// @notice What noble and WebCrypto computed, computed again by the contracts' own code.
contract ExchangeVectorsTest is Test {
    function rootOf(bytes32 leaf, uint256 index, bytes32[] calldata siblings) external pure returns (bytes32) {
        return MerkleLib.rootOf(leaf, index, siblings);
    }

    function test_key_tree() public view {
        bytes32[] memory keys = ExchangeVectors.keys();
        bytes32[] memory leaves = ExchangeVectors.keyLeaves();
        assertEq(KeyTreeLib.depthOf(keys.length), 3, "depth");
        for (uint256 i; i < keys.length; i++) {
            assertEq(KeyTreeLib.derive(ExchangeVectors.ROOT_KEY, i, 3), keys[i], "key");
            assertEq(KeyTreeLib.leafHash(uint64(i), keys[i]), leaves[i], "leaf");
        }
        bytes32 root = this.rootOf(leaves[3], 3, ExchangeVectors.keyProof());
        assertEq(root, ExchangeVectors.KEY_ROOT, "key root");
        bytes32 deep = KeyTreeLib.derive(ExchangeVectors.ROOT_KEY, 1000, 20);
        assertEq(deep, ExchangeVectors.KEY_OF_1000_IN_DEPTH_20, "depth 20");
    }

    function test_wrapping() public pure {
        WrapLib.Point memory buyer = WrapLib.Point(ExchangeVectors.BUYER_X, ExchangeVectors.BUYER_Y);
        WrapLib.Point memory seller = WrapLib.Point(ExchangeVectors.SELLER_X, ExchangeVectors.SELLER_Y);
        assertTrue(WrapLib.isUsable(buyer) && WrapLib.isUsable(seller), "points");
        assertTrue(WrapLib.isSecretOf(ExchangeVectors.BUYER_SECRET, buyer), "secret");
        address shared = WrapLib.multiply(ExchangeVectors.BUYER_SECRET, seller);
        assertEq(shared, address(ExchangeVectors.SHARED), "shared");
        bytes32[] memory wrapped = ExchangeVectors.wrapped();
        uint256[3] memory parts = [uint256(0), 1, (2 << 16) | 5];
        for (uint256 i; i < 3; i++) {
            bytes32 node = wrapped[i] ^ WrapLib.mask(shared, ExchangeVectors.ORDER_ID, parts[i]);
            assertEq(node, ExchangeVectors.ROOT_KEY, "node");
        }
    }

    function digestOf(IDisputeJudge.Part calldata part, uint256 counter) external pure returns (bytes32) {
        return Blake3Lib.rootOf(part.data, counter, part.path, part.siblings);
    }

    function test_sectors() public view {
        ExchangeVectors.Sector[] memory sectors = ExchangeVectors.sectors();
        for (uint256 i; i < sectors.length; i++) assertSector(sectors[i]);
    }

    function assertSector(ExchangeVectors.Sector memory sector) internal view {
        uint64 chunk = sector.index / ExchangeVectors.SECTORS_PER_CHUNK;
        uint256 place = sector.index % ExchangeVectors.SECTORS_PER_CHUNK;
        assertTrue(SectorLib.isIn(sector.length, place), "sector");
        assertEq(SectorLib.sizeOf(sector.length, place), sector.plain.length, "size");
        uint256 offset = SectorLib.promiseAt(sector.length, place);
        assertEq(this.digestOf(sector.cipher, place), sector.digest, "digest above the cipher");
        assertEq(this.digestOf(sector.promised, offset / 1024), sector.digest, "digest above the promise");

        AesLib.Schedule memory key = AesLib.schedule(ExchangeVectors.keys()[chunk]);
        bytes memory cipher = DataKit.slice(sector.cipher.data, 0, sector.plain.length);
        bytes memory plain = SectorLib.decrypt(key, chunk, place * 1024, cipher);
        assertEq(plain, sector.plain, "what WebCrypto's AES-GCM encrypted");
        bytes memory promised = DataKit.slice(sector.promised.data, offset % 1024, 32);
        promised = SectorLib.decrypt(key, chunk, offset, promised);
        assertEq(bytes32(promised), Blake3Lib.nodeOf(plain, place, 0), "promise");
        bytes32 leaf = SectorLib.leafHash(sector.digest, sector.length);
        assertEq(this.rootOf(leaf, chunk, sector.siblings), ExchangeVectors.DATA_ROOT, "data root");
    }
}
