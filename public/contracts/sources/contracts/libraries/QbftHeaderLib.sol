// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {BlockHeader} from "@openzeppelin/contracts/utils/BlockHeader.sol";
import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {ISealReader} from "../interfaces/ISealReader.sol";

/// @title Reading sealed QBFT block headers.
/// @notice extraData is RLP [vanity, validators, vote, round, seals]. The block hash is keccak256 of the header with round
/// 0 and no seals; validators sign the digest with the round kept and no seals. The genesis is hashed as it stands.
/// Fields are copied as they were encoded, so a header in another encoding has other hashes and proves nothing.
library QbftHeaderLib {
    using BlockHeader for Memory.Slice[];
    using Memory for Memory.Slice;
    using Memory for bytes;
    using RLP for Memory.Slice;

    // No transaction's signed payload is a list of so many items, so no signature of one can pass for a seal.
    uint256 private constant MIN_FIELDS = 15;
    uint256 private constant EXTRA_DATA = 12;
    uint256 private constant MAX_SEALS = 64;
    bytes1 private constant EMPTY_LIST = 0xc0;
    bytes1 private constant ZERO = 0x80;

    /// Returns what evidence needs of a sealed header; reverts unless it is RLP of that shape.
    function parse(bytes memory header) internal pure returns (ISealReader.SealedHeader memory parsed) {
        Memory.Slice[] memory fields = _fieldsOf(header);
        Memory.Slice[] memory extra = RLP.decodeList(fields.getExtraData());
        if (extra.length != 5) revert ISealReader.SealReaderExtraData(extra.length);
        parsed.number = fields.getNumber();
        parsed.round = extra[3].readUint256();
        parsed.parentHash = fields.getParentHash();
        parsed.coinbase = fields.getCoinbase();
        parsed.blockHash = _hashWith(fields, _withoutSeals(extra, bytes.concat(ZERO)));
        parsed.sealDigest = _hashWith(fields, _withoutSeals(extra, extra[3].toBytes()));
        parsed.signers = _recover(parsed.sealDigest, extra[4].readList());
    }

    /// Returns block hash and producer of a header, which may be the genesis.
    function parseParent(bytes memory header) internal pure returns (bytes32 blockHash, address coinbase) {
        Memory.Slice[] memory fields = _fieldsOf(header);
        coinbase = fields.getCoinbase();
        if (fields.getNumber() == 0) return (keccak256(header), coinbase);
        Memory.Slice[] memory extra = RLP.decodeList(fields.getExtraData());
        if (extra.length != 5) revert ISealReader.SealReaderExtraData(extra.length);
        blockHash = _hashWith(fields, _withoutSeals(extra, bytes.concat(ZERO)));
    }

    function _recover(bytes32 digest, Memory.Slice[] memory items) private pure returns (address[] memory signers) {
        if (items.length > MAX_SEALS) revert ISealReader.SealReaderTooManySeals(items.length);
        signers = new address[](items.length);
        for (uint256 i; i < items.length; ++i) {
            bytes memory seal = items[i].readBytes();
            if (seal.length != 65 || uint8(seal[64]) > 1) revert ISealReader.SealReaderBadSeal(i);
            Memory.Slice parts = seal.asSlice();
            signers[i] = ecrecover(digest, 27 + uint8(seal[64]), parts.load(0), parts.load(32));
            if (signers[i] == address(0)) revert ISealReader.SealReaderBadSeal(i);
        }
    }

    function _fieldsOf(bytes memory header) private pure returns (Memory.Slice[] memory fields) {
        fields = BlockHeader.parseHeader(header);
        if (fields.length < MIN_FIELDS) revert ISealReader.SealReaderFields(fields.length);
    }

    function _withoutSeals(Memory.Slice[] memory extra, bytes memory round) private pure returns (bytes memory) {
        bytes[] memory items = new bytes[](5);
        for (uint256 i; i < 3; ++i) items[i] = extra[i].toBytes();
        items[3] = round;
        items[4] = bytes.concat(EMPTY_LIST);
        return RLP.encode(items);
    }

    function _hashWith(Memory.Slice[] memory fields, bytes memory extraData) private pure returns (bytes32) {
        bytes[] memory items = new bytes[](fields.length);
        for (uint256 i; i < items.length; ++i) {
            items[i] = i == EXTRA_DATA ? RLP.encode(extraData) : fields[i].toBytes();
        }
        return keccak256(RLP.encode(items));
    }
}
