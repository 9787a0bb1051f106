// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ExchangeVectors} from "./exchange-test/ExchangeVectors.sol";
import {Test} from "./exchange-test/Test.sol";
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

    function test_sector() public view {
        uint64 sector = ExchangeVectors.SECTOR;
        bytes32 key = ExchangeVectors.keys()[sector / 2];
        bytes memory plain = SectorLib.decrypt(key, sector / 2, sector % 2, ExchangeVectors.CIPHER);
        assertEq(plain, ExchangeVectors.PLAIN, "what WebCrypto's AES-GCM encrypted");
        bytes32 plainHash = SectorLib.plainHash(key, sector, plain);
        assertEq(plainHash, ExchangeVectors.PLAIN_HASH, "plain hash");
        bytes32 leaf = SectorLib.leafHash(sector, ExchangeVectors.CIPHER, plainHash);
        bytes32 root = this.rootOf(leaf, sector, ExchangeVectors.sectorProof());
        assertEq(root, ExchangeVectors.DATA_ROOT, "data root");
    }
}
