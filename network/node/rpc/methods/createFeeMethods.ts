import { formatQuantity } from '../../../../lib/bytes/hex.ts'
import { blobBaseFee, blobSchedule, nextExcessBlobGas } from '../../../../lib/engine/blockFees.ts'
import type { ChainReader } from '../../ChainReader.ts'
import { decodeBlockNumber, resolveBlock } from '../blockParam.ts'
import type { Methods } from '../Method.ts'
import { nextFeeAfter } from '../openCallContext.ts'
import { decodeInteger, decodeList, param, refuse } from '../params.ts'
import { InvalidParamsError } from '../RpcError.ts'

const maxBlocks = 1_024
const maxPercentiles = 100

/** Returns what gas costs. On a QBFT chain of ours it costs nothing. */
export function createFeeMethods({ chain }: { chain: ChainReader }): Methods {
  const next = () => {
    const parent = chain.header(chain.head())!
    const common = chain.commonAt({ number: parent.number + 1, timestamp: parent.timestamp + 1 })
    return { parent, common }
  }
  const tip = () => (chain.consensus === 'qbft' ? 0n : suggestTip(chain))
  return {
    eth_gasPrice: () => formatQuantity((chain.header(chain.head())!.baseFeePerGas ?? 0n) + tip()),
    eth_maxPriorityFeePerGas: () => formatQuantity(tip()),
    eth_baseFee: () => formatQuantity(nextFeeAfter(chain, next().parent)),
    eth_blobBaseFee() {
      const { parent, common } = next()
      if (!common.isActivatedEIP(4844)) return formatQuantity(0)
      return formatQuantity(blobBaseFee(nextExcessBlobGas(parent, common), common))
    },
    eth_feeHistory(params) {
      const wanted = Math.min(param(params, 0, decodeCount), maxBlocks)
      const newest = resolveBlock(chain, param(params, 1, decodeBlockNumber))
      return feeHistory(chain, { wanted, newest, percentiles: decodePercentiles(params[2]) })
    },
  }
}

/** The median tip of the last blocks that had any transaction. */
function suggestTip(chain: ChainReader): bigint {
  const tips: bigint[] = []
  for (let number = chain.head(); number > 0 && number > chain.head() - 20; number--) {
    const baseFee = chain.header(number)!.baseFeePerGas ?? 0n
    for (const { effectiveGasPrice } of chain.receipts(number) ?? []) tips.push(effectiveGasPrice - baseFee)
  }
  return tips.sort(compare)[Math.floor(tips.length / 2)] ?? 0n
}

type History = { wanted: number; newest: number; percentiles: readonly number[] }

function feeHistory(chain: ChainReader, { wanted, newest, percentiles }: History): Record<string, unknown> {
  const count = Math.min(wanted, newest + 1)
  const numbers = Array.from({ length: count }, (_, i) => newest - count + 1 + i)
  const headers = numbers.map((number) => chain.header(number)!)
  const last = chain.header(newest)!
  const nextCommon = chain.commonAt({ number: newest + 1, timestamp: last.timestamp + 1 })
  const nextFee = nextCommon.isActivatedEIP(1559) ? nextFeeAfter(chain, last) : 0n
  const nextExcess = nextCommon.isActivatedEIP(4844) ? nextExcessBlobGas(last, nextCommon) : undefined
  const blobFee = (excess: bigint | undefined, common = nextCommon) =>
    formatQuantity(excess === undefined ? 0n : blobBaseFee(excess, common))
  return {
    oldestBlock: formatQuantity(numbers[0] ?? newest),
    ...(percentiles.length > 0 && { reward: numbers.map((number) => rewards(chain, number, percentiles)) }),
    baseFeePerGas: [...headers.map((header) => formatQuantity(header.baseFeePerGas ?? 0n)), formatQuantity(nextFee)],
    gasUsedRatio: headers.map(({ gasUsed, gasLimit }) => Number(gasUsed) / Number(gasLimit)),
    baseFeePerBlobGas: [
      ...headers.map((header) => blobFee(header.excessBlobGas, chain.commonAt(header))),
      blobFee(nextExcess),
    ],
    blobGasUsedRatio: headers.map((header) => {
      if (!header.blobGasUsed) return 0
      return Number(header.blobGasUsed) / Number(blobSchedule(chain.commonAt(header)).max)
    }),
  }
}

/** The tip below which that share of the block's gas was bought. */
function rewards(chain: ChainReader, number: number, percentiles: readonly number[]): string[] {
  const { baseFeePerGas = 0n, gasUsed } = chain.header(number)!
  const tips = (chain.receipts(number) ?? [])
    .map((receipt) => ({ gas: receipt.gasUsed, tip: receipt.effectiveGasPrice - baseFeePerGas }))
    .sort((a, b) => compare(a.tip, b.tip))
  return percentiles.map((percentile) => {
    let gas = 0
    const threshold = (Number(gasUsed) * percentile) / 100
    for (const item of tips) {
      gas += Number(item.gas)
      if (gas >= threshold) return formatQuantity(item.tip)
    }
    return formatQuantity(0)
  })
}

function decodeCount(value: unknown, name: string): number {
  const count = typeof value === 'number' ? value : decodeInteger(value, name)
  if (!Number.isSafeInteger(count) || count < 0) refuse(name, 'a number of blocks', value)
  return count
}

function decodePercentiles(value: unknown): number[] {
  if (value === undefined || value === null) return []
  const percentiles = decodeList(value, 'argument 2', decodePercentile, maxPercentiles)
  percentiles.forEach((percentile, i) => {
    if (i > 0 && percentile < percentiles[i - 1]!)
      throw new InvalidParamsError('invalid reward percentile: must ascend')
  })
  return percentiles
}

function decodePercentile(value: unknown, name: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 100)) refuse(name, 'a number from 0 to 100', value)
  return value
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
