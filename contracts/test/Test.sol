// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// The cheat codes of the test runner that our tests use.
interface Vm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function accesses(address target) external returns (bytes32[] memory reads, bytes32[] memory writes);
    function addr(uint256 key) external pure returns (address);
    function assertApproxEqAbs(uint256 left, uint256 right, uint256 delta, string calldata label) external pure;
    function assertEq(uint256 left, uint256 right, string calldata label) external pure;
    function assertEq(address left, address right, string calldata label) external pure;
    function assertEq(bytes32 left, bytes32 right, string calldata label) external pure;
    function assertEq(address[] calldata left, address[] calldata right, string calldata label) external pure;
    function assertEq(string calldata left, string calldata right, string calldata label) external pure;
    function assertGe(uint256 left, uint256 right, string calldata label) external pure;
    function assertLe(uint256 left, uint256 right, string calldata label) external pure;
    function assertLt(uint256 left, uint256 right, string calldata label) external pure;
    function assertTrue(bool condition, string calldata label) external pure;
    function assertFalse(bool condition, string calldata label) external pure;
    function assume(bool condition) external pure;
    function coinbase(address producer) external;
    function computeCreateAddress(address deployer, uint256 nonce) external pure returns (address);
    function expectEmit() external;
    function expectEmit(address emitter) external;
    function expectRevert(bytes calldata revertData) external;
    function expectRevert(bytes4 selector) external;
    function getNonce(address account) external view returns (uint64);
    function getRecordedLogs() external returns (Log[] memory);
    function load(address target, bytes32 slot) external view returns (bytes32);
    function parseJsonAddress(string calldata json, string calldata key) external pure returns (address);
    function parseJsonAddressArray(string calldata json, string calldata key) external pure returns (address[] memory);
    function parseJsonBytes(string calldata json, string calldata key) external pure returns (bytes memory);
    function parseJsonBytes32(string calldata json, string calldata key) external pure returns (bytes32);
    function parseJsonUint(string calldata json, string calldata key) external pure returns (uint256);
    function prank(address sender) external;
    function readFile(string calldata path) external view returns (string memory);
    function record() external;
    function recordLogs() external;
    function roll(uint256 blockNumber) external;
    function setBlockhash(uint256 blockNumber, bytes32 hash) external;
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function startPrank(address sender) external;
    function stopPrank() external;
    function toString(uint256 value) external pure returns (string memory);
    function warp(uint256 timestamp) external;
}

/// What every test contract stands on.
abstract contract Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    // keccak256("hevm cheat code"), where the runner listens.
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    address[] private _targets;
    FuzzSelector[] private _selectors;

    /// Returns the value if it lies in the range, and otherwise one in it that depends on the value.
    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        if (value >= low && value <= high) return value;
        return high - low == type(uint256).max ? value : low + value % (high - low + 1);
    }

    /// Asked by the runner: contracts that an invariant test calls.
    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// Asked by the runner: functions that an invariant test calls.
    function targetSelectors() external view returns (FuzzSelector[] memory) {
        return _selectors;
    }

    function _target(address handler, bytes4[] memory selectors) internal {
        _targets.push(handler);
        _selectors.push(FuzzSelector(handler, selectors));
    }
}
