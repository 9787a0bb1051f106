// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ICommission} from "./interfaces/ICommission.sol";
import {IDataMarket} from "./interfaces/IDataMarket.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDisputeJudge} from "./interfaces/IDisputeJudge.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {IVehicle} from "./interfaces/IVehicle.sol";
import {MarketFunds} from "./libraries/MarketFunds.sol";
import {OrderLib} from "./libraries/OrderLib.sol";
import {PaymentLib} from "./libraries/PaymentLib.sol";
import {StatusLib, StatusWord} from "./libraries/StatusLib.sol";
import {WrapLib} from "./libraries/WrapLib.sol";

/// @title See IDataMarket.
/// @notice Holds the money of running orders, the sellers' deposits, and what a payee could not receive. It has no owner.
/// Of a listing it keeps 1 while it is open and 2 when it is closed; of an order one word: state (8 bits, lowest), stage
/// (16), deadline (40) and extra (192).
contract DataMarket is MarketFunds {
    uint256 internal constant ALL_BPS = 10_000;
    uint8 internal constant OPEN = 1;
    uint8 internal constant ENDED = 2;

    /// @notice Which data sets exist and whose they are.
    IDataRegistry public immutable registry;
    /// @notice What a dispute is computed by.
    IDisputeJudge public immutable judge;
    /// @notice What prices and events are read from.
    IOracle public immutable oracle;
    /// @notice The Credit IDs, for events of a car.
    IVehicle public immutable vehicles;
    /// @notice Where the commissions of scenarios go.
    ICommission public immutable commission;

    mapping(bytes32 listing => uint8) private _listings;
    mapping(bytes32 order => StatusWord) private _orders;

    constructor(
        IDataRegistry registry_,
        IDisputeJudge judge_,
        IOracle oracle_,
        IVehicle vehicles_,
        ICommission commission_
    ) {
        registry = registry_;
        judge = judge_;
        oracle = oracle_;
        vehicles = vehicles_;
        commission = commission_;
    }

    // Selling

    /// @inheritdoc IDataMarket
    function list(Terms calldata terms) external returns (bytes32 listing) {
        address seller = _checkSeller(terms);
        (uint24 chunks, uint16 agentFeeBps) = registry.checkTrade(terms.dataSet, seller);
        if (terms.chunks != chunks) revert DataMarketWrongChunks(terms.chunks, chunks);
        OrderLib.checkTerms(terms);
        if (terms.agentFeeBps != agentFeeBps) revert DataMarketWrongFee(terms.agentFeeBps, agentFeeBps);
        uint256 bps = terms.scenario == 0 ? 0 : commission.rateOf(terms.scenario, terms.token);
        if (terms.commissionBps != bps) revert DataMarketWrongFee(terms.commissionBps, bps);
        listing = OrderLib.hashTerms(terms);
        require(_listings[listing] == 0, DataMarketListingExists(listing));

        _listings[listing] = OPEN;

        emit Listed(listing, terms.dataSet, seller, terms);
    }

    /// @inheritdoc IDataMarket
    function close(Terms calldata terms) external {
        _checkSeller(terms);
        bytes32 listing = OrderLib.hashTerms(terms);
        require(_listings[listing] == OPEN, DataMarketNotListed(listing));

        _listings[listing] = ENDED;

        emit Closed(listing);
    }

    // Buying

    /// @inheritdoc IDataMarket
    function buy(Terms calldata terms, Order calldata order) external nonReentrant returns (bytes32 id) {
        return _buy(terms, order);
    }

    /// @inheritdoc IDataMarket
    function buyWithPermit(Terms calldata terms, Order calldata order, Permit calldata permit)
        external
        nonReentrant
        returns (bytes32 id)
    {
        // Somebody may have sent the permit ahead of this transaction; then the allowance is there already.
        try IERC20Permit(terms.token)
            .permit(msg.sender, address(this), order.price, permit.deadline, permit.v, permit.r, permit.s) {} catch {}
        return _buy(terms, order);
    }

    /// @inheritdoc IDataMarket
    function fire(Terms calldata terms, Order calldata order) external {
        (bytes32 id, StatusWord status) = _load(terms, order);
        require(status.state() == State.Waiting, DataMarketWrongState(id, status.state()));
        require(block.timestamp <= order.cancelAt, DataMarketTooLate(order.cancelAt));
        require(OrderLib.isTriggered(order, oracle, vehicles), DataMarketNotTriggered());
        _checkTrade(terms);
        // An order that waited is no option on the price of the day that it was given.
        if (terms.feed != 0) _checkPrice(terms, order);

        status = OrderLib.started(terms, order);
        _orders[id] = status;

        emit Fired(id, status.state());
    }

    /// @inheritdoc IDataMarket
    function draw(Terms calldata terms, Order calldata order) external {
        (bytes32 id, StatusWord status) = _load(terms, order);
        require(status.state() == State.Drawing, DataMarketWrongState(id, status.state()));
        require(block.number > status.extra(), DataMarketTooEarly(status.extra()));
        // Afterwards the bond is owed, and a draw would begin a new time to deliver.
        require(block.timestamp <= status.deadline(), DataMarketTooLate(status.deadline()));

        bytes32 hash = blockhash(status.extra());
        if (hash == 0) {
            uint192 next = uint192(block.number + 1);
            _orders[id] = StatusLib.pack(State.Drawing, 0, status.deadline(), next);
            emit DrawnLater(id, next);
            return;
        }
        uint192 seed = uint192(uint256(keccak256(abi.encodePacked(hash, id))));
        _orders[id] = StatusLib.pack(State.Paid, 0, block.timestamp + terms.deliverTime, seed);
        emit Drawn(id, bytes32(uint256(seed)));
    }

    // Ending without delivery

    /// @inheritdoc IDataMarket
    function cancel(Terms calldata terms, Order calldata order) external nonReentrant {
        (bytes32 id, StatusWord status) = _load(terms, order);
        require(status.state() == State.Waiting, DataMarketWrongState(id, status.state()));
        require(
            msg.sender == order.buyer || block.timestamp > order.cancelAt,
            DataMarketNotBuyer(order.buyer, msg.sender)
        );

        _giveBack(id, terms, order, 0, Reason.Cancelled);
    }

    /// @inheritdoc IDataMarket
    function decline(Terms calldata terms, Order calldata order) external nonReentrant {
        (bytes32 id, StatusWord status) = _load(terms, order);
        _checkSeller(terms);
        // Samples are owed from the start: the draw can be known before it is made, and declining would draw again.
        require(
            status.state() == State.Waiting || (status.state() == State.Paid && order.samples == 0),
            DataMarketWrongState(id, status.state())
        );
        // Afterwards the bond is owed: a silent seller could otherwise save it when it sees the refund coming.
        require(block.timestamp <= status.deadline(), DataMarketTooLate(status.deadline()));

        _giveBack(id, terms, order, status.stage(), Reason.Declined);
    }

    /// @inheritdoc IDataMarket
    function refund(Terms calldata terms, Order calldata order) external nonReentrant {
        (bytes32 id, StatusWord status) = _load(terms, order);
        require(
            status.state() == State.Drawing || status.state() == State.Paid, DataMarketWrongState(id, status.state())
        );
        require(block.timestamp > status.deadline(), DataMarketTooEarly(status.deadline()));

        _giveBack(id, terms, order, status.stage(), Reason.Silence);
    }

    // Delivery

    /// @inheritdoc IDataMarket
    function deliver(Terms calldata terms, Order calldata order, IDisputeJudge.Delivery calldata delivery)
        external
    {
        (bytes32 id, StatusWord status) = _load(terms, order);
        _checkSeller(terms);
        require(status.state() == State.Paid, DataMarketWrongState(id, status.state()));
        require(block.timestamp <= status.deadline(), DataMarketTooLate(status.deadline()));
        require(WrapLib.isUsable(WrapLib.Point(delivery.x, delivery.y)), DataMarketInvalidPoint());
        require(uint256(delivery.seed) == status.extra(), DataMarketWrongSeed());
        _checkParts(terms, order, status.stage(), delivery.wrapped.length);

        uint256 until = block.timestamp + terms.disputeTime;
        _orders[id] = StatusLib.pack(State.Delivered, status.stage(), until, OrderLib.hashOf(delivery));

        emit Delivered(id, status.stage(), delivery, until);
    }

    /// @inheritdoc IDataMarket
    function settle(Terms calldata terms, Order calldata order) external nonReentrant {
        (bytes32 id, StatusWord status) = _load(terms, order);
        require(status.state() == State.Delivered, DataMarketWrongState(id, status.state()));
        require(
            msg.sender == order.buyer || block.timestamp > status.deadline(), DataMarketTooEarly(status.deadline())
        );

        uint256 stage = status.stage();
        uint256 amount = OrderLib.costOf(order, stage);
        if (stage + 1 < order.stages) {
            _orders[id] = StatusLib.pack(State.Paid, stage + 1, block.timestamp + terms.deliverTime, 0);
            emit StageSettled(id, stage, amount);
        } else {
            _orders[id] = StatusLib.pack(State.Settled, stage, 0, 0);
            _unlock(terms.seller, terms.token, OrderLib.bondOf(terms, order), true);
            emit Settled(id);
        }

        if (amount > 0) _payOut(terms, order, amount);
    }

    // Disputes

    /// @inheritdoc IDataMarket
    function disputeKey(
        Terms calldata terms,
        Order calldata order,
        IDataRegistry.Content calldata content,
        IDisputeJudge.Delivery calldata delivery,
        IDisputeJudge.KeyClaim calldata claim_
    ) external nonReentrant {
        IDisputeJudge.Grant memory grant = _checkDispute(terms, order, delivery);
        judge.checkWrongKey(content, grant, delivery, claim_);

        _giveBack(grant.orderId, terms, order, uint16(grant.stage), Reason.WrongKey);
    }

    /// @inheritdoc IDataMarket
    function disputeSector(
        Terms calldata terms,
        Order calldata order,
        IDataRegistry.Content calldata content,
        IDisputeJudge.Delivery calldata delivery,
        IDisputeJudge.SectorClaim calldata claim_
    ) external nonReentrant {
        IDisputeJudge.Grant memory grant = _checkDispute(terms, order, delivery);
        judge.checkWrongSector(content, grant, delivery, claim_);

        _giveBack(grant.orderId, terms, order, uint16(grant.stage), Reason.WrongSector);
    }

    // Views

    /// @inheritdoc IDataMarket
    function priceOf(Terms calldata terms, Order calldata order) external view returns (uint256 price) {
        return OrderLib.priceOf(terms, order, oracle);
    }

    /// @inheritdoc IDataMarket
    function bondOf(Terms calldata terms, Order calldata order) external pure returns (uint128 bond) {
        return OrderLib.bondOf(terms, order);
    }

    /// @inheritdoc IDataMarket
    function statusOf(bytes32 order) external view returns (Status memory) {
        StatusWord word = _orders[order];
        return Status(word.state(), word.stage(), word.deadline(), word.extra());
    }

    /// @inheritdoc IDataMarket
    function isListed(bytes32 listing) external view returns (bool) {
        return _listings[listing] == OPEN;
    }

    // Inside: buying

    function _buy(Terms calldata terms, Order calldata order) private returns (bytes32 id) {
        _checkListing(terms, order);
        _checkTrade(terms);
        OrderLib.checkOrder(order, terms.chunks);
        uint256 paid = _checkPrice(terms, order);
        id = OrderLib.hashOrder(order);
        require(_orders[id].state() == State.None, DataMarketOrderExists(id));

        StatusWord status = order.trigger == Trigger.None
            ? OrderLib.started(terms, order)
            : StatusLib.pack(State.Waiting, 0, order.cancelAt, 0);
        _orders[id] = status;
        _lock(terms.seller, terms.token, OrderLib.bondOf(terms, order));

        // The buyer is the sender, as was checked; reading it again would cost more.
        emit Bought(id, order.listing, msg.sender, order, status.state());

        PaymentLib.pull(terms.token, msg.sender, paid);
    }

    function _checkListing(Terms calldata terms, Order calldata order) private view {
        if (msg.sender != order.buyer) revert DataMarketNotBuyer(order.buyer, msg.sender);
        address only = terms.onlyBuyer;
        require(only == address(0) || only == msg.sender, DataMarketNotBuyer(only, msg.sender));
        bytes32 listing = OrderLib.hashTerms(terms);
        require(listing == order.listing && _listings[listing] == OPEN, DataMarketNotListed(order.listing));
        uint40 expiresAt = terms.expiresAt;
        require(block.timestamp < expiresAt, DataMarketExpired(expiresAt));
    }

    function _checkPrice(Terms calldata terms, Order calldata order) private view returns (uint256 paid) {
        uint256 price = OrderLib.priceOf(terms, order, oracle);
        paid = order.price;
        require(paid >= price, DataMarketPriceTooLow(paid, price));
    }

    /// @dev An agent sells for at most the fee that the owner grants it now.
    function _checkTrade(Terms calldata terms) private view {
        (, uint256 granted) = registry.checkTrade(terms.dataSet, terms.seller);
        uint256 fee = terms.agentFeeBps;
        require(fee <= granted, DataMarketWrongFee(fee, granted));
    }

    // Inside: orders

    /// @dev `if` here and elsewhere, where `require` would evaluate what its error tells even when all is well.
    function _checkSeller(Terms calldata terms) private view returns (address seller) {
        seller = terms.seller;
        require(msg.sender == seller, DataMarketNotSeller(seller, msg.sender));
    }

    /// @dev The order carries the hash of its listing, and its own hash is the key of its state: nothing can be swapped.
    function _load(Terms calldata terms, Order calldata order)
        private
        view
        returns (bytes32 id, StatusWord status)
    {
        require(OrderLib.hashTerms(terms) == order.listing, DataMarketNotListed(order.listing));
        id = OrderLib.hashOrder(order);
        status = _orders[id];
    }

    function _checkParts(Terms calldata terms, Order calldata order, uint256 stage, uint256 found) private view {
        (uint256 from, uint256 to) = OrderLib.rangeOf(order, stage);
        uint256 chunks = terms.chunks;
        // Everything is one node; the general rule would say so too, at the price of a call.
        uint256 expected =
            from == 0 && to == chunks && order.samples == 0 ? 1 : judge.partsOf(from, to, order.samples, chunks);
        require(found == expected, DataMarketWrongParts(found, expected));
    }

    function _checkDispute(
        Terms calldata terms,
        Order calldata order,
        IDisputeJudge.Delivery calldata delivery
    ) private view returns (IDisputeJudge.Grant memory grant) {
        (bytes32 id, StatusWord status) = _load(terms, order);
        require(msg.sender == order.buyer, DataMarketNotBuyer(order.buyer, msg.sender));
        require(status.state() == State.Delivered, DataMarketWrongState(id, status.state()));
        require(block.timestamp <= status.deadline(), DataMarketTooLate(status.deadline()));
        require(OrderLib.hashOf(delivery) == status.extra(), DataMarketWrongDelivery());

        (uint256 from, uint256 to) = OrderLib.rangeOf(order, status.stage());
        return IDisputeJudge.Grant(terms.dataSet, id, status.stage(), from, to, order.samples, order.keyX, order.keyY);
    }

    // Inside: money

    /// @dev Ends an order before `stage` was settled: the buyer gets what is left of the price, and the bond if it is owed.
    function _giveBack(bytes32 id, Terms calldata terms, Order calldata order, uint16 stage, Reason reason)
        private
    {
        uint256 amount = order.price - OrderLib.costUpTo(order, stage);
        uint128 bond = OrderLib.bondOf(terms, order);
        bool withBond = reason >= Reason.Silence;
        _orders[id] = StatusLib.pack(State.Refunded, stage, 0, 0);
        _unlock(terms.seller, terms.token, bond, !withBond);
        if (!withBond) bond = 0;

        emit Refunded(id, reason, amount, bond);

        _push(terms.token, order.buyer, amount + bond);
    }

    function _payOut(Terms calldata terms, Order calldata order, uint256 amount) private {
        (address[] memory payees, uint256[] memory amounts) =
            registry.payouts(terms.dataSet, terms.seller, terms.agentFeeBps, amount);
        // The seller, who names the scenario, pays its commission, and nobody else.
        uint256 last = payees.length - 1;
        if (terms.commissionBps > 0) amounts[last] -= _payCommission(terms, order, amount, amounts[last]);
        for (uint256 i; i <= last; i++) {
            _push(terms.token, payees[i], amounts[i]);
        }
    }

    /// @dev A scenario that was closed or fails meanwhile takes nothing; it never stops a settlement.
    function _payCommission(Terms calldata terms, Order calldata order, uint256 amount, uint256 most)
        private
        returns (uint256 part)
    {
        part = Math.min((amount * terms.commissionBps) / ALL_BPS, most);
        if (part == 0) return 0;
        try commission.collect(terms.scenario, order.buyer, terms.seller, part) {
            _push(terms.token, address(commission), part);
        } catch {
            part = 0;
        }
    }
}
