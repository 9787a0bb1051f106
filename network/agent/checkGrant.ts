import { decodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { blockBytes } from '../../lib/crypto/blockLayout.ts'
import { createKeyWalk, maxDepth } from '../../lib/crypto/keyTree.ts'
import { openChunk } from '../../lib/crypto/openChunk.ts'
import { type GetBlock, listEntries, openData } from '../../lib/crypto/openData.ts'
import { untilAborted } from '../../lib/crypto/runOrdered.ts'
import { verifyKeys } from '../../lib/crypto/verifyKeys.ts'
import { BaseError } from '../../lib/errors.ts'
import { rootsOf } from '../../lib/market/description.ts'
import type { Description } from '../../lib/market/descriptionSchema.ts'
import type { RiskLimits } from './riskLimits.ts'

type Input = {
  dataSet: Hex
  description: Description
  root: Uint8Array
  getBlock: GetBlock
  limits: Pick<RiskLimits, 'grantBytes' | 'grantMs'>
  deadline?: (ms: number) => AbortSignal
}

/**
 * Throws unless the root opens every chunk of the data set to what its owner has committed to. An agent answers for each of
 * them with its bond, so it looks at each as a buyer will who means to dispute.
 */
export async function checkGrant({ deadline = AbortSignal.timeout, ...input }: Input): Promise<void> {
  const signal = deadline(input.limits.grantMs)
  try {
    await untilAborted(checkAll(input, signal), signal)
  } catch (cause) {
    if (signal.aborted) throw new GrantTooSlowError(input.dataSet, input.limits.grantMs)
    const { name } = cause as Error
    throw isFinal.has(name) ? new WrongGrantError(input.dataSet, cause as Error) : cause
  }
}

/** What the owner has committed to, so that no further try changes it. */
const isFinal = new Set(['Key', 'Sector', 'Block', 'Page', 'Root'].map((part) => `Crypto.Wrong${part}Error`))

async function checkAll({ dataSet, description, root, getBlock, limits }: Input, signal: AbortSignal): Promise<void> {
  const set = rootsOf(description)
  let bytes = 0
  for await (const { entry } of listEntries({ set, getBlock, signal })) {
    bytes += blockBytes(entry.length)
    if (bytes > limits.grantBytes) throw new GrantTooLargeError(dataSet, limits.grantBytes)
  }
  const walk = () => createKeyWalk(root, maxDepth)
  // All keys, which costs little, before any data is fetched.
  await verifyKeys({ set, getBlock, range: { from: 0, to: set.chunks }, keyOf: walk(), signal })
  const id = decodeHex(description.id)
  for await (const _ of openData({ id, set, getBlock, keyOf: walk(), openChunk, signal })) {
    // It opens.
  }
}

export class WrongGrantError extends BaseError {
  override readonly name = 'Agent.WrongGrantError'
  constructor(id: Hex, cause: Error) {
    super(`Expected keys that open all of data set ${id}, found others.`, { cause, details: cause.message })
  }
}

export class GrantTooLargeError extends BaseError {
  override readonly name = 'Agent.GrantTooLargeError'
  constructor(id: Hex, most: number) {
    super(
      `Expected a data set of at most ${most} stored bytes, which the agent opens before it sells, found ${id} larger.`,
    )
  }
}

export class GrantTooSlowError extends BaseError {
  override readonly name = 'Agent.GrantTooSlowError'
  constructor(id: Hex, ms: number) {
    super(`Expected data set ${id} to be fetched and opened within ${ms} ms, found that it takes longer.`, {
      metaMessages: ['Try again; sell it in parts when that does not help.'],
    })
  }
}
