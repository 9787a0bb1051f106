// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {Appraisal} from "./Appraisal.sol";
import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {IAucProgramme} from "./interfaces/IAucProgramme.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";
import {IFiatToken} from "./interfaces/IFiatToken.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {ISaleEscrow} from "./interfaces/ISaleEscrow.sol";
import {IShares} from "./interfaces/IShares.sol";
import {IVehicle} from "./interfaces/IVehicle.sol";
import {Guarded} from "./libraries/Guarded.sol";
import {PaymentLib} from "./libraries/PaymentLib.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {FeeTokenMock, ReentrantTokenMock, TokenMock} from "./mocks/TokenMocks.sol";
import {QDD} from "./QDD.sol";
import {SaleEscrow} from "./SaleEscrow.sol";
import {Shares} from "./Shares.sol";
import {Vehicle} from "./Vehicle.sol";

/// @notice What attacks across contracts try: silence, copies of what others send, signatures used elsewhere, odd tokens.
contract AdversaryTest is MarketFixture {
    IDataMarket.Order internal order;
    address internal stranger = address(0x5747);

    function setUp() public {
        deployMarket();
        offer(honest());
        order = whole();
    }

    function assertOnlyDeposits(uint256 deposits, uint256 buyerHas) internal view {
        assertEq(token.balanceOf(address(market)), deposits, "nothing but deposits is left");
        assertEq(market.depositOf(owner, address(token)).locked, 0, "no bond is locked");
        assertEq(token.balanceOf(buyer), buyerHas, "the buyer's money");
    }

    // Silence, at every state

    function test_silence_while_waiting_for_the_event_ends_with_everything_back() public {
        order.trigger = IDataMarket.Trigger.Time;
        order.threshold = block.timestamp + 300 days;
        order.cancelAt = uint40(block.timestamp + 5 days);
        order = buy(order);
        vm.warp(order.cancelAt + 1);
        vm.prank(stranger);
        market.cancel(terms, order);
        assertOnlyDeposits(1000 ether, 1_000_000 ether);
    }

    function test_silence_while_samples_are_to_be_drawn_ends_with_a_refund() public {
        order.samples = 2;
        order = buy(order);
        vm.warp(block.timestamp + terms.deliverTime + 1);
        vm.prank(stranger);
        market.refund(terms, order);
        assertOnlyDeposits(1000 ether - (BOND * 2) / 5, 1_000_000 ether + (BOND * 2) / 5);
    }

    function test_silence_of_the_seller_ends_with_refund_and_bond() public {
        order = buy(order);
        vm.warp(block.timestamp + terms.deliverTime + 1);
        vm.prank(stranger);
        market.refund(terms, order);
        assertOnlyDeposits(1000 ether - BOND, 1_000_000 ether + BOND);
    }

    function test_silence_of_the_buyer_ends_with_the_seller_paid() public {
        order = buy(order);
        deliver(order, wrapRange(order, 0, 0, 5));
        vm.warp(block.timestamp + terms.disputeTime + 1);
        vm.prank(stranger);
        market.settle(terms, order);
        assertOnlyDeposits(1000 ether, 1_000_000 ether - PRICE);
    }

    // Copies of what others send

    function test_a_copied_delivery_or_dispute_is_worth_nothing_to_its_copier() public {
        order = buy(order);
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 5);
        delivery.wrapped[0] ^= bytes32(uint256(1));
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotSeller.selector, owner, stranger));
        vm.prank(stranger);
        market.deliver(terms, order, delivery);
        deliver(order, delivery);
        // The claim names the buyer's one-time secret: whoever reads it in the pool still is not the buyer.
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketNotBuyer.selector, buyer, stranger));
        vm.prank(stranger);
        market.disputeKey(terms, order, content, delivery, keyClaim(0));
    }

    function test_a_seller_who_sees_the_dispute_coming_can_undo_nothing() public {
        order = buy(order);
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 5);
        IDisputeJudge.Delivery memory wrong = wrapRange(order, 0, 0, 5);
        wrong.wrapped[0] ^= bytes32(uint256(1));
        deliver(order, wrong);
        bytes memory inState = abi.encodeWithSelector(
            IDataMarket.DataMarketWrongState.selector, idOf(order), IDataMarket.State.Delivered
        );
        vm.startPrank(owner);
        vm.expectRevert(inState);
        market.deliver(terms, order, delivery);
        vm.expectRevert(inState);
        market.decline(terms, order);
        vm.expectRevert(inState);
        market.refund(terms, order);
        vm.expectRevert(inState);
        market.cancel(terms, order);
        uint256 until = block.timestamp + terms.disputeTime;
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketTooEarly.selector, until));
        market.settle(terms, order);
        uint128 free = market.depositOf(owner, address(token)).free;
        vm.expectRevert(abi.encodeWithSelector(IDataMarket.DataMarketBondShort.selector, free, free + 1));
        market.withdrawDeposit(address(token), free + 1);
        market.close(terms);
        vm.stopPrank();
        vm.prank(buyer);
        market.disputeKey(terms, order, content, wrong, keyClaim(0));
        assertOnlyDeposits(1000 ether - BOND, 1_000_000 ether + BOND);
    }

    function test_what_was_wrapped_for_one_order_is_a_wrong_key_in_another() public {
        IDataMarket.Order memory first = buy(whole());
        IDataMarket.Order memory second = whole();
        second.cancelAt = 1;
        second = buy(second);
        IDisputeJudge.Delivery memory ofFirst = wrapRange(first, 0, 0, 5);
        deliver(second, ofFirst);
        vm.prank(buyer);
        market.disputeKey(terms, second, content, ofFirst, keyClaim(0));
        assertState(second, IDataMarket.State.Refunded, "refunded");
    }

    function test_a_copied_registration_neither_succeeds_nor_hinders() public {
        dataSet.descriptionHash = "another";
        content.dataSetHash = keccak256(abi.encode(dataSet));
        vm.expectRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryNotPublisher.selector, owner, stranger));
        vm.prank(stranger);
        registry.register(dataSet, content);
        IDataRegistry.DataSet memory copied = dataSet;
        (copied.publisher, copied.agreementId) = (stranger, 0);
        IDataRegistry.Content memory copiedContent = content;
        copiedContent.dataSetHash = keccak256(abi.encode(copied));
        vm.prank(stranger);
        bytes32 theirs = registry.register(copied, copiedContent);
        assertTrue(theirs != register(), "another id: the publisher is part of it");
    }

    // Signatures used elsewhere

    function test_an_attestation_is_for_one_currency_on_one_chain() public {
        (address auditor, uint256 auditorKey) = actor("auditor");
        grant(RoleLib.AUDITOR, auditor);
        (QDD dollar, QDD other) = (new QDD(roles), new QDD(roles));
        IFiatToken.Attestation memory next = IFiatToken.Attestation(1, uint40(block.timestamp), "document", "cid");
        bytes32 typehash =
            keccak256("Attestation(uint256 reserve,uint40 takenAt,bytes32 documentHash,string documentCid)");
        bytes32 structHash =
            keccak256(abi.encode(typehash, next.reserve, next.takenAt, next.documentHash, keccak256("cid")));
        bytes memory signed = signature(auditorKey, typed(dollar.DOMAIN_SEPARATOR(), structHash));
        vm.expectPartialRevert(IFiatToken.FiatTokenNotAuditor.selector);
        other.attest(next, signed);
        vm.chainId(777);
        vm.expectPartialRevert(IFiatToken.FiatTokenNotAuditor.selector);
        dollar.attest(next, signed);
        vm.chainId(31337);
        dollar.attest(next, signed);
    }

    function test_an_agreement_is_for_one_contract() public {
        Shares other = new Shares(vehicle);
        IShares.Terms memory wanted = termsFor(mintCar(owner, "another car"));
        bytes32 digest = shares.hashTerms(wanted);
        (bytes memory byOwner, bytes memory byMaker) = (signature(ownerKey, digest), signature(makerKey, digest));
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesSignatureInvalid.selector, owner));
        other.agree(wanted, byOwner, byMaker);
        shares.agree(wanted, byOwner, byMaker);
    }

    function test_an_identity_is_for_one_contract() public {
        Vehicle other = new Vehicle(roles);
        IVehicle.Identity memory identity = identityOf(owner, "salt", "another tag");
        bytes memory signed = signIdentity(registrarKey, identity);
        vm.startPrank(maker);
        vm.expectPartialRevert(IVehicle.VehicleRegistrarUnknown.selector);
        other.mint(identity, signed);
        vehicle.mint(identity, signed);
        vm.stopPrank();
    }

    function test_a_permit_is_used_once_on_one_chain_for_one_token() public {
        TokenMock other = new TokenMock("Mock");
        bytes32 typehash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(abi.encode(typehash, buyer, stranger, 5, 0, block.timestamp));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(buyerKey, typed(token.DOMAIN_SEPARATOR(), structHash));
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        other.permit(buyer, stranger, 5, block.timestamp, v, r, s);
        vm.chainId(777);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(buyer, stranger, 5, block.timestamp, v, r, s);
        vm.chainId(31337);
        token.permit(buyer, stranger, 5, block.timestamp, v, r, s);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(buyer, stranger, 5, block.timestamp, v, r, s);
    }

    // Odd tokens, where the market's own tests do not go

    function newEscrow(TokenMock money) internal returns (SaleEscrow escrow, ISaleEscrow.Sale memory sale) {
        address arbitrator = address(0xA4B);
        escrow = new SaleEscrow(vehicle, roles, IAucProgramme(address(0)));
        grant(RoleLib.ARBITRATOR, arbitrator);
        sale = ISaleEscrow.Sale({
            vehicleId: mintCar(owner, "car for sale"),
            seller: owner,
            buyer: address(0),
            arbitrator: arbitrator,
            token: address(money),
            price: 10_000,
            arbitratorFee: 300,
            handoverTime: 3 days,
            decisionTime: 5 days,
            expiresAt: uint40(block.timestamp + 7 days),
            reportHash: "report",
            nonce: 0
        });
        vm.startPrank(owner);
        vehicle.approve(address(escrow), sale.vehicleId);
        escrow.offer(sale);
        vm.stopPrank();
        money.mint(buyer, 10_000);
        vm.prank(buyer);
        money.approve(address(escrow), 10_000);
    }

    function test_a_token_that_keeps_a_fee_buys_no_car() public {
        FeeTokenMock money = new FeeTokenMock();
        (SaleEscrow escrow, ISaleEscrow.Sale memory sale) = newEscrow(money);
        vm.expectRevert(abi.encodeWithSelector(PaymentLib.PaymentShort.selector, address(money), 9900, 10_000));
        vm.prank(buyer);
        escrow.fund(sale);
        assertEq(vehicle.ownerOf(sale.vehicleId), owner, "the car stays");
    }

    function test_a_token_that_calls_back_is_paid_out_once_for_a_car() public {
        ReentrantTokenMock money = new ReentrantTokenMock();
        (SaleEscrow escrow, ISaleEscrow.Sale memory sale) = newEscrow(money);
        vm.prank(buyer);
        escrow.fund(sale);
        money.arm(address(escrow), abi.encodeCall(escrow.undo, (sale)));
        vm.prank(buyer);
        escrow.release(sale);
        assertRefused(money);
        assertEq(money.balanceOf(owner), 10_000, "paid once");
        assertEq(money.balanceOf(address(escrow)), 0, "nothing left");
    }

    /// @dev After a call whose token called back: the guard answered, before anything else was looked at.
    function assertRefused(ReentrantTokenMock money) internal view {
        assertTrue(!money.reentered(), "refused");
        assertEq(bytes32(money.answer()), bytes32(Guarded.GuardedReentered.selector), "by name");
    }

    function test_no_verb_of_the_market_runs_inside_another() public {
        ReentrantTokenMock money = new ReentrantTokenMock();
        money.mint(owner, 100);
        vm.prank(owner);
        money.approve(address(market), 100);
        IDataMarket.Permit memory permit;
        IDisputeJudge.Delivery memory delivery = wrapRange(order, 0, 0, 5);
        bytes[11] memory calls = [
            abi.encodeCall(market.deposit, (address(money), 1)),
            abi.encodeCall(market.withdrawDeposit, (address(money), 1)),
            abi.encodeCall(market.claim, (address(money))),
            abi.encodeCall(market.buy, (terms, order)),
            abi.encodeCall(market.buyWithPermit, (terms, order, permit)),
            abi.encodeCall(market.cancel, (terms, order)),
            abi.encodeCall(market.decline, (terms, order)),
            abi.encodeCall(market.refund, (terms, order)),
            abi.encodeCall(market.settle, (terms, order)),
            abi.encodeCall(market.disputeKey, (terms, order, content, delivery, keyClaim(0))),
            abi.encodeCall(market.disputeSector, (terms, order, content, delivery, sectorClaim(0)))
        ];
        for (uint256 i; i < calls.length; i++) {
            money.arm(address(market), calls[i]);
            vm.prank(owner);
            market.deposit(address(money), 1);
            assertRefused(money);
        }
        assertEq(market.depositOf(owner, address(money)).free, 11, "each deposit counted once");
    }

    function test_no_verb_of_a_sale_runs_inside_another() public {
        ReentrantTokenMock money = new ReentrantTokenMock();
        (SaleEscrow escrow, ISaleEscrow.Sale memory sale) = newEscrow(money);
        bytes[8] memory calls = [
            abi.encodeCall(escrow.fund, (sale)),
            abi.encodeCall(escrow.release, (sale)),
            abi.encodeCall(escrow.undo, (sale)),
            abi.encodeCall(escrow.propose, (sale, 1, true)),
            abi.encodeCall(escrow.award, (sale, 1, true, "")),
            abi.encodeCall(escrow.expire, (sale)),
            abi.encodeCall(escrow.review, (sale, 5, "")),
            abi.encodeCall(escrow.claim, (address(money)))
        ];
        vm.prank(buyer);
        money.approve(address(escrow), type(uint256).max);
        for (uint64 i; i < calls.length; i++) {
            sale.nonce = i + 1;
            vm.startPrank(owner);
            escrow.offer(sale);
            vehicle.approve(address(escrow), sale.vehicleId);
            vm.stopPrank();
            money.arm(address(escrow), calls[i]);
            vm.prank(buyer);
            escrow.fund(sale);
            assertRefused(money);
            vm.prank(owner);
            escrow.undo(sale);
        }
    }

    function test_no_verb_of_an_appraisal_runs_inside_another() public {
        ReentrantTokenMock money = new ReentrantTokenMock();
        (Appraisal appraisal, uint256 car) = newAppraisal(money);
        bytes[6] memory calls = [
            abi.encodeCall(appraisal.order, (car, address(0), address(money), 1, 1 days, 2 days)),
            abi.encodeCall(appraisal.accept, (1)),
            abi.encodeCall(appraisal.challenge, (1, "")),
            abi.encodeCall(appraisal.review, (1, true, "")),
            abi.encodeCall(appraisal.settle, (1)),
            abi.encodeCall(appraisal.claim, (address(money)))
        ];
        for (uint256 i; i < calls.length; i++) {
            money.arm(address(appraisal), calls[i]);
            vm.prank(buyer);
            appraisal.order(car, address(0), address(money), 1, 1 days, 2 days);
            assertRefused(money);
        }
    }

    function newAppraisal(TokenMock money) internal returns (Appraisal appraisal, uint256 car) {
        address[] memory currencies = new address[](1);
        currencies[0] = address(money);
        appraisal = new Appraisal(vehicle, roles, IOracle(address(oracle)), currencies);
        car = mintCar(owner, "car to appraise");
        money.mint(buyer, 1000);
        vm.prank(buyer);
        money.approve(address(appraisal), 1000);
    }

    function test_a_token_that_keeps_a_fee_orders_no_appraisal() public {
        FeeTokenMock money = new FeeTokenMock();
        (Appraisal appraisal, uint256 car) = newAppraisal(money);
        vm.expectRevert(abi.encodeWithSelector(PaymentLib.PaymentShort.selector, address(money), 990, 1000));
        vm.prank(buyer);
        appraisal.order(car, address(0), address(money), 1000, 1 days, 2 days);
    }

    function test_a_token_that_calls_back_refunds_an_appraisal_once() public {
        ReentrantTokenMock money = new ReentrantTokenMock();
        (Appraisal appraisal, uint256 car) = newAppraisal(money);
        vm.prank(buyer);
        uint256 id = appraisal.order(car, address(0), address(money), 1000, 1 days, 2 days);
        vm.warp(block.timestamp + 365 days);
        money.arm(address(appraisal), abi.encodeCall(appraisal.settle, (id)));
        appraisal.settle(id);
        assertRefused(money);
        assertEq(IERC20(address(money)).balanceOf(buyer), 1000, "refunded once");
    }
}
