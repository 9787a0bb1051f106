import { type Blake3Quad, iv, permutation } from './blake3Quad.ts'

/*
 * What blake3Quad does, without vectors, for where WebAssembly has none or is not loaded yet. Noble hashes whole messages
 * only; sectors and proofs need single nodes.
 */
const blockBytes = 64
const roundCount = 7
const columns = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const

/** Returns a memory and the hasher of messages in it. */
export function createBlake3Plain(memoryBytes: number): Blake3Quad {
  const memory = new Uint8Array(memoryBytes)
  const view = new DataView(memory.buffer)
  return {
    memory,
    run(message, stride, length, counter, step, flags, first, last, to) {
      // All are read before one is written: pairs are joined in place.
      const nodes = [0, 1, 2, 3].map((lane) => {
        const state = Uint32Array.from(iv)
        const at = message + lane * stride
        for (let offset = 0; offset === 0 || offset < length; offset += blockBytes) {
          const words = Array.from({ length: 16 }, (_, i) => view.getUint32(at + offset + 4 * i, true))
          const size = Math.min(blockBytes, length - offset)
          const isLast = offset + blockBytes >= length
          const own = flags | (offset === 0 ? first : 0) | (isLast ? last : 0)
          compress(state, words, counter + lane * step, size, own)
        }
        return state
      })
      for (const [lane, state] of nodes.entries()) {
        for (const [i, word] of state.entries()) view.setUint32(to + lane * 32 + 4 * i, word, true)
      }
    },
  }
}

function compress(state: Uint32Array, message: number[], counter: number, size: number, flags: number): void {
  const v = Uint32Array.of(...state, ...iv.slice(0, 4), counter, 0, size, flags)
  let words = message
  for (let round = 0; round < roundCount; round++) {
    for (const [i, places] of columns.entries()) mix(v, places, words[2 * i]!, words[2 * i + 1]!)
    const before = words
    words = permutation.map((i) => before[i]!)
  }
  for (const i of state.keys()) state[i] = v[i]! ^ v[i + 8]!
}

function mix(v: Uint32Array, [a, b, c, d]: (typeof columns)[number], x: number, y: number): void {
  v[a]! += v[b]! + x
  v[d] = turn(v[d]! ^ v[a]!, 16)
  v[c]! += v[d]!
  v[b] = turn(v[b]! ^ v[c]!, 12)
  v[a]! += v[b]! + y
  v[d] = turn(v[d]! ^ v[a]!, 8)
  v[c]! += v[d]!
  v[b] = turn(v[b]! ^ v[c]!, 7)
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}
