// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {WeightLib} from "./WeightLib.sol";

/// @title Who voted for whom with how much.
/// @notice Approval voting: each choice of a voter gets the voter's whole weight. A voter's power is its own stake unless
/// delegated, plus what others delegated to it; delegation is one step, a delegate does not pass it on.
///
/// Power that joins weighs as if voted now. Power that leaves takes its proportion of the weight with it, so that moving
/// a part of an old vote renews nothing.
library BallotLib {
    using WeightLib for WeightLib.Weight;

    struct Voter {
        uint96 stake;
        uint96 power;
        uint40 releaseAt;
        uint24 votedWeek;
        address delegate;
        uint96 leaving;
        WeightLib.Weight weight;
        uint32[] choices;
    }

    struct Ballots {
        mapping(address account => Voter) voters;
        mapping(uint32 candidateId => WeightLib.Weight) totals;
    }

    /// Returns the account that votes with the account's stake.
    function representative(Ballots storage self, address account) internal view returns (address) {
        address delegate = self.voters[account].delegate;
        return delegate == address(0) ? account : delegate;
    }

    /// Adds power to a voter and to the candidates on its ballot.
    function addPower(Ballots storage self, address account, uint96 amount, WeightLib.Scale memory scale) internal {
        Voter storage voter = self.voters[account];
        voter.power += amount;
        _change(self, voter, scale.base, amount * scale.factor, 0);
    }

    /// Takes power from a voter and, in proportion, from the candidates on its ballot.
    function removePower(Ballots storage self, address account, uint96 amount, WeightLib.Scale memory scale) internal {
        Voter storage voter = self.voters[account];
        uint256 power = voter.power;
        uint256 value = voter.weight.valueAt(scale.base);
        voter.power = uint96(power - amount);
        _change(self, voter, scale.base, 0, power == 0 ? 0 : value - Math.mulDiv(value, power - amount, power));
    }

    /// Replaces the ballot of a voter, with its power weighed as of now.
    function cast(Ballots storage self, address account, uint32[] memory choices, WeightLib.Scale memory scale)
        internal
    {
        Voter storage voter = self.voters[account];
        _change(self, voter, scale.base, 0, voter.weight.valueAt(scale.base));
        voter.choices = choices;
        _change(self, voter, scale.base, voter.power * scale.factor, 0);
    }

    function _change(Ballots storage self, Voter storage voter, uint64 base, uint256 more, uint256 less) private {
        uint32[] memory choices = voter.choices;
        if (choices.length == 0 || more + less == 0) return;
        voter.weight = voter.weight.changed(base, more, less);
        for (uint256 i; i < choices.length; ++i) {
            self.totals[choices[i]] = self.totals[choices[i]].changed(base, more, less);
        }
    }
}
