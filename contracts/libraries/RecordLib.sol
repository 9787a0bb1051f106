// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IRoles} from "../interfaces/IRoles.sol";

/// @title Records of how roles were served, which never hold up what a contract owes.
/// @notice The elected can take from a contract the right to record. What it holds moves by the clock all the same, and an
/// event says what the record lacks.
/// @dev Nobody can make a record fail by sending little gas: a call that runs out leaves a 64th, some hundred gas of the
/// thirty thousand that a record takes, and the event alone costs more than a thousand.
library RecordLib {
    /// @notice A job was done that Roles would not record.
    /// @param holder Who did it.
    event JobNotRecorded(address indexed holder);
    /// @notice A dispute was lost, or not decided, that Roles would not record.
    /// @param holder Who lost it or was silent.
    event DisputeNotRecorded(address indexed holder);

    function recordJob(IRoles roles, address holder) internal {
        try roles.recordJob(holder) {}
        catch {
            emit JobNotRecorded(holder);
        }
    }

    function recordDispute(IRoles roles, address holder) internal {
        try roles.recordDispute(holder) {}
        catch {
            emit DisputeNotRecorded(holder);
        }
    }
}
