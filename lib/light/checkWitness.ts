import { hashQbftHeader } from '../chain/hashHeader.ts'
import type { ChainSource } from './createChainSource.ts'
import { describeEquivocation, type Trust } from './createTrust.ts'
import type { Equivocation, LightBlock } from './LightBlock.ts'

/**
 * What a second server says of the head: the same; another one that is just as final (evidence); something that does not
 * stand (refused); that it is not there yet (behind), or further, which means that the first server holds back (ahead).
 */
export type WitnessReport =
  | { status: 'agrees' | 'behind' | 'equivocates'; number: number }
  | { status: 'ahead'; number: number; by: number }
  | { status: 'refused' | 'unreachable'; number: number; error: { name: string; message: string } }

/** Returns what the witness says of the head. Never rejects. */
export async function checkWitness(options: {
  head: LightBlock
  witness: ChainSource
  trust: Trust
  onEquivocation: (evidence: Equivocation) => void
}): Promise<WitnessReport> {
  const { head, witness, trust, onEquivocation } = options
  const { number } = head.header
  try {
    const [same, newest] = await Promise.all([witness.header(number), witness.header('latest')])
    if (same === undefined) return { status: 'behind', number }
    if (hashQbftHeader(same) === head.hash) {
      const by = (newest?.number ?? number) - number
      return by > tolerance ? { status: 'ahead', number, by } : { status: 'agrees', number }
    }
    const other = await trust.judge(same)
    onEquivocation(describeEquivocation(head, other))
    return { status: 'equivocates', number }
  } catch (error) {
    const { name, message } = error as Error
    return { status: /^(Chain|Light)\./.test(name) ? 'refused' : 'unreachable', number, error: { name, message } }
  }
}

/** Blocks are made while two servers are asked. */
const tolerance = 5
