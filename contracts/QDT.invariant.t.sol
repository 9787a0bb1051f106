// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {QDT} from "./QDT.sol";
import {IQDT} from "./interfaces/IQDT.sol";
import {System} from "./test/System.sol";
import {Test} from "./test/Test.sol";

/// Moves coins as the cast, and keeps its own ledger. Never reverts.
contract QDTHandler is Test {
    QDT internal immutable QDT_;
    address internal immutable ISSUANCE;
    address internal immutable GOVERNOR;
    address[] internal cast;

    mapping(address => uint256) public ledger;
    mapping(address => uint256) public volume;
    uint256 public minted;
    uint256 public burned;
    address[2] public producers = [address(0xB1), address(0xB2)];

    constructor(QDT qdt, address issuance, address governor, address[] memory actors) {
        (QDT_, ISSUANCE, GOVERNOR, cast) = (qdt, issuance, governor, actors);
        for (uint256 i; i < actors.length; ++i) ledger[actors[i]] = qdt.balanceOf(actors[i]);
    }

    function transfer(uint256 from, uint256 to, uint256 amount, uint256 blockProducer) external {
        (address sender, address receiver) = (cast[from % cast.length], cast[to % cast.length]);
        amount = bound(amount, 0, ledger[sender]);
        address producer = producers[blockProducer % 2];
        (bool ok, uint256 used, uint256 fee) = _preview(sender, amount);
        vm.coinbase(producer);
        vm.prank(sender);
        (bool moved,) = address(QDT_).call(abi.encodeCall(QDT_.transfer, (receiver, amount)));
        vm.assertTrue(moved == ok, "the preview knows");
        if (!moved) return;
        ledger[sender] -= amount + fee;
        ledger[receiver] += amount;
        burned += fee;
        if (sender != receiver && !QDT_.isExempt(sender)) volume[producer] += _counted(used, fee);
    }

    function approveAndTransferFrom(uint256 from, uint256 to, uint256 amount) external {
        (address sender, address receiver) = (cast[from % cast.length], cast[to % cast.length]);
        amount = bound(amount, 0, ledger[sender]);
        (bool ok, uint256 used, uint256 fee) = _preview(sender, amount);
        if (!ok) return;
        vm.coinbase(producers[0]);
        vm.prank(sender);
        QDT_.approve(receiver, amount);
        vm.prank(receiver);
        QDT_.transferFrom(sender, receiver, amount);
        ledger[sender] -= amount + fee;
        ledger[receiver] += amount;
        burned += fee;
        if (sender != receiver && !QDT_.isExempt(sender)) volume[producers[0]] += _counted(used, fee);
    }

    function burn(uint256 from, uint256 amount) external {
        address sender = cast[from % cast.length];
        amount = bound(amount, 0, ledger[sender]);
        vm.prank(sender);
        QDT_.burn(amount);
        ledger[sender] -= amount;
        burned += amount;
    }

    function mint(uint256 to, uint256 amount) external {
        address receiver = cast[to % cast.length];
        amount = bound(amount, 0, QDT_.MINED_ISSUE() - minted);
        vm.prank(ISSUANCE);
        QDT_.mint(receiver, amount);
        ledger[receiver] += amount;
        minted += amount;
    }

    function setShortfall(bool charge) external {
        vm.prank(GOVERNOR);
        QDT_.setShortfall(charge ? IQDT.Shortfall.Charge : IQDT.Shortfall.Refuse);
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 0, 5 days));
    }

    function _preview(address sender, uint256 amount) private view returns (bool ok, uint256 used, uint256 fee) {
        try QDT_.previewTransfer(sender, amount) returns (uint256 coinDaysUsed, uint256 price) {
            return (true, coinDaysUsed, price);
        } catch {
            return (false, 0, 0);
        }
    }

    function _counted(uint256 used, uint256 fee) private view returns (uint256) {
        return fee == 0 ? used : QDT_.TRANSFER_COIN_DAYS();
    }
}

contract QDTInvariantTest is System {
    QDTHandler internal handler;
    address[] internal cast;

    function setUp() public {
        _deploy(25, 21, true);
        cast = [ALICE, BOB, CAROL, address(0xF4E5), address(0xF4E6), address(allocation)];
        handler = new QDTHandler(qdt, address(issuance), GOVERNOR, cast);
        bytes4[] memory selectors = new bytes4[](6);
        selectors[0] = QDTHandler.transfer.selector;
        selectors[1] = QDTHandler.approveAndTransferFrom.selector;
        selectors[2] = QDTHandler.burn.selector;
        selectors[3] = QDTHandler.mint.selector;
        selectors[4] = QDTHandler.setShortfall.selector;
        selectors[5] = QDTHandler.wait.selector;
        _target(address(handler), selectors);
    }

    function invariant_BalancesAreTheLedgerAndSumToTheSupply() public view {
        uint256 sum = qdt.balanceOf(address(election)) + qdt.balanceOf(TREASURY);
        for (uint256 i; i < cast.length; ++i) {
            uint256 balance = qdt.balanceOf(cast[i]);
            vm.assertEq(balance, handler.ledger(cast[i]), "balance");
            vm.assertLe(qdt.coinDays(cast[i]), balance * 30, "coin-days within the cap");
            sum += balance;
        }
        vm.assertEq(qdt.totalSupply(), sum, "sum of balances");
        vm.assertEq(sum, 4_900_000_000e18 + handler.minted() - handler.burned(), "genesis and issue less burns");
        vm.assertLe(4_900_000_000e18 + qdt.mined(), 10_000_000_000e18, "never above ten billion");
        for (uint256 i; i < 2; ++i) {
            address producer = handler.producers(i);
            vm.assertEq(qdt.volumeOf(producer), handler.volume(producer), "volume");
        }
    }
}
