import { setTimeout as delay } from 'node:timers/promises'
import { decodeHex, encodeHex, type Hex } from '../../../../lib/bytes/hex.ts'
import type { ChainReader, StoredBlock } from '../../ChainReader.ts'
import type { Pool } from '../../Pool.ts'
import { type BlockParam, decodeBlockNumber, findBlock } from '../blockParam.ts'
import { formatReceipt, type RpcReceipt } from '../formatReceipt.ts'
import { formatPooledTransaction, formatTransaction } from '../formatTransaction.ts'
import type { Limits } from '../Limits.ts'
import type { Methods, Params } from '../Method.ts'
import { decodeBytes, decodeHash, decodeInteger, optionalParam, param, refuse } from '../params.ts'
import { RpcError } from '../RpcError.ts'

type Deps = { chain: ChainReader; pool: Pool; limits: Pick<Limits, 'deadlineMs'> }

const receiptPollMs = 25

/** Returns the methods that send and read transactions. */
export function createTransactionMethods({ chain, pool, limits }: Deps): Methods {
  const at = (block: BlockParam, index: number) => {
    const number = findBlock(chain, block)
    const stored = number === undefined ? undefined : chain.block(number)
    return stored && index < stored.transactions.length ? formatTransaction(stored, index) : null
  }
  const locate = (hash: Hex): { block: StoredBlock; index: number } | undefined => {
    const place = chain.locateTransaction(hash)
    const block = place && chain.block(place.number)
    return block && { block, index: place.index }
  }
  const readReceipt = (hash: Hex): RpcReceipt | null => {
    const found = locate(hash)
    if (found === undefined) return null
    return formatReceipt(found.block, chain.receipts(found.block.header.number)!, found.index)
  }
  const submit = async (params: Params): Promise<Hex> => (await pool.submit(decodeRaw(params[0]))).hash
  return {
    eth_sendRawTransaction: submit,
    async eth_sendRawTransactionSync(params) {
      const wanted = optionalParam(params, 1, decodeTimeout) ?? limits.deadlineMs
      const timeoutMs = Math.min(wanted, limits.deadlineMs - 2 * receiptPollMs)
      const hash = await submit(params)
      const giveUpAt = performance.now() + timeoutMs
      while (performance.now() < giveUpAt) {
        const receipt = readReceipt(hash)
        if (receipt !== null) return receipt
        await delay(receiptPollMs)
      }
      throw new NotIncludedError(hash, timeoutMs)
    },
    eth_getTransactionByHash(params) {
      const hash = param(params, 0, decodeHash)
      const found = locate(hash)
      if (found) return formatTransaction(found.block, found.index)
      const waiting = pool.get(hash)
      return waiting ? formatPooledTransaction(waiting) : null
    },
    eth_getTransactionByBlockHashAndIndex: (params) =>
      at({ hash: param(params, 0, decodeHash) }, param(params, 1, decodeInteger)),
    eth_getTransactionByBlockNumberAndIndex: (params) =>
      at(param(params, 0, decodeBlockNumber), param(params, 1, decodeInteger)),
    eth_getTransactionReceipt: (params) => readReceipt(param(params, 0, decodeHash)),
    eth_getRawTransactionByHash(params) {
      const hash = param(params, 0, decodeHash)
      const found = locate(hash)
      const raw = found ? found.block.transactions[found.index]! : pool.get(hash)?.raw
      return raw ? encodeHex(raw) : '0x'
    },
  }
}

/** The hot path: thousands of these a second, so no more is looked at than that it is hex. */
function decodeRaw(value: unknown): Uint8Array {
  if (typeof value !== 'string') refuse('argument 0', 'a signed transaction in hex', value)
  const bytes = Buffer.from(value.slice(2), 'hex')
  const isHex = value.startsWith('0x') && value.length === 2 + 2 * bytes.length && bytes.length > 0
  return isHex ? bytes : decodeHex(encodeHex(decodeBytes(value, 'argument 0')))
}

function decodeTimeout(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  return decodeInteger(value, name)
}

/** EIP-7966: accepted, and not in a block yet. */
export class NotIncludedError extends RpcError {
  override readonly name = 'Rpc.NotIncludedError'
  constructor(hash: Hex, timeoutMs: number) {
    super(4, `the transaction was accepted and is not in a block after ${timeoutMs} ms`, { data: hash })
  }
}
