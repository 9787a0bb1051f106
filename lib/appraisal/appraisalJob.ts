import { parseEventLogs } from 'viem'
import { getLogs } from 'viem/actions'
import type { Address, Hex } from '../bytes/hex.ts'
import type { ChainContext } from '../chain/ChainAccount.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { sendContractCall } from '../chain/sendContractCall.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { appraisalAbi } from '../contracts/Appraisal.ts'
import { fiatTokenAbi } from '../contracts/FiatToken.ts'
import { vehicleAbi } from '../contracts/Vehicle.ts'

export const jobStates = ['none', 'open', 'accepted', 'submitted', 'challenged', 'paid', 'refunded'] as const
export type JobState = (typeof jobStates)[number]

export type AppraisalJob = {
  id: bigint
  state: JobState
  vehicleId: bigint
  client: Address
  /** Whom the client wants or has chosen, then who took it; absent while anybody may, or while nobody is chosen. */
  appraiser: Address | undefined
  /** Who has applied, in their order; absent where the order takes no applications. */
  applicants: readonly Address[] | undefined
  token: Address
  fee: bigint
  deadline: number
  workTimeS: number
  challengeTimeS: number
  isRated: boolean
  /** Whether another's challenge ended without a decision, so that the client alone may challenge, once. */
  isClientsTurn: boolean
  report: SubmittedReport | undefined
  challenge: { challenger: Address; upholders: readonly Address[]; overturners: readonly Address[] } | undefined
}

/** What an appraiser hands in: price with 18 decimals, grade of 1 to 10, the document by CID and hash. */
export type SubmittedReport = { price: bigint; grade: number; hash: Hex; cid: string }

const appraisal = { address: systemContracts.appraisal, abi: appraisalAbi } as const
const errors = [...fiatTokenAbi, ...vehicleAbi]
const nobody = /^0x0{40}$/
const someone = (address: Address) => (nobody.test(address) ? undefined : address)
const submitted = (report: SubmittedReport) => (report.price === 0n ? undefined : report)

/** Returns a job, or undefined where there is none with that number. */
export async function readJob(client: NodeClient, id: bigint): Promise<AppraisalJob | undefined> {
  const [job, report, challenge] = await Promise.all([
    readContract(client, { ...appraisal, functionName: 'jobOf', args: [id] }),
    readContract(client, { ...appraisal, functionName: 'reportOf', args: [id] }),
    readContract(client, { ...appraisal, functionName: 'challengeOf', args: [id] }),
  ])
  const state = jobStates[job.state]!
  if (state === 'none') return undefined
  const applicants = job.byApplication
    ? await readContract(client, { ...appraisal, functionName: 'applicantsOf', args: [id] })
    : undefined
  return {
    id,
    state,
    vehicleId: job.vehicleId,
    client: job.client,
    appraiser: someone(job.appraiser),
    applicants,
    token: job.token,
    fee: job.fee,
    deadline: job.deadline,
    workTimeS: job.workTime,
    challengeTimeS: job.challengeTime,
    isRated: job.rated,
    isClientsTurn: job.clientsTurn,
    report: submitted(report),
    challenge: nobody.test(challenge.challenger) ? undefined : challenge,
  }
}

/** Returns where a job stands, who has it and what they handed in, which is what a report is held against. */
export async function readReported(
  client: NodeClient,
  id: bigint,
): Promise<Pick<AppraisalJob, 'state' | 'appraiser' | 'report'> | undefined> {
  const [job, report] = await Promise.all([
    readContract(client, { ...appraisal, functionName: 'jobOf', args: [id] }),
    readContract(client, { ...appraisal, functionName: 'reportOf', args: [id] }),
  ])
  const state = jobStates[job.state]!
  return state === 'none' ? undefined : { state, appraiser: someone(job.appraiser), report: submitted(report) }
}

/** Returns the jobs from the newest on, at most `limit`, those before `before` where it is told. */
export async function readJobs(
  client: NodeClient,
  { limit, before }: { limit: number; before?: bigint },
): Promise<AppraisalJob[]> {
  const count = await readContract(client, { ...appraisal, functionName: 'count' })
  const last = before === undefined || before > count ? count : before - 1n
  const ids = Array.from({ length: Math.min(limit, Number(last)) }, (_, index) => last - BigInt(index))
  const jobs = await Promise.all(ids.map((id) => readJob(client, id)))
  return jobs.filter((job) => job !== undefined)
}

type Sources = { client: NodeClient; logs?: NodeClient }

/** Returns the jobs on one car, newest first. Their numbers may come from anybody (`logs`); the jobs are read. */
export async function readJobsOf({ client, logs = client }: Sources, vehicleId: bigint): Promise<AppraisalJob[]> {
  const found = await getLogs(logs, { address: appraisal.address, fromBlock: 0n })
  const ordered = parseEventLogs({ abi: appraisalAbi, eventName: 'Ordered', logs: found })
  const ids = ordered.filter(({ args }) => args.vehicleId === vehicleId).map(({ args }) => args.jobId)
  const jobs = await Promise.all(ids.toReversed().map((id) => readJob(client, id)))
  return jobs.filter((job) => job !== undefined)
}

/** Why somebody challenged a report, or what a reviewer found. */
export type JobReason = { by: Address; verdict: 'challenged' | 'upheld' | 'overturned'; cid: string; transaction: Hex }

/** Returns the reasons that were given about a report, oldest first. */
export async function readJobReasons(logs: NodeClient, id: bigint): Promise<JobReason[]> {
  const found = await getLogs(logs, { address: appraisal.address, fromBlock: 0n })
  const events = parseEventLogs({ abi: appraisalAbi, eventName: ['Challenged', 'ReviewGiven'], logs: found })
  return events
    .filter(({ args }) => args.jobId === id)
    .map((event) => {
      const { transactionHash: transaction } = event
      const { reasonCid: cid } = event.args
      if (event.eventName === 'Challenged')
        return { by: event.args.challenger, verdict: 'challenged', cid, transaction }
      return { by: event.args.reviewer, verdict: event.args.upheld ? 'upheld' : 'overturned', cid, transaction }
    })
}

export type AppraisalOrder = {
  vehicleId: bigint
  /** Absent: whoever takes it first. */
  appraiser?: Address | undefined
  token: Address
  fee: bigint
  workTimeS: number
  challengeTimeS: number
}

/** Orders an appraisal: the fee is approved and waits in the contract. Returns the number of the job. */
export async function orderAppraisal(context: ChainContext, order: AppraisalOrder): Promise<bigint> {
  const { vehicleId, appraiser = `0x${'0'.repeat(40)}`, token, fee, workTimeS, challengeTimeS } = order
  await approveFee(context, token, fee)
  const args = [vehicleId, appraiser, token, fee, workTimeS, challengeTimeS]
  const { logs } = await sendContractCall(context, { ...appraisal, functionName: 'order', args, errors })
  const [ordered] = parseEventLogs({ abi: appraisalAbi, eventName: 'Ordered', logs })
  return ordered!.args.jobId
}

/** Orders an appraisal for which appraisers apply, and the client chooses one. Returns the number of the job. */
export async function inviteAppraisers(
  context: ChainContext,
  { vehicleId, token, fee, workTimeS, challengeTimeS }: Omit<AppraisalOrder, 'appraiser'>,
): Promise<bigint> {
  await approveFee(context, token, fee)
  const args = [vehicleId, token, fee, workTimeS, challengeTimeS]
  const { logs } = await sendContractCall(context, { ...appraisal, functionName: 'invite', args, errors })
  const [ordered] = parseEventLogs({ abi: appraisalAbi, eventName: 'Ordered', logs })
  return ordered!.args.jobId
}

/** Applies for a job, with the CID of a few words or without. An appraiser. */
export async function applyForJob(context: ChainContext, id: bigint, noteCid: string): Promise<void> {
  await send(context, 'applyFor', [id, noteCid])
}

/** Chooses one of those who applied, until one has accepted. The client. */
export async function chooseApplicant(context: ChainContext, id: bigint, appraiser: Address): Promise<void> {
  await send(context, 'choose', [id, appraiser])
}

/** Takes a job; a bond of the fee is approved and waits with it. The appraiser. */
export async function acceptJob(context: ChainContext, { id, token, fee }: AppraisalJob): Promise<void> {
  await approveFee(context, token, fee)
  await send(context, 'accept', [id])
}

/** Hands in the report. The appraiser. */
export async function submitReport(context: ChainContext, id: bigint, report: SubmittedReport): Promise<void> {
  await send(context, 'submit', [id, report])
}

/** Challenges a report, with a bond of the fee. Anybody but its appraiser; in the client's turn the client alone. */
export async function challengeReport(
  context: ChainContext,
  { id, token, fee }: AppraisalJob,
  reasonCid: string,
): Promise<void> {
  await approveFee(context, token, fee)
  await send(context, 'challenge', [id, reasonCid])
}

/** Says whether a challenged report is right. Another appraiser. */
export async function reviewReport(
  context: ChainContext,
  id: bigint,
  isUpheld: boolean,
  reasonCid: string,
): Promise<void> {
  await send(context, 'review', [id, isUpheld, reasonCid])
}

/** Ends a job whose time has passed. Anybody. */
export async function settleJob(context: ChainContext, id: bigint): Promise<void> {
  await send(context, 'settle', [id])
}

/** Rates the appraiser of a paid job. Its client. */
export async function rateAppraiser(context: ChainContext, id: bigint, stars: number, text: Hex): Promise<void> {
  await send(context, 'rate', [id, stars, text])
}

async function send(context: ChainContext, functionName: string, args: readonly unknown[]): Promise<void> {
  await sendContractCall(context, { ...appraisal, functionName, args, errors })
}

async function approveFee(context: ChainContext, token: Address, fee: bigint): Promise<void> {
  const owner = context.account.address
  const spender = systemContracts.appraisal
  const erc20 = { address: token, abi: fiatTokenAbi } as const
  const allowed = await readContract(context.client, { ...erc20, functionName: 'allowance', args: [owner, spender] })
  if (allowed >= fee) return
  await sendContractCall(context, { ...erc20, functionName: 'approve', args: [spender, fee] })
}
