// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DataRequests} from "./DataRequests.sol";
import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {IDataRequests} from "./interfaces/IDataRequests.sol";

contract DataRequestsTest is MarketFixture {
    DataRequests internal requests;
    uint40 internal expiresAt;

    function setUp() public {
        deployMarket();
        offer(honest());
        requests = new DataRequests(market);
        expiresAt = uint40(block.timestamp + 1 days);
    }

    function ask() internal returns (uint256) {
        vm.prank(buyer);
        return requests.request(address(token), PRICE, expiresAt, "hash", "bafy");
    }

    function test_request_refuses_a_time_that_is_over_or_far_away() public {
        vm.expectRevert(
            abi.encodeWithSelector(IDataRequests.DataRequestsInvalidTime.selector, uint40(block.timestamp))
        );
        requests.request(address(token), PRICE, uint40(block.timestamp), "hash", "bafy");
        uint40 late = uint40(block.timestamp + 365 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IDataRequests.DataRequestsInvalidTime.selector, late));
        requests.request(address(token), PRICE, late, "hash", "bafy");
        assertEq(requests.count(), 0, "none");
        requests.request(address(token), PRICE, late - 1, "hash", "bafy");
        requests.request(address(token), PRICE, uint40(block.timestamp + 1), "hash", "bafy");
    }

    function test_request_is_public_and_numbered() public {
        ask();
        vm.expectEmit(address(requests));
        emit IDataRequests.Requested(2, buyer, address(token), PRICE, expiresAt, "hash", "bafy");
        assertEq(ask(), 2, "the second");
        IDataRequests.Request memory asked = requests.requestOf(2);
        assertEq(asked.buyer, buyer, "buyer");
        assertEq(asked.expiresAt, expiresAt, "until");
        assertTrue(asked.isOpen, "open");
        assertEq(requests.count(), 2, "count");
    }

    function test_offer_is_an_open_listing_for_an_open_request() public {
        bytes32 listing = keccak256(abi.encode(terms));
        vm.expectRevert(abi.encodeWithSelector(IDataRequests.DataRequestsNotOpen.selector, 1));
        requests.offer(1, listing, "");
        uint256 id = ask();
        vm.expectRevert(abi.encodeWithSelector(IDataRequests.DataRequestsNotListed.selector, bytes32("no")));
        requests.offer(id, "no", "");
        vm.expectEmit(address(requests));
        emit IDataRequests.Offered(id, listing, owner, "bafy");
        vm.prank(owner);
        requests.offer(id, listing, "bafy");
        vm.warp(expiresAt - 1);
        requests.offer(id, listing, "");
        vm.warp(expiresAt);
        vm.expectRevert(abi.encodeWithSelector(IDataRequests.DataRequestsNotOpen.selector, id));
        requests.offer(id, listing, "");
    }

    function test_close_is_for_the_buyer_once() public {
        uint256 id = ask();
        vm.expectRevert(abi.encodeWithSelector(IDataRequests.DataRequestsNotBuyer.selector, owner));
        vm.prank(owner);
        requests.close(id);
        vm.expectEmit(address(requests));
        emit IDataRequests.Closed(id);
        vm.prank(buyer);
        requests.close(id);
        assertTrue(!requests.requestOf(id).isOpen, "closed");
        bytes32 listing = keccak256(abi.encode(terms));
        vm.expectRevert(abi.encodeWithSelector(IDataRequests.DataRequestsNotOpen.selector, id));
        requests.offer(id, listing, "");
        vm.expectRevert(abi.encodeWithSelector(IDataRequests.DataRequestsNotOpen.selector, id));
        vm.prank(buyer);
        requests.close(id);
    }
}
