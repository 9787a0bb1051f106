import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import type { ChainReader, LogFilter } from '../ChainReader.ts'
import { type BlockTag, decodeBlockNumber, resolveBlock } from './blockParam.ts'
import type { Limits } from './Limits.ts'
import { decodeAddress, decodeHash, decodeList, decodeObject, refuse } from './params.ts'
import { InvalidParamsError, LimitExceededError } from './RpcError.ts'

const maxAddresses = 1_000
const maxTopicChoices = 1_000
const maxTopics = 4

/** Returns addresses and topics of a log filter. */
export function parseLogFilter(value: unknown): LogFilter {
  const { address, topics } = decodeObject(value, 'filter')
  return { addresses: parseAddresses(address), topics: parseTopics(topics) }
}

function parseAddresses(value: unknown): Address[] {
  if (value === undefined || value === null) return []
  if (typeof value === 'string') return [decodeAddress(value, '"address"')]
  return decodeList(value, '"address"', decodeAddress, maxAddresses)
}

function parseTopics(value: unknown): Hex[][] {
  if (value === undefined || value === null) return []
  return decodeList(value, '"topics"', parseTopic, maxTopics)
}

/** One position: null matches everything, a hash matches itself, an array any of its hashes (null in it: everything). */
function parseTopic(value: unknown, name: string): Hex[] {
  if (value === undefined || value === null) return []
  if (typeof value === 'string') return [decodeHash(value, name)]
  if (Array.isArray(value) && value.includes(null)) return []
  return decodeList(value, name, decodeHash, maxTopicChoices)
}

export type LogRange = { from: number; to: number }

/** Returns the blocks a filter asks for; throws when the range is impossible or too long. */
export function resolveLogRange(chain: ChainReader, value: unknown, limits: Pick<Limits, 'logBlocks'>): LogRange {
  const { blockHash, fromBlock, toBlock } = decodeObject(value, 'filter')
  if (blockHash !== undefined && blockHash !== null) {
    if (fromBlock !== undefined || toBlock !== undefined) {
      throw new InvalidParamsError('invalid argument 0: cannot specify both blockHash and fromBlock/toBlock')
    }
    const number = chain.numberOf(decodeHash(blockHash, '"blockHash"'))
    if (number === undefined) throw new InvalidParamsError('unknown block')
    return { from: number, to: number }
  }
  const range = { from: resolveEnd(chain, fromBlock, 'fromBlock'), to: resolveEnd(chain, toBlock, 'toBlock') }
  if (range.from > range.to) throw new InvalidParamsError('invalid block range params')
  if (range.to > chain.head()) throw new InvalidParamsError('block range extends beyond current head block')
  if (range.to - range.from >= limits.logBlocks) throw new LimitExceededError(`a range of ${limits.logBlocks} blocks`)
  return range
}

/** Returns where a filter begins and ends as a number, for filters that live on while the chain grows. */
function resolveEnd(chain: ChainReader, value: unknown, name: string): number {
  if (value === undefined || value === null) return chain.head()
  const block: BlockTag | { number: number } = decodeBlockNumber(value, `"${name}"`)
  if (typeof block === 'object') return block.number
  return resolveBlock(chain, block)
}

/** Throws unless the filter can be asked some time: the shape is right, whatever the chain holds. */
export function checkLogFilter(value: unknown): void {
  const { blockHash, fromBlock, toBlock } = decodeObject(value, 'filter')
  parseLogFilter(value)
  if (blockHash !== undefined) refuse('filter', 'fromBlock and toBlock', value)
  for (const end of [fromBlock, toBlock]) if (end !== undefined && end !== null) decodeBlockNumber(end, 'filter range')
}
