// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IElection} from "../interfaces/IElection.sol";
import {ProducerSetLib} from "./ProducerSetLib.sol";
import {Test} from "../test/Test.sol";

contract ProducerSetLibTest is Test {
    using ProducerSetLib for address[];

    function test_OrderAndCommitmentMatchTheVectors() public view {
        string memory json = vm.readFile("contracts/vectors/producerOrder.json");
        for (uint256 i; i < 5; ++i) {
            string memory at_ = string.concat(".vectors[", vm.toString(i), "]");
            address[] memory members = vm.parseJsonAddressArray(json, string.concat(at_, ".validators"));
            bytes32 seed = vm.parseJsonBytes32(json, string.concat(at_, ".seed"));
            uint256 blockNumber = vm.parseJsonUint(json, string.concat(at_, ".blockNumber"));
            uint64 epoch = uint64(vm.parseJsonUint(json, string.concat(at_, ".epoch")));
            vm.assertEq(
                ProducerSetLib.commit(epoch, seed, members),
                vm.parseJsonBytes32(json, string.concat(at_, ".commitment")),
                "commitment"
            );
            address[] memory order = members.shuffled(seed, blockNumber);
            vm.assertEq(order, vm.parseJsonAddressArray(json, string.concat(at_, ".order")), "order");
            uint256 position = vm.parseJsonUint(json, string.concat(at_, ".position"));
            vm.assertEq(blockNumber % order.length, position, "position");
            uint256 round = vm.parseJsonUint(json, string.concat(at_, ".round"));
            vm.assertEq(
                order[(position + round) % order.length],
                vm.parseJsonAddress(json, string.concat(at_, ".producer")),
                "producer"
            );
        }
    }

    function testFuzz_ShufflingKeepsEveryMember(uint8 count, bytes32 seed, uint64 blockNumber) public pure {
        count = uint8(bound(count, 1, 21));
        address[] memory members = _members(count);
        address[] memory order = _members(count).shuffled(seed, blockNumber);
        vm.assertEq(order.sorted(), members, "the same members");
    }

    function testFuzz_SortingSorts(address[21] memory given) public pure {
        address[] memory members = new address[](21);
        for (uint256 i; i < 21; ++i) members[i] = given[i];
        members = members.sorted();
        for (uint256 i = 1; i < 21; ++i) vm.assertTrue(members[i - 1] <= members[i], "ascending");
        for (uint256 i; i < 21; ++i) vm.assertTrue(members.contains(given[i]), "nobody lost");
    }

    function test_RoundRobinGoesOnAfterTheParentAlsoWhenItLeft() public pure {
        address[] memory members = _members(3);
        vm.assertEq(members.placeAfter(address(0)), 0, "genesis");
        vm.assertEq(members.placeAfter(members[0]), 1, "the next");
        vm.assertEq(members.placeAfter(members[2]), 0, "around");
        vm.assertEq(members.placeAfter(address(uint160(members[1]) - 1)), 1, "who left before the second");
        vm.assertEq(members.placeAfter(address(type(uint160).max)), 0, "who left at the end");
    }

    function testFuzz_WithoutTakesOneOut(uint8 count, uint8 place) public pure {
        count = uint8(bound(count, 1, 21));
        place = uint8(bound(place, 0, count - 1));
        address[] memory members = _members(count);
        address[] memory rest = members.without(place);
        vm.assertEq(rest.length, uint256(count) - 1, "one less");
        vm.assertFalse(rest.contains(members[place]), "gone");
        for (uint256 i; i < rest.length; ++i) vm.assertEq(rest[i], members[i < place ? i : i + 1], "the others in order");
    }

    function requireQuorum(address[] memory members, address[] memory signers, uint256 quorum) external pure {
        members.requireQuorum(signers, quorum);
    }

    function test_QuorumRefusesTooFewForeignAndDoubleSigners() public {
        address[] memory members = _members(4);
        address[] memory signers = _members(3);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionBelowQuorum.selector, 3, 4));
        this.requireQuorum(members, signers, 4);

        this.requireQuorum(members, signers, 3);

        signers[2] = address(1);
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionForeignSeal.selector, address(1)));
        this.requireQuorum(members, signers, 3);

        signers[2] = signers[0];
        vm.expectRevert(abi.encodeWithSelector(IElection.ElectionSealTwice.selector, signers[0]));
        this.requireQuorum(members, signers, 3);
    }

    function _members(uint256 count) private pure returns (address[] memory members) {
        members = new address[](count);
        for (uint256 i; i < count; ++i) members[i] = address(uint160(0x1000 + i * 0x1001));
    }
}
