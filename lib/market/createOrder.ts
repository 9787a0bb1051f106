import type { secp256k1 } from '@noble/curves/secp256k1.js'
import { zeroHash } from 'viem'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { hkdfSha256 } from '../crypto/webCrypto.ts'
import { createOneTimeKey, type OneTimeKey } from '../crypto/wrapNode.ts'
import { hashOrder, type Order, type Trigger, triggers } from './Order.ts'

/** What a buyer decides. */
export type Wish = {
  listing: Hex
  buyer: Address
  /** All chunks of the data set when absent. */
  range?: { from: number; to: number }
  /** How many chunks of the whole, chosen by the chain after the order. */
  samples?: number
  /** In how many parts the range is delivered and paid. */
  stages?: number
  /** What the order waits for. */
  event?: { trigger: Exclude<Trigger, 'none'>; subject?: Hex; threshold: bigint; cancelAtS: number }
  price: bigint
}

type Input = { wish: Wish; chunks: number /** The buyer's data seed. */; seed: Uint8Array }

/**
 * Returns an order whose one-time key derives from the buyer's data seed and the order itself, so that the same seed opens
 * the purchase again on any machine, from what the chain keeps.
 */
export async function createOrder({ wish, chunks, seed }: Input): Promise<{ order: Order; id: Hex }> {
  const { listing, buyer, range, samples = 0, stages = 1, event, price } = wish
  const blank: Order = {
    ...{ listing, buyer, price, samples, stages },
    ...{ keyX: 0n, keyY: 0n },
    from: range?.from ?? 0,
    to: range?.to ?? chunks,
    trigger: triggers.indexOf(event?.trigger ?? 'none'),
    // Without an event the field is free: it makes two equal orders two.
    subject: event ? (event.subject ?? zeroHash) : encodeHex(crypto.getRandomValues(new Uint8Array(32))),
    threshold: event?.threshold ?? 0n,
    cancelAt: event?.cancelAtS ?? 0,
  }
  const { point } = await deriveOrderKey(seed, blank)
  const order = { ...blank, keyX: point.x, keyY: point.y }
  return { order, id: hashOrder(order) }
}

/** Returns the one-time key of an order, from the seed that it was made with. */
export async function deriveOrderKey(seed: Uint8Array, order: Order): Promise<OneTimeKey> {
  const salt = decodeHex(hashOrder({ ...order, keyX: 0n, keyY: 0n }))
  const encoder = new TextEncoder()
  const secrets = await Promise.all(
    [0, 1, 2, 3].map((i) =>
      hkdfSha256({ secret: seed, salt, info: encoder.encode(`QoodBlock order v1 ${i}`), length: 32 }),
    ),
  )
  let next = 0
  // That even one is unusable has a chance of one in 2 ** 127.
  return createOneTimeKey((() => secrets[next++]!) as typeof secp256k1.utils.randomSecretKey)
}
