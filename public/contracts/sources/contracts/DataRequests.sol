// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {IDataRequests} from "./interfaces/IDataRequests.sol";

/// @title See IDataRequests.
/// @notice Keeps one word per request. No money passes through it.
contract DataRequests is IDataRequests {
    /// @notice How long a request may last, in seconds.
    uint256 public constant MAX_TIME = 365 days;

    /// @notice Where offered listings must be open.
    IDataMarket public immutable market;

    /// @notice How many requests were made; the number of the latest.
    uint256 public count;
    mapping(uint256 id => Request) private _requests;

    constructor(IDataMarket market_) {
        market = market_;
    }

    /// @inheritdoc IDataRequests
    function request(
        address token,
        uint256 budget,
        uint40 expiresAt,
        bytes32 documentHash,
        string calldata documentCid
    ) external returns (uint256 id) {
        require(
            expiresAt > block.timestamp && expiresAt <= block.timestamp + MAX_TIME, DataRequestsInvalidTime(expiresAt)
        );

        id = ++count;
        _requests[id] = Request(msg.sender, expiresAt, true);

        emit Requested(id, msg.sender, token, budget, expiresAt, documentHash, documentCid);
    }

    /// @inheritdoc IDataRequests
    function offer(uint256 id, bytes32 listing, string calldata messageCid) external {
        Request storage asked = _requests[id];
        require(asked.isOpen && block.timestamp < asked.expiresAt, DataRequestsNotOpen(id));
        require(market.isListed(listing), DataRequestsNotListed(listing));

        emit Offered(id, listing, msg.sender, messageCid);
    }

    /// @inheritdoc IDataRequests
    function close(uint256 id) external {
        Request storage asked = _requests[id];
        require(asked.isOpen, DataRequestsNotOpen(id));
        require(msg.sender == asked.buyer, DataRequestsNotBuyer(msg.sender));

        asked.isOpen = false;

        emit Closed(id);
    }

    /// @inheritdoc IDataRequests
    function requestOf(uint256 id) external view returns (Request memory) {
        return _requests[id];
    }
}
