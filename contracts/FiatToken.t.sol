// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {CarFixture} from "./exchange-test/CarFixture.sol";
import {IFiatToken} from "./interfaces/IFiatToken.sol";
import {RoleLib} from "./libraries/RoleLib.sol";
import {QDD} from "./QDD.sol";

contract FiatTokenTest is CarFixture {
    QDD internal qdd;
    address internal issuer = address(0x155);
    address internal enforcer = address(0xE4F);
    address internal alice = address(0xA11CE);
    uint256 internal auditorKey;
    address internal auditor;

    function setUp() public {
        vm.warp(1_800_000_000);
        deployRoles();
        qdd = new QDD(roles);
        (auditor, auditorKey) = actor("auditor");
        grant(RoleLib.AUDITOR, auditor);
        grant(RoleLib.ISSUER, issuer);
        grant(RoleLib.ENFORCER, enforcer);
    }

    function attestationOf(uint256 reserve) internal view returns (IFiatToken.Attestation memory) {
        return IFiatToken.Attestation(reserve, uint40(block.timestamp), keccak256("document"), "bafy");
    }

    function sign(uint256 key, IFiatToken.Attestation memory a) internal view returns (bytes memory) {
        bytes32 typehash =
            keccak256("Attestation(uint256 reserve,uint40 takenAt,bytes32 documentHash,string documentCid)");
        bytes32 structHash =
            keccak256(abi.encode(typehash, a.reserve, a.takenAt, a.documentHash, keccak256(bytes(a.documentCid))));
        return signature(key, typed(qdd.DOMAIN_SEPARATOR(), structHash));
    }

    function attest(uint256 reserve) internal {
        IFiatToken.Attestation memory a = attestationOf(reserve);
        qdd.attest(a, sign(auditorKey, a));
    }

    function issue(uint256 amount) internal {
        vm.prank(issuer);
        qdd.mint(alice, amount);
    }

    // Attest

    function test_attest_wants_an_auditor_and_the_very_words() public {
        IFiatToken.Attestation memory a = attestationOf(100);
        bytes memory signed = sign(uint256(1), a);
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenNotAuditor.selector, vm.addr(1)));
        qdd.attest(a, signed);
        signed = sign(auditorKey, a);
        a.reserve = 101;
        vm.expectPartialRevert(IFiatToken.FiatTokenNotAuditor.selector);
        qdd.attest(a, signed);
        a.reserve = 100;
        suspend(RoleLib.AUDITOR, auditor);
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenNotAuditor.selector, auditor));
        qdd.attest(a, signed);
    }

    function test_attest_goes_forward_in_time_only() public {
        IFiatToken.Attestation memory a = attestationOf(100);
        bytes memory signed = sign(auditorKey, a);
        qdd.attest(a, signed);
        vm.expectRevert(
            abi.encodeWithSelector(IFiatToken.FiatTokenAttestationOutOfOrder.selector, a.takenAt, a.takenAt)
        );
        qdd.attest(a, signed);
        a.takenAt += 1;
        signed = sign(auditorKey, a);
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenAttestationInFuture.selector, a.takenAt));
        qdd.attest(a, signed);
    }

    function test_attest_is_public() public {
        vm.expectEmit(address(qdd));
        emit IFiatToken.Attested(auditor, 100, uint40(block.timestamp), keccak256("document"), "bafy");
        attest(100);
        (uint256 reserve, uint40 takenAt, bytes32 documentHash,, address signer) = qdd.attestation();
        assertEq(reserve, 100, "reserve");
        assertEq(takenAt, block.timestamp, "time");
        assertEq(documentHash, keccak256("document"), "document");
        assertEq(signer, auditor, "auditor");
    }

    // Mint and redeem

    function test_mint_is_for_issuers_and_needs_an_attestation() public {
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenNotIssuer.selector, alice));
        vm.prank(alice);
        qdd.mint(alice, 1);
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenAttestationStale.selector, 0));
        issue(1);
    }

    function test_mint_stops_at_the_reserve(uint128 reserve, uint128 first, uint128 second) public {
        attest(reserve);
        first = uint128(bound(first, 0, reserve));
        issue(first);
        assertEq(qdd.mintable(), uint256(reserve) - first, "mintable");
        uint256 supply = uint256(first) + second;
        if (supply > reserve) {
            vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenAboveReserve.selector, supply, reserve));
        }
        issue(second);
    }

    function test_mint_reaches_the_reserve_and_not_one_unit_more() public {
        attest(100);
        vm.expectEmit(address(qdd));
        emit IFiatToken.Issued(issuer, alice, 100, 100, 100);
        issue(100);
        assertEq(qdd.balanceOf(alice), 100, "issued");
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenAboveReserve.selector, 101, 100));
        issue(1);
    }

    function test_a_stale_attestation_stops_minting_and_nothing_else() public {
        attest(100);
        issue(50);
        uint40 takenAt = uint40(block.timestamp);
        vm.warp(block.timestamp + 35 days);
        assertEq(qdd.mintable(), 50, "in its last second");
        vm.warp(block.timestamp + 1);
        assertEq(qdd.mintable(), 0, "mintable");
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenAttestationStale.selector, takenAt));
        issue(1);
        vm.startPrank(alice);
        require(qdd.transfer(issuer, 20));
        vm.expectEmit(address(qdd));
        emit IFiatToken.Redeemed(alice, 30, "wire 1");
        qdd.redeem(30, "wire 1");
        vm.stopPrank();
        assertEq(qdd.totalSupply(), 20, "supply");
    }

    function test_the_word_of_an_auditor_counts_while_it_is_one() public {
        attest(100);
        suspend(RoleLib.AUDITOR, auditor);
        assertEq(qdd.mintable(), 0, "mintable");
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenNotAuditor.selector, auditor));
        issue(1);
        revoke(RoleLib.AUDITOR, auditor);
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenNotAuditor.selector, auditor));
        issue(1);
        vm.warp(block.timestamp + 1);
        (auditor, auditorKey) = actor("another auditor");
        grant(RoleLib.AUDITOR, auditor);
        attest(50);
        assertEq(qdd.mintable(), 50, "on the word of another");
        issue(50);
    }

    function test_a_lower_reserve_stops_minting_until_a_higher_one_is_attested() public {
        attest(100);
        issue(80);
        vm.warp(block.timestamp + 1);
        attest(50);
        assertEq(qdd.mintable(), 0, "nothing, and no underflow");
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenAboveReserve.selector, 81, 50));
        issue(1);
        vm.prank(alice);
        qdd.redeem(31, 0);
        // What is paid out for 31 of them leaves 19, and 49 are owed.
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenAboveReserve.selector, 50, 19));
        issue(1);
        vm.warp(block.timestamp + 1);
        attest(50);
        issue(1);
        assertEq(qdd.mintable(), 0, "all that there is");
    }

    function test_what_was_redeemed_is_not_issued_again_on_the_same_attestation() public {
        attest(100);
        issue(60);
        vm.prank(alice);
        qdd.redeem(40, "wire 1");
        assertEq(qdd.mintable(), 40, "as before: what is owed and what is left fell alike");
        issue(40);
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenAboveReserve.selector, 61, 60));
        issue(1);
        vm.prank(alice);
        qdd.redeem(60, "wire 2");
        assertEq(qdd.mintable(), 0, "100 came in, 100 went out");
        vm.warp(block.timestamp + 1);
        attest(30);
        assertEq(qdd.mintable(), 30, "counted anew");
    }

    function test_what_was_redeemed_between_the_count_and_its_attestation_has_left_the_reserve() public {
        uint256 start = block.timestamp;
        attest(100);
        issue(100);
        vm.warp(start + 1);
        vm.startPrank(alice);
        qdd.redeem(10, "wire 1");
        IFiatToken.Attestation memory counted = attestationOf(90);
        vm.warp(start + 2);
        qdd.redeem(20, "wire 2");
        vm.warp(start + 3);
        qdd.redeem(5, "wire 3");
        vm.stopPrank();
        qdd.attest(counted, sign(auditorKey, counted));
        assertEq(qdd.mintable(), 0, "of 90, less 25 since, 65 are owed");
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenAboveReserve.selector, 66, 65));
        issue(1);
    }

    // Freeze

    function these(address account) internal pure returns (address[] memory accounts) {
        accounts = new address[](1);
        accounts[0] = account;
    }

    function freeze(bytes32 order) internal {
        vm.prank(enforcer);
        qdd.freeze(these(alice), order, "hash", "bafy");
    }

    function unfreeze(bytes32 order) internal {
        vm.prank(enforcer);
        qdd.unfreeze(these(alice), order, "hash", "bafy");
    }

    function test_freeze_needs_an_enforcer_and_accounts_that_are_free() public {
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenNotEnforcer.selector, alice));
        vm.prank(alice);
        qdd.freeze(these(alice), "order", "hash", "bafy");
        vm.expectRevert(IFiatToken.FiatTokenZeroAddress.selector);
        vm.prank(enforcer);
        qdd.freeze(new address[](1), "order", "hash", "bafy");
        address[] memory accounts = new address[](2);
        (accounts[0], accounts[1]) = (alice, issuer);
        vm.expectEmit(address(qdd));
        emit IFiatToken.OrderPublished("order", enforcer, "hash", "bafy");
        vm.expectEmit(address(qdd));
        emit IFiatToken.Frozen(alice, "order");
        vm.expectEmit(address(qdd));
        emit IFiatToken.Frozen(issuer, "order");
        vm.prank(enforcer);
        qdd.freeze(accounts, "order", "hash", "bafy");
        assertTrue(qdd.frozenBy(alice) == "order" && qdd.frozenBy(issuer) == "order", "by which order");
        assertTrue(qdd.isPublished("order"), "published");
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenFrozen.selector, alice, bytes32("order")));
        freeze("another");
    }

    function test_unfreeze_needs_an_enforcer_and_accounts_that_are_frozen() public {
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenNotFrozen.selector, alice));
        unfreeze("free");
        freeze("order");
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenNotEnforcer.selector, alice));
        vm.prank(alice);
        qdd.unfreeze(these(alice), "free", "hash", "bafy");
        vm.expectEmit(address(qdd));
        emit IFiatToken.OrderPublished("free", enforcer, "hash", "bafy");
        vm.expectEmit(address(qdd));
        emit IFiatToken.Unfrozen(alice, "free");
        unfreeze("free");
        assertEq(qdd.frozenBy(alice), 0, "by none");
    }

    function test_an_order_is_carried_out_once_and_for_those_whom_it_names() public {
        bytes memory noOrder = abi.encodeWithSelector(IFiatToken.FiatTokenOrderExists.selector, bytes32(0));
        vm.expectRevert(noOrder);
        freeze(0);
        freeze("order");
        bytes memory used = abi.encodeWithSelector(IFiatToken.FiatTokenOrderExists.selector, bytes32("order"));
        vm.expectRevert(used);
        unfreeze("order");
        vm.expectRevert(used);
        vm.prank(enforcer);
        qdd.freeze(these(address(0xB0B)), "order", "hash", "bafy");
        vm.expectRevert(noOrder);
        unfreeze(0);
        unfreeze("lift");
        vm.expectRevert(used);
        freeze("order");
        vm.expectRevert(abi.encodeWithSelector(IFiatToken.FiatTokenOrderExists.selector, bytes32("lift")));
        freeze("lift");
        assertTrue(qdd.frozenBy(alice) == 0 && qdd.frozenBy(address(0xB0B)) == 0, "free");
    }

    function test_a_frozen_account_neither_sends_nor_receives_until_freed() public {
        attest(100);
        issue(50);
        freeze("order");
        bytes memory reason =
            abi.encodeWithSelector(IFiatToken.FiatTokenFrozen.selector, alice, bytes32("order"));
        vm.expectRevert(reason);
        vm.prank(alice);
        qdd.transfer(issuer, 1);
        vm.expectRevert(reason);
        issue(1);
        unfreeze("free");
        vm.prank(alice);
        require(qdd.transfer(issuer, 1));
        assertEq(qdd.balanceOf(issuer), 1, "free again");
    }

    function test_the_mark_of_freezing_leaves_the_balance_beside_it_alone(uint248 amount) public {
        amount = uint248(bound(amount, 1, type(uint248).max));
        attest(type(uint256).max);
        issue(amount);
        freeze("order");
        assertEq(qdd.balanceOf(alice), amount, "while frozen");
        unfreeze("free");
        vm.startPrank(alice);
        vm.expectEmit(address(qdd));
        emit IERC20.Transfer(alice, alice, amount);
        require(qdd.transfer(alice, amount));
        assertEq(qdd.balanceOf(alice), amount, "to oneself");
        require(qdd.transfer(issuer, amount));
        vm.stopPrank();
        assertEq(qdd.balanceOf(alice), 0, "all of it");
        assertEq(qdd.balanceOf(issuer), amount, "moved");
        assertEq(qdd.totalSupply(), amount, "supply");
    }

    function test_a_balance_that_would_reach_the_mark_is_refused() public {
        attest(type(uint256).max);
        issue(type(uint248).max);
        vm.expectRevert(
            abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 248, uint256(1) << 248)
        );
        issue(1);
    }

    function test_nobody_spends_more_than_they_have() public {
        attest(100);
        issue(100);
        bytes memory short = abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 100, 101);
        vm.expectRevert(short);
        vm.prank(alice);
        qdd.redeem(101, "wire");
    }
}
