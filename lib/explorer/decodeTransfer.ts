import type { Address, Hex } from '../bytes/hex.ts'
import type { LogWords } from './decodeEvent.ts'

/** A token that moved: an amount of an ERC-20, or one item of an ERC-721. */
export type TokenMove = {
  token: Address
  standard: 'erc20' | 'erc721'
  from: Address
  to: Address
  /** The amount, or the item's id. */
  value: bigint
}

/** keccak256 of Transfer(address,address,uint256), which both standards share. */
const transferTopic: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** Returns the move that a log tells of, or undefined where it is none. The number of topics tells the standards apart. */
export function decodeTransfer({ address, topics, data }: LogWords): TokenMove | undefined {
  if (topics[0] !== transferTopic || topics.length < 3) return undefined
  const from = addressOf(topics[1]!)
  const to = addressOf(topics[2]!)
  if (!from || !to) return undefined
  const token = address.toLowerCase() as Address
  if (topics.length === 4) return { token, standard: 'erc721', from, to, value: BigInt(topics[3]!) }
  if (data.length !== 66) return undefined
  return { token, standard: 'erc20', from, to, value: BigInt(data) }
}

function addressOf(topic: Hex): Address | undefined {
  return /^0x0{24}/.test(topic) ? `0x${topic.slice(26).toLowerCase()}` : undefined
}
