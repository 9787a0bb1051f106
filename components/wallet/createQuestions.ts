import type { ApprovalRequest } from '../../lib/wallet/createApprovals.ts'
import type { WalletStore } from './WalletView.ts'

export const approvalTimeoutMs = 300_000

/** Returns the function that puts a request before the person and resolves with the answer. */
export function createQuestions(store: WalletStore) {
  let lastId = 0
  return (request: ApprovalRequest, signal: AbortSignal): Promise<boolean> => {
    // The pages of this app and its wallet are one: opening the wallet is the consent. Signatures are asked for one by one.
    if (request.kind === 'connect' && request.origin === location.origin) return Promise.resolve(true)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const id = ++lastId
    const answer = (yes: boolean) => {
      if (store.get().question?.id === id) store.update({ question: undefined })
      resolve(yes)
    }
    signal.addEventListener('abort', () => answer(false), { once: true })
    store.update({ question: { id, request, expiresAtMs: Date.now() + approvalTimeoutMs, answer } })
    return promise
  }
}
