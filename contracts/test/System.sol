// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Allocation} from "../Allocation.sol";
import {Election} from "../Election.sol";
import {Issuance} from "../Issuance.sol";
import {QDT} from "../QDT.sol";
import {SealReader} from "../SealReader.sol";
import {IElection} from "../interfaces/IElection.sol";
import {IQDT} from "../interfaces/IQDT.sol";
import {Test} from "./Test.sol";

/// The system contracts as genesis makes them, and the cast. Producers have the keys FIRST_KEY, FIRST_KEY + 1, ...
abstract contract System is Test {
    uint40 internal constant GENESIS_TIME = 1_790_000_000;
    uint256 internal constant FIRST_KEY = 0xB10C;
    uint96 internal constant BOND = 100_000e18;
    uint96 internal constant SELF_STAKE = 50_000e18;
    uint256 internal constant TEAM = 1_000_000_000e18;
    uint256 internal constant PURSE = 100_000_000e18;
    uint256 internal constant TRANSFER_COIN_DAYS = 1e17;
    uint256 internal constant SHORTFALL_FEE = 1e16;
    uint32 internal constant EPOCH = 420;
    uint32 internal constant HALF_LIFE = 365 days;
    uint32 internal constant UNBOND = 3 days;
    uint16 internal constant MISS_LIMIT = 3;

    address internal constant GOVERNOR = address(0x6000);
    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);
    address internal constant CAROL = address(0xCA401);
    address internal constant TREASURY = address(0x7EA5);
    address internal constant TEAM_MEMBER = address(0x7EA3);

    uint32 internal halfLife = HALF_LIFE;
    QDT internal qdt;
    Issuance internal issuance;
    Allocation internal allocation;
    SealReader internal sealReader;
    Election internal election;

    /// Deploys everything with so many candidates, the first so many of which are seated.
    function _deploy(uint256 candidateCount, uint256 seatCount, bool shuffled) internal {
        _deploy(candidateCount, seatCount, shuffled, IQDT.Shortfall.Refuse);
    }

    function _deploy(uint256 candidateCount, uint256 seatCount, bool shuffled, IQDT.Shortfall shortfall) internal {
        vm.warp(GENESIS_TIME);
        uint256 nonce = vm.getNonce(address(this));
        address issuanceAt = vm.computeCreateAddress(address(this), nonce + 1);
        address allocationAt = vm.computeCreateAddress(address(this), nonce + 2);
        address electionAt = vm.computeCreateAddress(address(this), nonce + 4);

        qdt = new QDT(_tokenGenesis(candidateCount, issuanceAt, allocationAt, electionAt, shortfall));
        issuance = new Issuance(qdt, electionAt, GENESIS_TIME);
        (address[] memory team, uint256[] memory parts) = (new address[](1), new uint256[](1));
        (team[0], parts[0]) = (TEAM_MEMBER, TEAM);
        allocation = new Allocation(qdt, GENESIS_TIME, team, parts);
        sealReader = new SealReader();
        election = new Election(_electionGenesis(candidateCount, seatCount, shuffled));
        // A month later everybody has all the coin-days that the balance allows.
        vm.warp(GENESIS_TIME + 30 days);
        vm.roll(1);
    }

    function _tokenGenesis(
        uint256 candidateCount,
        address issuanceAt,
        address allocationAt,
        address electionAt,
        IQDT.Shortfall shortfall
    ) internal pure returns (IQDT.Genesis memory genesis) {
        address[] memory holders = new address[](6);
        uint256[] memory amounts = new uint256[](6);
        (holders[0], amounts[0]) = (electionAt, candidateCount * (uint256(BOND) + SELF_STAKE));
        (holders[1], amounts[1]) = (allocationAt, TEAM);
        (holders[2], amounts[2]) = (ALICE, PURSE);
        (holders[3], amounts[3]) = (BOB, PURSE);
        (holders[4], amounts[4]) = (CAROL, PURSE);
        (holders[5], amounts[5]) = (TREASURY, 4_900_000_000e18 - TEAM - 3 * PURSE - amounts[0]);
        address[] memory exempt = new address[](2);
        (exempt[0], exempt[1]) = (electionAt, allocationAt);
        genesis = IQDT.Genesis(
            issuanceAt,
            GOVERNOR,
            GENESIS_TIME,
            shortfall,
            TRANSFER_COIN_DAYS,
            SHORTFALL_FEE,
            holders,
            amounts,
            exempt
        );
    }

    function _electionGenesis(uint256 candidateCount, uint256 seatCount, bool shuffled)
        internal
        view
        returns (IElection.Genesis memory genesis)
    {
        genesis.token = qdt;
        genesis.issuance = issuance;
        genesis.sealReader = sealReader;
        genesis.genesisTime = GENESIS_TIME;
        genesis.epochBlocks = EPOCH;
        genesis.halfLife = halfLife;
        genesis.unbondTime = UNBOND;
        genesis.missLimit = MISS_LIMIT;
        genesis.bond = BOND;
        genesis.shuffled = shuffled;
        genesis.seed = keccak256("genesis");
        genesis.candidates = new IElection.GenesisCandidate[](candidateCount);
        for (uint256 i; i < candidateCount; ++i) {
            string memory name = string.concat("Producer ", vm.toString(i + 1));
            genesis.candidates[i] =
                IElection.GenesisCandidate(_producer(i), name, "https://producer.example", BOND, SELF_STAKE);
        }
        genesis.producers = _firstProducers(seatCount);
    }

    function _producer(uint256 i) internal pure returns (address) {
        return vm.addr(FIRST_KEY + i);
    }

    /// Returns the first so many producers in ascending order.
    function _firstProducers(uint256 count) internal pure returns (address[] memory producers) {
        producers = new address[](count);
        for (uint256 i; i < count; ++i) {
            address producer = _producer(i);
            uint256 j = i;
            for (; j > 0 && producers[j - 1] > producer; --j) producers[j] = producers[j - 1];
            producers[j] = producer;
        }
    }

    function _keyOf(address producer) internal pure returns (uint256 key) {
        for (key = FIRST_KEY; vm.addr(key) != producer; ++key) {}
    }

    /// Gives coins that come from the treasury and are a month old.
    function _fund(address account, uint256 amount) internal {
        vm.prank(TREASURY);
        qdt.transfer(account, amount);
        vm.warp(block.timestamp + 30 days);
    }

    /// Stakes for an account that has the coins.
    function _stake(address account, uint256 amount) internal {
        vm.startPrank(account);
        qdt.approve(address(election), amount);
        election.stake(amount);
        vm.stopPrank();
    }

    function _vote(address account, address candidate) internal {
        address[] memory choices = new address[](1);
        choices[0] = candidate;
        vm.prank(account);
        election.vote(choices);
    }

    /// Goes to a block of an epoch and rotates, with a block hash to draw from.
    function _rotateIn(uint256 epoch) internal returns (address[] memory) {
        vm.roll(epoch * EPOCH + 1);
        vm.setBlockhash(epoch == 0 ? 0 : epoch * EPOCH - 1, keccak256(abi.encode("block before epoch", epoch)));
        return election.rotate();
    }

    /// Returns what the votes of genesis weigh now, beside votes cast now.
    function _fadedSelfStake() internal view returns (uint256) {
        uint256 elapsed = (block.timestamp - GENESIS_TIME) / 1 weeks * 1 weeks;
        uint256 mantissa = (1 << 32) + ((elapsed % halfLife) << 32) / halfLife;
        return (uint256(SELF_STAKE) << 32) / (mantissa << (elapsed / halfLife));
    }
}
