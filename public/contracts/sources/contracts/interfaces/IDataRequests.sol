// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Purchase orders: what buyers look for, and the listings that sellers offer them.
/// @notice A request binds nobody; money is put in when the buyer buys an offered listing on the market, where it may be
/// reserved for this buyer (`Terms.onlyBuyer`). Searchable by the dictionary's common fields through the document.
interface IDataRequests {
    struct Request {
        address buyer;
        uint40 expiresAt;
        bool isOpen;
    }

    event Requested(
        uint256 indexed id,
        address indexed buyer,
        address token,
        uint256 budget,
        uint40 expiresAt,
        bytes32 documentHash,
        string documentCid
    );
    event Offered(uint256 indexed id, bytes32 indexed listing, address indexed seller, string messageCid);
    event Closed(uint256 indexed id);

    error DataRequestsNotBuyer(address caller);
    error DataRequestsNotOpen(uint256 id);
    error DataRequestsInvalidTime(uint40 expiresAt);
    error DataRequestsNotListed(bytes32 listing);

    /// @notice Asks for data that a document describes, for at most `budget`.
    function request(
        address token,
        uint256 budget,
        uint40 expiresAt,
        bytes32 documentHash,
        string calldata documentCid
    ) external returns (uint256 id);

    /// @notice Offers a listing that is open on the market.
    function offer(uint256 id, bytes32 listing, string calldata messageCid) external;

    /// @notice Ends a request.
    function close(uint256 id) external;

    function requestOf(uint256 id) external view returns (Request memory);
}
