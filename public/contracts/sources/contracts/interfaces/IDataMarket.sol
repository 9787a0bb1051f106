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
    /// @notice Where an order stands. Settled and Refunded are final.
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
        /// @dev All stages are paid out.
        Settled,
        /// @dev What was not paid out went back to the buyer.
        Refunded
    }

    /// @notice What an order may wait for.
    enum Trigger {
        /// @dev Nothing: it starts at once.
        None,
        /// @dev `threshold` is a block time.
        Time,
        /// @dev The oracle's value of feed `subject` is at least `threshold`.
        OracleAbove,
        /// @dev The oracle's value of feed `subject` is at most `threshold`.
        OracleBelow,
        /// @dev The vehicle `subject` has at least `threshold` records.
        Records
    }

    /// @notice What a seller offers. Prices and bond are in units of `token`.
    /// @param dataSet The data set's id in the registry.
    /// @param seller The owner of the data or its agent.
    /// @param token What is paid in.
    /// @param onlyBuyer Whom the offer is for; zero for everybody.
    /// @param price For the whole data set; 0 makes it free, in parts too.
    /// @param chunkPrice Per chunk of a range; 0 means that ranges are not for sale, unless the whole is free.
    /// @param samplePrice Per sample, in the same way; at least its share of `price`, so that samples are never the cheaper
    /// way to the whole.
    /// @param bond What the seller forfeits to the buyer of the whole if it cheats or does not deliver, and of a part in
    /// proportion, see `bondOf`; at least 5 % of `price`.
    /// @param feed When set, prices are multiplied by the oracle's value of this feed (18 decimals).
    /// @param scenario The business scenario that the trade counts for; zero for none.
    /// @param commissionBps What the scenario takes of each payment, in hundredths of a percent; as it is when listing. The
    /// seller pays it from its own part, at most all of that.
    /// @param agentFeeBps What the agent gets of the owner's side, in hundredths of a percent; 0 when the owner sells. When
    /// the owner grants less later, nothing more is sold at it.
    /// @param deliverTime Seconds to deliver each stage; 10 minutes to 30 days.
    /// @param disputeTime Seconds to dispute each delivery; 10 minutes to 30 days.
    /// @param expiresAt Unix time from which nobody can buy; what was bought goes on.
    /// @param chunks Chunks of the data set, as registered.
    struct Terms {
        bytes32 dataSet;
        address seller;
        address token;
        address onlyBuyer;
        uint128 price;
        uint128 chunkPrice;
        uint128 samplePrice;
        uint128 bond;
        bytes32 feed;
        bytes32 scenario;
        uint16 commissionBps;
        uint16 agentFeeBps;
        uint32 deliverTime;
        uint32 disputeTime;
        uint40 expiresAt;
        uint24 chunks;
    }

    /// @notice What a buyer wants of it.
    /// @param listing keccak256 of the terms.
    /// @param buyer Who pays and sends the order.
    /// @param keyX The one-time point `B` on secp256k1, never used in another order: its x.
    /// @param keyY Its y.
    /// @param from The first chunk, from 0.
    /// @param to Exclusive; `chunks` to include the last one. The whole data set is 0 to `chunks`.
    /// @param samples How many chunks of the whole data set, chosen by a later block, at most 64; 0 for the range itself.
    /// @param stages In how many parts the range is delivered and paid, one after the other; 1 with samples.
    /// @param trigger What the order waits for.
    /// @param subject Feed or vehicle of the trigger; zero otherwise.
    /// @param threshold Time, value (18 decimals) or number of records of the trigger.
    /// @param cancelAt Until when the order waits for its event (Unix time, at most 365 days ahead); without meaning if it
    /// waits for none.
    /// @param price What the buyer pays, in units of the listing's token: at least the price of the moment, see `priceOf`.
    /// All of it is paid out.
    struct Order {
        bytes32 listing;
        address buyer;
        uint256 keyX;
        uint256 keyY;
        uint24 from;
        uint24 to;
        uint16 samples;
        uint16 stages;
        Trigger trigger;
        bytes32 subject;
        uint256 threshold;
        uint40 cancelAt;
        uint128 price;
    }

    /// @notice All that the chain keeps of an order.
    /// @param state Where it stands.
    /// @param stage Which stage is delivered or disputed, from 0; those before it are paid.
    /// @param deadline Unix time at which the other side may end the present state; 0 in the final ones.
    /// @param extra Drawing: the number of the block that draws. Paid: the seed of the samples, 0 without. Delivered: the
    /// lower 24 bytes of keccak256 of the delivery.
    struct Status {
        State state;
        uint16 stage;
        uint40 deadline;
        uint192 extra;
    }

    /// @notice Why an order was refunded; from Silence on, the bond went with it.
    enum Reason {
        /// @dev Its event did not come, or the buyer did not wait for it.
        Cancelled,
        /// @dev The seller would not deliver.
        Declined,
        /// @dev The seller did not deliver in time.
        Silence,
        /// @dev The buyer proved that a delivered key is wrong.
        WrongKey,
        /// @dev The buyer proved that a sector is not what was registered.
        WrongSector
    }

    /// @notice What a seller has at stake in one token.
    /// @param free Backs orders to come; can be withdrawn.
    /// @param locked Backs orders that run.
    struct Deposit {
        uint128 free;
        uint128 locked;
    }

    /// @notice The buyer's EIP-2612 approval of the market for the order's price.
    /// @param deadline Unix time until which it holds.
    /// @param v Of the signature.
    /// @param r Of the signature.
    /// @param s Of the signature.
    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice A data set was listed. Keep the terms: every later call needs them.
    /// @param listing keccak256 of the terms.
    /// @param dataSet The data set's id.
    /// @param seller Who sells it.
    /// @param terms What it is offered for.
    event Listed(bytes32 indexed listing, bytes32 indexed dataSet, address indexed seller, Terms terms);

    /// @notice A listing takes no more orders.
    /// @param listing Which one.
    event Closed(bytes32 indexed listing);

    /// @notice An order was placed and paid. Keep the details: every later call needs them.
    /// @param order keccak256 of the details.
    /// @param listing What was bought.
    /// @param buyer Who bought it.
    /// @param details What was ordered.
    /// @param state Where it begins: Waiting, Drawing or Paid.
    event Bought(bytes32 indexed order, bytes32 indexed listing, address indexed buyer, Order details, State state);

    /// @notice The event of a waiting order has come.
    /// @param order Which order.
    /// @param state Where it goes on: Drawing or Paid.
    event Fired(bytes32 indexed order, State state);

    /// @notice The block that was to draw is no longer known; another one will.
    /// @param order Which order.
    /// @param blockNumber The block that draws now; call `draw` within the 256 blocks after it.
    event DrawnLater(bytes32 indexed order, uint256 blockNumber);

    /// @notice The samples are drawn, and the delivery time begins.
    /// @param order Which order.
    /// @param seed From which `IDisputeJudge.sampleOf` tells them.
    event Drawn(bytes32 indexed order, bytes32 seed);

    /// @notice A stage was delivered.
    /// @param order Which order.
    /// @param stage Which stage, from 0.
    /// @param delivery The wrapped keys.
    /// @param disputableUntil Unix time until which the buyer may dispute it.
    event Delivered(bytes32 indexed order, uint256 stage, IDisputeJudge.Delivery delivery, uint256 disputableUntil);

    /// @notice A stage was paid and the next one is due. The last stage has `Settled` instead.
    /// @param order Which order.
    /// @param stage The stage that was paid, from 0.
    /// @param amount What it cost, in units of the listing's token.
    event StageSettled(bytes32 indexed order, uint256 stage, uint256 amount);

    /// @notice The last stage was paid and the bond is free again.
    /// @param order Which order.
    event Settled(bytes32 indexed order);

    /// @notice The buyer got back what was left in escrow.
    /// @param order Which order.
    /// @param reason Why.
    /// @param amount What was left of the price, in units of the listing's token.
    /// @param bond The seller's bond on top; 0 when none is owed.
    event Refunded(bytes32 indexed order, Reason reason, uint256 amount, uint256 bond);

    /// @notice A seller put money at stake.
    /// @param seller Whose.
    /// @param token Which money.
    /// @param amount In units of `token`.
    event Deposited(address indexed seller, address indexed token, uint256 amount);

    /// @notice A seller took money back that backs no order.
    /// @param seller Whose.
    /// @param token Which money.
    /// @param amount In units of `token`.
    event DepositWithdrawn(address indexed seller, address indexed token, uint256 amount);

    /// @notice Only the seller of the terms may do that.
    /// @param seller Who sells.
    /// @param caller Who called instead.
    error DataMarketNotSeller(address seller, address caller);

    /// @notice Only the buyer may do that, or the one whom the offer is for.
    /// @param buyer Who may.
    /// @param caller Who called instead.
    error DataMarketNotBuyer(address buyer, address caller);

    /// @notice Delivery and dispute time are from 10 minutes to 30 days.
    /// @param deliverTime What was given, in seconds.
    /// @param disputeTime What was given, in seconds.
    error DataMarketInvalidTimes(uint256 deliverTime, uint256 disputeTime);

    /// @notice The offer is over.
    /// @param expiresAt Unix time since when.
    error DataMarketExpired(uint40 expiresAt);

    /// @notice The bond must be at least 5 % of the price.
    /// @param bond What was given, in units of the token.
    /// @param least What is needed, in the same units.
    error DataMarketBondTooLow(uint256 bond, uint256 least);

    /// @notice The terms must state the agent's fee and the scenario's commission as they are when listed; at each order,
    /// the owner must still grant the agent that fee.
    /// @param found What they state, in hundredths of a percent.
    /// @param expected What it is.
    error DataMarketWrongFee(uint256 found, uint256 expected);

    /// @notice Where the whole is free, chunks and samples are free too, and there is no bond.
    error DataMarketInvalidPrice();

    /// @notice All chunks as samples must cost the whole price at least.
    /// @param found What the terms ask for a sample, in units of their token.
    /// @param least A chunk's share of the price, rounded up.
    error DataMarketSamplePriceTooLow(uint256 found, uint256 least);

    /// @notice The same terms were listed before, also when that listing is closed. Another `expiresAt` makes them new.
    /// @param listing keccak256 of the terms.
    error DataMarketListingExists(bytes32 listing);

    /// @notice There is no such open listing, or the terms are not those of the order.
    /// @param listing The hash that was looked for.
    error DataMarketNotListed(bytes32 listing);

    /// @notice A one-time point must be on secp256k1 with an x below the order of the group.
    error DataMarketInvalidPoint();

    /// @notice The range must hold a chunk and end within the data set.
    /// @param from The first chunk that was asked for.
    /// @param to The end of the range, exclusive.
    /// @param chunks How many there are.
    error DataMarketInvalidRange(uint256 from, uint256 to, uint256 chunks);

    /// @notice At least one stage, at most one per chunk; at most 64 samples, at most one per chunk, of the whole
    /// data set, in one stage.
    /// @param samples What was asked for.
    /// @param stages What was asked for.
    error DataMarketInvalidParts(uint256 samples, uint256 stages);

    /// @notice The seller sells no ranges, or no samples.
    error DataMarketNotForSaleInParts();

    /// @notice The order pays less than the price of this moment, which a feed may have moved.
    /// @param found What it pays, in units of the token.
    /// @param price What it costs now.
    error DataMarketPriceTooLow(uint256 found, uint256 price);

    /// @notice The terms must state the number of chunks as registered.
    /// @param found What they state.
    /// @param expected What was registered.
    error DataMarketWrongChunks(uint256 found, uint256 expected);

    /// @notice An order that waits needs a `cancelAt` ahead of now by at most 365 days.
    error DataMarketInvalidTrigger();

    /// @notice The event of the order has not come.
    error DataMarketNotTriggered();

    /// @notice The seller's free deposit is too small: for the bond of an order, or for the withdrawal.
    /// @param free What it holds, in units of the token.
    /// @param needed What it takes.
    error DataMarketBondShort(uint256 free, uint256 needed);

    /// @notice The same order was placed before. Another one-time point makes it new.
    /// @param order keccak256 of the order.
    error DataMarketOrderExists(bytes32 order);

    /// @notice The order does not stand where the call needs it.
    /// @param order keccak256 of the order.
    /// @param state Where it stands; None for an unknown one.
    error DataMarketWrongState(bytes32 order, State state);

    /// @notice It is the other side's turn, or the drawing block has not passed.
    /// @param until The Unix time after which it is possible; when drawing, the block number.
    error DataMarketTooEarly(uint256 until);

    /// @notice The time for it is over.
    /// @param until Unix time until which it was possible.
    error DataMarketTooLate(uint256 until);

    /// @notice A delivery must hold as many wrapped nodes as the grant takes, see `IDisputeJudge.partsOf`.
    /// @param found How many it holds.
    /// @param expected How many are due.
    error DataMarketWrongParts(uint256 found, uint256 expected);

    /// @notice The delivery must name the seed that was drawn; zero without samples.
    error DataMarketWrongSeed();

    /// @notice This is not what was delivered.
    error DataMarketWrongDelivery();

    /// @notice Puts money at stake for orders to come. Each order needs its bond in the seller's free deposit.
    /// @param token Which money; the caller must have approved `amount` of it. Tokens that keep a fee are refused.
    /// @param amount In units of `token`.
    function deposit(address token, uint128 amount) external;

    /// @notice Takes back what backs no order.
    /// @param token Which money.
    /// @param amount In units of `token`, at most the caller's free deposit.
    function withdrawDeposit(address token, uint128 amount) external;

    /// @notice Lists a data set. The seller must be its owner or the owner's agent, with every consent in place.
    /// @param terms What is offered; `terms.seller` must be the caller.
    /// @return listing keccak256 of the terms.
    function list(Terms calldata terms) external returns (bytes32 listing);

    /// @notice Ends a listing; orders that were paid go on. Its seller.
    /// @param terms As listed.
    function close(Terms calldata terms) external;

    /// @notice Orders and pays `order.price`. The consents behind the data are checked again, and the
    /// seller's bond is locked.
    /// @param terms As listed.
    /// @param order What is wanted; `order.buyer` must be the caller, who must have approved the price.
    /// @return id keccak256 of the order.
    function buy(Terms calldata terms, Order calldata order) external returns (bytes32 id);

    /// @notice The same with an EIP-2612 approval in the same transaction. A permit that fails is passed over: the allowance
    /// may be there already.
    /// @param terms As listed.
    /// @param order What is wanted; `order.buyer` must be the caller.
    /// @param permit The caller's approval of `order.price`.
    /// @return id keccak256 of the order.
    function buyWithPermit(Terms calldata terms, Order calldata order, Permit calldata permit)
        external
        returns (bytes32 id);

    /// @notice Starts an order whose event has come, if the data may still be traded and, where prices follow a
    /// feed, what was paid is still enough. Anybody, until `order.cancelAt`.
    /// @param terms As listed.
    /// @param order As bought.
    function fire(Terms calldata terms, Order calldata order) external;

    /// @notice Draws the samples of an order from the hash of the block after its start. Anybody. When nobody did so within
    /// 256 blocks, the call fixes a new block. Within the delivery time; afterwards the order can only be refunded.
    /// @param terms As listed.
    /// @param order As bought.
    function draw(Terms calldata terms, Order calldata order) external;

    /// @notice Takes back an order whose event has not come. Its buyer at any time, anybody after `order.cancelAt`.
    /// @param terms As listed.
    /// @param order As bought.
    function cancel(Terms calldata terms, Order calldata order) external;

    /// @notice Declines to deliver what is due next: what was not paid out yet goes back to the buyer, the bond to the
    /// seller. The seller, within the delivery time, or as long as the order waits for its event. Samples that no longer
    /// wait are owed and cannot be declined.
    /// @param terms As listed.
    /// @param order As bought.
    function decline(Terms calldata terms, Order calldata order) external;

    /// @notice Delivers the wrapped keys of the present stage. The seller, within the delivery time.
    /// @param terms As listed.
    /// @param order As bought.
    /// @param delivery The seller's one-time point, the seed that was drawn (zero without samples) and the wrapped nodes.
    function deliver(Terms calldata terms, Order calldata order, IDisputeJudge.Delivery calldata delivery) external;

    /// @notice Pays the present stage: at once by the buyer, after the dispute time by anybody. Divides the
    /// amount as `IDataRegistry.payouts` says, with the commission out of the seller's part; a payee that cannot receive is
    /// credited instead.
    /// @param terms As listed.
    /// @param order As bought.
    function settle(Terms calldata terms, Order calldata order) external;

    /// @notice Gives the buyer its money back, with the bond, when the seller did not deliver in time. Anybody.
    /// @param terms As listed.
    /// @param order As bought.
    function refund(Terms calldata terms, Order calldata order) external;

    /// @notice Refunds what is left in escrow, with the bond, on proof of a wrong key. The buyer, since it reveals the
    /// order's one-time secret; within the dispute time.
    /// @param terms As listed.
    /// @param order As bought.
    /// @param content As registered: the commitment to the keys.
    /// @param delivery As delivered.
    /// @param claim The secret behind `B`, and the chunk whose key is wrong.
    function disputeKey(
        Terms calldata terms,
        Order calldata order,
        IDataRegistry.Content calldata content,
        IDisputeJudge.Delivery calldata delivery,
        IDisputeJudge.KeyClaim calldata claim
    ) external;

    /// @notice The same on proof of a wrong sector.
    /// @param terms As listed.
    /// @param order As bought.
    /// @param content As registered: the commitment to the data.
    /// @param delivery As delivered.
    /// @param claim The secret behind `B`, and the sector and its promise as they were published.
    function disputeSector(
        Terms calldata terms,
        Order calldata order,
        IDataRegistry.Content calldata content,
        IDisputeJudge.Delivery calldata delivery,
        IDisputeJudge.SectorClaim calldata claim
    ) external;

    /// @notice Returns what `order` would cost now; reverts where the seller does not sell in that way, or while the oracle
    /// has no value of the terms' feed. Nothing else of the order is checked.
    /// @param terms As listed.
    /// @param order What is wanted.
    /// @return price In units of the token, rounded down.
    function priceOf(Terms calldata terms, Order calldata order) external view returns (uint256 price);

    /// @notice Returns what the seller has at stake for `order`: the part of the terms' bond that the order has of the listed
    /// price, rounded up, and at most all of it; 5 % of what is paid at least where prices follow a feed.
    /// @param terms As listed.
    /// @param order What is wanted; nothing of it is checked.
    /// @return bond In units of the token.
    function bondOf(Terms calldata terms, Order calldata order) external pure returns (uint128 bond);

    /// @notice Returns where an order stands.
    /// @param order keccak256 of the order.
    /// @return State None and all zero for an unknown one.
    function statusOf(bytes32 order) external view returns (Status memory);

    /// @notice Returns whether a listing is open. It may have expired all the same, see `Terms.expiresAt`.
    /// @param listing keccak256 of the terms.
    /// @return False when closed or unknown.
    function isListed(bytes32 listing) external view returns (bool);

    /// @notice Returns what a seller has at stake.
    /// @param seller Anybody.
    /// @param token Which money.
    /// @return In units of `token`.
    function depositOf(address seller, address token) external view returns (Deposit memory);
}
