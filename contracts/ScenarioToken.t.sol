// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IQDT} from "./interfaces/IQDT.sol";
import {IScenarioToken} from "./interfaces/IScenarioToken.sol";
import {ScenarioToken} from "./ScenarioToken.sol";
import {System} from "./test/System.sol";

/// @notice Dividends in a QDT that does not exempt the token from coin-days.
contract ScenarioTokenTest is System {
    address internal constant MARKET = address(0x3A4);
    ScenarioToken internal token;

    function setUp() public {
        _deploy(4, 4, true, IQDT.Shortfall.Charge);
        address[] memory custodians = new address[](1);
        custodians[0] = MARKET;
        token = new ScenarioToken("Parking", "PRK", qdt, address(this), ALICE, 100e18, custodians);
        vm.prank(ALICE);
        token.transfer(BOB, 50e18);
    }

    function _distribute(uint256 amount) internal {
        vm.startPrank(CAROL);
        qdt.approve(address(token), amount);
        token.distribute(amount);
        vm.stopPrank();
    }

    function _claim(address holder) internal returns (uint256 amount) {
        uint256 before = qdt.balanceOf(holder);
        vm.prank(holder);
        amount = token.claim();
        vm.assertEq(qdt.balanceOf(holder) - before, amount, "received");
    }

    function _setShortfall(IQDT.Shortfall shortfall) internal {
        vm.prank(GOVERNOR);
        qdt.setShortfall(shortfall);
    }

    function _tooSmall(uint256 due, uint256 least) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IScenarioToken.ScenarioTokenClaimTooSmall.selector, due, least);
    }

    function test_who_claims_while_coin_days_are_short_bears_the_fee_and_the_last_holder_has_its_part() public {
        _distribute(100e18);
        vm.assertEq(_claim(ALICE), 50e18 - SHORTFALL_FEE, "less the fee");
        vm.assertEq(token.dividendOf(BOB), 50e18, "owed");
        vm.assertEq(qdt.balanceOf(address(token)), 50e18, "and held");
        vm.assertEq(_claim(BOB), 50e18 - SHORTFALL_FEE, "the last one too");
        vm.assertEq(qdt.balanceOf(address(token)), 0, "nothing stays here");
    }

    function test_who_waits_for_coin_days_has_all_that_is_due() public {
        _distribute(100e18);
        vm.warp(block.timestamp + 1 days);
        vm.assertEq(_claim(ALICE), 50e18, "all of it");
        vm.assertEq(_claim(BOB), 50e18, "all of it");
    }

    function test_dust_burns_nobodys_dividends_and_leaves_the_coin_days() public {
        _distribute(10e18);
        for (uint160 i = 1; i <= 20; ++i) {
            vm.prank(ALICE);
            token.transfer(address(0x1000000 + i), 1e16);
        }
        _distribute(10e18);
        for (uint160 i = 1; i <= 20; ++i) {
            vm.expectRevert(_tooSmall(1e15, 0.1 ether));
            vm.prank(address(0x1000000 + i));
            token.claim();
        }
        vm.assertEq(qdt.balanceOf(address(token)), 20e18, "all is here");
        vm.warp(block.timestamp + 1 days);
        vm.assertEq(_claim(BOB), 10e18, "free of any fee");
    }

    function test_a_claim_must_exceed_the_fee() public {
        IQDT dear = IQDT(address(new DearQdtMock()));
        ScenarioToken other = new ScenarioToken("Parking", "PRK", dear, address(this), ALICE, 100e18, new address[](0));
        other.distribute(0.1 ether);
        vm.expectRevert(_tooSmall(0.1 ether, 0.1 ether + 1));
        vm.prank(ALICE);
        other.claim();
        other.distribute(1);
        vm.prank(ALICE);
        vm.assertEq(other.claim(), 1, "a wei is left");
    }

    function test_a_claim_waits_where_qdt_refuses_transfers_without_coin_days() public {
        _distribute(100e18);
        _setShortfall(IQDT.Shortfall.Refuse);
        vm.expectRevert(
            abi.encodeWithSelector(IQDT.QDTCoinDaysShort.selector, address(token), 0, TRANSFER_COIN_DAYS)
        );
        vm.prank(ALICE);
        token.claim();
        vm.warp(block.timestamp + 10 minutes);
        vm.assertEq(_claim(ALICE), 50e18, "after minutes");
    }

    function test_what_lies_in_custody_earns_for_all_others_and_nothing_is_lost() public {
        _transfer(ALICE, MARKET, 40e18);
        vm.assertTrue(token.isCustodian(MARKET) && !token.isCustodian(ALICE), "who is");
        _distribute(60e18);
        vm.assertEq(token.dividendOf(MARKET), 0, "not the market");
        vm.assertEq(token.dividendOf(ALICE), 10e18, "for ten of sixty");
        vm.assertEq(token.dividendOf(BOB), 50e18, "for fifty of sixty");
        vm.expectRevert(abi.encodeWithSelector(IScenarioToken.ScenarioTokenNothingToClaim.selector, MARKET));
        vm.prank(MARKET);
        token.claim();

        _transfer(MARKET, ALICE, 40e18);
        vm.assertEq(token.dividendOf(ALICE), 10e18, "nothing for the time in custody");
        _distribute(100e18);
        vm.assertEq(token.dividendOf(ALICE), 60e18, "and again as before");
        vm.assertEq(token.dividendOf(BOB), 100e18, "as before");
    }

    function test_a_dividend_waits_while_all_tokens_are_in_custody() public {
        _transfer(ALICE, MARKET, 50e18);
        _transfer(BOB, MARKET, 50e18);
        _distribute(10e18);
        _transfer(MARKET, MARKET, 1e18);
        _transfer(MARKET, BOB, 1e18);
        vm.assertEq(token.dividendOf(BOB), 0, "it came before");
        _distribute(1e18);
        vm.assertEq(token.dividendOf(BOB), 11e18, "with the next one");
    }

    function test_a_custodian_cannot_send_more_than_it_has() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, MARKET, 0, 1));
        vm.prank(MARKET);
        token.transfer(BOB, 1);
    }

    /// @dev Whatever is paid in, moved and claimed, and whether a claim costs a fee: what is owed is here.
    function test_the_token_never_owes_more_than_it_holds(uint256[16] memory seeds) public {
        address[4] memory cast = [ALICE, BOB, TEAM_MEMBER, MARKET];
        for (uint256 i; i < seeds.length; ++i) {
            (address who, address to) = (cast[(seeds[i] >> 16) % 4], cast[(seeds[i] >> 24) % 4]);
            uint256 amount = seeds[i] >> 64;
            if (seeds[i] % 4 == 0) _distribute(amount % 10e18);
            if (seeds[i] % 4 == 1) token.mint(to, amount % 10e18);
            if (seeds[i] % 4 == 2) _transfer(who, to, amount % (token.balanceOf(who) + 1));
            vm.prank(who);
            if (seeds[i] % 4 == 3) try token.claim() {} catch {}
            vm.warp(block.timestamp + seeds[i] % 1 hours);
            uint256 owed = token.dividendOf(ALICE) + token.dividendOf(BOB) + token.dividendOf(TEAM_MEMBER);
            vm.assertTrue(owed <= qdt.balanceOf(address(token)), "owed is held");
        }
    }

    function _transfer(address from, address to, uint256 amount) internal {
        vm.prank(from);
        token.transfer(to, amount);
    }
}

/// @notice A QDT that charges as much as the least claim.
contract DearQdtMock {
    function transferFrom(address, address, uint256) external pure returns (bool) {
        return true;
    }

    function transfer(address, uint256) external pure returns (bool) {
        return true;
    }

    function isExempt(address) external pure returns (bool) {
        return false;
    }

    function previewTransfer(address, uint256) external pure returns (uint256, uint256) {
        return (0, 0.1 ether);
    }
}
