// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISealReader} from "./interfaces/ISealReader.sol";
import {QbftHeaderLib} from "./libraries/QbftHeaderLib.sol";

/// @title See ISealReader.
/// @notice How headers are taken apart is in QbftHeaderLib.
contract SealReader is ISealReader {
    /// @inheritdoc ISealReader
    function read(bytes calldata header) external pure returns (SealedHeader memory) {
        return QbftHeaderLib.parse(header);
    }

    /// @inheritdoc ISealReader
    function readParentProducer(bytes32 parentHash, bytes calldata parentHeader)
        external
        pure
        returns (address producer)
    {
        bytes32 found;
        (found, producer) = QbftHeaderLib.parseParent(parentHeader);
        if (found != parentHash) revert SealReaderForeignParent(parentHash, found);
    }

    /// @inheritdoc ISealReader
    function readDoubleSign(bytes calldata headerA, bytes calldata headerB)
        external
        pure
        returns (uint256 number, uint256 round, address[] memory signers)
    {
        SealedHeader memory a = QbftHeaderLib.parse(headerA);
        SealedHeader memory b = QbftHeaderLib.parse(headerB);
        if (a.number < 2) revert SealReaderFirstBlock();
        if (a.number != b.number) revert SealReaderNotSameHeight(a.number, b.number);
        if (a.round != b.round) revert SealReaderNotSameRound(a.round, b.round);
        if (a.parentHash != b.parentHash) revert SealReaderNotSameParent(a.parentHash, b.parentHash);
        if (a.sealDigest == b.sealDigest) revert SealReaderSameBlock(a.sealDigest);
        return (a.number, a.round, _common(a.signers, b.signers));
    }

    /// Returns the addresses in both lists, in the order of the first. There are at most 64, see QbftHeaderLib.
    function _common(address[] memory a, address[] memory b) private pure returns (address[] memory common) {
        uint256 found;
        uint256 count;
        for (uint256 i; i < a.length; ++i) {
            if (!_contains(b, a[i])) continue;
            found |= 1 << i;
            ++count;
        }
        common = new address[](count);
        for (uint256 i = a.length; i > 0; --i) {
            if (found >> (i - 1) & 1 == 1) common[--count] = a[i - 1];
        }
    }

    function _contains(address[] memory list, address account) private pure returns (bool) {
        for (uint256 i; i < list.length; ++i) {
            if (list[i] == account) return true;
        }
        return false;
    }
}
