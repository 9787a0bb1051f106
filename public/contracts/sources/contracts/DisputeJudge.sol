// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";
import {AesLib} from "./libraries/AesLib.sol";
import {Blake3Lib} from "./libraries/Blake3Lib.sol";
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
    ) external pure {
        uint64 chunk = claim.sector / content.sectorsPerChunk;
        uint256 place = claim.sector % content.sectorsPerChunk;
        (bytes calldata cipher, bytes calldata promised) = _committed(content, claim, chunk, place);

        bytes32 key = _keyOf(content, grant, delivery, claim.secret, claim.sample, chunk);
        AesLib.Schedule memory schedule = AesLib.schedule(key);
        bytes memory plain = SectorLib.decrypt(schedule, chunk, place * SectorLib.SIZE, cipher);
        bytes memory node = SectorLib.decrypt(schedule, chunk, SectorLib.promiseAt(claim.length, place), promised);
        require(Blake3Lib.nodeOf(plain, place, 0) != bytes32(node), DisputeSectorIsRight(claim.sector));
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

    /// @dev Returns sector and promise as they were published. Counters bind parts to their places, parents have a flag of their
    /// own and the leaf binds the length, so only what the seller hashed leads to the root. That this was the whole block, cut as
    /// it should be, the buyer has seen before paying.
    function _committed(
        IDataRegistry.Content calldata content,
        SectorClaim calldata claim,
        uint256 chunk,
        uint256 place
    ) private pure returns (bytes calldata cipher, bytes calldata promised) {
        require(SectorLib.isIn(claim.length, place), DisputeNotCommitted());
        uint256 size = SectorLib.sizeOf(claim.length, place);
        uint256 offset = SectorLib.promiseAt(claim.length, place);
        uint256 start = offset % SectorLib.SIZE;
        (cipher, promised) = (claim.cipher.data, claim.promised.data);
        require(cipher.length >= size && promised.length >= start + 32, DisputeNotCommitted());
        bytes32 digest = _digestOf(claim.cipher, place);
        require(
            _digestOf(claim.promised, offset / SectorLib.SIZE) == digest
                && claim.siblings.length == KeyTreeLib.depthOf(content.chunks)
                && MerkleLib.rootOf(SectorLib.leafHash(digest, claim.length), chunk, claim.siblings)
                    == content.dataRoot,
            DisputeNotCommitted()
        );
        return (cipher[:size], promised[start:start + 32]);
    }

    function _digestOf(Part calldata part, uint256 place) private pure returns (bytes32) {
        bool formed = part.data.length <= SectorLib.SIZE && part.path >> part.siblings.length == 0;
        require(formed, DisputeNotCommitted());
        return Blake3Lib.rootOf(part.data, place, part.path, part.siblings);
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
