// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IDataRegistry} from "./IDataRegistry.sol";

/// @title Who is right about a delivered key: a computation, without state and without a referee.
/// @notice Anybody can ask for free what a dispute would find. Every function returns when the buyer is right and reverts,
/// by name, when the seller is, so a lie never moves money. See docs/decisions/2026-11-21-sector-disputes.md.
interface IDisputeJudge {
    /// @notice What was granted: chunks `from` to `to` (exclusive), or `samples` of them drawn by `seed`.
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

    /// @notice What the seller delivered: its one-time point, the seed of the samples, and the wrapped nodes in order.
    struct Delivery {
        uint256 x;
        uint256 y;
        bytes32 seed;
        bytes32[] wrapped;
    }

    /// @notice The buyer's one-time secret, and the chunk whose committed `leaf` the delivered key does not meet.
    struct KeyClaim {
        uint256 secret;
        /// @dev Which sample, when samples were granted.
        uint256 sample;
        uint64 chunk;
        bytes32 leaf;
        bytes32[] siblings;
    }

    /// @notice The same for a sector that decrypts to something else than its committed `plainHash`.
    struct SectorClaim {
        uint256 secret;
        uint256 sample;
        uint64 sector;
        bytes cipher;
        bytes32 plainHash;
        bytes32[] siblings;
    }

    error DisputeWrongDataSet();
    error DisputeWrongSecret();
    error DisputeNotGranted(uint256 chunk);
    error DisputeNotCommitted();
    error DisputeKeyIsRight(uint256 chunk);
    error DisputeSectorIsRight(uint256 sector);

    /// @notice Returns if the delivered key of `claim.chunk` is not the one in `content.keyRoot`.
    function checkWrongKey(
        IDataRegistry.Content calldata content,
        Grant calldata grant,
        Delivery calldata delivery,
        KeyClaim calldata claim
    ) external pure;

    /// @notice Returns if the sector, decrypted with the delivered key, is not the one in `content.dataRoot`.
    function checkWrongSector(
        IDataRegistry.Content calldata content,
        Grant calldata grant,
        Delivery calldata delivery,
        SectorClaim calldata claim
    ) external view;

    /// @notice How many wrapped nodes a grant takes.
    function partsOf(uint256 from, uint256 to, uint256 samples, uint256 chunks) external pure returns (uint256);

    /// @notice The chunk that sample `sample` falls on: the range is cut in `samples` equal strata, one chunk is drawn in each.
    function sampleOf(bytes32 seed, uint256 from, uint256 to, uint256 samples, uint256 sample)
        external
        pure
        returns (uint256 chunk);
}
