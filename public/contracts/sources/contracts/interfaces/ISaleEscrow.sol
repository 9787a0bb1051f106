// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title A used car from owner to owner: money and Credit ID change hands in one transaction, or not at all.
/// @notice Two of three decide: buyer, seller, and an arbitrator that the seller named and the buyer accepted by paying.
/// Seller and buyer together can release, undo or split at any time. Whoever opens a dispute signs in advance what the
/// arbitrator will award, which makes two; the arbitrator takes its fixed fee and awards the rest.
/// Every state ends by the clock: an offer expires; a paid sale without a word, and a dispute without an award, are undone.
interface ISaleEscrow {
    enum State {
        None,
        Open,
        Funded,
        Disputed,
        Released,
        Undone
    }

    struct Sale {
        uint256 vehicleId;
        address seller;
        /// @dev Zero: the first who pays.
        address buyer;
        address arbitrator;
        address token;
        uint128 price;
        uint128 arbitratorFee;
        uint32 handoverTime;
        uint32 decisionTime;
        uint40 expiresAt;
        /// @dev The report that the offer is made with.
        bytes32 reportHash;
        uint64 nonce;
    }

    struct Status {
        State state;
        uint40 deadline;
        address buyer;
        bool sellerReviewed;
        bool buyerReviewed;
        /// @dev What a party would agree to: hash of the outcome, by party.
        bytes32 sellerWants;
        bytes32 buyerWants;
    }

    event Offered(bytes32 indexed id, uint256 indexed vehicleId, address indexed seller, Sale sale);
    event Withdrawn(bytes32 indexed id);
    event Bid(bytes32 indexed id, address indexed bidder, uint256 price, string messageCid);
    event Funded(bytes32 indexed id, address indexed buyer, uint256 deadline);
    event Proposed(bytes32 indexed id, address indexed party, uint256 toSeller, bool vehicleToBuyer);
    event Disputed(bytes32 indexed id, address indexed by, string reasonCid, uint256 deadline);
    event Awarded(bytes32 indexed id, address indexed arbitrator, uint256 fee, string reasonCid);
    event Released(bytes32 indexed id, uint256 toSeller, uint256 toBuyer);
    event Undone(bytes32 indexed id, uint256 toSeller, uint256 toBuyer);
    event Reviewed(bytes32 indexed id, address indexed by, address indexed of_, uint8 stars, bytes32 review);

    error SaleEscrowNotSeller(address caller);
    error SaleEscrowNotBuyer(address caller);
    error SaleEscrowNotParty(address caller);
    error SaleEscrowNotArbitrator(address caller);
    error SaleEscrowArbitratorUnknown(address arbitrator);
    error SaleEscrowArbitratorIsParty(address arbitrator);
    error SaleEscrowExists(bytes32 id);
    error SaleEscrowWrongState(bytes32 id, State state);
    error SaleEscrowExpired(uint40 expiresAt);
    error SaleEscrowInvalidTerms();
    error SaleEscrowTooEarly(uint40 deadline);
    error SaleEscrowTooLate(uint40 deadline);
    error SaleEscrowAboveEscrow(uint256 amount, uint256 most);
    error SaleEscrowAlreadyReviewed(address party);

    /// @notice Offers a car; the seller must have approved this contract for it before somebody pays.
    function offer(Sale calldata sale) external returns (bytes32 id);
    function withdraw(Sale calldata sale) external;

    /// @notice Answers an offer with another price, in public. The seller accepts by a new offer.
    function bid(Sale calldata sale, uint256 price, string calldata messageCid) external;

    /// @notice Pays the price and locks the car.
    function fund(Sale calldata sale) external;

    /// @notice The buyer has the car: pays the seller and transfers the Credit ID.
    function release(Sale calldata sale) external;

    /// @notice The seller gives up: money back, car unlocked.
    function undo(Sale calldata sale) external;

    /// @notice Proposes an outcome; takes effect when both parties have proposed the same.
    function propose(Sale calldata sale, uint128 toSeller, bool vehicleToBuyer) external returns (bool done);

    /// @notice Calls the arbitrator. Either party, within the handover time.
    function dispute(Sale calldata sale, string calldata reasonCid) external;

    /// @notice Decides: `toSeller` of the price less the fee, the rest to the buyer, and who has the car.
    function award(Sale calldata sale, uint128 toSeller, bool vehicleToBuyer, string calldata reasonCid) external;

    /// @notice Undoes a sale whose time has passed. Anybody.
    function expire(Sale calldata sale) external;

    /// @notice After a sale, each party reviews the other, once, and earns a reward if there is budget.
    function review(Sale calldata sale, uint8 stars, bytes32 text) external;

    function statusOf(bytes32 id) external view returns (Status memory);
    function idOf(Sale calldata sale) external pure returns (bytes32 id);
}
