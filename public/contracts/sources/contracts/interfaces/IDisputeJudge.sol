// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IDataRegistry} from "./IDataRegistry.sol";

/// @title Who is right about a delivered key: a computation, without state and without a referee.
/// @notice Anybody can ask for free what a dispute would find. Every function returns when the buyer is right and reverts,
/// by name, when the seller is, so a lie never moves money. See docs/decisions/2026-11-21-sector-disputes.md.
interface IDisputeJudge {
    /// @notice What was granted: chunks `from` to `to` (exclusive), or `samples` of them drawn by `seed`.
    /// @param dataSet The data set's id.
    /// @param orderId The order's id, which the keys are wrapped for.
    /// @param stage The stage of the order, from 0, which they are wrapped for as well.
    /// @param from The first chunk of the stage, from 0.
    /// @param to Exclusive.
    /// @param samples How many of them; 0 for all.
    /// @param buyerX The buyer's one-time point `B`: its x.
    /// @param buyerY Its y.
    struct Grant {
        bytes32 dataSet;
        bytes32 orderId;
        uint256 stage;
        uint256 from;
        uint256 to;
        uint256 samples;
        uint256 buyerX;
        uint256 buyerY;
    }

    /// @notice What the seller delivered.
    /// @param x The seller's one-time point `R` on secp256k1: its x, below the order of the group.
    /// @param y Its y.
    /// @param seed The seed of the samples; zero without.
    /// @param wrapped Nodes of the key tree, each XORed with its mask: those that cover the range, from the left, or the
    /// keys of the samples in order.
    struct Delivery {
        uint256 x;
        uint256 y;
        bytes32 seed;
        bytes32[] wrapped;
    }

    /// @notice The chunk whose committed `leaf` the delivered key does not meet.
    /// @param secret The scalar behind the buyer's one-time point. It unwraps this delivery for everybody.
    /// @param sample Which sample, from 0, when samples were granted; otherwise without meaning.
    /// @param chunk Which chunk, from 0.
    /// @param leaf Its leaf under `keyRoot`: keccak256 of chunk (8 bytes) and key.
    /// @param siblings The leaf's proof, from the bottom up.
    struct KeyClaim {
        uint256 secret;
        uint256 sample;
        uint64 chunk;
        bytes32 leaf;
        bytes32[] siblings;
    }

    /// @notice A part of a stored block, with its way to the block's BLAKE3 digest.
    /// @param data The bytes of the part: 1024, unless it is the block's last.
    /// @param path Bit `i` is set where the node at height `i` is the right child of its parent.
    /// @param siblings The nodes beside that way, from the bottom up.
    struct Part {
        bytes data;
        uint256 path;
        bytes32[] siblings;
    }

    /// @notice A sector that decrypts to something else than what the block promises of it.
    /// @param secret The scalar behind the buyer's one-time point. It unwraps this delivery for everybody.
    /// @param sample Which sample, from 0, when samples were granted; otherwise without meaning.
    /// @param sector Which sector, counted through the whole data set, from 0.
    /// @param length How many plain bytes its chunk has; part of the chunk's leaf.
    /// @param siblings The proof of that leaf, keccak256 of digest and length (4 bytes), under `dataRoot`, from the bottom up.
    /// @param cipher The part of the block that begins with the sector, encrypted as it was published.
    /// @param promised The part that holds the promise of the sector, likewise.
    struct SectorClaim {
        uint256 secret;
        uint256 sample;
        uint64 sector;
        uint32 length;
        bytes32[] siblings;
        Part cipher;
        Part promised;
    }

    /// @notice The content is not that of the data set that was granted.
    error DisputeWrongDataSet();

    /// @notice The secret is not the one behind the buyer's one-time point.
    error DisputeWrongSecret();

    /// @notice The chunk is outside of what was granted, or not what that sample fell on.
    /// @param chunk Which chunk.
    error DisputeNotGranted(uint256 chunk);

    /// @notice The proof does not lead to the registered root, or is none: a sector that its chunk does not have, a part that
    /// is too long or too short.
    error DisputeNotCommitted();

    /// @notice The seller is right: the key is the registered one.
    /// @param chunk Which chunk.
    error DisputeKeyIsRight(uint256 chunk);

    /// @notice The seller is right: the sector decrypts to what was promised.
    /// @param sector Which sector.
    error DisputeSectorIsRight(uint256 sector);

    /// @notice Returns if the delivered key of `claim.chunk` is not the one in `content.keyRoot`; reverts otherwise.
    /// @param content As registered.
    /// @param grant What was granted.
    /// @param delivery What was delivered for it.
    /// @param claim The buyer's claim.
    function checkWrongKey(
        IDataRegistry.Content calldata content,
        Grant calldata grant,
        Delivery calldata delivery,
        KeyClaim calldata claim
    ) external pure;

    /// @notice Returns if the sector and its promise, committed to by `content.dataRoot` and both decrypted with the delivered
    /// key, do not belong together; reverts otherwise.
    /// @param content As registered.
    /// @param grant What was granted.
    /// @param delivery What was delivered for it.
    /// @param claim The buyer's claim.
    function checkWrongSector(
        IDataRegistry.Content calldata content,
        Grant calldata grant,
        Delivery calldata delivery,
        SectorClaim calldata claim
    ) external pure;

    /// @notice Returns how many wrapped nodes a grant takes.
    /// @param from The first chunk, from 0.
    /// @param to Exclusive.
    /// @param samples How many of them; 0 for all.
    /// @param chunks Chunks of the whole data set.
    /// @return One per sample; without samples, the nodes of the key tree that cover the range.
    function partsOf(uint256 from, uint256 to, uint256 samples, uint256 chunks) external pure returns (uint256);

    /// @notice Returns the chunk that sample `sample` falls on: the range is cut in `samples` equal strata, one chunk is
    /// drawn in each.
    /// @param seed What was drawn.
    /// @param from The first chunk of the range, from 0.
    /// @param to Exclusive.
    /// @param samples How many there are, from 1 to the length of the range.
    /// @param sample Which one, from 0.
    /// @return chunk Counted through the whole data set, from 0.
    function sampleOf(bytes32 seed, uint256 from, uint256 to, uint256 samples, uint256 sample)
        external
        pure
        returns (uint256 chunk);
}
