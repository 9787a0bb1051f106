// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Purchase orders: what buyers look for, and the listings that sellers offer them.
/// @notice A request binds nobody; money is put in when the buyer buys an offered listing on the market, where it may be
/// reserved for this buyer (`Terms.onlyBuyer`). Searchable by the dictionary's common fields through the document.
interface IDataRequests {
    /// @notice What the chain keeps of a request; the rest is in its event.
    /// @param buyer Who asks; zero for an unknown number.
    /// @param expiresAt Unix time from which it takes no offers.
    /// @param isOpen False once its buyer closed it. It may have expired all the same.
    struct Request {
        address buyer;
        uint40 expiresAt;
        bool isOpen;
    }

    /// @notice A buyer looks for data.
    /// @param id Numbers from 1.
    /// @param buyer Who asks.
    /// @param token What it would pay in.
    /// @param budget What it would pay at most, in units of `token`; nothing is paid in.
    /// @param expiresAt Unix time from which it takes no offers.
    /// @param documentHash keccak256 of the document that describes the data.
    /// @param documentCid Content id of that document.
    event Requested(
        uint256 indexed id,
        address indexed buyer,
        address token,
        uint256 budget,
        uint40 expiresAt,
        bytes32 documentHash,
        string documentCid
    );

    /// @notice A listing was offered to who asked.
    /// @param id The request.
    /// @param listing keccak256 of the listing's terms; it was open at that time.
    /// @param seller Who offers it. Anybody may point to any listing: the terms say who sells.
    /// @param messageCid Content id of a message to the buyer; empty for none.
    event Offered(uint256 indexed id, bytes32 indexed listing, address indexed seller, string messageCid);

    /// @notice A buyer no longer looks.
    /// @param id The request.
    event Closed(uint256 indexed id);

    /// @notice Only who asked may close a request.
    /// @param caller Who called instead.
    error DataRequestsNotBuyer(address caller);

    /// @notice There is no such request, or it is closed or has expired.
    /// @param id Its number.
    error DataRequestsNotOpen(uint256 id);

    /// @notice A request lasts until a time ahead of now by at most `MAX_TIME`.
    /// @param expiresAt The Unix time that was given.
    error DataRequestsInvalidTime(uint40 expiresAt);

    /// @notice The market has no such open listing.
    /// @param listing The hash that was given.
    error DataRequestsNotListed(bytes32 listing);

    /// @notice Asks for data that a document describes. Anybody; it binds nobody.
    /// @param token What the buyer would pay in.
    /// @param budget What it would pay at most, in units of `token`.
    /// @param expiresAt Unix time from which no offers are taken, at most `MAX_TIME` ahead.
    /// @param documentHash keccak256 of the document.
    /// @param documentCid Content id of the document.
    /// @return id Numbers from 1.
    function request(
        address token,
        uint256 budget,
        uint40 expiresAt,
        bytes32 documentHash,
        string calldata documentCid
    ) external returns (uint256 id);

    /// @notice Offers a listing that is open on the market. Anybody.
    /// @param id An open request.
    /// @param listing keccak256 of the listing's terms.
    /// @param messageCid Content id of a message to the buyer; empty for none.
    function offer(uint256 id, bytes32 listing, string calldata messageCid) external;

    /// @notice Ends a request. Who asked.
    /// @param id The request.
    function close(uint256 id) external;

    /// @notice Returns a request.
    /// @param id Its number.
    /// @return All zero for an unknown one.
    function requestOf(uint256 id) external view returns (Request memory);
}
