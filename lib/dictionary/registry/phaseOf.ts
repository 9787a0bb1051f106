import type { Proposal } from './readProposals.ts'

/** What can be done with a proposal now. */
export type ProposalPhase = 'review' | 'vote' | 'count' | 'published' | 'rejected'

export const leastVotes = 3

/** What nobody had counted for so long after the vote is rejected. */
const concludeSeconds = 30 * 86_400

/** Returns what can be done at a time, in seconds as the chain counts. */
export function phaseOf({ state, reviewUntil, voteUntil }: Proposal, chainSeconds: number): ProposalPhase {
  if (state !== 'open') return state
  if (chainSeconds <= reviewUntil) return 'review'
  if (chainSeconds <= voteUntil) return 'vote'
  return chainSeconds <= voteUntil + concludeSeconds ? 'count' : 'rejected'
}

/** Returns whether a count now would publish, as far as votes go, if all who voted are editors still. */
export function isPassing({ approvals, yes, no }: Proposal): boolean {
  return approvals > 0 && yes >= leastVotes && yes > no
}
