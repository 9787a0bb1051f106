import { constant, get, op, set, tee, vector, writeModule } from './wasm.ts'

/*
 * BLAKE2b-256 (RFC 7693), keyed and salted, of two messages at once, one in each half of WebAssembly's 128-bit vectors.
 * Sector hashing is what sealing spends most of its time on; of the hashes that a contract can compute (this one by the
 * precompile of EIP-152) it is by far the fastest here: docs/decisions/2026-11-28-sector-hash.md.
 */
const blockBytes = 128
export const keyBytes = 32
export const saltBytes = 16
export const digestBytes = 32
const roundCount = 12

/** Where things lie in the memory: per message a block with its key and its salt, then digests, then messages. */
const keysAt = 0
const saltsAt = keysAt + 2 * blockBytes
const digestsAt = saltsAt + 2 * saltBytes
const messagesAt = 512
const pageBytes = 65_536

const iv = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
] as const
const sigma = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
] as const
/** Digest length 32, key length 32, no tree. */
const parameters = 0x0101_2020n

/* Locals: pointers to both messages and their length come in; then what block is at hand, then vectors. */
const [first, second, left, firstBlock, secondBlock, count] = [0, 1, 2, 3, 4, 5] as const
const state = (i: number) => 6 + i
const work = (i: number) => 14 + i
const word = (i: number) => 30 + i
const vectorCount = 40
const eight = [0, 1, 2, 3, 4, 5, 6, 7]

export type BlakePair = {
  /** The whole memory. */
  bytes: Uint8Array
  view: DataView
  /** Where in it to write: keys and salts of both messages, the digests after `run`, and messages (zeros behind them). */
  keysAt: readonly [number, number]
  saltsAt: readonly [number, number]
  digestsAt: number
  messagesAt: number
  /** Hashes two messages of that length at these places. */
  run(first: number, second: number, length: number): void
}

/** Returns a hasher of two messages at a time, or undefined where WebAssembly has no vectors. */
export async function createBlakePair(messageBytes: number): Promise<BlakePair | undefined> {
  const pages = Math.ceil((messagesAt + messageBytes + blockBytes) / pageBytes)
  const shape = { name: 'hash', parameters: 3, integers: 3, vectors: vectorCount, pages }
  try {
    const { instance } = await WebAssembly.instantiate(writeModule({ ...shape, code: writeHash() }))
    const { memory, hash } = instance.exports as {
      memory: WebAssembly.Memory
      hash(first: number, second: number, length: number): void
    }
    return {
      bytes: new Uint8Array(memory.buffer),
      view: new DataView(memory.buffer),
      keysAt: [keysAt, keysAt + blockBytes],
      saltsAt: [saltsAt, saltsAt + saltBytes],
      digestsAt,
      messagesAt,
      run: hash,
    }
  } catch {
    return undefined
  }
}

/** Block 0 is the key. Each turn hashes one block and, unless nothing is left, goes on with the next of the message. */
function writeHash(): number[] {
  const advance = [first, second].flatMap((pointer, i) => [
    ...[...get(pointer), ...set([firstBlock, secondBlock][i]!)],
    ...[...get(pointer), ...constant(blockBytes), op.add, ...set(pointer)],
  ])
  const least = [...get(left), ...constant(blockBytes), ...get(left), ...constant(blockBytes), op.lessSigned, op.select]
  return [
    ...[...constant(keysAt), ...set(firstBlock), ...constant(keysAt + blockBytes), ...set(secondBlock)],
    ...[...constant(blockBytes), ...set(count)],
    ...eight.flatMap((i) => [...initial(i), ...set(state(i))]),
    ...[op.loop, op.void, ...compress()],
    ...[...constant(0), ...get(left), op.lessSigned, 0x04, op.void, ...advance],
    ...[...get(count), ...least, op.add, ...set(count)],
    ...[...get(left), ...constant(blockBytes), op.sub, ...set(left), op.br, 1, op.end, op.end],
    ...[0, 1].flatMap((lane) =>
      [0, 1, 2, 3].flatMap((i) => [
        ...constant(digestsAt + lane * digestBytes + i * 8),
        ...get(state(i)),
        ...vector.store64(0, lane),
      ]),
    ),
    op.end,
  ]
}

function initial(i: number): number[] {
  if (i === 0) return vector.constant64(iv[0] ^ parameters)
  const value = vector.constant64(iv[i]!)
  if (i !== 4 && i !== 5) return value
  const at = saltsAt + (i - 4) * 8
  const salts = [...constant(at + saltBytes), ...constant(at), ...vector.loadFirst64(0), ...vector.loadSecond64(0)]
  return [...value, ...salts, ...vector.xor]
}

function compress(): number[] {
  const isLast = [...constant(0), ...get(left), ...constant(0), op.lessOrEqualSigned, op.sub]
  const mask = (integer: number[]) => [...integer, op.extendSigned, ...vector.splat64, ...vector.xor]
  return [
    ...eight.flatMap(loadWords),
    ...eight.flatMap((i) => [...get(state(i)), ...set(work(i))]),
    ...eight.flatMap((i) => {
      const value = vector.constant64(iv[i]!)
      if (i === 4) return [...value, ...mask(get(count)), ...set(work(12))]
      if (i === 6) return [...value, ...mask(isLast), ...set(work(14))]
      return [...value, ...set(work(8 + i))]
    }),
    ...Array.from({ length: roundCount }, (_, round) => writeRound(sigma[round % 10]!)).flat(),
    ...eight.flatMap((i) => [
      ...[...get(state(i)), ...get(work(i)), ...vector.xor],
      ...[...get(work(8 + i)), ...vector.xor, ...set(state(i))],
    ]),
  ]
}

/** Words 2i and 2i + 1 of both messages, the first message in the lower half. */
function loadWords(i: number): number[] {
  const low = [0, 1, 2, 3, 4, 5, 6, 7]
  const high = low.map((byte) => byte + 8)
  const load = (pointer: number) => [...get(pointer), ...vector.load(16 * i)]
  const pick = (half: readonly number[]) => vector.shuffle([...half, ...half.map((byte) => byte + 16)])
  const [a, b] = [word(2 * i), word(2 * i + 1)]
  return [
    ...[...load(firstBlock), ...tee(a), ...load(secondBlock), ...tee(b), ...pick(high)],
    ...[...get(a), ...get(b), ...pick(low), ...set(a), ...set(b)],
  ]
}

function writeRound(order: readonly number[]): number[] {
  const columns = [0, 1, 2, 3].map((i) => [i, i + 4, i + 8, i + 12] as const)
  const diagonals = [0, 1, 2, 3].map((i) => [i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4)] as const)
  return [...columns, ...diagonals].flatMap((places, i) => mix(places, order[2 * i]!, order[2 * i + 1]!))
}

function mix([a, b, c, d]: readonly [number, number, number, number], x: number, y: number): number[] {
  const v = (i: number) => get(work(i))
  const half = (m: number, turn: number, last: number[]) => [
    ...[...v(a), ...v(b), ...vector.add64, ...get(word(m)), ...vector.add64, ...set(work(a))],
    ...[...v(d), ...v(a), ...vector.xor, ...rotate(work(d), turn), ...set(work(d))],
    ...[...v(c), ...v(d), ...vector.add64, ...set(work(c))],
    ...[...v(b), ...v(c), ...vector.xor, ...last, ...set(work(b))],
  ]
  return [...half(x, 4, rotate(work(b), 3)), ...half(y, 2, rotateBy63(work(b)))]
}

/** Rotations by whole bytes are shuffles; `spare` may be overwritten. */
function rotate(spare: number, bytes: number): number[] {
  const lane = Array.from({ length: 8 }, (_, i) => (i + bytes) % 8)
  return [...tee(spare), ...get(spare), ...vector.shuffle([...lane, ...lane.map((byte) => byte + 8)])]
}

function rotateBy63(spare: number): number[] {
  const doubled = [...tee(spare), ...get(spare), ...vector.add64]
  return [...doubled, ...get(spare), ...constant(63), ...vector.shrU64, ...vector.or]
}
