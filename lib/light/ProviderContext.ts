import { BaseError } from '../errors.ts'
import type { Bodies } from './createBodies.ts'
import type { LightClient } from './createLightClient.ts'
import type { StateProofs } from './createStateProofs.ts'
import type { Recorder } from './Evidence.ts'
import type { LightBlock } from './LightBlock.ts'
import type { LocalEvm } from './LocalEvm.ts'
import { type BlockParam, readBlockParam, readParam } from './readParams.ts'

/** What the methods of the verified provider work with. */
export type ProviderContext = {
  client: LightClient
  proofs: StateProofs
  bodies: Bodies
  loadEvm: (() => Promise<LocalEvm>) | undefined
  limits: ProviderLimits
}
export type ProviderLimits = {
  /** Blocks whose every header is checked in a search of logs; beyond, completeness is only claimed. */
  provenLogBlocks: number
  /** Blocks whose receipts one search may fetch. */
  logBodies: number
  callGas: bigint
}
export type ProvedMethod = (
  context: ProviderContext,
  params: readonly unknown[],
  recorder: Recorder,
) => Promise<unknown>

export const defaultProviderLimits: ProviderLimits = { provenLogBlocks: 1_024, logBodies: 512, callGas: 50_000_000n }

/** Returns the verified block that the parameter names, or undefined where there is none. */
export async function findBlock(
  { client }: ProviderContext,
  block: BlockParam,
  recorder: Recorder,
): Promise<LightBlock | undefined> {
  if (block === 'pending') throw new PendingError()
  const head = await client.head()
  const found = block === 'latest' ? head : await client.block(typeof block === 'object' ? block.hash : block)
  if (found) recorder.block(found)
  return found
}

/** Returns the verified block that a parameter names; throws where there is none. */
export async function needBlock(
  context: ProviderContext,
  params: readonly unknown[],
  index: number,
  recorder: Recorder,
): Promise<LightBlock> {
  const block = await findBlock(context, readParam(params, index, readBlockParam), recorder)
  if (block === undefined) throw new UnknownBlockError()
  return block
}

export class UnknownBlockError extends BaseError {
  override readonly name = 'Light.UnknownBlockError'
  readonly code = -32000
  constructor() {
    super('header not found')
  }
}

export class PendingError extends BaseError {
  override readonly name = 'Light.PendingError'
  readonly code = -32602
  constructor() {
    super('Expected a block that is made, since nothing about a pending one can be proved.')
  }
}
