import type { Address, Hex } from '../bytes/hex.ts'

/** One call of a trace, as callTracer tells it. */
export type CallFrame = {
  type: string
  from: Address
  to?: Address
  value?: Hex
  gas: Hex
  gasUsed: Hex
  input: Hex
  output?: Hex
  error?: string
  revertReason?: string
  calls?: CallFrame[]
}
