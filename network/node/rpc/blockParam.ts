import type { Hex } from '../../../lib/bytes/hex.ts'
import type { ChainReader } from '../ChainReader.ts'
import { decodeHash, decodeInteger, decodeObject, refuse } from './params.ts'
import { ServerError } from './RpcError.ts'

export type BlockTag = 'latest' | 'pending' | 'earliest' | 'safe' | 'finalized'
export type BlockParam = BlockTag | { number: number } | { hash: Hex }

const tags: ReadonlySet<unknown> = new Set(['latest', 'pending', 'earliest', 'safe', 'finalized'])

/** Returns a block number or tag. */
export function decodeBlockNumber(value: unknown, name: string): BlockTag | { number: number } {
  if (tags.has(value)) return value as BlockTag
  if (typeof value !== 'string') refuse(name, 'a block number or tag', value)
  return { number: decodeInteger(value, name) }
}

/** Returns what names a block: number, tag, hash, or the object of EIP-1898; latest when left out. */
export function decodeBlock(value: unknown, name: string): BlockParam {
  if (value === undefined || value === null) return 'latest'
  if (typeof value === 'string')
    return value.length === 66 ? { hash: decodeHash(value, name) } : decodeBlockNumber(value, name)
  const { blockHash, blockNumber } = decodeObject(value, name)
  if (blockHash !== undefined && blockNumber !== undefined) refuse(name, 'either blockHash or blockNumber', value)
  if (blockHash !== undefined) return { hash: decodeHash(blockHash, `"blockHash" of ${name}`) }
  if (blockNumber !== undefined) return decodeBlockNumber(blockNumber, `"blockNumber" of ${name}`)
  return refuse(name, 'a block number, tag, hash or { blockHash } or { blockNumber }', value)
}

/** Returns the number of the committed block, or undefined when there is none. `pending` is the head here. */
export function findBlock(chain: ChainReader, block: BlockParam): number | undefined {
  if (typeof block === 'string') return block === 'earliest' ? 0 : chain.head()
  if ('hash' in block) return chain.numberOf(block.hash)
  return block.number <= chain.head() ? block.number : undefined
}

/** Returns the number of the committed block; throws when there is none. */
export function resolveBlock(chain: ChainReader, block: BlockParam): number {
  const number = findBlock(chain, block)
  if (number === undefined) throw new ServerError('header not found')
  return number
}
