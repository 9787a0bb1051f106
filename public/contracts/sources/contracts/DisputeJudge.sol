// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";
import {KeyTreeLib} from "./libraries/KeyTreeLib.sol";
import {MerkleLib} from "./libraries/MerkleLib.sol";
import {SectorLib} from "./libraries/SectorLib.sol";
import {WrapLib} from "./libraries/WrapLib.sol";

/// @title See IDisputeJudge.
/// @notice Without storage: the market asks it in a dispute, anybody for free.
contract DisputeJudge is IDisputeJudge {
    /// @inheritdoc IDisputeJudge
    function checkWrongKey(
        IDataRegistry.Content calldata content,
        Grant calldata grant,
        Delivery calldata delivery,
        KeyClaim calldata claim
    ) external pure {
        require(
            claim.siblings.length == KeyTreeLib.depthOf(content.chunks)
                && MerkleLib.rootOf(claim.leaf, claim.chunk, claim.siblings) == content.keyRoot,
            DisputeNotCommitted()
        );

        bytes32 key = _keyOf(content, grant, delivery, claim.secret, claim.sample, claim.chunk);
        require(KeyTreeLib.leafHash(claim.chunk, key) != claim.leaf, DisputeKeyIsRight(claim.chunk));
    }

    /// @inheritdoc IDisputeJudge
    function checkWrongSector(
        IDataRegistry.Content calldata content,
        Grant calldata grant,
        Delivery calldata delivery,
        SectorClaim calldata claim
    ) external view {
        uint256 sectors = uint256(content.chunks) * content.sectorsPerChunk;
        bytes32 leaf = SectorLib.leafHash(claim.sector, claim.cipher, claim.plainHash);
        require(
            claim.siblings.length == KeyTreeLib.depthOf(sectors)
                && MerkleLib.rootOf(leaf, claim.sector, claim.siblings) == content.dataRoot,
            DisputeNotCommitted()
        );

        uint64 chunk = claim.sector / content.sectorsPerChunk;
        bytes32 key = _keyOf(content, grant, delivery, claim.secret, claim.sample, chunk);
        bytes memory plain = SectorLib.decrypt(key, chunk, claim.sector % content.sectorsPerChunk, claim.cipher);
        require(
            SectorLib.plainHash(key, claim.sector, plain) != claim.plainHash, DisputeSectorIsRight(claim.sector)
        );
    }

    /// @inheritdoc IDisputeJudge
    function partsOf(uint256 from, uint256 to, uint256 samples, uint256 chunks) external pure returns (uint256) {
        return samples > 0 ? samples : KeyTreeLib.coverSize(from, to, chunks);
    }

    /// @inheritdoc IDisputeJudge
    function sampleOf(bytes32 seed, uint256 from, uint256 to, uint256 samples, uint256 sample)
        public
        pure
        returns (uint256 chunk)
    {
        uint256 low = from + ((to - from) * sample) / samples;
        uint256 high = from + ((to - from) * (sample + 1)) / samples;
        return low + uint256(keccak256(abi.encodePacked(seed, uint32(sample)))) % (high - low);
    }

    /// @dev What a buyer's client does with a delivery, done again: unwrap the node that holds the chunk, walk down to its key.
    function _keyOf(
        IDataRegistry.Content calldata content,
        Grant calldata grant,
        Delivery calldata delivery,
        uint256 secret,
        uint256 sample,
        uint256 chunk
    ) private pure returns (bytes32) {
        require(keccak256(abi.encode(content)) == grant.dataSet, DisputeWrongDataSet());
        require(
            WrapLib.isSecretOf(secret, WrapLib.Point(grant.buyerX, grant.buyerY)), DisputeWrongSecret()
        );
        (uint256 part, uint256 levels) = _placeOf(content.chunks, grant, delivery.seed, sample, chunk);
        address shared = WrapLib.multiply(secret, WrapLib.Point(delivery.x, delivery.y));
        bytes32 node = delivery.wrapped[part] ^ WrapLib.mask(shared, grant.orderId, (grant.stage << 16) | part);
        return KeyTreeLib.derive(node, chunk, levels);
    }

    function _placeOf(uint256 chunks, Grant calldata grant, bytes32 seed, uint256 sample, uint256 chunk)
        private
        pure
        returns (uint256 part, uint256 levels)
    {
        require(chunk >= grant.from && chunk < grant.to, DisputeNotGranted(chunk));
        if (grant.samples == 0) return KeyTreeLib.locate(grant.from, grant.to, chunks, chunk);
        require(
            sample < grant.samples && sampleOf(seed, grant.from, grant.to, grant.samples, sample) == chunk,
            DisputeNotGranted(chunk)
        );
        return (sample, 0);
    }
}
