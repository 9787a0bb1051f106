// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IElection} from "../interfaces/IElection.sol";

/// @title The candidates: who is registered, their bonds, their conduct.
/// @notice Each registration gets a new id, and votes belong to ids: who leaves, is voted out or slashed starts again from
/// nothing. Bonds belong to addresses, so that one that is on its way out still answers for its owner.
library CandidateLib {
    /// @param missPeriod The number of rotations when `misses` were counted; later rotations have seen none.
    /// @param misses NEWCOMER for who registered in that period.
    /// @param place Position in the list of registered ids.
    struct Candidate {
        address account;
        uint40 since;
        uint32 missPeriod;
        uint16 misses;
        IElection.Status status;
        uint128 volumeMark;
        uint104 lastVolume;
        uint8 place;
        string name;
        string url;
    }

    struct Bond {
        uint96 locked;
        uint96 leaving;
        uint40 releaseAt;
    }

    struct Candidates {
        mapping(uint32 id => Candidate) byId;
        mapping(address account => uint32) idOf;
        mapping(address account => Bond) bonds;
        uint32[] registered;
        uint32 lastId;
    }

    uint16 private constant NEWCOMER = type(uint16).max;
    uint256 private constant MAX_NAME = 64;
    uint256 private constant MAX_URL = 256;

    /// Registers an account that is not registered, and returns its id.
    function enroll(
        Candidates storage self,
        address account,
        string memory name,
        string memory url,
        uint96 bond,
        uint256 since
    ) internal returns (uint32 id) {
        if (isRegistered(self, account)) revert IElection.ElectionAlreadyCandidate(account);
        id = ++self.lastId;
        Candidate storage candidate = self.byId[id];
        candidate.account = account;
        candidate.since = uint40(since);
        candidate.status = IElection.Status.Registered;
        candidate.place = uint8(self.registered.length);
        describe(candidate, name, url);
        self.idOf[account] = id;
        self.registered.push(id);
        self.bonds[account].locked = bond;
        emit IElection.Registered(account, id, name, url, bond);
    }

    /// Sets name and link within bounds.
    function describe(Candidate storage candidate, string memory name, string memory url) internal {
        uint256 length = bytes(name).length;
        if (length == 0 || length > MAX_NAME || bytes(url).length > MAX_URL) revert IElection.ElectionBadMetadata();
        candidate.name = name;
        candidate.url = url;
    }

    /// Takes a registered candidate off the list; its bond can be withdrawn from `releaseAt` on.
    function remove(Candidates storage self, uint32 id, IElection.Status status, uint256 releaseAt) internal {
        Candidate storage candidate = self.byId[id];
        candidate.status = status;
        uint32 last = self.registered[self.registered.length - 1];
        self.registered[candidate.place] = last;
        self.byId[last].place = candidate.place;
        self.registered.pop();
        Bond storage bond = self.bonds[candidate.account];
        bond.leaving += bond.locked;
        bond.locked = 0;
        bond.releaseAt = uint40(releaseAt);
        emit IElection.Removed(candidate.account, status);
    }

    /// Takes all of an account's bond and its candidacy, and returns the bond.
    function slash(Candidates storage self, address account) internal returns (uint256 amount) {
        if (isRegistered(self, account)) remove(self, self.idOf[account], IElection.Status.Slashed, block.timestamp);
        Bond storage bond = self.bonds[account];
        amount = bond.leaving;
        if (amount == 0) return 0;
        bond.leaving = 0;
        self.byId[self.idOf[account]].status = IElection.Status.Slashed;
    }

    /// Returns the bond that has become free, and forgets it.
    function releaseBond(Candidates storage self, address account) internal returns (uint256 amount) {
        Bond storage bond = self.bonds[account];
        amount = bond.leaving;
        if (amount == 0) revert IElection.ElectionNothingToWithdraw();
        if (block.timestamp < bond.releaseAt) revert IElection.ElectionStillBonded(bond.releaseAt);
        bond.leaving = 0;
    }

    /// Lets a candidate that has just registered sit out the period: leaving and coming back washes nothing off.
    function sitOut(Candidate storage candidate, uint32 period) internal {
        (candidate.missPeriod, candidate.misses) = (period, NEWCOMER);
    }

    /// Counts a missed turn of a registered candidate in the period, and returns how many there are. One that sits out
    /// the period has none.
    function countMiss(Candidates storage self, address account, uint32 period) internal returns (uint256 misses) {
        Candidate storage candidate = self.byId[self.idOf[account]];
        if (candidate.status != IElection.Status.Registered || isNewcomer(candidate, period)) return 0;
        misses = missesIn(candidate, period) + 1;
        if (misses < NEWCOMER) candidate.misses = uint16(misses);
        candidate.missPeriod = period;
    }

    /// Returns how many turns the candidate missed in the period.
    function missesIn(Candidate storage candidate, uint32 period) internal view returns (uint256) {
        return candidate.missPeriod == period && candidate.misses != NEWCOMER ? candidate.misses : 0;
    }

    /// Returns whether the candidate registered in the period.
    function isNewcomer(Candidate storage candidate, uint32 period) internal view returns (bool) {
        return candidate.missPeriod == period && candidate.misses == NEWCOMER;
    }

    /// Counts the volume up to a mark for a candidate, and returns it: a running sum, which may wrap.
    function countVolume(Candidate storage candidate, uint256 volume) internal returns (uint104) {
        unchecked {
            uint128 used = uint128(volume) - candidate.volumeMark;
            candidate.volumeMark = uint128(volume);
            candidate.lastVolume = used > type(uint104).max ? type(uint104).max : uint104(used);
        }
        return candidate.lastVolume;
    }

    function isRegistered(Candidates storage self, address account) internal view returns (bool) {
        return self.byId[self.idOf[account]].status == IElection.Status.Registered;
    }

    /// Returns the id of a registered candidate; reverts for anybody else.
    function requireId(Candidates storage self, address account) internal view returns (uint32 id) {
        id = self.idOf[account];
        if (self.byId[id].status != IElection.Status.Registered) revert IElection.ElectionNotCandidate(account);
    }
}
