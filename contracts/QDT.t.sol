// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {QDT} from "./QDT.sol";
import {IQDT} from "./interfaces/IQDT.sol";
import {ERC20Mock} from "./mocks/ERC20Mock.sol";
import {System} from "./test/System.sol";

contract QDTTest is System {
    address internal constant PRODUCER = address(0xB10C);
    address internal constant FRESH = address(0xF4E5);

    function setUp() public {
        _deploy(25, 21, true);
        vm.coinbase(PRODUCER);
    }

    // Genesis

    function test_GenesisRefusesAnotherSum() public {
        IQDT.Genesis memory genesis = _tokenGenesis(25, address(1), address(2), address(3), IQDT.Shortfall.Refuse);
        genesis.amounts[2] += 1;
        vm.expectRevert(abi.encodeWithSelector(IQDT.QDTGenesisSum.selector, 4_900_000_000e18, 4_900_000_000e18 + 1));
        new QDT(genesis);

        genesis.amounts[2] -= 2;
        vm.expectRevert(abi.encodeWithSelector(IQDT.QDTGenesisSum.selector, 4_900_000_000e18, 4_900_000_000e18 - 1));
        new QDT(genesis);
    }

    function test_GenesisRefusesMalformedArguments() public {
        IQDT.Genesis memory genesis = _tokenGenesis(25, address(1), address(2), address(3), IQDT.Shortfall.Refuse);
        genesis.holders = new address[](5);
        vm.expectRevert(abi.encodeWithSelector(IQDT.QDTGenesisLengths.selector, 5, 6));
        new QDT(genesis);

        genesis.holders = new address[](6);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        new QDT(genesis);

        genesis = _tokenGenesis(25, address(0), address(2), address(3), IQDT.Shortfall.Refuse);
        vm.expectRevert(IQDT.QDTGenesisZero.selector);
        new QDT(genesis);

        genesis = _tokenGenesis(25, address(1), address(2), address(3), IQDT.Shortfall.Refuse);
        genesis.transferCoinDays = 0;
        vm.expectRevert(IQDT.QDTGenesisZero.selector);
        new QDT(genesis);
    }

    function test_GenesisHolds49Percent() public view {
        vm.assertEq(qdt.totalSupply(), 4_900_000_000e18, "supply");
        vm.assertEq(qdt.balanceOf(ALICE), PURSE, "balance of a holder");
        vm.assertEq(qdt.balanceOf(address(allocation)), TEAM, "balance of the team lock");
        vm.assertEq(qdt.GENESIS_ISSUE() + qdt.MINED_ISSUE(), 10_000_000_000e18, "ten billion in all");
        vm.assertEq(qdt.symbol(), "QDT", "symbol");
        vm.assertEq(qdt.decimals(), 18, "decimals");
    }

    // Transfers

    function test_TransferRefusesMoreThanTheBalance() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, ALICE, PURSE, PURSE + 1));
        vm.prank(ALICE);
        qdt.transfer(BOB, PURSE + 1);
    }

    function test_TransferRefusesTheZeroAddress() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        vm.prank(ALICE);
        qdt.transfer(address(0), 1);

        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidSender.selector, address(0)));
        qdt.transferFrom(address(0), ALICE, 0);
    }

    function test_TransferFromRefusesMoreThanTheAllowance() public {
        vm.prank(ALICE);
        qdt.approve(BOB, 5);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, BOB, 5, 6));
        vm.prank(BOB);
        qdt.transferFrom(ALICE, BOB, 6);
    }

    function test_ApproveRefusesTheZeroAddress() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidSpender.selector, address(0)));
        qdt.approve(address(0), 1);
    }

    function testFuzz_TransferMovesCoinsAndUsesCoinDays(uint256 amount) public {
        amount = bound(amount, 1, PURSE);
        uint256 have = qdt.coinDays(ALICE);
        vm.assertEq(have, PURSE * 30, "full coin-days after a month");
        (uint256 used, uint256 fee) = qdt.previewTransfer(ALICE, amount);
        uint256 rest = have - TRANSFER_COIN_DAYS;
        vm.assertEq(used, TRANSFER_COIN_DAYS + (rest * amount + PURSE - 1) / PURSE, "fixed amount and moved share");
        vm.assertEq(fee, 0, "no fee");

        vm.expectEmit(address(qdt));
        emit IERC20.Transfer(ALICE, FRESH, amount);
        vm.prank(ALICE);
        vm.assertTrue(qdt.transfer(FRESH, amount), "returns true");

        vm.assertEq(qdt.balanceOf(ALICE), PURSE - amount, "sender");
        vm.assertEq(qdt.balanceOf(FRESH), amount, "receiver");
        vm.assertEq(qdt.coinDays(ALICE), have - used, "coin-days of the sender");
        vm.assertEq(qdt.coinDays(FRESH), 0, "coins that arrive bring no coin-days");
        vm.assertEq(qdt.totalSupply(), 4_900_000_000e18, "supply");
        vm.assertEq(qdt.volumeOf(PRODUCER), used, "volume");
    }

    function test_TransferWritesOneSlotForEachSideAndOneForVolume() public {
        vm.record();
        vm.prank(ALICE);
        qdt.transfer(BOB, 1e18);
        (, bytes32[] memory writes) = vm.accesses(address(qdt));
        vm.assertEq(writes.length, 3, "writes");
    }

    function test_TransferToOneselfKeepsTheBalance() public {
        vm.prank(ALICE);
        qdt.transfer(ALICE, PURSE);
        vm.assertEq(qdt.balanceOf(ALICE), PURSE, "balance");
        vm.assertEq(qdt.coinDays(ALICE), 0, "moving everything uses all coin-days");
        vm.assertEq(qdt.volumeOf(PRODUCER), 0, "no volume");
    }

    function test_TransferOfZeroIsFreeSoNobodyCanDrainOthers() public {
        uint256 have = qdt.coinDays(ALICE);
        vm.prank(BOB);
        qdt.transferFrom(ALICE, BOB, 0);
        vm.prank(FRESH);
        qdt.transfer(BOB, 0);
        vm.assertEq(qdt.coinDays(ALICE), have, "coin-days");
    }

    function testFuzz_AccountingMatchesTheReference(uint256[24] memory steps) public {
        ERC20Mock reference_ = new ERC20Mock();
        address[4] memory cast = [ALICE, BOB, CAROL, FRESH];
        for (uint256 i; i < 3; ++i) reference_.mint(cast[i], PURSE);
        for (uint256 i; i < steps.length; ++i) {
            vm.warp(block.timestamp + 1 days);
            address actor = cast[steps[i] % 4];
            address other = cast[(steps[i] >> 8) % 4];
            uint256 amount = (steps[i] >> 16) % (PURSE * 2);
            if (qdt.balanceOf(actor) >= amount && amount != 0 && qdt.coinDays(actor) < TRANSFER_COIN_DAYS) continue;
            _same(reference_, actor, abi.encodeCall(IERC20.transfer, (other, amount)));
            _same(reference_, actor, abi.encodeCall(IERC20.approve, (other, amount / 2)));
            vm.warp(block.timestamp + 1 days);
            if (qdt.balanceOf(actor) != 0 && qdt.coinDays(actor) < TRANSFER_COIN_DAYS) continue;
            _same(reference_, other, abi.encodeCall(IERC20.transferFrom, (actor, other, amount / 3)));
        }
        for (uint256 i; i < 4; ++i) {
            vm.assertEq(qdt.balanceOf(cast[i]), reference_.balanceOf(cast[i]), "balance as the reference");
        }
    }

    // Both accept or both refuse, with the same return or revert data.
    function _same(ERC20Mock reference_, address actor, bytes memory call) private {
        vm.prank(actor);
        (bool expectedOk, bytes memory expected) = address(reference_).call(call);
        vm.prank(actor);
        (bool ok, bytes memory found) = address(qdt).call(call);
        vm.assertTrue(ok == expectedOk, "accepts as the reference");
        vm.assertEq(keccak256(found), keccak256(expected), "answers as the reference");
    }

    // Coin-days

    function testFuzz_CoinDaysAccrueBySecondUpToTheCap(uint256 amount, uint256 elapsed) public {
        amount = bound(amount, 0, PURSE);
        elapsed = bound(elapsed, 0, 100 * 365 days);
        vm.prank(ALICE);
        qdt.transfer(FRESH, amount);

        vm.warp(block.timestamp + elapsed);
        uint256 earned = amount * elapsed / 1 days;
        vm.assertEq(qdt.coinDays(FRESH), earned < amount * 30 ? earned : amount * 30, "balance x days, at most 30");
    }

    function testFuzz_TouchingLosesLessThanOneWeiDayEachTime(uint256 amount, uint256[8] memory gaps) public {
        amount = bound(amount, 1e18, PURSE);
        vm.prank(ALICE);
        qdt.transfer(FRESH, amount);
        uint256 earned;
        for (uint256 i; i < gaps.length; ++i) {
            uint256 gap = bound(gaps[i], 1, 1 days);
            earned += (amount + i) * gap;
            vm.warp(block.timestamp + gap);
            vm.prank(BOB);
            qdt.transfer(FRESH, 1);
        }
        vm.assertApproxEqAbs(qdt.coinDays(FRESH), earned / 1 days, gaps.length, "coin-days");
        vm.assertLe(qdt.coinDays(FRESH), earned / 1 days, "never more than was earned");
    }

    function test_ShortTransferIsRefusedWithWhatIsMissing() public {
        vm.prank(ALICE);
        qdt.transfer(FRESH, 10e18);
        vm.warp(block.timestamp + 60);
        uint256 have = uint256(10e18) * 60 / 1 days;
        vm.expectRevert(abi.encodeWithSelector(IQDT.QDTCoinDaysShort.selector, FRESH, have, TRANSFER_COIN_DAYS));
        vm.prank(FRESH);
        qdt.transfer(BOB, 1e18);

        vm.expectRevert(abi.encodeWithSelector(IQDT.QDTCoinDaysShort.selector, FRESH, have, TRANSFER_COIN_DAYS));
        qdt.previewTransfer(FRESH, 1e18);
    }

    function test_WhoHasTheFixedAmountCanMoveEverything() public {
        vm.prank(ALICE);
        qdt.transfer(FRESH, 10e18);
        vm.warp(block.timestamp + 864);
        vm.assertEq(qdt.coinDays(FRESH), TRANSFER_COIN_DAYS, "exactly the fixed amount");
        vm.prank(FRESH);
        qdt.transfer(BOB, 10e18);
        vm.assertEq(qdt.balanceOf(FRESH), 0, "all moved");
    }

    function test_ManySmallTransfersRunDry() public {
        vm.prank(ALICE);
        qdt.transfer(FRESH, 1000e18);
        vm.warp(block.timestamp + 864);
        vm.startPrank(FRESH);
        uint256 count;
        for (; count < 200 && qdt.coinDays(FRESH) >= TRANSFER_COIN_DAYS; ++count) qdt.transfer(BOB, 1);
        vm.stopPrank();
        vm.assertLe(count, 100, "10 QDT-days pay at most 100 transfers");
        vm.assertGe(count, 99, "and nearly that many");
    }

    function testFuzz_ShortTransferPaysForTheMissingPart(uint256 amount, uint256 elapsed) public {
        vm.prank(GOVERNOR);
        qdt.setShortfall(IQDT.Shortfall.Charge);
        vm.prank(ALICE);
        qdt.transfer(FRESH, 10e18);
        elapsed = bound(elapsed, 0, 863);
        amount = bound(amount, 1, 10e18 - SHORTFALL_FEE);
        vm.warp(block.timestamp + elapsed);
        uint256 have = qdt.coinDays(FRESH);
        uint256 missing = TRANSFER_COIN_DAYS - have;
        uint256 fee = (SHORTFALL_FEE * missing + TRANSFER_COIN_DAYS - 1) / TRANSFER_COIN_DAYS;
        (uint256 used, uint256 previewed) = qdt.previewTransfer(FRESH, amount);
        vm.assertEq(used, have, "uses what there is");
        vm.assertEq(previewed, fee, "previewed fee");
        uint256 supply = qdt.totalSupply();
        uint256 volume = qdt.volumeOf(PRODUCER);

        vm.expectEmit(address(qdt));
        emit IERC20.Transfer(FRESH, BOB, amount);
        vm.expectEmit(address(qdt));
        emit IERC20.Transfer(FRESH, address(0), fee);
        vm.expectEmit(address(qdt));
        emit IQDT.ShortfallCharged(FRESH, missing, fee);
        vm.prank(FRESH);
        qdt.transfer(BOB, amount);

        vm.assertEq(qdt.balanceOf(FRESH), 10e18 - amount - fee, "sender paid amount and fee");
        vm.assertEq(qdt.balanceOf(BOB), PURSE + amount, "receiver got the amount");
        vm.assertEq(qdt.totalSupply(), supply - fee, "the fee is burned");
        vm.assertEq(qdt.coinDays(FRESH), 0, "coin-days are used up");
        vm.assertEq(qdt.volumeOf(PRODUCER), volume + TRANSFER_COIN_DAYS, "used or paid for");
    }

    function test_ShortTransferNeedsTheFeeToo() public {
        vm.prank(GOVERNOR);
        qdt.setShortfall(IQDT.Shortfall.Charge);
        vm.prank(ALICE);
        qdt.transfer(FRESH, 10e18);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, FRESH, 10e18, 10e18 + SHORTFALL_FEE
            )
        );
        vm.prank(FRESH);
        qdt.transfer(BOB, 10e18);
    }

    function test_ExemptSendersAreNeverShort() public {
        vm.assertTrue(qdt.isExempt(address(election)), "Election is exempt");
        vm.assertFalse(qdt.isExempt(ALICE), "Alice is not");
        vm.startPrank(address(election));
        for (uint256 i; i < 5; ++i) qdt.transfer(BOB, qdt.balanceOf(address(election)) / 2);
        vm.stopPrank();
        vm.assertEq(qdt.volumeOf(PRODUCER), 0, "and their transfers are no volume");
    }

    function test_OnlyTheGovernorSetsTheShortfall() public {
        vm.expectRevert(abi.encodeWithSelector(IQDT.QDTNotGovernor.selector, ALICE));
        vm.prank(ALICE);
        qdt.setShortfall(IQDT.Shortfall.Charge);

        vm.expectEmit(address(qdt));
        emit IQDT.ShortfallChanged(IQDT.Shortfall.Charge);
        vm.prank(GOVERNOR);
        qdt.setShortfall(IQDT.Shortfall.Charge);
        vm.assertTrue(qdt.shortfall() == IQDT.Shortfall.Charge, "set");
    }

    // Volume

    function test_VolumeCountsForTheProducerOfTheBlock() public {
        (uint256 usedByAlice,) = qdt.previewTransfer(ALICE, 3e18);
        vm.prank(ALICE);
        qdt.transfer(BOB, 3e18);
        vm.coinbase(FRESH);
        (uint256 usedByBob,) = qdt.previewTransfer(BOB, 4e18);
        vm.prank(BOB);
        qdt.transfer(CAROL, 4e18);
        address[] memory producers = new address[](2);
        (producers[0], producers[1]) = (PRODUCER, FRESH);
        uint256[] memory volumes = qdt.volumesOf(producers);
        vm.assertEq(volumes[0], usedByAlice, "first producer");
        vm.assertEq(volumes[1], usedByBob, "second producer");
    }

    function test_CoinsThatGoToAndFroMakeNoMoreVolumeThanTheyHaveEarned() public {
        vm.prank(GOVERNOR);
        qdt.setShortfall(IQDT.Shortfall.Charge);
        uint256 earned = qdt.coinDays(ALICE);
        uint256 amount = PURSE - 1e18;
        for (uint256 i; i < 25; ++i) {
            vm.prank(ALICE);
            qdt.transfer(FRESH, amount);
            amount -= SHORTFALL_FEE;
            vm.prank(FRESH);
            qdt.transfer(ALICE, amount);
        }
        vm.assertLe(qdt.volumeOf(PRODUCER), earned + 49 * TRANSFER_COIN_DAYS, "earned, and paid for with a fee each");
    }

    // Issue

    function testFuzz_OnlyIssuanceMintsAndAtMost51Percent(uint256 amount) public {
        amount = bound(amount, 1, 5_100_000_000e18);
        vm.expectRevert(abi.encodeWithSelector(IQDT.QDTNotIssuance.selector, ALICE));
        vm.prank(ALICE);
        qdt.mint(ALICE, amount);

        vm.startPrank(address(issuance));
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        qdt.mint(address(0), amount);
        vm.expectEmit(address(qdt));
        emit IERC20.Transfer(address(0), FRESH, amount);
        qdt.mint(FRESH, amount);
        vm.assertEq(qdt.balanceOf(FRESH), amount, "minted");
        vm.assertEq(qdt.totalSupply(), 4_900_000_000e18 + amount, "supply");
        uint256 left = 5_100_000_000e18 - amount;
        vm.expectRevert(abi.encodeWithSelector(IQDT.QDTIssueExceeded.selector, left, left + 1));
        qdt.mint(FRESH, left + 1);
        qdt.mint(FRESH, left);
        vm.stopPrank();
        vm.assertEq(qdt.totalSupply(), 10_000_000_000e18, "ten billion, to the wei");
    }

    function testFuzz_BurnTakesCoinsAndTheirShareOfCoinDays(uint256 amount) public {
        amount = bound(amount, 0, PURSE);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, ALICE, PURSE, PURSE + 1));
        vm.prank(ALICE);
        qdt.burn(PURSE + 1);

        vm.expectEmit(address(qdt));
        emit IERC20.Transfer(ALICE, address(0), amount);
        vm.prank(ALICE);
        qdt.burn(amount);
        vm.assertEq(qdt.balanceOf(ALICE), PURSE - amount, "balance");
        vm.assertEq(qdt.totalSupply(), 4_900_000_000e18 - amount, "supply");
        vm.assertEq(qdt.coinDays(ALICE), (PURSE - amount) * 30, "coin-days of what stays");
    }

    // Permit

    function testFuzz_PermitApprovesOnce(uint256 key, uint256 amount, uint256 deadline) public {
        key = bound(key, 1, 1 << 250);
        deadline = bound(deadline, block.timestamp, type(uint256).max);
        address owner = vm.addr(key);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _permitDigest(owner, BOB, amount, 0, deadline));

        vm.expectEmit(address(qdt));
        emit IERC20.Approval(owner, BOB, amount);
        qdt.permit(owner, BOB, amount, deadline, v, r, s);
        vm.assertEq(qdt.allowance(owner, BOB), amount, "allowance");
        vm.assertEq(qdt.nonces(owner), 1, "nonce");

        // The same signature over the next nonce recovers to somebody else.
        (bool replayed,) = address(qdt).call(abi.encodeCall(qdt.permit, (owner, BOB, amount, deadline, v, r, s)));
        vm.assertFalse(replayed, "no replay");
    }

    function test_PermitRefusesLateAndForeignSignatures() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(7, _permitDigest(ALICE, BOB, 1, 0, block.timestamp));
        vm.expectRevert(abi.encodeWithSelector(IQDT.QDTPermitNotByOwner.selector, vm.addr(7), ALICE));
        qdt.permit(ALICE, BOB, 1, block.timestamp, v, r, s);

        uint256 late = block.timestamp - 1;
        vm.expectRevert(abi.encodeWithSelector(IQDT.QDTPermitExpired.selector, late));
        qdt.permit(ALICE, BOB, 1, late, v, r, s);
    }

    function _permitDigest(address owner, address spender, uint256 value, uint256 nonce, uint256 deadline)
        private
        view
        returns (bytes32)
    {
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 domainType =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        bytes32 domain = keccak256(
            abi.encode(domainType, keccak256("QoodBlock"), keccak256("1"), block.chainid, address(qdt))
        );
        vm.assertEq(qdt.DOMAIN_SEPARATOR(), domain, "domain");
        bytes32 structHash = keccak256(abi.encode(typeHash, owner, spender, value, nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }
}
