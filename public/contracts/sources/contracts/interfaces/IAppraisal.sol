// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Appraisals: ordered by anybody, done by appraisers with a record, open to challenge.
/// @notice The client's fee and the appraiser's bond of the same amount wait here. A report that nobody challenges is paid
/// and moves the car's valuation. A challenge costs the same bond again; other appraisers review it, the first three that
/// agree decide, and share the loser's bond.
interface IAppraisal {
    enum State {
        None,
        Open,
        Accepted,
        Submitted,
        Challenged,
        Paid,
        Refunded
    }

    struct Job {
        State state;
        uint256 vehicleId;
        address client;
        /// @dev Whom the client wants; then who took it.
        address appraiser;
        address token;
        uint128 fee;
        uint40 deadline;
        uint32 workTime;
        uint32 challengeTime;
        bool rated;
    }

    struct Report {
        uint128 price;
        uint8 grade;
        bytes32 hash;
        string cid;
    }

    struct Challenge {
        address challenger;
        address[] upholders;
        address[] overturners;
    }

    event Ordered(
        uint256 indexed jobId, uint256 indexed vehicleId, address indexed client, address token, uint128 fee
    );
    event Accepted(uint256 indexed jobId, address indexed appraiser, uint256 deadline);
    event Submitted(uint256 indexed jobId, address indexed appraiser, Report report, uint256 challengeableUntil);
    event Challenged(uint256 indexed jobId, address indexed challenger, string reasonCid, uint256 deadline);
    event ReviewGiven(uint256 indexed jobId, address indexed reviewer, bool upheld, string reasonCid);
    event Paid(uint256 indexed jobId, address indexed appraiser, uint256 fee);
    event Refunded(uint256 indexed jobId, address indexed client, uint256 fee);
    event Rated(uint256 indexed jobId, address indexed appraiser, uint8 stars);

    error AppraisalNotAppraiser(address caller);
    error AppraisalNotClient(address caller);
    error AppraisalIsParty(address caller);
    error AppraisalWrongState(uint256 jobId, State state);
    error AppraisalInvalidTerms();
    error AppraisalInvalidReport();
    error AppraisalTooEarly(uint40 deadline);
    error AppraisalTooLate(uint40 deadline);
    error AppraisalAlreadyReviewed(address reviewer);
    error AppraisalAlreadyRated(uint256 jobId);

    /// @notice Orders an appraisal by `appraiser`, or by whoever takes it first.
    function order(
        uint256 vehicleId,
        address appraiser,
        address token,
        uint128 fee,
        uint32 workTime,
        uint32 challengeTime
    ) external returns (uint256 jobId);

    /// @notice Takes a job, with a bond of the fee.
    function accept(uint256 jobId) external;

    /// @notice Hands in the signed report: content id and hash, price (18 decimals), grade of 1 to 10.
    function submit(uint256 jobId, Report calldata report) external;

    /// @notice Challenges a report within its time, with a bond of the fee. Anybody but its appraiser.
    function challenge(uint256 jobId, string calldata reasonCid) external;

    /// @notice Reviews a challenged report, as an appraiser who is no party to it.
    function review(uint256 jobId, bool upheld, string calldata reasonCid) external;

    /// @notice Ends a job by the clock: unclaimed or late work is refunded, an unchallenged report is paid; a challenge
    /// without a decision follows the majority of its reviews, and with none or a tie everybody gets back what they put in
    /// and the appraiser its fee.
    function settle(uint256 jobId) external;

    /// @notice Rates the appraiser of a paid job. Its client, once.
    function rate(uint256 jobId, uint8 stars, bytes32 text) external;

    function jobOf(uint256 jobId) external view returns (Job memory);
    function reportOf(uint256 jobId) external view returns (Report memory);
    function challengeOf(uint256 jobId) external view returns (Challenge memory);
}
