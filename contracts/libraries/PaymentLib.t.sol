// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Test} from "../exchange-test/Test.sol";
import {PaymentLib} from "./PaymentLib.sol";

/// @notice Moves what it is told to, or nothing, and answers with whatever bytes it was given.
contract OddToken {
    mapping(address account => uint256) public balanceOf;
    bytes public answer;
    bool public fails;
    bool public burns;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function set(bytes calldata answer_, bool fails_, bool burns_) external {
        (answer, fails, burns) = (answer_, fails_, burns_);
    }

    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        while (burns) {}
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        bytes memory answer_ = answer;
        bool fails_ = fails;
        assembly ("memory-safe") {
            if fails_ { revert(add(answer_, 32), mload(answer_)) }
            return(add(answer_, 32), mload(answer_))
        }
    }
}

/// @notice Answers a transfer with 150 kB of zeroes.
contract LongToken {
    fallback() external {
        assembly ("memory-safe") {
            return(mload(0x40), 150000)
        }
    }
}

contract PaymentLibTest is Test {
    OddToken internal token = new OddToken();
    address internal payee = address(0xCAFE);

    function setUp() public {
        token.mint(address(this), 100);
        token.mint(payee, 100);
    }

    function pull(uint256 amount) external {
        PaymentLib.pull(address(token), payee, amount);
    }

    function test_push_takes_a_yes_or_nothing_for_a_payment() public {
        bytes[3] memory answers = [bytes(""), abi.encode(true), abi.encode(true, "more")];
        for (uint256 i; i < answers.length; i++) {
            token.set(answers[i], false, false);
            assertTrue(PaymentLib.push(address(token), payee, 1), "paid");
            assertEq(token.balanceOf(payee), 101 + i, "received");
        }
    }

    function test_push_takes_any_other_answer_for_a_refusal(uint256 word, uint8 length) public {
        if (word == 1) word = 0;
        bytes[3] memory answers = [abi.encode(word), new bytes(bound(length, 1, 31)), abi.encodePacked(uint248(1))];
        for (uint256 i; i < answers.length; i++) {
            token.set(answers[i], false, false);
            assertTrue(!PaymentLib.push(address(token), payee, 1), "no yes");
        }
        token.set(abi.encode(true), true, false);
        assertTrue(!PaymentLib.push(address(token), payee, 1), "a yes in a revert");
        token.set("", true, false);
        assertTrue(!PaymentLib.push(address(token), payee, 1), "an empty revert");
    }

    function test_push_to_an_address_without_code_pays_nobody() public {
        assertTrue(!PaymentLib.push(address(0xC0DE), payee, 1), "no token");
    }

    function test_push_gives_a_token_so_much_gas_and_no_more() public {
        token.set("", false, true);
        uint256 before = gasleft();
        assertTrue(!PaymentLib.push(address(token), payee, 1), "out of gas");
        assertLe(before - gasleft(), 210_000, "gas");
    }

    function test_push_does_not_pay_for_the_length_of_an_answer() public {
        address long = address(new LongToken());
        uint256 before = gasleft();
        assertTrue(!PaymentLib.push(long, payee, 1), "not a yes");
        assertLe(before - gasleft(), 80_000, "gas: only what the token itself uses");
    }

    function test_pull_refuses_by_name() public {
        token.set(abi.encode(false), false, false);
        vm.expectRevert(abi.encodeWithSelector(PaymentLib.PaymentRefused.selector, address(token)));
        this.pull(1);
        token.set("", true, false);
        vm.expectRevert(abi.encodeWithSelector(PaymentLib.PaymentRefused.selector, address(token)));
        this.pull(1);
        token.set("", false, false);
        this.pull(7);
        assertEq(token.balanceOf(address(this)), 107, "received");
        token.set("", true, false);
        this.pull(0);
    }
}
