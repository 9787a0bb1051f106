// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAppraisal} from "./interfaces/IAppraisal.sol";
import {IOracle} from "./interfaces/IOracle.sol";
import {IRoles} from "./interfaces/IRoles.sol";
import {IVehicle} from "./interfaces/IVehicle.sol";
import {PaymentLib} from "./libraries/PaymentLib.sol";
import {Payouts} from "./libraries/Payouts.sol";
import {RecordLib} from "./libraries/RecordLib.sol";
import {RoleLib} from "./libraries/RoleLib.sol";

/// @title See IAppraisal.
/// @notice Holds fees and bonds until a job ends, and what a payee could not receive.
contract Appraisal is IAppraisal, Payouts {
    /// @notice The least time to work or to challenge, in seconds.
    uint256 public constant MIN_TIME = 1 hours;
    /// @notice The most time to work or to challenge, in seconds.
    uint256 public constant MAX_TIME = 60 days;
    /// @notice How long a challenge is reviewed, in seconds.
    uint256 public constant REVIEW_TIME = 7 days;
    /// @notice How many reviews of one mind decide a challenge.
    uint256 public constant DECIDING = 3;

    /// @notice The Credit IDs.
    IVehicle public immutable vehicles;
    /// @notice Who is an appraiser, and where its record is written.
    IRoles public immutable roles;
    /// @notice Where the values of paid reports go.
    IOracle public immutable oracle;

    /// @inheritdoc IAppraisal
    mapping(address token => bool) public isCurrency;
    /// @notice How many jobs were ordered; the number of the latest.
    uint256 public count;
    mapping(uint256 jobId => Job) private _jobs;
    mapping(uint256 jobId => Report) private _reports;
    mapping(uint256 jobId => Challenge) private _challenges;
    mapping(uint256 jobId => address[]) private _applicants;
    mapping(uint256 jobId => mapping(address appraiser => bool)) private _applied;

    constructor(IVehicle vehicles_, IRoles roles_, IOracle oracle_, address[] memory currencies) {
        vehicles = vehicles_;
        roles = roles_;
        oracle = oracle_;
        for (uint256 i; i < currencies.length; i++) isCurrency[currencies[i]] = true;
    }

    modifier onlyAppraiser() {
        require(roles.hasRole(RoleLib.APPRAISER, msg.sender), AppraisalNotAppraiser(msg.sender));
        _;
    }

    // Work

    /// @inheritdoc IAppraisal
    function order(
        uint256 vehicleId,
        address appraiser,
        address token,
        uint128 fee,
        uint32 workTime,
        uint32 challengeTime
    ) external nonReentrant returns (uint256 jobId) {
        jobId = _order(vehicleId, appraiser, token, fee, workTime, challengeTime, false);
    }

    /// @inheritdoc IAppraisal
    function invite(uint256 vehicleId, address token, uint128 fee, uint32 workTime, uint32 challengeTime)
        external
        nonReentrant
        returns (uint256 jobId)
    {
        jobId = _order(vehicleId, address(0), token, fee, workTime, challengeTime, true);
    }

    /// @inheritdoc IAppraisal
    function applyFor(uint256 jobId, string calldata noteCid) external onlyAppraiser {
        Job storage job = _openFor(jobId);
        require(job.byApplication, AppraisalNotByApplication(jobId));
        require(msg.sender != job.client, AppraisalIsParty(msg.sender));
        require(!_applied[jobId][msg.sender], AppraisalAlreadyApplied(msg.sender));

        _applied[jobId][msg.sender] = true;
        _applicants[jobId].push(msg.sender);

        emit Applied(jobId, msg.sender, noteCid);
    }

    /// @inheritdoc IAppraisal
    function choose(uint256 jobId, address appraiser) external {
        Job storage job = _openFor(jobId);
        require(msg.sender == job.client, AppraisalNotClient(msg.sender));
        require(_applied[jobId][appraiser], AppraisalNotApplicant(appraiser));

        job.appraiser = appraiser;
        job.deadline = uint40(block.timestamp + job.workTime);

        emit Chosen(jobId, appraiser, job.deadline);
    }

    /// @inheritdoc IAppraisal
    function accept(uint256 jobId) external nonReentrant onlyAppraiser {
        Job storage job = _openFor(jobId);
        require(
            job.appraiser == msg.sender || (job.appraiser == address(0) && !job.byApplication),
            AppraisalNotAppraiser(msg.sender)
        );
        require(msg.sender != job.client, AppraisalIsParty(msg.sender));

        job.state = State.Accepted;
        job.appraiser = msg.sender;
        job.deadline = uint40(block.timestamp + job.workTime);

        emit Accepted(jobId, msg.sender, job.deadline);

        PaymentLib.pull(job.token, msg.sender, job.fee);
    }

    /// @inheritdoc IAppraisal
    function submit(uint256 jobId, Report calldata report) external {
        Job storage job = _in(jobId, State.Accepted);
        require(msg.sender == job.appraiser, AppraisalNotAppraiser(msg.sender));
        require(block.timestamp <= job.deadline, AppraisalTooLate(job.deadline));
        require(
            report.price > 0 && report.grade > 0 && report.grade <= 10 && report.hash != 0, AppraisalInvalidReport()
        );

        job.state = State.Submitted;
        job.deadline = uint40(block.timestamp + job.challengeTime);
        _reports[jobId] = report;

        emit Submitted(jobId, msg.sender, report, job.deadline);
    }

    // Challenge

    /// @inheritdoc IAppraisal
    function challenge(uint256 jobId, string calldata reasonCid) external nonReentrant {
        Job storage job = _in(jobId, State.Submitted);
        require(block.timestamp <= job.deadline, AppraisalTooLate(job.deadline));
        require(msg.sender != job.appraiser, AppraisalIsParty(msg.sender));
        require(!job.clientsTurn || msg.sender == job.client, AppraisalNotClient(msg.sender));

        job.state = State.Challenged;
        job.deadline = uint40(block.timestamp + REVIEW_TIME);
        _challenges[jobId].challenger = msg.sender;

        emit Challenged(jobId, msg.sender, reasonCid, job.deadline);

        PaymentLib.pull(job.token, msg.sender, job.fee);
    }

    /// @inheritdoc IAppraisal
    function review(uint256 jobId, bool upheld, string calldata reasonCid) external nonReentrant onlyAppraiser {
        Job storage job = _in(jobId, State.Challenged);
        require(block.timestamp <= job.deadline, AppraisalTooLate(job.deadline));
        Challenge storage open = _challenges[jobId];
        require(
            msg.sender != job.appraiser && msg.sender != job.client && msg.sender != open.challenger,
            AppraisalIsParty(msg.sender)
        );
        require(
            !_isAmong(open.upholders, msg.sender) && !_isAmong(open.overturners, msg.sender),
            AppraisalAlreadyReviewed(msg.sender)
        );

        address[] storage side = upheld ? open.upholders : open.overturners;
        side.push(msg.sender);

        emit ReviewGiven(jobId, msg.sender, upheld, reasonCid);

        if (side.length == DECIDING) _decide(jobId, job, upheld);
    }

    // The clock

    /// @inheritdoc IAppraisal
    function settle(uint256 jobId) external nonReentrant {
        Job storage job = _jobs[jobId];
        State state = job.state;
        require(
            state == State.Open || state == State.Accepted || state == State.Submitted || state == State.Challenged,
            AppraisalWrongState(jobId, state)
        );
        require(block.timestamp > job.deadline, AppraisalTooEarly(job.deadline));

        if (state == State.Open) {
            _refund(jobId, job, job.fee);
        } else if (state == State.Accepted) {
            // The client waited for nothing: the bond is its compensation.
            RecordLib.recordDispute(roles, job.appraiser);
            _refund(jobId, job, 2 * uint256(job.fee));
        } else if (state == State.Submitted) {
            _pay(jobId, job, 2 * uint256(job.fee));
        } else {
            _decideLate(jobId, job);
        }
    }

    /// @inheritdoc IAppraisal
    function rate(uint256 jobId, uint8 stars, bytes32 text) external {
        Job storage job = _in(jobId, State.Paid);
        require(msg.sender == job.client, AppraisalNotClient(msg.sender));
        require(!job.rated, AppraisalAlreadyRated(jobId));

        job.rated = true;

        emit Rated(jobId, job.appraiser, stars);

        roles.recordRating(job.appraiser, msg.sender, stars, text);
    }

    // Views

    /// @inheritdoc IAppraisal
    function jobOf(uint256 jobId) external view returns (Job memory) {
        return _jobs[jobId];
    }

    /// @inheritdoc IAppraisal
    function reportOf(uint256 jobId) external view returns (Report memory) {
        return _reports[jobId];
    }

    /// @inheritdoc IAppraisal
    function challengeOf(uint256 jobId) external view returns (Challenge memory) {
        return _challenges[jobId];
    }

    /// @inheritdoc IAppraisal
    function applicantsOf(uint256 jobId) external view returns (address[] memory) {
        return _applicants[jobId];
    }

    // Inside

    function _order(
        uint256 vehicleId,
        address appraiser,
        address token,
        uint128 fee,
        uint32 workTime,
        uint32 challengeTime,
        bool byApplication
    ) private returns (uint256 jobId) {
        require(
            workTime >= MIN_TIME && workTime <= MAX_TIME && challengeTime >= MIN_TIME && challengeTime <= MAX_TIME
                && fee > 0 && msg.sender != appraiser,
            AppraisalInvalidTerms()
        );
        require(isCurrency[token], AppraisalUnknownCurrency(token));
        // Reverts for a car that does not exist or is not confirmed.
        vehicles.standing(vehicleId);

        jobId = ++count;
        uint40 deadline = uint40(block.timestamp + workTime);
        _jobs[jobId] = Job(
            State.Open, vehicleId, msg.sender, appraiser, token, fee, deadline, workTime, challengeTime, false, byApplication, false
        );

        emit Ordered(jobId, vehicleId, msg.sender, token, fee);

        PaymentLib.pull(token, msg.sender, fee);
    }

    function _in(uint256 jobId, State expected) private view returns (Job storage job) {
        job = _jobs[jobId];
        require(job.state == expected, AppraisalWrongState(jobId, job.state));
    }

    function _openFor(uint256 jobId) private view returns (Job storage job) {
        job = _in(jobId, State.Open);
        require(block.timestamp <= job.deadline, AppraisalTooLate(job.deadline));
    }

    function _decideLate(uint256 jobId, Job storage job) private {
        Challenge storage open = _challenges[jobId];
        if (open.overturners.length > open.upholders.length) return _decide(jobId, job, false);
        address[] memory payees = open.upholders;
        if (payees.length == open.overturners.length) {
            payees = new address[](1);
            payees[0] = open.challenger;
        }

        // Whoever else challenged may have been the appraiser under another name, to take the place of the client.
        if (open.challenger == job.client) _pay(jobId, job, 2 * uint256(job.fee));
        else _giveTurn(jobId, job);
        _share(job, payees);
    }

    /// @dev Once at most: nobody but the client can challenge then, and its challenge is the last.
    function _giveTurn(uint256 jobId, Job storage job) private {
        job.state = State.Submitted;
        job.clientsTurn = true;
        job.deadline = uint40(block.timestamp + job.challengeTime);
        delete _challenges[jobId];

        emit TurnGiven(jobId, job.client, job.deadline);
    }

    function _isAmong(address[] storage list, address who) private view returns (bool) {
        for (uint256 i; i < list.length; i++) if (list[i] == who) return true;
        return false;
    }

    /// @dev Three bonds and a fee lie here in all: the winner takes its own back, the reviewers of its side the loser's.
    function _decide(uint256 jobId, Job storage job, bool upheld) private {
        Challenge storage open = _challenges[jobId];
        if (upheld) {
            _pay(jobId, job, 2 * uint256(job.fee));
            _share(job, open.upholders);
        } else {
            RecordLib.recordDispute(roles, job.appraiser);
            _refund(jobId, job, job.fee);
            _push(job.token, open.challenger, job.fee);
            _share(job, open.overturners);
        }
    }

    /// @dev One bond.
    function _share(Job storage job, address[] memory payees) private {
        uint256 length = payees.length;
        uint256 left = job.fee;
        for (uint256 i; i < length; i++) {
            // The last one takes what rounding down has left.
            uint256 part = left / (length - i);
            left -= part;
            _push(job.token, payees[i], part);
        }
    }

    function _pay(uint256 jobId, Job storage job, uint256 amount) private {
        job.state = State.Paid;
        Report storage report = _reports[jobId];

        emit Paid(jobId, job.appraiser, job.fee);

        RecordLib.recordJob(roles, job.appraiser);
        oracle.recordValuation(job.vehicleId, vehicles.modelOf(job.vehicleId), report.price);
        _push(job.token, job.appraiser, amount);
    }

    function _refund(uint256 jobId, Job storage job, uint256 amount) private {
        job.state = State.Refunded;

        emit Refunded(jobId, job.client, amount);

        _push(job.token, job.client, amount);
    }
}
