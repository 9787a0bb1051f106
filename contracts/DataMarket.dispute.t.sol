// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DataKit} from "./exchange-test/DataKit.sol";
import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";
import {Guarded} from "./libraries/Guarded.sol";
import {KeyTreeLib} from "./libraries/KeyTreeLib.sol";
import {PaymentLib} from "./libraries/PaymentLib.sol";
import {SectorLib} from "./libraries/SectorLib.sol";
import {FeeTokenMock, ReentrantTokenMock} from "./mocks/TokenMocks.sol";

/// @notice Cheats on either side: a seller who corrupts any one key or sector never keeps the money, a buyer who lies
/// never gets it back.
contract DataMarketDisputeTest is MarketFixture {
    using DataKit for DataKit.Data;

    IDataMarket.Order internal order;

    function setUp() public {
        deployMarket();
        // For every run of a fuzz test.
        honest();
    }

    function sell(DataKit.Data memory made, uint24 from, uint24 to)
        internal
        returns (IDisputeJudge.Delivery memory delivery)
    {
        offer(made);
        IDataMarket.Order memory wish = whole();
        (wish.from, wish.to) = (from, to);
        order = buy(wish);
        return wrapRange(order, 0, from, to);
    }

    function assertBuyerWon() internal view {
        uint256 bond = market.bondOf(terms, order);
        assertEq(token.balanceOf(buyer), 1_000_000 ether + bond, "the buyer has price and bond");
        assertEq(token.balanceOf(address(market)), 1000 ether - bond, "the seller lost the bond");
        assertEq(market.depositOf(owner, address(token)).locked, 0, "nothing locked");
        assertState(order, IDataMarket.State.Refunded, "refunded");
    }

    // A cheating seller

    function test_a_wrong_key_in_any_part_loses(uint24 from, uint24 to, uint256 flipped, uint256 chunk) public {
        from = uint24(bound(from, 0, 4));
        to = uint24(bound(to, from + 1, 5));
        IDisputeJudge.Delivery memory delivery = sell(honest(), from, to);
        uint256 bond = market.bondOf(terms, order);
        chunk = bound(chunk, from, to - 1);
        (uint256 part,) = KeyTreeLib.locate(from, to, 5, chunk);
        delivery.wrapped[part] ^= bytes32(1 << (flipped % 256));
        deliver(order, delivery);
        vm.expectEmit(address(market));
        emit IDataMarket.Refunded(idOf(order), IDataMarket.Reason.WrongKey, order.price, bond);
        vm.prank(buyer);
        market.disputeKey(terms, order, content, delivery, keyClaim(chunk));
        assertBuyerWon();
    }

    function test_keys_that_do_not_come_from_one_root_lose(uint256 chunk) public {
        DataKit.Data memory made = honest();
        chunk = chunk % 5;
        made.keyLeaves[chunk] = KeyTreeLib.leafHash(uint64(chunk), keccak256("unrelated"));
        IDisputeJudge.Delivery memory delivery = sell(made, 0, 5);
        deliver(order, delivery);
        vm.prank(buyer);
        market.disputeKey(terms, order, content, delivery, keyClaim(chunk));
        assertBuyerWon();
    }

    function test_a_corrupt_byte_in_any_sector_loses(uint256 sector, uint256 place) public {
        DataKit.Data memory made = honest();
        sector = sector % 10;
        made.corrupt(sector, place);
        IDisputeJudge.Delivery memory delivery = sell(made, 0, 5);
        deliver(order, delivery);
        vm.prank(buyer);
        market.disputeSector(terms, order, content, delivery, sectorClaim(sector));
        assertBuyerWon();
    }

    function test_a_corrupt_full_sector_loses() public {
        DataKit.Data memory made = DataKit.make(keccak256("root key"), 2, 2, 1024);
        made.corrupt(3, 1023);
        IDisputeJudge.Delivery memory delivery = sell(made, 0, 2);
        deliver(order, delivery);
        vm.prank(buyer);
        market.disputeSector(terms, order, content, delivery, sectorClaim(3));
        assertBuyerWon();
    }

    function test_a_broken_promise_loses(uint256 sector, uint256 place) public {
        DataKit.Data memory made = honest();
        sector = sector % 10;
        made.flip(sector / 2, SectorLib.promiseAt(1064, sector % 2) + (place % 32));
        IDisputeJudge.Delivery memory delivery = sell(made, 0, 5);
        deliver(order, delivery);
        vm.prank(buyer);
        market.disputeSector(terms, order, content, delivery, sectorClaim(sector));
        assertBuyerWon();
    }

    function test_a_wrong_key_loses_by_a_sector_too(uint256 sector) public {
        IDisputeJudge.Delivery memory delivery = sell(honest(), 0, 5);
        delivery.wrapped[0] = 0;
        deliver(order, delivery);
        vm.prank(buyer);
        market.disputeSector(terms, order, content, delivery, sectorClaim(sector % 10));
        assertBuyerWon();
    }

    function test_a_wrong_stage_loses_what_is_left() public {
        offer(honest());
        IDataMarket.Order memory wish = whole();
        wish.stages = 5;
        order = buy(wish);
        deliver(order, wrapRange(order, 0, 0, 1));
        vm.prank(buyer);
        market.settle(terms, order);
        // The keys of the first stage, wrapped for the second: a replay.
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 1);
        deliver(order, delivery);
        vm.prank(buyer);
        market.disputeKey(terms, order, content, delivery, keyClaim(1));
        assertEq(token.balanceOf(buyer), 1_000_000 ether - PRICE / 5 + BOND, "four fifths and the bond");
    }

    // A lying buyer

    function expectKeyRevert(
        IDisputeJudge.Delivery memory delivery,
        IDisputeJudge.KeyClaim memory claim,
        bytes memory reason
    ) internal {
        vm.expectRevert(reason);
        vm.prank(buyer);
        market.disputeKey(terms, order, content, delivery, claim);
    }

    function test_a_right_key_cannot_be_disputed(uint24 from, uint24 to, uint256 chunk) public {
        from = uint24(bound(from, 0, 4));
        to = uint24(bound(to, from + 1, 5));
        IDisputeJudge.Delivery memory delivery = sell(honest(), from, to);
        deliver(order, delivery);
        chunk = bound(chunk, from, to - 1);
        expectKeyRevert(
            delivery, keyClaim(chunk), abi.encodeWithSelector(IDisputeJudge.DisputeKeyIsRight.selector, chunk)
        );
    }

    function test_a_right_sector_cannot_be_disputed(uint256 sector) public {
        IDisputeJudge.Delivery memory delivery = sell(honest(), 0, 5);
        deliver(order, delivery);
        sector = sector % 10;
        IDisputeJudge.SectorClaim memory claim = sectorClaim(sector);
        vm.expectRevert(abi.encodeWithSelector(IDisputeJudge.DisputeSectorIsRight.selector, sector));
        vm.prank(buyer);
        market.disputeSector(terms, order, content, delivery, claim);
    }

    function test_every_word_of_a_claim_is_checked(uint8 lie, uint256 noise) public {
        IDisputeJudge.Delivery memory delivery = sell(honest(), 0, 5);
        deliver(order, delivery);
        IDisputeJudge.KeyClaim memory claim = keyClaim(2);
        bytes4 reason = IDisputeJudge.DisputeNotCommitted.selector;
        lie = lie % 5;
        noise |= 1;
        if (lie == 0) claim.leaf ^= bytes32(noise);
        if (lie == 1) claim.siblings[1] ^= bytes32(noise);
        if (lie == 2) claim.chunk = 3;
        if (lie == 3) claim.siblings = new bytes32[](2);
        if (lie == 4) {
            claim.secret ^= noise;
            reason = IDisputeJudge.DisputeWrongSecret.selector;
        }
        expectKeyRevert(delivery, claim, abi.encodeWithSelector(reason));
    }

    /// @dev The parent of two leaves, shown as a leaf with a proof that is one shorter: it hashes up to the root all right.
    function test_an_inner_node_is_no_leaf() public {
        IDisputeJudge.Delivery memory delivery = sell(honest(), 0, 5);
        deliver(order, delivery);
        bytes32[] memory siblings = DataKit.proofOf(data.keyLeaves, 0);
        IDisputeJudge.KeyClaim memory claim = keyClaim(0);
        claim.leaf = keccak256(abi.encodePacked(uint8(1), data.keyLeaves[0], data.keyLeaves[1]));
        claim.siblings = new bytes32[](2);
        (claim.siblings[0], claim.siblings[1]) = (siblings[1], siblings[2]);
        expectKeyRevert(delivery, claim, abi.encodeWithSelector(IDisputeJudge.DisputeNotCommitted.selector));
    }

    function test_every_word_of_a_sector_claim_is_checked(uint8 lie, uint256 noise) public {
        IDisputeJudge.Delivery memory delivery = sell(honest(), 0, 5);
        deliver(order, delivery);
        IDisputeJudge.SectorClaim memory claim = sectorClaim(6);
        lie = lie % 10;
        noise |= 1;
        if (lie == 0) claim.length ^= uint32(noise);
        if (lie == 1) claim.sector = 7;
        if (lie == 2) claim.sector = 4;
        if (lie == 3) claim.siblings[0] ^= bytes32(noise);
        if (lie == 4) claim.siblings = new bytes32[](2);
        IDisputeJudge.Part memory part = noise & 2 == 0 ? claim.cipher : claim.promised;
        if (lie == 5) part.data[noise % part.data.length] ^= 0x01;
        if (lie == 6) part.path ^= noise;
        if (lie == 7) part.siblings[0] ^= bytes32(noise);
        if (lie == 8) part.siblings = new bytes32[](noise % 3);
        if (lie == 9) part.data = DataKit.slice(part.data, 0, noise % part.data.length);
        vm.expectRevert(IDisputeJudge.DisputeNotCommitted.selector);
        vm.prank(buyer);
        market.disputeSector(terms, order, content, delivery, claim);
    }

    function test_a_claim_about_what_was_not_bought_is_refused() public {
        IDisputeJudge.Delivery memory delivery = sell(honest(), 1, 3);
        deliver(order, delivery);
        expectKeyRevert(delivery, keyClaim(0), abi.encodeWithSelector(IDisputeJudge.DisputeNotGranted.selector, 0));
        expectKeyRevert(delivery, keyClaim(3), abi.encodeWithSelector(IDisputeJudge.DisputeNotGranted.selector, 3));
    }

    function test_a_claim_must_be_about_this_delivery_and_this_data_set() public {
        IDisputeJudge.Delivery memory delivery = sell(honest(), 0, 5);
        deliver(order, delivery);
        IDisputeJudge.Delivery memory other = wrapRange(order, 0, 0, 5);
        other.wrapped[0] = 0;
        expectKeyRevert(other, keyClaim(0), abi.encodeWithSelector(IDataMarket.DataMarketWrongDelivery.selector));
        content.keyRoot = "another";
        expectKeyRevert(
            delivery, keyClaim(0), abi.encodeWithSelector(IDisputeJudge.DisputeNotCommitted.selector)
        );
        content.keyRoot = DataKit.rootOf(data.keyLeaves);
        content.dataRoot = "another";
        expectKeyRevert(
            delivery, keyClaim(0), abi.encodeWithSelector(IDisputeJudge.DisputeWrongDataSet.selector)
        );
    }

    function test_disputes_keep_their_time_and_their_buyer() public {
        IDisputeJudge.Delivery memory delivery = sell(honest(), 0, 5);
        delivery.wrapped[0] = 0;
        expectKeyRevert(
            delivery,
            keyClaim(0),
            abi.encodeWithSelector(IDataMarket.DataMarketWrongState.selector, idOf(order), IDataMarket.State.Paid)
        );
        deliver(order, delivery);
        IDisputeJudge.KeyClaim memory claim = keyClaim(0);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotBuyer.selector, buyer, owner));
        vm.prank(owner);
        market.disputeKey(terms, order, content, delivery, claim);
        uint256 until = block.timestamp + 2 hours;
        vm.warp(until + 1);
        expectKeyRevert(delivery, claim, abi.encodeWithSelector(IDataMarket.DataMarketTooLate.selector, until));
        market.settle(terms, order);
        assertState(order, IDataMarket.State.Settled, "silence pays the seller");
    }

    function test_a_dispute_at_the_last_second_beats_a_settlement() public {
        IDisputeJudge.Delivery memory delivery = sell(honest(), 0, 5);
        delivery.wrapped[0] = 0;
        deliver(order, delivery);
        uint256 until = block.timestamp + 2 hours;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooEarly.selector, until));
        vm.prank(owner);
        market.settle(terms, order);
        vm.prank(buyer);
        market.disputeKey(terms, order, content, delivery, keyClaim(0));
        assertBuyerWon();
    }

    // Odd tokens

    function test_a_token_that_keeps_a_fee_is_refused() public {
        token = new FeeTokenMock();
        token.mint(buyer, 1_000_000 ether);
        token.mint(owner, 1000 ether);
        vm.startPrank(owner);
        token.approve(address(market), type(uint256).max);
        bytes memory reason =
            abi.encodeWithSelector(PaymentLib.PaymentShort.selector, address(token), 990 ether, 1000 ether);
        vm.expectRevert(reason);
        market.deposit(address(token), 1000 ether);
        vm.stopPrank();
    }

    function test_a_token_that_calls_back_gets_nowhere() public {
        ReentrantTokenMock hooked = new ReentrantTokenMock();
        token = hooked;
        fund(token);
        IDisputeJudge.Delivery memory delivery = sell(honest(), 0, 5);
        deliver(order, delivery);
        hooked.arm(address(market), abi.encodeCall(market.settle, (terms, order)));
        vm.prank(buyer);
        market.settle(terms, order);
        assertTrue(!hooked.reentered(), "refused");
        assertEq(bytes32(hooked.answer()), bytes32(Guarded.GuardedReentered.selector), "by name");
        assertEq(token.balanceOf(address(market)), 1000 ether, "paid once");

        hooked.arm(address(market), abi.encodeCall(market.deposit, (address(token), 1 ether)));
        vm.prank(owner);
        market.deposit(address(token), 1 ether);
        assertTrue(!hooked.reentered(), "no deposit counts twice");
    }
}
