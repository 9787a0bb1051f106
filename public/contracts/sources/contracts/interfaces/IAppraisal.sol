// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Appraisals: ordered by anybody, done by appraisers with a record, open to challenge.
/// @notice A client names an appraiser, takes whoever comes first, or invites them to apply and chooses one. The client's
/// fee and the appraiser's bond of the same amount wait here. A report that nobody challenges is paid
/// and moves the car's valuation. A challenge costs the same bond again; other appraisers review it, the first three that
/// agree decide, and share the loser's bond. A challenge by another than the client that three of one mind do not decide leaves
/// the client time for its own, so nobody can challenge in its place; that one is the last.
interface IAppraisal {
    /// @notice Where a job stands. Paid and Refunded are final.
    enum State {
        None,
        /// @dev Waits for an appraiser, or for those who apply and the client's choice.
        Open,
        /// @dev The appraiser is at work.
        Accepted,
        /// @dev The report is in and may be challenged, in `clientsTurn` by the client alone.
        Submitted,
        /// @dev Other appraisers review the challenge.
        Challenged,
        /// @dev The report stands: the appraiser has fee and bond.
        Paid,
        /// @dev No report, or one that did not stand: the client has its fee.
        Refunded
    }

    /// @notice An order for one appraisal.
    /// @param state Where it stands.
    /// @param vehicleId The car, by its Credit ID.
    /// @param client Who ordered and paid.
    /// @param appraiser Whom the client wants or has chosen, zero for anybody or nobody yet; then who took the job.
    /// @param token What fee and bonds are paid in.
    /// @param fee What the work costs, in units of `token`; each bond is of the same amount.
    /// @param deadline Unix time after which the present state can be settled; of an ended job, that of its last state.
    /// @param workTime Seconds to apply or to accept, again to accept once chosen, and again to submit.
    /// @param challengeTime Seconds in which a report may be challenged.
    /// @param rated Whether the client has rated the appraiser.
    /// @param byApplication Whether appraisers apply, and only the one that the client chooses can accept.
    /// @param clientsTurn Whether somebody else's challenge ended without a decision, so that the client alone may challenge now.
    struct Job {
        State state;
        uint256 vehicleId;
        address client;
        address appraiser;
        address token;
        uint128 fee;
        uint40 deadline;
        uint32 workTime;
        uint32 challengeTime;
        bool rated;
        bool byApplication;
        bool clientsTurn;
    }

    /// @notice What an appraiser finds, in short; the report file, which it signs, says the rest.
    /// @param price The car's value in US dollars, with the 18 decimals of the Oracle; at least 1.
    /// @param grade The car's condition, from 1 to 10, best last.
    /// @param hash keccak256 of the report file; not zero.
    /// @param cid Content id of the report file.
    struct Report {
        uint128 price;
        uint8 grade;
        bytes32 hash;
        string cid;
    }

    /// @notice The doubts about a report and who judged them so far.
    /// @param challenger Who doubts it; zero when nobody has.
    /// @param upholders Reviewers who find the report right, in the order of their reviews; at most three.
    /// @param overturners Reviewers who find it wrong, in the same way.
    struct Challenge {
        address challenger;
        address[] upholders;
        address[] overturners;
    }

    /// @notice A job was ordered and its fee paid in.
    /// @param jobId Numbers from 1.
    /// @param vehicleId The car.
    /// @param client Who ordered.
    /// @param token What the fee is paid in.
    /// @param fee In units of `token`.
    event Ordered(
        uint256 indexed jobId, uint256 indexed vehicleId, address indexed client, address token, uint128 fee
    );

    /// @notice An appraiser applied for a job.
    /// @param jobId The job.
    /// @param appraiser Who applied.
    /// @param noteCid Content id of what it tells the client; empty for nothing.
    event Applied(uint256 indexed jobId, address indexed appraiser, string noteCid);

    /// @notice The client chose one of those who applied.
    /// @param jobId The job.
    /// @param appraiser Who alone can accept now.
    /// @param deadline Unix time until which it can.
    event Chosen(uint256 indexed jobId, address indexed appraiser, uint256 deadline);

    /// @notice An appraiser took a job and paid its bond in.
    /// @param jobId The job.
    /// @param appraiser Who took it.
    /// @param deadline Unix time until which the report is due.
    event Accepted(uint256 indexed jobId, address indexed appraiser, uint256 deadline);

    /// @notice A report came in.
    /// @param jobId The job.
    /// @param appraiser Whose report it is.
    /// @param report What it says.
    /// @param challengeableUntil Unix time until which it may be challenged.
    event Submitted(uint256 indexed jobId, address indexed appraiser, Report report, uint256 challengeableUntil);

    /// @notice A report was challenged and the challenger's bond paid in.
    /// @param jobId The job.
    /// @param challenger Who doubts the report.
    /// @param reasonCid Content id of the reasons.
    /// @param deadline Unix time until which reviews count.
    event Challenged(uint256 indexed jobId, address indexed challenger, string reasonCid, uint256 deadline);

    /// @notice An appraiser reviewed a challenge.
    /// @param jobId The job.
    /// @param reviewer Who reviewed it.
    /// @param upheld Whether it finds the report right.
    /// @param reasonCid Content id of the reasons.
    event ReviewGiven(uint256 indexed jobId, address indexed reviewer, bool upheld, string reasonCid);

    /// @notice A challenge by another than the client ended undecided, or with the report upheld by fewer than three.
    /// @param jobId The job.
    /// @param client Who alone may challenge the report now.
    /// @param deadline Unix time until which it can.
    event TurnGiven(uint256 indexed jobId, address indexed client, uint256 deadline);

    /// @notice A report stands, and its appraiser was paid. The car's valuation moved with it.
    /// @param jobId The job.
    /// @param appraiser Who was paid.
    /// @param fee The fee alone, in units of the job's token; the appraiser's bond came back on top.
    event Paid(uint256 indexed jobId, address indexed appraiser, uint256 fee);

    /// @notice The client got its money back.
    /// @param jobId The job.
    /// @param client Who got it.
    /// @param fee The fee, and on top the bond of an appraiser who accepted and did not submit; in units of the job's token.
    event Refunded(uint256 indexed jobId, address indexed client, uint256 fee);

    /// @notice The client rated the appraiser.
    /// @param jobId The job.
    /// @param appraiser Whom it rated.
    /// @param stars From 1 to 5.
    event Rated(uint256 indexed jobId, address indexed appraiser, uint8 stars);

    /// @notice The caller is no appraiser, is suspended, or is not the one that the job is meant for or was given to.
    /// @param caller Who called.
    error AppraisalNotAppraiser(address caller);

    /// @notice Only the client of the job may do that, or may challenge it a second time.
    /// @param caller Who called instead.
    error AppraisalNotClient(address caller);

    /// @notice The caller has a stake in the job: the client cannot do it or apply for it, its appraiser cannot challenge it,
    /// and neither they nor the challenger can review it.
    /// @param caller Who called.
    error AppraisalIsParty(address caller);

    /// @notice The job does not stand where the call needs it.
    /// @param jobId The job.
    /// @param state Where it stands; None for an unknown number.
    error AppraisalWrongState(uint256 jobId, State state);

    /// @notice An order needs a fee above 0, both times from `MIN_TIME` to `MAX_TIME`, and an appraiser other than the client.
    error AppraisalInvalidTerms();

    /// @notice Fees and bonds are paid in a currency of the exchange: a token that others cannot move would leave a report
    /// without challengers.
    /// @param token What the client wanted to pay in.
    error AppraisalUnknownCurrency(address token);

    /// @notice A report needs a price above 0, a grade from 1 to 10 and a hash.
    error AppraisalInvalidReport();

    /// @notice The job still runs: others may act until the deadline.
    /// @param deadline Unix time after which it can be settled.
    error AppraisalTooEarly(uint40 deadline);

    /// @notice The time to act is over; the job can be settled.
    /// @param deadline Unix time until which it was possible.
    error AppraisalTooLate(uint40 deadline);

    /// @notice Each appraiser reviews a challenge once.
    /// @param reviewer Who called.
    error AppraisalAlreadyReviewed(address reviewer);

    /// @notice The order is for one appraiser or for whoever takes it first: nobody applies.
    /// @param jobId The job.
    error AppraisalNotByApplication(uint256 jobId);

    /// @notice Each appraiser applies for a job once.
    /// @param appraiser Who called.
    error AppraisalAlreadyApplied(address appraiser);

    /// @notice Only who applied can be chosen.
    /// @param appraiser Whom the client wanted.
    error AppraisalNotApplicant(address appraiser);

    /// @notice Each job is rated once.
    /// @param jobId The job.
    error AppraisalAlreadyRated(uint256 jobId);

    /// @notice Orders an appraisal by `appraiser`, or by whoever takes it first, and pays its fee in. Anybody may order one.
    /// @param vehicleId A confirmed car; it need not be the caller's.
    /// @param appraiser Who alone may take it; zero for any appraiser.
    /// @param token What to pay in, one of the currencies; the caller must have approved `fee` of it.
    /// @param fee In units of `token`, above 0.
    /// @param workTime Seconds to accept, and again to submit; `MIN_TIME` to `MAX_TIME`.
    /// @param challengeTime Seconds to challenge the report; `MIN_TIME` to `MAX_TIME`.
    /// @return jobId Numbers from 1.
    function order(
        uint256 vehicleId,
        address appraiser,
        address token,
        uint128 fee,
        uint32 workTime,
        uint32 challengeTime
    ) external returns (uint256 jobId);

    /// @notice Orders an appraisal for which appraisers apply, and pays its fee in; the caller then chooses one of them. Terms
    /// as of `order`.
    /// @param vehicleId A confirmed car; it need not be the caller's.
    /// @param token What to pay in, one of the currencies; the caller must have approved `fee` of it.
    /// @param fee In units of `token`, above 0.
    /// @param workTime Seconds to apply, again to accept once chosen, and again to submit; `MIN_TIME` to `MAX_TIME`.
    /// @param challengeTime Seconds to challenge the report; `MIN_TIME` to `MAX_TIME`.
    /// @return jobId Numbers from 1.
    function invite(uint256 vehicleId, address token, uint128 fee, uint32 workTime, uint32 challengeTime)
        external
        returns (uint256 jobId);

    /// @notice Applies for an open job that takes applications. Appraisers only, once each, and not the client. It binds to
    /// nothing: who is chosen still accepts or does not.
    /// @param jobId The job.
    /// @param noteCid Content id of what to tell the client; empty for nothing.
    function applyFor(uint256 jobId, string calldata noteCid) external;

    /// @notice Chooses one of those who applied, who alone can then accept, in renewed time. The client, as long as nobody
    /// has accepted: it may choose another, and others may still apply.
    /// @param jobId The job.
    /// @param appraiser One of `applicantsOf`.
    function choose(uint256 jobId, address appraiser) external;

    /// @notice Takes an open job, with a bond of the fee. Appraisers only, and not the client; where appraisers apply, only
    /// the chosen one.
    /// @param jobId The job; its bond must be approved in its token.
    function accept(uint256 jobId) external;

    /// @notice Hands in the report. The appraiser of the job, within its work time.
    /// @param jobId The job.
    /// @param report What the appraiser finds.
    function submit(uint256 jobId, Report calldata report) external;

    /// @notice Challenges a report within its time, with a bond of the fee. Anybody but its appraiser, and once; a second time
    /// the client alone, if a challenge by another was not decided by three of one mind.
    /// @param jobId The job; the bond must be approved in its token.
    /// @param reasonCid Content id of the reasons.
    function challenge(uint256 jobId, string calldata reasonCid) external;

    /// @notice Reviews a challenged report, as an appraiser who is no party to it. The third review of one mind decides.
    /// @param jobId The job.
    /// @param upheld True: the report is right.
    /// @param reasonCid Content id of the reasons.
    function review(uint256 jobId, bool upheld, string calldata reasonCid) external;

    /// @notice Ends a job by the clock: unclaimed or late work is refunded, an unchallenged report is paid; a challenge
    /// without a decision follows the majority of its reviews, and with none or a tie everybody gets back what they put in
    /// and the appraiser its fee. But where the report would stand after a challenge that was not the client's, only that
    /// challenge ends: the client then has the job's challenge time for its own. So a fee waits for at most two challenge times
    /// and two review times after the report. Anybody, after the deadline.
    /// @param jobId The job.
    function settle(uint256 jobId) external;

    /// @notice Rates the appraiser of a paid job. Its client, once.
    /// @param jobId The job.
    /// @param stars From 1 to 5.
    /// @param text keccak256 of the review's text; zero for none.
    function rate(uint256 jobId, uint8 stars, bytes32 text) external;

    /// @notice Returns whether fees can be paid in a token. Which can is fixed at deployment.
    /// @param token Any address.
    /// @return Whether it is a currency of the exchange.
    function isCurrency(address token) external view returns (bool);

    /// @notice Returns a job.
    /// @param jobId Numbers from 1.
    /// @return All zero for an unknown number.
    function jobOf(uint256 jobId) external view returns (Job memory);

    /// @notice Returns the report of a job.
    /// @param jobId The job.
    /// @return All zero as long as there is none.
    function reportOf(uint256 jobId) external view returns (Report memory);

    /// @notice Returns the challenge of a job's report, with the reviews so far.
    /// @param jobId The job.
    /// @return All zero as long as there is none, and again once the client alone may challenge.
    function challengeOf(uint256 jobId) external view returns (Challenge memory);

    /// @notice Returns who has applied for a job, in the order of their applications.
    /// @param jobId The job.
    /// @return Empty for an order that takes no applications.
    function applicantsOf(uint256 jobId) external view returns (address[] memory);
}
