import { formatQuantity, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { readHash, readList, readNumber, readObject } from './answers.ts'
import { readBody } from './blockMethods.ts'
import type { Recorder } from './Evidence.ts'
import type { LightBlock } from './LightBlock.ts'
import { isMatch, type LogFilter, mayHold } from './matchLogs.ts'
import { findBlock, type ProvedMethod, type ProviderContext, UnknownBlockError } from './ProviderContext.ts'
import { InvalidParamsError, readBlockParam, readLogFilter, readParam } from './readParams.ts'
import { formatLogs } from './verifyReceipts.ts'
import { ProofMismatchError } from './verifyTrieProof.ts'

/*
 * A search of logs is answered from the headers: a bloom filter that has no trace of the address or topic proves that
 * the block holds none, and where it may, the receipts are fetched and checked. The server's own answer is not needed.
 * Ranges too wide for that begin with the server's answer: every log in it is proved, that none is missing is not.
 */
export const logMethods: Readonly<Record<string, ProvedMethod>> = {
  async eth_getLogs(context, params, recorder) {
    const filter = readParam(params, 0, readLogFilter)
    const range = await readRange(context, readParam(params, 0, readObject), recorder)
    if ('block' in range) return collect(context, [range.block], filter, recorder)
    const { from, to } = range
    if (to - from + 1 > context.limits.provenLogBlocks)
      return collectClaimed(context, params[0], range, filter, recorder)
    const blocks = await context.client.blocks(from, to)
    const possible = blocks.filter(({ header }) => mayHold(header.logsBloom, filter))
    recorder.step({ kind: 'bloom', from, to, excluded: blocks.length - possible.length })
    return collect(context, possible, filter, recorder)
  },
}

type Range = { from: number; to: number }

async function readRange(
  context: ProviderContext,
  { blockHash, fromBlock, toBlock }: Readonly<Record<string, unknown>>,
  recorder: Recorder,
): Promise<Range | { block: LightBlock }> {
  if (blockHash !== undefined && blockHash !== null) {
    const block = await findBlock(context, { hash: readHash(blockHash, 'blockHash') }, recorder)
    if (block === undefined) throw new UnknownBlockError()
    return { block }
  }
  const head = (await findBlock(context, 'latest', recorder))!.header.number
  const from = readEnd(fromBlock, head)
  let to = readEnd(toBlock, head)
  if (to > head) to = Math.min(to, (await context.client.sync()).header.number)
  if (from > to) throw new InvalidParamsError(`Expected a range of blocks up to ${head}, found ${from} to ${to}.`)
  return { from, to }
}

function readEnd(value: unknown, head: number): number {
  const block = readParam([value], 0, readBlockParam)
  if (typeof block === 'object') throw new InvalidParamsError('Expected a number or tag as the end of a range.')
  return typeof block === 'number' ? block : head
}

async function collect(
  context: ProviderContext,
  blocks: readonly LightBlock[],
  filter: LogFilter,
  recorder: Recorder,
): Promise<unknown[]> {
  if (blocks.length > context.limits.logBodies) throw new RangeTooWideError(context.limits.logBodies)
  const found: unknown[] = []
  for (let i = 0; i < blocks.length; i += atOnce) {
    const bodies = await Promise.all(
      blocks.slice(i, i + atOnce).map((block) => {
        recorder.block(block)
        return readBody(context, block, recorder)
      }),
    )
    for (const body of bodies) {
      for (let index = 0; index < body.receipts.length; index++) {
        const { logs } = body.receipts[index]!
        if (!logs.some((log) => isMatch(log, filter))) continue
        found.push(...formatLogs(body, index).filter((log) => isMatch(log, filter)))
      }
    }
  }
  return found
}

async function collectClaimed(
  context: ProviderContext,
  request: unknown,
  { from, to }: Range,
  filter: LogFilter,
  recorder: Recorder,
): Promise<unknown[]> {
  recorder.grade('partly')
  const pinned = { ...(request as object), fromBlock: formatQuantity(from), toBlock: formatQuantity(to) }
  const answer = await context.client.transport.request({ method: 'eth_getLogs', params: [pinned] })
  const claims = readList(answer, 'the logs').map((log) => readObject(log, 'a log'))
  const numbers = [...new Set(claims.map(({ blockNumber }) => readNumber(blockNumber, 'blockNumber')))]
  if (numbers.length > context.limits.logBodies) throw new RangeTooWideError(context.limits.logBodies)
  if (numbers.some((number) => number < from || number > to)) {
    throw new ProofMismatchError('the logs', `blocks ${from} to ${to}`, 'others')
  }
  const blocks: LightBlock[] = []
  for (const number of numbers.sort((a, b) => a - b)) blocks.push((await findBlock(context, number, recorder))!)
  const proved = await collect(context, blocks, filter, recorder)
  const places = new Set(proved.map((log) => placeOf(log as Readonly<Record<string, unknown>>)))
  const foreign = claims.find((claim) => !places.has(placeOf(claim)))
  if (foreign) throw new ProofMismatchError('the logs', 'only logs of the chain', placeOf(foreign))
  return proved
}

function placeOf({ blockNumber, logIndex }: Readonly<Record<string, unknown>>): string {
  return `log ${logIndex as Hex} of block ${blockNumber as Hex}`
}

const atOnce = 16

export class RangeTooWideError extends BaseError {
  override readonly name = 'Light.RangeTooWideError'
  readonly code = -32005
  constructor(most: number) {
    super(`Expected a search that at most ${most} blocks can answer; ask for a shorter range.`)
  }
}
