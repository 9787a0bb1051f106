import { keccak256, loadKeccak } from '../bytes/keccak256.ts'
import { createKeccakPair, type HashPair, padMessage, slotBytes } from './keccakPair.ts'

/* One pair of message slots for the whole thread, as keccak256 has one hasher: hashing never awaits in between. */
let pair: HashPair | undefined

/** Returns when keccak256 of many messages runs as fast as this machine can; see loadHashing. */
export async function loadHashEach(): Promise<void> {
  const [loaded] = await Promise.all([createKeccakPair(), loadKeccak()])
  pair = loaded
}

type Messages = {
  count: number
  /** Of every message; at most 1087. */
  length: number
  /** Writes message `i` into the first `length` bytes. */
  write: (i: number, message: Uint8Array) => void
}

/** Returns keccak256 of many messages of one length, one digest after the other. */
export function hashEach({ count, length, write }: Messages): Uint8Array {
  const digests = new Uint8Array(count * 32)
  if (pair && length < slotBytes) hashPairs(pair, { count, length, write }, digests)
  else {
    const message = new Uint8Array(length)
    for (let i = 0; i < count; i++) {
      write(i, message)
      digests.set(keccak256(message), i * 32)
    }
  }
  return digests
}

function hashPairs({ messages, digests, run }: HashPair, { count, length, write }: Messages, to: Uint8Array): void {
  const [first, second] = messages
  padMessage(first, length)
  const blocks = padMessage(second, length)
  for (let i = 0; i < count; i += 2) {
    write(i, first)
    // The last of an odd number has no partner: what the second slot still holds is hashed and dropped.
    if (i + 1 < count) write(i + 1, second)
    run(blocks)
    to.set(i + 1 < count ? digests : digests.subarray(0, 32), i * 32)
  }
}
