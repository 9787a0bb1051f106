// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarFixture} from "./exchange-test/CarFixture.sol";
import {Test} from "./exchange-test/Test.sol";
import {IAucProgramme} from "./interfaces/IAucProgramme.sol";
import {ISaleEscrow} from "./interfaces/ISaleEscrow.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {TokenMock} from "./mocks/TokenMocks.sol";
import {SaleEscrow} from "./SaleEscrow.sol";

/// @notice Sells cars at random, with disputes, silence and payees that cannot receive, and keeps a ledger of its own.
contract SaleHandler is CarFixture {
    uint256 internal constant MAX_SALES = 40;

    SaleEscrow public escrow;
    TokenMock public token = new TokenMock("QDD");
    address internal buyer = address(0xB0B);
    address internal arbitrator = address(0xA4B);
    ISaleEscrow.Sale[] internal sales;
    ISaleEscrow.Sale internal nothing;
    uint256 public escrowed;

    constructor() {
        deployCars();
        escrow = new SaleEscrow(vehicle, roles, IAucProgramme(address(0)));
        allowReporter(address(escrow));
        grant(RoleLib.ARBITRATOR, arbitrator);
        vm.prank(owner);
        vehicle.setApprovalForAll(address(escrow), true);
        vm.prank(buyer);
        token.approve(address(escrow), type(uint256).max);
    }

    function offer(uint128 price, uint128 fee, uint32 handover, uint32 decision) external {
        if (sales.length == MAX_SALES) return;
        price = uint128(bound(price, 1, 1e24));
        ISaleEscrow.Sale memory sale = ISaleEscrow.Sale({
            vehicleId: mintCar(owner, bytes32(sales.length + 1)),
            seller: owner,
            buyer: address(0),
            arbitrator: arbitrator,
            token: address(token),
            price: price,
            arbitratorFee: uint128(bound(fee, 0, price)),
            handoverTime: uint32(bound(handover, 1 hours, 60 days)),
            decisionTime: uint32(bound(decision, 1 hours, 60 days)),
            expiresAt: uint40(block.timestamp + 30 days),
            reportHash: "report",
            nonce: 0
        });
        vm.prank(owner);
        escrow.offer(sale);
        sales.push(sale);
    }

    function withdraw(uint256 seed) external {
        (bool found, ISaleEscrow.Sale memory sale) = pick(seed, ISaleEscrow.State.Open);
        if (!found || seed % 4 != 0) return;
        vm.prank(owner);
        escrow.withdraw(sale);
    }

    function fund(uint256 seed) external {
        (bool found, ISaleEscrow.Sale memory sale) = pick(seed, ISaleEscrow.State.Open);
        if (!found || block.timestamp >= sale.expiresAt || token.refuses(buyer)) return;
        token.mint(buyer, sale.price);
        vm.prank(buyer);
        escrow.fund(sale);
        escrowed += sale.price;
    }

    function release(uint256 seed) external {
        (bool found, ISaleEscrow.Sale memory sale) = pickRunning(seed);
        if (!found) return;
        vm.prank(buyer);
        escrow.release(sale);
        escrowed -= sale.price;
    }

    function undo(uint256 seed) external {
        (bool found, ISaleEscrow.Sale memory sale) = pickRunning(seed);
        if (!found) return;
        vm.prank(owner);
        escrow.undo(sale);
        escrowed -= sale.price;
    }

    function propose(uint256 seed, uint128 toSeller, bool vehicleToBuyer, bool bySeller) external {
        (bool found, ISaleEscrow.Sale memory sale) = pickRunning(seed);
        if (!found) return;
        // Of few amounts, so that both sometimes want the same.
        toSeller = uint128((uint256(sale.price) * (toSeller % 3)) / 2);
        vm.prank(bySeller ? owner : buyer);
        if (escrow.propose(sale, toSeller, vehicleToBuyer)) escrowed -= sale.price;
    }

    function dispute(uint256 seed, bool bySeller) external {
        (bool found, ISaleEscrow.Sale memory sale) = pick(seed, ISaleEscrow.State.Funded);
        if (!found || block.timestamp > escrow.statusOf(escrow.idOf(sale)).deadline) return;
        vm.prank(bySeller ? owner : buyer);
        escrow.dispute(sale, "reason");
    }

    function award(uint256 seed, uint128 toSeller, bool vehicleToBuyer) external {
        (bool found, ISaleEscrow.Sale memory sale) = pick(seed, ISaleEscrow.State.Disputed);
        if (!found || block.timestamp > escrow.statusOf(escrow.idOf(sale)).deadline) return;
        vm.prank(arbitrator);
        escrow.award(sale, uint128(bound(toSeller, 0, sale.price - sale.arbitratorFee)), vehicleToBuyer, "reason");
        escrowed -= sale.price;
    }

    function expire(uint256 seed) external {
        (bool found, ISaleEscrow.Sale memory sale) = pickRunning(seed);
        if (!found || block.timestamp <= escrow.statusOf(escrow.idOf(sale)).deadline) return;
        escrow.expire(sale);
        escrowed -= sale.price;
    }

    function refusePayments(uint256 who, bool refused) external {
        token.refuse([owner, buyer, arbitrator][who % 3], refused);
    }

    function claim(uint256 who) external {
        address payee = [owner, buyer, arbitrator][who % 3];
        if (token.refuses(payee) || escrow.creditOf(payee, address(token)) == 0) return;
        vm.prank(payee);
        escrow.claim(address(token));
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 20 days));
    }

    // What the ledger needs

    function credits() external view returns (uint256) {
        return escrow.creditOf(owner, address(token)) + escrow.creditOf(buyer, address(token))
            + escrow.creditOf(arbitrator, address(token));
    }

    /// @return wrong Sales whose car is not with whom their state says.
    function misplacedCars() external view returns (uint256 wrong) {
        for (uint256 i; i < sales.length; i++) {
            ISaleEscrow.State state = escrow.statusOf(escrow.idOf(sales[i])).state;
            address expected = state == ISaleEscrow.State.Released ? buyer : owner;
            if (vehicle.ownerOf(sales[i].vehicleId) != expected) wrong++;
        }
    }

    function pickRunning(uint256 seed) internal view returns (bool found, ISaleEscrow.Sale memory sale) {
        (found, sale) = pick(seed, ISaleEscrow.State.Funded);
        if (!found) (found, sale) = pick(seed, ISaleEscrow.State.Disputed);
    }

    function pick(uint256 seed, ISaleEscrow.State wanted) internal view returns (bool, ISaleEscrow.Sale memory sale) {
        for (uint256 i; i < sales.length; i++) {
            sale = sales[(seed % sales.length + i) % sales.length];
            if (escrow.statusOf(escrow.idOf(sale)).state == wanted) return (true, sale);
        }
        return (false, nothing);
    }
}

contract SaleEscrowInvariantTest is Test {
    SaleHandler internal handler = new SaleHandler();

    function setUp() public {
        bytes4[] memory calls = new bytes4[](12);
        calls[0] = SaleHandler.offer.selector;
        calls[1] = SaleHandler.withdraw.selector;
        calls[2] = SaleHandler.fund.selector;
        calls[3] = SaleHandler.release.selector;
        calls[4] = SaleHandler.undo.selector;
        calls[5] = SaleHandler.propose.selector;
        calls[6] = SaleHandler.dispute.selector;
        calls[7] = SaleHandler.award.selector;
        calls[8] = SaleHandler.expire.selector;
        calls[9] = SaleHandler.refusePayments.selector;
        calls[10] = SaleHandler.claim.selector;
        calls[11] = SaleHandler.wait.selector;
        targetOnly(address(handler), calls);
    }

    function invariant_the_escrow_holds_exactly_what_it_owes() public view {
        uint256 held = handler.token().balanceOf(address(handler.escrow()));
        assertEq(held, handler.escrowed() + handler.credits(), "balance");
    }

    function invariant_a_car_is_with_whom_the_sale_says() public view {
        assertEq(handler.misplacedCars(), 0, "misplaced cars");
    }
}
