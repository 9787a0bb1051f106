import { formatQuantity } from '../../../lib/bytes/hex.ts'
import type { Log } from '../../../lib/chain/Receipt.ts'
import type { ChainReader, LogFilter } from '../ChainReader.ts'
import { hashTransaction } from './decodeTransaction.ts'
import type { Limits } from './Limits.ts'
import type { LogRange } from './logFilterParam.ts'
import { LimitExceededError, RpcError } from './RpcError.ts'

export type RpcLog = Record<string, unknown>

/** Returns the logs of the range that match, in order; throws when there are too many. */
export function collectLogs(
  chain: ChainReader,
  filter: LogFilter,
  { from, to }: LogRange,
  limits: Pick<Limits, 'logResults'>,
): RpcLog[] {
  const logs: RpcLog[] = []
  for (const number of chain.blocksWithLogs(filter, from, to)) {
    logs.push(...collectBlockLogs(chain, number, filter))
    if (logs.length > limits.logResults) {
      throw new TooManyLogsError(`${limits.logResults} logs`, number - from + 1)
    }
  }
  return logs
}

/** Returns the logs of one block that match. */
export function collectBlockLogs(chain: ChainReader, number: number, filter: LogFilter): RpcLog[] {
  const logs: RpcLog[] = []
  let block: ReturnType<ChainReader['block']>
  let logIndex = 0
  chain.receipts(number)?.forEach((receipt, transactionIndex) => {
    for (const log of receipt.logs) {
      if (matches(log, filter)) {
        block ??= chain.block(number)!
        const transactionHash = hashTransaction(block.transactions[transactionIndex]!)
        const blockTimestamp = block.header.timestamp
        logs.push(
          formatLog(log, { number, hash: block.hash, blockTimestamp, transactionHash, transactionIndex, logIndex }),
        )
      }
      logIndex++
    }
  })
  return logs
}

function matches(log: Log, { addresses, topics }: LogFilter): boolean {
  if (addresses.length > 0 && !addresses.includes(log.address)) return false
  return topics.every((choices, i) => {
    if (choices.length > 0) return log.topics[i] !== undefined && choices.includes(log.topics[i])
    // A wildcard still asks for the topic to be there, as every client has it.
    return i < log.topics.length
  })
}

export type LogPlace = {
  number: number
  hash: string
  blockTimestamp: number
  transactionHash: string
  transactionIndex: number
  logIndex: number
}

/** Returns a log as JSON-RPC writes it. */
export function formatLog({ address, topics, data }: Log, place: LogPlace): RpcLog {
  return {
    address,
    topics,
    data,
    blockNumber: formatQuantity(place.number),
    transactionHash: place.transactionHash,
    transactionIndex: formatQuantity(place.transactionIndex),
    blockHash: place.hash,
    blockTimestamp: formatQuantity(place.blockTimestamp),
    logIndex: formatQuantity(place.logIndex),
    removed: false,
  }
}

const tooManyLogs = 'Rpc.TooManyLogsError'

/** The name goes along as data, since an error leaves its class behind in the query worker. */
export class TooManyLogsError extends LimitExceededError {
  override readonly name = tooManyLogs
  constructor(limit: string, blocks: number) {
    super(`more than ${limit}, ask for fewer than ${blocks} blocks`, { name: tooManyLogs })
  }
}

/** Whether fewer blocks would have had an answer. */
export function isTooManyLogs(error: unknown): boolean {
  if (!(error instanceof RpcError) || typeof error.data !== 'object' || error.data === null) return false
  return 'name' in error.data && error.data.name === tooManyLogs
}
