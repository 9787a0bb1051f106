// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IAucProgramme} from "./interfaces/IAucProgramme.sol";
import {IRoles} from "./interfaces/IRoles.sol";
import {ISaleEscrow} from "./interfaces/ISaleEscrow.sol";
import {IVehicle} from "./interfaces/IVehicle.sol";
import {PaymentLib} from "./libraries/PaymentLib.sol";
import {Payouts} from "./libraries/Payouts.sol";
import {RecordLib} from "./libraries/RecordLib.sol";
import {RoleLib} from "./libraries/RoleLib.sol";

/// @title See ISaleEscrow.
/// @notice Holds the price of running sales, and what a payee could not receive. The car stays with its seller, locked.
contract SaleEscrow is ISaleEscrow, Payouts {
    /// @notice The least time to hand over or to decide, in seconds.
    uint256 public constant MIN_TIME = 1 hours;
    /// @notice The most time to hand over or to decide, in seconds.
    uint256 public constant MAX_TIME = 60 days;
    /// @notice What a review earns, in wei of AUC, as long as there is budget.
    uint256 public constant REVIEW_REWARD = 10 ether;
    /// @notice How long after a rewarded review no other sale of the same car is rewarded, in seconds.
    uint256 public constant REWARD_PAUSE = 180 days;

    /// @notice The Credit IDs.
    IVehicle public immutable vehicles;
    /// @notice Who is an arbitrator, and where records are written.
    IRoles public immutable roles;
    /// @notice Where rewards for reviews come from.
    IAucProgramme public immutable programme;

    mapping(bytes32 id => Status) private _sales;
    mapping(uint256 vehicleId => Reward) private _rewards;
    mapping(uint256 vehicleId => mapping(address party => mapping(bool isSeller => address rater))) private _raters;
    mapping(uint256 vehicleId => mapping(address arbitrator => mapping(bool decided => bool))) private _isRecorded;

    constructor(IVehicle vehicles_, IRoles roles_, IAucProgramme programme_) {
        vehicles = vehicles_;
        roles = roles_;
        programme = programme_;
    }

    // Offer

    /// @inheritdoc ISaleEscrow
    function offer(Sale calldata sale) external returns (bytes32 id) {
        require(msg.sender == sale.seller, SaleEscrowNotSeller(msg.sender));
        (address owner, uint24 epoch,) = vehicles.standing(sale.vehicleId);
        require(owner == msg.sender, SaleEscrowNotSeller(msg.sender));
        _checkTerms(sale);
        id = idOf(sale);
        require(_sales[id].state == State.None, SaleEscrowExists(id));

        _sales[id].state = State.Open;
        _sales[id].epoch = epoch;

        emit Offered(id, sale.vehicleId, sale.seller, sale);
    }

    /// @inheritdoc ISaleEscrow
    function withdraw(Sale calldata sale) external {
        require(msg.sender == sale.seller, SaleEscrowNotSeller(msg.sender));
        (bytes32 id, Status storage status) = _in(sale, State.Open);

        status.state = State.Undone;

        emit Withdrawn(id);
    }

    /// @inheritdoc ISaleEscrow
    function bid(Sale calldata sale, uint256 price, string calldata messageCid) external {
        (bytes32 id,) = _in(sale, State.Open);
        emit Bid(id, msg.sender, price, messageCid);
    }

    /// @inheritdoc ISaleEscrow
    function fund(Sale calldata sale) external nonReentrant {
        (bytes32 id, Status storage status) = _in(sale, State.Open);
        require(block.timestamp < sale.expiresAt, SaleEscrowExpired(sale.expiresAt));
        require(sale.buyer == address(0) || sale.buyer == msg.sender, SaleEscrowNotBuyer(msg.sender));
        require(
            msg.sender != sale.seller && msg.sender != sale.arbitrator, SaleEscrowArbitratorIsParty(msg.sender)
        );
        (address owner, uint24 epoch,) = vehicles.standing(sale.vehicleId);
        require(owner == sale.seller, SaleEscrowNotSeller(owner));
        require(epoch == status.epoch, SaleEscrowChangedHands(sale.vehicleId));

        status.state = State.Funded;
        status.buyer = msg.sender;
        status.deadline = uint40(block.timestamp + sale.handoverTime);

        emit Funded(id, msg.sender, status.deadline);

        vehicles.lock(sale.vehicleId);
        PaymentLib.pull(sale.token, msg.sender, sale.price);
    }

    // Two of three

    /// @inheritdoc ISaleEscrow
    function release(Sale calldata sale) external nonReentrant {
        (bytes32 id, Status storage status) = _running(sale);
        require(msg.sender == status.buyer, SaleEscrowNotBuyer(msg.sender));

        _finish(id, sale, status, sale.price, sale.price, true);
    }

    /// @inheritdoc ISaleEscrow
    function undo(Sale calldata sale) external nonReentrant {
        (bytes32 id, Status storage status) = _running(sale);
        require(msg.sender == sale.seller, SaleEscrowNotSeller(msg.sender));

        _finish(id, sale, status, 0, sale.price, false);
    }

    /// @inheritdoc ISaleEscrow
    function propose(Sale calldata sale, uint128 toSeller, bool vehicleToBuyer)
        external
        nonReentrant
        returns (bool done)
    {
        (bytes32 id, Status storage status) = _running(sale);
        require(toSeller <= sale.price, SaleEscrowAboveEscrow(toSeller, sale.price));
        bytes32 outcome = keccak256(abi.encode(toSeller, vehicleToBuyer));
        if (msg.sender == sale.seller) status.sellerWants = outcome;
        else if (msg.sender == status.buyer) status.buyerWants = outcome;
        else revert SaleEscrowNotParty(msg.sender);

        emit Proposed(id, msg.sender, toSeller, vehicleToBuyer);

        done = status.sellerWants == status.buyerWants;
        if (done) _finish(id, sale, status, toSeller, sale.price, vehicleToBuyer);
    }

    /// @inheritdoc ISaleEscrow
    function dispute(Sale calldata sale, string calldata reasonCid) external {
        (bytes32 id, Status storage status) = _in(sale, State.Funded);
        require(msg.sender == sale.seller || msg.sender == status.buyer, SaleEscrowNotParty(msg.sender));
        require(block.timestamp <= status.deadline, SaleEscrowTooLate(status.deadline));

        status.state = State.Disputed;
        status.deadline = uint40(block.timestamp + sale.decisionTime);

        emit Disputed(id, msg.sender, reasonCid, status.deadline);
    }

    /// @inheritdoc ISaleEscrow
    function award(Sale calldata sale, uint128 toSeller, bool vehicleToBuyer, string calldata reasonCid)
        external
        nonReentrant
    {
        (bytes32 id, Status storage status) = _in(sale, State.Disputed);
        require(
            msg.sender == sale.arbitrator && roles.hasRole(RoleLib.ARBITRATOR, msg.sender),
            SaleEscrowNotArbitrator(msg.sender)
        );
        require(block.timestamp <= status.deadline, SaleEscrowTooLate(status.deadline));
        uint256 rest = sale.price - sale.arbitratorFee;
        require(toSeller <= rest, SaleEscrowAboveEscrow(toSeller, rest));

        emit Awarded(id, msg.sender, sale.arbitratorFee, reasonCid);

        _finish(id, sale, status, toSeller, rest, vehicleToBuyer);
        if (_isFirst(sale, true)) RecordLib.recordJob(roles, msg.sender);
        _push(sale.token, msg.sender, sale.arbitratorFee);
    }

    // The clock

    /// @inheritdoc ISaleEscrow
    function expire(Sale calldata sale) external nonReentrant {
        (bytes32 id, Status storage status) = _running(sale);
        require(block.timestamp > status.deadline, SaleEscrowTooEarly(status.deadline));

        if (status.state == State.Disputed && _isFirst(sale, false)) {
            RecordLib.recordDispute(roles, sale.arbitrator);
        }
        _finish(id, sale, status, 0, sale.price, false);
    }

    // Reviews

    /// @inheritdoc ISaleEscrow
    function review(Sale calldata sale, uint8 stars, bytes32 text) external nonReentrant {
        require(stars > 0 && stars <= 5, IRoles.RolesInvalidStars(stars));
        (bytes32 id, Status storage status) = _in(sale, State.Released);
        bool bySeller = msg.sender == sale.seller;
        require(bySeller || msg.sender == status.buyer, SaleEscrowNotParty(msg.sender));
        require(
            bySeller ? !status.sellerReviewed : !status.buyerReviewed, SaleEscrowAlreadyReviewed(msg.sender)
        );

        if (bySeller) status.sellerReviewed = true;
        else status.buyerReviewed = true;
        address other = bySeller ? status.buyer : sale.seller;

        emit Reviewed(id, msg.sender, other, stars, text);

        if (_mayRate(sale.vehicleId, other, !bySeller)) roles.recordRating(other, msg.sender, stars, text);
        _reward(id, sale.vehicleId);
    }

    // Views

    /// @inheritdoc ISaleEscrow
    function statusOf(bytes32 id) external view returns (Status memory) {
        return _sales[id];
    }

    /// @inheritdoc ISaleEscrow
    function rewardOf(uint256 vehicleId) external view returns (Reward memory) {
        return _rewards[vehicleId];
    }

    /// @inheritdoc ISaleEscrow
    function idOf(Sale calldata sale) public pure returns (bytes32 id) {
        return keccak256(abi.encode(sale));
    }

    // Inside

    function _checkTerms(Sale calldata sale) private view {
        require(block.timestamp < sale.expiresAt, SaleEscrowExpired(sale.expiresAt));
        require(
            sale.price > 0 && sale.arbitratorFee <= sale.price && sale.handoverTime >= MIN_TIME
                && sale.handoverTime <= MAX_TIME && sale.decisionTime >= MIN_TIME && sale.decisionTime <= MAX_TIME,
            SaleEscrowInvalidTerms()
        );
        require(
            roles.hasRole(RoleLib.ARBITRATOR, sale.arbitrator), SaleEscrowArbitratorUnknown(sale.arbitrator)
        );
        require(
            sale.arbitrator != sale.seller && sale.arbitrator != sale.buyer,
            SaleEscrowArbitratorIsParty(sale.arbitrator)
        );
    }

    function _in(Sale calldata sale, State expected) private view returns (bytes32 id, Status storage status) {
        id = idOf(sale);
        status = _sales[id];
        require(status.state == expected, SaleEscrowWrongState(id, status.state));
    }

    function _running(Sale calldata sale) private view returns (bytes32 id, Status storage status) {
        id = idOf(sale);
        status = _sales[id];
        require(
            status.state == State.Funded || status.state == State.Disputed, SaleEscrowWrongState(id, status.state)
        );
    }

    /// @dev Accounts are free and cars are not: one person's many accounts speak through one car as one.
    function _mayRate(uint256 vehicleId, address party, bool isSeller) private returns (bool) {
        address first = _raters[vehicleId][party][isSeller];
        if (first == address(0)) _raters[vehicleId][party][isSeller] = msg.sender;
        return first == address(0) || first == msg.sender;
    }

    /// @dev An arbitrator is not asked before it is named: without this, one car and two accounts could mark it, or it itself
    /// could have awards counted, as often as they like.
    function _isFirst(Sale calldata sale, bool decided) private returns (bool first) {
        mapping(bool => bool) storage recorded = _isRecorded[sale.vehicleId][sale.arbitrator];
        first = !recorded[decided];
        if (first) recorded[decided] = true;
    }

    /// @dev Bound to the time of the review, not of the sale: sales heaped up today cannot be reviewed for rewards later.
    function _reward(bytes32 id, uint256 vehicleId) private {
        Reward memory last = _rewards[vehicleId];
        if (last.sale != id && block.timestamp < last.until) return;
        // A review counts without a reward when the budget is spent.
        try programme.reward(msg.sender, REVIEW_REWARD, "sale review") {
            if (last.sale != id) _rewards[vehicleId] = Reward(id, uint40(block.timestamp + REWARD_PAUSE));
        } catch {}
    }

    /// @dev Money and car in one transaction: `toSeller` of `amount` to the seller, the rest to the buyer.
    function _finish(
        bytes32 id,
        Sale calldata sale,
        Status storage status,
        uint256 toSeller,
        uint256 amount,
        bool vehicleToBuyer
    ) private {
        address buyer = status.buyer;
        status.state = vehicleToBuyer ? State.Released : State.Undone;

        if (vehicleToBuyer) {
            emit Released(id, toSeller, amount - toSeller);
            IERC721(address(vehicles)).transferFrom(sale.seller, buyer, sale.vehicleId);
        } else {
            emit Undone(id, toSeller, amount - toSeller);
            vehicles.unlock(sale.vehicleId);
        }
        _push(sale.token, sale.seller, toSeller);
        _push(sale.token, buyer, amount - toSeller);
    }
}
