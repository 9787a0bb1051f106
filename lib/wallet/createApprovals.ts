import type { Address } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { Explanation } from './Explanation.ts'
import type { Simulation } from './simulateTransaction.ts'
import type { WalletTransaction } from './vaultInputs.ts'

export type Question =
  | { kind: 'connect' }
  | { kind: 'switchChain'; toChainId: number }
  | { kind: 'message' | 'typedData'; account: Address; explanation: Explanation }
  | {
      kind: 'transaction'
      account: Address
      explanation: Explanation
      simulation: Simulation
      transaction: WalletTransaction
      maxFeeWei: bigint
    }

/** What the person is asked: by which site, on which chain, for what. */
export type ApprovalRequest = Question & { origin: string; chainId: number }

export type ApprovalOptions = {
  origin: string
  /** Shows the request and returns the answer; `signal` fires when nobody waits for it any more. */
  approve: (request: ApprovalRequest, signal: AbortSignal) => Promise<boolean>
  allowsBlindSigning?: () => boolean
  approvalTimeoutMs?: number
}

const maxWaiting = 10

/** Returns how to put questions to the person: one at a time, few in the queue, silence meaning no. */
export function createApprovals({
  origin,
  approve,
  allowsBlindSigning = () => false,
  approvalTimeoutMs = 300_000,
}: ApprovalOptions) {
  let waiting = 0
  let turn: Promise<unknown> = Promise.resolve()

  return {
    /** Throws unless the person said yes in time. */
    async ask(question: Question, chainId: number): Promise<void> {
      if ('explanation' in question && question.explanation.blind && !allowsBlindSigning())
        throw new BlindSigningError()
      const signal = AbortSignal.timeout(approvalTimeoutMs)
      const expired = new Promise<false>((resolve) => signal.addEventListener('abort', () => resolve(false)))
      const approved = await Promise.race([approve({ ...question, origin, chainId }, signal), expired])
      if (approved !== true) throw new UserRejectedError()
    },

    inTurn<T>(task: () => Promise<T>): Promise<T> {
      if (waiting >= maxWaiting) return Promise.reject(new TooManyRequestsError())
      waiting++
      const run = turn.then(task).finally(() => {
        waiting--
      })
      turn = run.catch(() => {})
      return run
    },
  }
}

export class UserRejectedError extends BaseError {
  override readonly name = 'Wallet.UserRejectedError'
  readonly code = 4001
  constructor() {
    super('The request was not approved.')
  }
}

export class BlindSigningError extends BaseError {
  override readonly name = 'Wallet.BlindSigningError'
  readonly code = 4100
  constructor() {
    super('Nobody can tell what this signature would do, and blind signing is switched off.', {
      metaMessages: ['Switch it on in the wallet settings only if you trust the site that asks.'],
    })
  }
}

export class TooManyRequestsError extends BaseError {
  override readonly name = 'Wallet.TooManyRequestsError'
  readonly code = -32002
  constructor() {
    super(`There are already ${maxWaiting} requests waiting for an answer.`)
  }
}
