// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Reads sealed QBFT block headers and recovers who sealed them.
/// @notice A contract of its own, without storage, since whoever judges headers on chain needs it and the code is large.
/// It says who signed; whether they are the right ones is for the caller to judge.
interface ISealReader {
    /// @param coinbase The producer.
    /// @param blockHash The hash of the block: with round 0 and without seals.
    /// @param sealDigest What the signers signed: with the round and without seals.
    /// @param signers In the order of the seals; may contain anybody, and anybody twice.
    struct SealedHeader {
        uint256 number;
        uint256 round;
        bytes32 parentHash;
        address coinbase;
        bytes32 blockHash;
        bytes32 sealDigest;
        address[] signers;
    }

    error SealReaderFields(uint256 count);
    error SealReaderExtraData(uint256 items);
    error SealReaderTooManySeals(uint256 count);
    error SealReaderBadSeal(uint256 index);
    error SealReaderForeignParent(bytes32 expected, bytes32 found);
    /// @notice The parent of block 1 is the genesis, which chains started again from it share: no proof of one chain.
    error SealReaderFirstBlock();
    error SealReaderNotSameHeight(uint256 a, uint256 b);
    error SealReaderNotSameRound(uint256 a, uint256 b);
    error SealReaderNotSameParent(bytes32 a, bytes32 b);
    error SealReaderSameBlock(bytes32 sealDigest);

    /// @notice Returns what a header says, given in RLP.
    function read(bytes calldata header) external pure returns (SealedHeader memory);

    /// @notice Returns who produced the parent of a block, given the parent's header, which may be the genesis.
    function readParentProducer(bytes32 parentHash, bytes calldata parentHeader) external pure returns (address);

    /// @notice Returns who sealed both of two different blocks of one height, round and parent, which no honest validator
    /// does. The parent binds both to one chain: the same key may seal blocks of the same height on another.
    function readDoubleSign(bytes calldata headerA, bytes calldata headerB)
        external
        pure
        returns (uint256 number, uint256 round, address[] memory signers);
}
