import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { encodeUint64, sortAddresses } from './setCommitment.ts'

/*
 * Whose turn it is. Each n blocks every producer has one turn, in an order shuffled anew from the seed of the epoch
 * (Fisher-Yates, drawn by keccak256, as Election does it). When a producer misses its turn the round goes up by one,
 * and the next in order stands in.
 */
export type Turn = { seed: Hex; validators: readonly Address[]; blockNumber: number; round: number }

/** Returns the order of the producers around the block, the block's position in it and the producer whose turn it is. */
export function producerOrder({ seed, validators, blockNumber, round }: Turn): {
  order: Address[]
  position: number
  producer: Address
} {
  const count = validators.length
  const order = shuffle(sortAddresses(validators), hash(`${seed}${encodeUint64(Math.floor(blockNumber / count))}`))
  const position = blockNumber % count
  return { order, position, producer: order[(position + round) % count]! }
}

function shuffle(addresses: readonly Address[], seed: Hex): Address[] {
  const order = [...addresses]
  for (let j = order.length - 1; j > 0; j--) {
    const drawn = Number(BigInt(hash(`${seed}${encodeUint64(j)}`)) % BigInt(j + 1))
    const address = order[j]!
    order[j] = order[drawn]!
    order[drawn] = address
  }
  return order
}

function hash(packed: string): Hex {
  return encodeHex(keccak256(decodeHex(packed)))
}
