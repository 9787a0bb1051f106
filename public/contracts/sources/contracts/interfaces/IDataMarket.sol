// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IDataRegistry} from "./IDataRegistry.sol";
import {IDisputeJudge} from "./IDisputeJudge.sol";

/// @title Fair exchange of data for money, without a referee.
/// @notice A buyer pays into escrow and posts a one-time point `B`; the seller delivers keys wrapped to `B`; a wrong key or
/// a wrong sector is proved to the contract and refunded from escrow with the seller's bond on top; silence pays the seller.
///
/// The chain keeps one word per listing and one per order. Their contents are in the events and come back as arguments,
/// checked by hash, which is what makes a whole trade cheap; whoever reads them needs one storage proof to trust them.
///
/// Every state ends without the other party's help: Waiting by `cancel`, Drawing and Paid by `refund` after the delivery
/// time, Delivered by `settle` after the dispute time.
interface IDataMarket {
    enum State {
        None,
        /// @dev Waits for its event.
        Waiting,
        /// @dev Waits for the block that draws its samples.
        Drawing,
        /// @dev The seller must deliver.
        Paid,
        /// @dev The buyer may dispute.
        Delivered,
        Settled,
        Refunded
    }

    enum Trigger {
        None,
        /// @dev `threshold` is a block time.
        Time,
        /// @dev The oracle's value of feed `subject` is at least, or at most, `threshold`.
        OracleAbove,
        OracleBelow,
        /// @dev The vehicle `subject` has at least `threshold` records.
        Records
    }

    /// @notice What a seller offers.
    struct Terms {
        bytes32 dataSet;
        address seller;
        address token;
        /// @dev Whom the offer is for; zero for everybody.
        address onlyBuyer;
        /// @dev For the whole data set.
        uint128 price;
        /// @dev Per chunk of a range, and of a sample; a zero means not for sale in that way, unless the whole is free.
        uint128 chunkPrice;
        uint128 samplePrice;
        /// @dev What the seller forfeits to the buyer if it cheats or does not deliver, per order.
        uint128 bond;
        /// @dev When set, prices are multiplied by the oracle's value of this feed (18 decimals).
        bytes32 feed;
        bytes32 scenario;
        uint16 commissionBps;
        uint16 agentFeeBps;
        uint32 deliverTime;
        uint32 disputeTime;
        uint40 expiresAt;
        /// @dev As registered.
        uint24 chunks;
    }

    /// @notice What a buyer wants of it.
    struct Order {
        bytes32 listing;
        address buyer;
        /// @dev The one-time point `B`.
        uint256 keyX;
        uint256 keyY;
        uint24 from;
        /// @dev Exclusive; the number of chunks for all of them.
        uint24 to;
        /// @dev How many chunks of the range, chosen by a later block; zero for the range itself.
        uint16 samples;
        /// @dev In how many parts the range is delivered and paid, one after the other.
        uint16 stages;
        Trigger trigger;
        bytes32 subject;
        uint256 threshold;
        uint40 cancelAt;
        /// @dev What the buyer pays: at least the price of the moment, see `priceOf`.
        uint128 price;
    }

    struct Status {
        State state;
        uint16 stage;
        uint40 deadline;
        /// @dev The block of the draw, the seed of the samples, or the hash of the delivery.
        uint192 extra;
    }

    /// @notice Why an order was refunded.
    enum Reason {
        Cancelled,
        Declined,
        Silence,
        WrongKey,
        WrongSector
    }

    struct Deposit {
        uint128 free;
        uint128 locked;
    }

    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    event Listed(bytes32 indexed listing, bytes32 indexed dataSet, address indexed seller, Terms terms);
    event Closed(bytes32 indexed listing);
    event Bought(bytes32 indexed order, bytes32 indexed listing, address indexed buyer, Order details, State state);
    event Fired(bytes32 indexed order, State state);
    event DrawnLater(bytes32 indexed order, uint256 blockNumber);
    event Drawn(bytes32 indexed order, bytes32 seed);
    event Delivered(bytes32 indexed order, uint256 stage, IDisputeJudge.Delivery delivery, uint256 disputableUntil);
    event StageSettled(bytes32 indexed order, uint256 stage, uint256 amount);
    event Settled(bytes32 indexed order);
    event Refunded(bytes32 indexed order, Reason reason, uint256 amount, uint256 bond);
    event Deposited(address indexed seller, address indexed token, uint256 amount);
    event DepositWithdrawn(address indexed seller, address indexed token, uint256 amount);

    error DataMarketNotSeller(address seller, address caller);
    error DataMarketNotBuyer(address buyer, address caller);
    error DataMarketInvalidTimes(uint256 deliverTime, uint256 disputeTime);
    error DataMarketExpired(uint40 expiresAt);
    error DataMarketBondTooLow(uint256 bond, uint256 least);
    error DataMarketWrongFee(uint256 found, uint256 expected);
    error DataMarketInvalidPrice();
    error DataMarketListingExists(bytes32 listing);
    error DataMarketNotListed(bytes32 listing);
    error DataMarketInvalidPoint();
    error DataMarketInvalidRange(uint256 from, uint256 to, uint256 chunks);
    error DataMarketInvalidParts(uint256 samples, uint256 stages);
    error DataMarketNotForSaleInParts();
    error DataMarketPriceTooLow(uint256 found, uint256 price);
    error DataMarketWrongChunks(uint256 found, uint256 expected);
    error DataMarketInvalidTrigger();
    error DataMarketNotTriggered();
    error DataMarketBondShort(uint256 free, uint256 needed);
    error DataMarketOrderExists(bytes32 order);
    error DataMarketWrongState(bytes32 order, State state);
    error DataMarketTooEarly(uint256 until);
    error DataMarketTooLate(uint256 until);
    error DataMarketWrongParts(uint256 found, uint256 expected);
    error DataMarketWrongSeed();
    error DataMarketWrongDelivery();

    /// @notice Puts money at stake for orders to come, and takes the free part back.
    function deposit(address token, uint128 amount) external;
    function withdrawDeposit(address token, uint128 amount) external;

    /// @notice Lists a data set. The seller must be its owner or the owner's agent, with every consent in place.
    function list(Terms calldata terms) external returns (bytes32 listing);

    /// @notice Ends a listing; orders that were paid go on.
    function close(Terms calldata terms) external;

    /// @notice Orders and pays `order.price`.
    /// @return id The hash of the order.
    function buy(Terms calldata terms, Order calldata order) external returns (bytes32 id);

    /// @notice The same with an EIP-2612 approval in the same transaction.
    function buyWithPermit(Terms calldata terms, Order calldata order, Permit calldata permit)
        external
        returns (bytes32 id);

    /// @notice Starts an order whose event has come. Anybody.
    function fire(Terms calldata terms, Order calldata order) external;

    /// @notice Draws the samples of an order from the hash of the block after its start. Anybody. When nobody did so within
    /// 256 blocks, the call fixes a new block.
    function draw(Terms calldata terms, Order calldata order) external;

    /// @notice Takes back an order whose event has not come. Its buyer at any time, anybody after `order.cancelAt`.
    function cancel(Terms calldata terms, Order calldata order) external;

    /// @notice Declines to deliver before any delivery, at no loss to either side. The seller.
    function decline(Terms calldata terms, Order calldata order) external;

    /// @notice Delivers the wrapped keys of the present stage.
    function deliver(Terms calldata terms, Order calldata order, IDisputeJudge.Delivery calldata delivery) external;

    /// @notice Pays the present stage: at once by the buyer, after the dispute time by anybody. Splits the amount to
    /// commission, keeper, sources, agent, maker and owner; a payee that cannot receive is credited instead.
    function settle(Terms calldata terms, Order calldata order) external;

    /// @notice Gives the buyer its money back, with the bond, when the seller did not deliver in time. Anybody.
    function refund(Terms calldata terms, Order calldata order) external;

    /// @notice Refunds what is left in escrow, with the bond, on proof of a wrong key. The buyer, since it reveals the
    /// order's one-time secret.
    function disputeKey(
        Terms calldata terms,
        Order calldata order,
        IDataRegistry.Content calldata content,
        IDisputeJudge.Delivery calldata delivery,
        IDisputeJudge.KeyClaim calldata claim
    ) external;

    /// @notice The same on proof of a wrong sector.
    function disputeSector(
        Terms calldata terms,
        Order calldata order,
        IDataRegistry.Content calldata content,
        IDisputeJudge.Delivery calldata delivery,
        IDisputeJudge.SectorClaim calldata claim
    ) external;

    /// @notice What `order` would cost now.
    function priceOf(Terms calldata terms, Order calldata order) external view returns (uint256 price);
    function statusOf(bytes32 order) external view returns (Status memory);
    function isListed(bytes32 listing) external view returns (bool);
    function depositOf(address seller, address token) external view returns (Deposit memory);
}
