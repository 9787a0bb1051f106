// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RolesFixture} from "./exchange-test/RolesFixture.sol";
import {Test} from "./exchange-test/Test.sol";
import {IFiatToken} from "./interfaces/IFiatToken.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {QDD} from "./QDD.sol";

/// @notice An auditor, an issuer, an enforcer and three holders act at random; the handler keeps its own books.
contract FiatTokenHandler is RolesFixture {
    QDD public token;
    address[3] internal holders = [address(0xA), address(0xB), address(0xC)];
    address internal issuer = address(0x1);
    address internal enforcer = address(0x2);
    uint256 internal auditorKey;
    uint256 internal orders;

    /// @dev What was redeemed, when and in all until then.
    struct Payment {
        uint40 paidAt;
        uint256 sum;
    }

    Payment[] internal payments;
    uint256 public reserve;
    uint256 internal redeemedBefore;
    uint40 public takenAt;
    uint256 public issued;
    uint256 public redeemed;
    uint256 public issuedAboveReserve;
    uint256 public issuedWhileStale;
    uint256 public movedWhileFrozen;

    constructor() {
        vm.warp(1_800_000_000);
        deployRoles();
        token = new QDD(roles);
        address auditor;
        (auditor, auditorKey) = actor("auditor");
        grant(RoleLib.AUDITOR, auditor);
        grant(RoleLib.ISSUER, issuer);
        grant(RoleLib.ENFORCER, enforcer);
    }

    /// @dev Some counts are attested only days later.
    function attest(uint256 amount, uint256 lag) external {
        if (block.timestamp <= takenAt) return;
        uint256 countedAt = block.timestamp - bound(lag, 0, block.timestamp - takenAt - 1) % 5 days;
        IFiatToken.Attestation memory next =
            IFiatToken.Attestation(bound(amount, 0, 10_000), uint40(countedAt), "document", "cid");
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Attestation(uint256 reserve,uint40 takenAt,bytes32 documentHash,string documentCid)"),
                next.reserve,
                next.takenAt,
                next.documentHash,
                keccak256("cid")
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
        token.attest(next, signature(auditorKey, digest));
        (reserve, takenAt, redeemedBefore) = (next.reserve, next.takenAt, 0);
        for (uint256 i; i < payments.length; i++) if (payments[i].paidAt <= takenAt) redeemedBefore = payments[i].sum;
    }

    function issue(uint256 who, uint256 amount) external {
        address to = holders[who % 3];
        uint256 supply = issued - redeemed;
        bool fresh = block.timestamp <= uint256(takenAt) + 35 days;
        amount = bound(amount, 0, reserve);
        vm.prank(issuer);
        try token.mint(to, amount) {
            if (!fresh) issuedWhileStale++;
            if (supply + amount + redeemed - redeemedBefore > reserve) issuedAboveReserve++;
            if (token.frozenBy(to) != 0) movedWhileFrozen++;
            issued += amount;
        } catch {}
    }

    function redeem(uint256 who, uint256 amount) external {
        address from = holders[who % 3];
        amount = bound(amount, 0, token.balanceOf(from));
        bool frozen = token.frozenBy(from) != 0;
        vm.prank(from);
        try token.redeem(amount, "") {
            redeemed += amount;
            payments.push(Payment(uint40(block.timestamp), redeemed));
            if (frozen) movedWhileFrozen++;
        } catch {}
    }

    function move(uint256 from, uint256 to, uint256 amount) external {
        address sender = holders[from % 3];
        amount = bound(amount, 0, token.balanceOf(sender));
        bool frozen = token.frozenBy(sender) != 0 || token.frozenBy(holders[to % 3]) != 0;
        vm.prank(sender);
        try token.transfer(holders[to % 3], amount) {
            if (frozen) movedWhileFrozen++;
        } catch {}
    }

    function freezeOrFree(uint256 who) external {
        address[] memory accounts = new address[](1);
        accounts[0] = holders[who % 3];
        bool frozen = token.frozenBy(accounts[0]) != 0;
        bytes32 order = bytes32(++orders);
        vm.prank(enforcer);
        if (frozen) token.unfreeze(accounts, order, "document", "cid");
        else token.freeze(accounts, order, "document", "cid");
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 20 days));
    }

    function held() external view returns (uint256 sum) {
        for (uint256 i; i < 3; i++) sum += token.balanceOf(holders[i]);
    }
}

contract FiatTokenInvariantTest is Test {
    FiatTokenHandler internal handler = new FiatTokenHandler();

    function setUp() public {
        bytes4[] memory calls = new bytes4[](6);
        calls[0] = FiatTokenHandler.attest.selector;
        calls[1] = FiatTokenHandler.issue.selector;
        calls[2] = FiatTokenHandler.redeem.selector;
        calls[3] = FiatTokenHandler.move.selector;
        calls[4] = FiatTokenHandler.freezeOrFree.selector;
        calls[5] = FiatTokenHandler.wait.selector;
        targetOnly(address(handler), calls);
    }

    function invariant_the_supply_is_what_was_issued_less_what_was_redeemed() public view {
        assertEq(handler.token().totalSupply(), handler.issued() - handler.redeemed(), "supply");
        assertEq(handler.held(), handler.token().totalSupply(), "balances");
        assertEq(handler.issuedAboveReserve(), 0, "nothing is issued above what is left of the attested reserve");
        assertEq(handler.issuedWhileStale(), 0, "nothing is issued on a stale attestation");
        assertEq(handler.movedWhileFrozen(), 0, "a frozen account neither sends nor receives");
    }
}
