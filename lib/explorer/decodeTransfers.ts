import type { Address, Hex } from '../bytes/hex.ts'
import type { LogWords } from './decodeEvent.ts'

/** A token that moved: an amount of an ERC-20, one item of an ERC-721, or pieces of an item of an ERC-1155. */
export type TokenMove = {
  token: Address
  standard: 'erc20' | 'erc721' | 'erc1155'
  from: Address
  to: Address
  /** The amount, or the item's id. */
  value: bigint
  /** How many pieces of the item; ERC-1155 only. */
  pieces: bigint | undefined
}

/** keccak256 of Transfer(address,address,uint256), which ERC-20 and ERC-721 share. */
const transferTopic: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
/** keccak256 of TransferSingle(address,address,address,uint256,uint256) */
const singleTopic: Hex = '0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62'
/** keccak256 of TransferBatch(address,address,address,uint256[],uint256[]) */
const batchTopic: Hex = '0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb'

/** Returns the moves that a log tells of; none where it is another event. The number of topics tells ERC-20 and ERC-721 apart. */
export function decodeTransfers(log: LogWords): TokenMove[] {
  const { topics } = log
  if (topics[0] === transferTopic && topics.length >= 3) return decodeTransfer(log)
  if (topics[0] === singleTopic && topics.length === 4) return decodePieces(log, readSingle)
  if (topics[0] === batchTopic && topics.length === 4) return decodePieces(log, readBatch)
  return []
}

function decodeTransfer({ address, topics, data }: LogWords): TokenMove[] {
  const from = addressOf(topics[1]!)
  const to = addressOf(topics[2]!)
  if (!from || !to) return []
  const move = { token: address.toLowerCase() as Address, from, to, pieces: undefined }
  if (topics.length === 4) return [{ ...move, standard: 'erc721', value: BigInt(topics[3]!) }]
  return data.length === 66 ? [{ ...move, standard: 'erc20', value: BigInt(data) }] : []
}

type Pieces = { id: bigint; pieces: bigint }

function decodePieces({ address, topics, data }: LogWords, read: (words: bigint[]) => Pieces[]): TokenMove[] {
  const from = addressOf(topics[2]!)
  const to = addressOf(topics[3]!)
  if (!from || !to || data.length % 64 !== 2) return []
  const words = (data.slice(2).match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`))
  const token = address.toLowerCase() as Address
  return read(words).map(({ id, pieces }) => ({ token, standard: 'erc1155', from, to, value: id, pieces }))
}

function readSingle(words: readonly bigint[]): Pieces[] {
  return words.length === 2 ? [{ id: words[0]!, pieces: words[1]! }] : []
}

/** Two lists of one length, each behind its offset; whatever is not that tells of nothing. */
function readBatch(words: readonly bigint[]): Pieces[] {
  const ids = readList(words, words[0])
  const pieces = readList(words, words[1])
  if (!ids || !pieces || ids.length !== pieces.length) return []
  return ids.map((id, i) => ({ id, pieces: pieces[i]! }))
}

function readList(words: readonly bigint[], offset: bigint | undefined): readonly bigint[] | undefined {
  if (offset === undefined || offset % 32n !== 0n || offset / 32n >= words.length) return undefined
  const at = Number(offset / 32n)
  const length = words[at]!
  return length < words.length - at ? words.slice(at + 1, at + 1 + Number(length)) : undefined
}

function addressOf(topic: Hex): Address | undefined {
  return /^0x0{24}/.test(topic) ? `0x${topic.slice(26).toLowerCase()}` : undefined
}
