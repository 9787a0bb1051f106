// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title A used car from owner to owner: money and Credit ID change hands in one transaction, or not at all.
/// @notice Two of three decide: buyer, seller, and an arbitrator that the seller named and the buyer accepted by paying.
/// Seller and buyer together can release, undo or split at any time. Whoever opens a dispute signs in advance what the
/// arbitrator will award, which makes two; the arbitrator takes its fixed fee and awards the rest.
/// Every state ends by the clock: an offer expires; a paid sale without a word, and a dispute without an award, are undone.
interface ISaleEscrow {
    /// @notice Where a sale stands. Released and Undone are final.
    enum State {
        None,
        /// @dev Offered; waits for a buyer.
        Open,
        /// @dev Paid; the car is locked.
        Funded,
        /// @dev The arbitrator is to decide.
        Disputed,
        /// @dev The buyer has the car.
        Released,
        /// @dev The seller has kept it.
        Undone
    }

    /// @notice What a seller offers.
    /// @param vehicleId The car, by its Credit ID.
    /// @param seller Its owner.
    /// @param buyer Whom the offer is for; zero for the first who pays.
    /// @param arbitrator A holder of the ARBITRATOR role that is no party to the sale.
    /// @param token What is paid in.
    /// @param price In units of `token`, above 0.
    /// @param arbitratorFee What an award costs, out of the price, in units of `token`; at most the price.
    /// @param handoverTime Seconds from payment until the sale can be undone; `MIN_TIME` to `MAX_TIME`.
    /// @param decisionTime Seconds from a dispute until it can be undone; `MIN_TIME` to `MAX_TIME`.
    /// @param expiresAt Unix time from which nobody can pay.
    /// @param reportHash BLAKE3 of the document that the offer is made with, which names the report; zero for none.
    /// @param nonce Any number; makes an offer of the same terms a new one.
    struct Sale {
        uint256 vehicleId;
        address seller;
        address buyer;
        address arbitrator;
        address token;
        uint128 price;
        uint128 arbitratorFee;
        uint32 handoverTime;
        uint32 decisionTime;
        uint40 expiresAt;
        bytes32 reportHash;
        uint64 nonce;
    }

    /// @notice What the chain keeps of a sale.
    /// @param state Where it stands.
    /// @param deadline Unix time after which it can be undone; 0 before it was paid.
    /// @param buyer Who paid.
    /// @param sellerReviewed Whether the seller has reviewed the buyer.
    /// @param buyerReviewed Whether the buyer has reviewed the seller.
    /// @param epoch How often the car had changed hands when it was offered.
    /// @param sellerWants What the seller would agree to: keccak256 of the outcome; zero for nothing yet.
    /// @param buyerWants What the buyer would agree to, in the same way.
    struct Status {
        State state;
        uint40 deadline;
        address buyer;
        bool sellerReviewed;
        bool buyerReviewed;
        uint24 epoch;
        bytes32 sellerWants;
        bytes32 buyerWants;
    }

    /// @notice The sale of a car whose reviews are rewarded.
    /// @param sale Its id; zero when no review of this car earned anything yet.
    /// @param until Unix time from which a review of another sale of the car can be rewarded.
    struct Reward {
        bytes32 sale;
        uint40 until;
    }

    /// @notice A car was offered. Keep the terms: every later call needs them.
    /// @param id keccak256 of the terms.
    /// @param vehicleId The car.
    /// @param seller Who offers it.
    /// @param sale The terms.
    event Offered(bytes32 indexed id, uint256 indexed vehicleId, address indexed seller, Sale sale);

    /// @notice An offer was taken back before anybody paid.
    /// @param id The sale.
    event Withdrawn(bytes32 indexed id);

    /// @notice Somebody would pay another price. It binds nobody.
    /// @param id The sale.
    /// @param bidder Who.
    /// @param price In units of the sale's token.
    /// @param messageCid Content id of a message to the seller; empty for none.
    event Bid(bytes32 indexed id, address indexed bidder, uint256 price, string messageCid);

    /// @notice A buyer paid, and the car is locked.
    /// @param id The sale.
    /// @param buyer Who paid.
    /// @param deadline Unix time after which the sale can be undone.
    event Funded(bytes32 indexed id, address indexed buyer, uint256 deadline);

    /// @notice A party would agree to an outcome.
    /// @param id The sale.
    /// @param party Seller or buyer.
    /// @param toSeller What the seller would get of the price; the buyer gets the rest.
    /// @param vehicleToBuyer Who would have the car.
    event Proposed(bytes32 indexed id, address indexed party, uint256 toSeller, bool vehicleToBuyer);

    /// @notice The arbitrator was called.
    /// @param id The sale.
    /// @param by Seller or buyer.
    /// @param reasonCid Content id of the reasons.
    /// @param deadline Unix time until which it can decide.
    event Disputed(bytes32 indexed id, address indexed by, string reasonCid, uint256 deadline);

    /// @notice The arbitrator decided. What it decided follows as Released or Undone.
    /// @param id The sale.
    /// @param arbitrator Who.
    /// @param fee What it got, in units of the sale's token.
    /// @param reasonCid Content id of the reasons.
    event Awarded(bytes32 indexed id, address indexed arbitrator, uint256 fee, string reasonCid);

    /// @notice The sale is done: the buyer has the car.
    /// @param id The sale.
    /// @param toSeller What the seller got, in units of the sale's token.
    /// @param toBuyer What the buyer got back.
    event Released(bytes32 indexed id, uint256 toSeller, uint256 toBuyer);

    /// @notice The sale is off: the seller has kept the car.
    /// @param id The sale.
    /// @param toSeller What the seller got all the same, in units of the sale's token.
    /// @param toBuyer What the buyer got back.
    event Undone(bytes32 indexed id, uint256 toSeller, uint256 toBuyer);

    /// @notice A party of a done sale reviewed the other.
    /// @param id The sale.
    /// @param by Who reviewed.
    /// @param of_ Whom.
    /// @param stars From 1 to 5.
    /// @param review keccak256 of the review's text; zero for none.
    event Reviewed(bytes32 indexed id, address indexed by, address indexed of_, uint8 stars, bytes32 review);

    /// @notice The caller is not the seller, or the seller does not own the car.
    /// @param caller Who called, or who owns the car now.
    error SaleEscrowNotSeller(address caller);

    /// @notice The caller is not the buyer, or the offer is for somebody else.
    /// @param caller Who called.
    error SaleEscrowNotBuyer(address caller);

    /// @notice Only seller and buyer may do that.
    /// @param caller Who called instead.
    error SaleEscrowNotParty(address caller);

    /// @notice Only the sale's arbitrator decides, as long as it holds its role.
    /// @param caller Who called instead.
    error SaleEscrowNotArbitrator(address caller);

    /// @notice The arbitrator does not hold its role.
    /// @param arbitrator Who was named.
    error SaleEscrowArbitratorUnknown(address arbitrator);

    /// @notice Seller, buyer and arbitrator must be three.
    /// @param arbitrator Who would be two of them.
    error SaleEscrowArbitratorIsParty(address arbitrator);

    /// @notice The same offer was made before. Another nonce makes it new.
    /// @param id The sale.
    error SaleEscrowExists(bytes32 id);

    /// @notice The sale does not stand where the call needs it.
    /// @param id The sale.
    /// @param state Where it stands; None for an unknown one.
    error SaleEscrowWrongState(bytes32 id, State state);

    /// @notice The offer is over.
    /// @param expiresAt Unix time since when.
    error SaleEscrowExpired(uint40 expiresAt);

    /// @notice The car has changed hands since it was offered, and come back: the seller has to offer it anew.
    /// @param vehicleId The car.
    error SaleEscrowChangedHands(uint256 vehicleId);

    /// @notice An offer needs a price above 0, a fee within it and both times from `MIN_TIME` to `MAX_TIME`.
    error SaleEscrowInvalidTerms();

    /// @notice The parties, or the arbitrator, still have time.
    /// @param deadline Unix time after which the sale can be undone.
    error SaleEscrowTooEarly(uint40 deadline);

    /// @notice The time for it is over; the sale can be undone.
    /// @param deadline Unix time until which it was possible.
    error SaleEscrowTooLate(uint40 deadline);

    /// @notice The seller cannot get more than there is.
    /// @param amount What it was to get, in units of the sale's token.
    /// @param most What there is: the price, in an award less the fee.
    error SaleEscrowAboveEscrow(uint256 amount, uint256 most);

    /// @notice Each party reviews once.
    /// @param party Who called.
    error SaleEscrowAlreadyReviewed(address party);

    /// @notice Offers a car. Its owner; it must have approved this contract for the car before somebody pays.
    /// @param sale The terms; `sale.seller` must be the caller.
    /// @return id keccak256 of the terms.
    function offer(Sale calldata sale) external returns (bytes32 id);

    /// @notice Takes an offer back before anybody has paid. Its seller.
    /// @param sale As offered.
    function withdraw(Sale calldata sale) external;

    /// @notice Answers an offer with another price, in public. Anybody; the seller accepts by a new offer.
    /// @param sale As offered.
    /// @param price In units of the sale's token.
    /// @param messageCid Content id of a message to the seller; empty for none.
    function bid(Sale calldata sale, uint256 price, string calldata messageCid) external;

    /// @notice Pays the price and locks the car. Whom the offer is for, or anybody but seller and arbitrator, as long as the
    /// car has not changed hands since it was offered.
    /// @param sale As offered; the caller must have approved the price.
    function fund(Sale calldata sale) external;

    /// @notice The buyer has the car: pays the seller and transfers the Credit ID. The buyer, in a dispute too.
    /// @param sale As offered.
    function release(Sale calldata sale) external;

    /// @notice The seller gives up: money back, car unlocked. The seller, in a dispute too.
    /// @param sale As offered.
    function undo(Sale calldata sale) external;

    /// @notice Proposes an outcome; takes effect when both parties have proposed the same. In a dispute too, without the
    /// arbitrator's fee.
    /// @param sale As offered.
    /// @param toSeller What the seller gets of the price, in units of the sale's token; the buyer gets the rest.
    /// @param vehicleToBuyer Who has the car.
    /// @return done Whether it took effect with this call.
    function propose(Sale calldata sale, uint128 toSeller, bool vehicleToBuyer) external returns (bool done);

    /// @notice Calls the arbitrator. Either party, within the handover time.
    /// @param sale As offered.
    /// @param reasonCid Content id of the reasons.
    function dispute(Sale calldata sale, string calldata reasonCid) external;

    /// @notice Decides: `toSeller` of the price less the fee, the rest to the buyer, and who has the car. The arbitrator,
    /// within the decision time; it gets its fee, and a job on its record, one for each car.
    /// @param sale As offered.
    /// @param toSeller In units of the sale's token, at most the price less the fee.
    /// @param vehicleToBuyer Who has the car.
    /// @param reasonCid Content id of the reasons.
    function award(Sale calldata sale, uint128 toSeller, bool vehicleToBuyer, string calldata reasonCid) external;

    /// @notice Undoes a sale whose time has passed: money back, car unlocked. Anybody. An arbitrator that did not decide has
    /// lost a dispute, on its record, one for each car.
    /// @param sale As offered.
    function expire(Sale calldata sale) external;

    /// @notice After a sale, each party reviews the other, once. Both reviews of one sale of a car are rewarded, if there is
    /// budget: of the sale that is reviewed first, and then of no other sale of this car for `REWARD_PAUSE`. The stars count
    /// on the record of who is reviewed, but those given for the same car and the same side of it only from whoever gave them
    /// first. Neither holds a review up.
    /// @param sale As offered; the buyer must have the car.
    /// @param stars From 1 to 5.
    /// @param text keccak256 of the review's text; zero for none.
    function review(Sale calldata sale, uint8 stars, bytes32 text) external;

    /// @notice Returns where a sale stands.
    /// @param id keccak256 of its terms.
    /// @return All zero for an unknown one.
    function statusOf(bytes32 id) external view returns (Status memory);

    /// @notice Returns which sale of a car earns its reviewers a reward, and for how long it alone does.
    /// @param vehicleId The car.
    /// @return All zero when no review of this car earned anything yet.
    function rewardOf(uint256 vehicleId) external view returns (Reward memory);

    /// @notice Returns the id that an offer of these terms has.
    /// @param sale The terms.
    /// @return id `keccak256(abi.encode(sale))`.
    function idOf(Sale calldata sale) external pure returns (bytes32 id);
}
