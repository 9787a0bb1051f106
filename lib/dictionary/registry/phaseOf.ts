import type { Proposal } from './readProposals.ts'

/** What can be done with a proposal now. */
export type ProposalPhase = 'review' | 'vote' | 'count' | 'published' | 'rejected'

export const leastVotes = 3

/** Returns what can be done at a time, in seconds as the chain counts. */
export function phaseOf({ state, reviewUntil, voteUntil }: Proposal, chainSeconds: number): ProposalPhase {
  if (state !== 'open') return state
  if (chainSeconds <= reviewUntil) return 'review'
  return chainSeconds <= voteUntil ? 'vote' : 'count'
}

/** Returns whether a count now would publish, as far as votes go. */
export function isPassing({ approvals, yes, no }: Proposal): boolean {
  return approvals > 0 && yes >= leastVotes && yes > no
}
