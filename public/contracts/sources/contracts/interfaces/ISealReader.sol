// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Reads sealed QBFT block headers and recovers who sealed them.
/// @notice A contract of its own, without storage, since whoever judges headers on chain needs it and the code is large.
/// It says who signed; whether they are the right ones is for the caller to judge.
interface ISealReader {
    /// @notice What evidence needs of a header.
    /// @param number The height.
    /// @param round The QBFT round that it was sealed in, from 0.
    /// @param parentHash The hash of the block before it.
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

    /// @notice The header has too few fields.
    /// @param count How many it has; 15 at least are needed.
    error SealReaderFields(uint256 count);

    /// @notice The extra data is not that of QBFT.
    /// @param items How many items it has, instead of five.
    error SealReaderExtraData(uint256 items);

    /// @notice At most 64 seals are read.
    /// @param count How many there are.
    error SealReaderTooManySeals(uint256 count);

    /// @notice A seal is no signature.
    /// @param index Which one, from 0.
    error SealReaderBadSeal(uint256 index);

    /// @notice The parent's header is that of another block.
    /// @param expected The hash that it should have.
    /// @param found The hash that it has.
    error SealReaderForeignParent(bytes32 expected, bytes32 found);

    /// @notice The parent of block 1 is the genesis, which chains started again from it share: no proof of one chain.
    error SealReaderFirstBlock();

    /// @notice The headers are of two heights.
    /// @param a Of one.
    /// @param b Of the other.
    error SealReaderNotSameHeight(uint256 a, uint256 b);

    /// @notice The headers are of two rounds, which a validator may seal both.
    /// @param a Of one.
    /// @param b Of the other.
    error SealReaderNotSameRound(uint256 a, uint256 b);

    /// @notice The headers have two parents, so may be of two chains.
    /// @param a Of one.
    /// @param b Of the other.
    error SealReaderNotSameParent(bytes32 a, bytes32 b);

    /// @notice The headers are of one block.
    /// @param sealDigest What was signed in both.
    error SealReaderSameBlock(bytes32 sealDigest);

    /// @notice Returns what a header says.
    /// @param header In RLP; reverts when it is not sealed in QBFT's way.
    /// @return Whether its signers are the right ones is for the caller to judge.
    function read(bytes calldata header) external pure returns (SealedHeader memory);

    /// @notice Returns who produced the parent of a block.
    /// @param parentHash As the block names it.
    /// @param parentHeader The parent's header in RLP, which may be the genesis.
    /// @return The producer.
    function readParentProducer(bytes32 parentHash, bytes calldata parentHeader) external pure returns (address);

    /// @notice Returns who sealed both of two different blocks of one height, round and parent, which no honest validator
    /// does. The parent binds both to one chain: the same key may seal blocks of the same height on another.
    /// @param headerA One sealed header in RLP.
    /// @param headerB The other one.
    /// @return number Their height.
    /// @return round Their QBFT round.
    /// @return signers Who sealed both; may contain anybody, and anybody twice.
    function readDoubleSign(bytes calldata headerA, bytes calldata headerB)
        external
        pure
        returns (uint256 number, uint256 round, address[] memory signers);
}
