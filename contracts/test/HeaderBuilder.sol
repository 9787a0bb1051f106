// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {Test} from "./Test.sol";

/// Builds sealed QBFT headers in the fields of Cancun.
abstract contract HeaderBuilder is Test {
    struct Plan {
        uint256 number;
        uint256 round;
        bytes32 parentHash;
        address coinbase;
        bytes32 stateRoot;
        uint256[] sealerKeys;
    }

    bytes internal constant NO_SEALS = hex"c0";

    function _blockHash(Plan memory plan) internal pure returns (bytes32) {
        return keccak256(_header(plan, 0, NO_SEALS));
    }

    function _sealDigest(Plan memory plan) internal pure returns (bytes32) {
        return keccak256(_header(plan, plan.round, NO_SEALS));
    }

    function _sealed(Plan memory plan) internal pure returns (bytes memory) {
        return _header(plan, plan.round, _seals(_sealDigest(plan), plan.sealerKeys));
    }

    function _seals(bytes32 digest, uint256[] memory keys) internal pure returns (bytes memory) {
        bytes[] memory items = new bytes[](keys.length);
        for (uint256 i; i < keys.length; ++i) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[i], digest);
            items[i] = RLP.encode(abi.encodePacked(r, s, v - 27));
        }
        return RLP.encode(items);
    }

    function _header(Plan memory plan, uint256 round, bytes memory seals) internal pure returns (bytes memory) {
        return _headerWith(plan, _extraData(round, seals));
    }

    function _extraData(uint256 round, bytes memory seals) internal pure returns (bytes memory) {
        bytes[] memory items = new bytes[](5);
        items[0] = RLP.encode(bytes32(0));
        items[1] = hex"c0";
        items[2] = hex"c0";
        items[3] = RLP.encode(round);
        items[4] = seals;
        return RLP.encode(items);
    }

    function _headerWith(Plan memory plan, bytes memory extraData) internal pure returns (bytes memory) {
        bytes[] memory fields = new bytes[](20);
        fields[0] = RLP.encode(plan.parentHash);
        fields[1] = RLP.encode(bytes32(0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347));
        fields[2] = RLP.encode(plan.coinbase);
        fields[3] = RLP.encode(plan.stateRoot);
        fields[4] = RLP.encode(keccak256("transactions"));
        fields[5] = RLP.encode(keccak256("receipts"));
        fields[6] = RLP.encode(new bytes(256));
        fields[7] = RLP.encode(uint256(1));
        fields[8] = RLP.encode(plan.number);
        fields[9] = RLP.encode(uint256(60_000_000));
        fields[10] = RLP.encode(uint256(21_000));
        fields[11] = RLP.encode(uint256(1_790_000_000) + plan.number);
        fields[12] = RLP.encode(extraData);
        fields[13] = RLP.encode(bytes32(0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365));
        fields[14] = RLP.encode(bytes(hex"0000000000000000"));
        fields[15] = RLP.encode(uint256(0));
        fields[16] = RLP.encode(keccak256("withdrawals"));
        fields[17] = RLP.encode(uint256(0));
        fields[18] = RLP.encode(uint256(0));
        fields[19] = RLP.encode(bytes32(0));
        return RLP.encode(fields);
    }
}
