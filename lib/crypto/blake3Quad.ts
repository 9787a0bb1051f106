import { constant, get, op, set, tee, vector, writeModule } from './wasm.ts'

/*
 * The compression function of BLAKE3 over four messages at once, one in each quarter of WebAssembly's 128-bit vectors. The
 * four lie at equal distances: neighbouring parts of a block, or neighbouring pairs of nodes. Hashing is what sealing
 * spends most of its time on: docs/decisions/2026-11-29-blake3.md.
 */
const compressedBytes = 64
const roundCount = 7
const nodeBytes = 32
const pageBytes = 65_536

export const iv = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const
export const permutation = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8] as const

/* Locals: nine numbers come in; then integers, then vectors. */
const [message, stride, left, counter, step, flags, first, last, to] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const
const [second, third, fourth, size, now] = [9, 10, 11, 12, 13] as const
const state = (i: number) => 14 + i
const work = (i: number) => 22 + i
const word = (i: number) => 38 + i
const spare = (i: number) => 54 + i
const counters = 58
const vectorCount = 45
const four = [0, 1, 2, 3]
const eight = [0, 1, 2, 3, 4, 5, 6, 7]

/**
 * Writes four nodes to `to`: of the messages at `message`, `message + stride` and so on, each `length` long with zeros behind it
 * up to a multiple of 64. Their counters are `counter`, `counter + step` and so on; `flags` hold for every block of 64
 * bytes, `first` and `last` for those two.
 */
type Run = (
  message: number,
  stride: number,
  length: number,
  counter: number,
  step: number,
  flags: number,
  first: number,
  last: number,
  to: number,
) => void
export type Blake3Quad = { memory: Uint8Array; run: Run }

/** Returns a memory and the hasher of messages in it, or undefined where WebAssembly has no vectors. */
export async function createBlake3Quad(memoryBytes: number): Promise<Blake3Quad | undefined> {
  const pages = Math.ceil(memoryBytes / pageBytes)
  const shape = { name: 'hash', parameters: 9, integers: 5, vectors: vectorCount, pages }
  try {
    const { instance } = await WebAssembly.instantiate(writeModule({ ...shape, code: writeHash() }))
    const { memory, hash } = instance.exports as { memory: WebAssembly.Memory; hash: Run }
    return { memory: new Uint8Array(memory.buffer), run: hash }
  } catch {
    return undefined
  }
}

function writeHash(): number[] {
  const hasMore = [...constant(compressedBytes), ...get(left), op.lessSigned]
  const pointers = [message, second, third, fourth]
  return [
    ...eight.flatMap((i) => [...everywhere(iv[i]!), ...set(state(i))]),
    ...[...get(counter), ...vector.splat32, ...get(step), ...vector.splat32, ...vector.constant32(four)],
    ...[...vector.multiply32, ...vector.add32, ...set(counters)],
    ...[second, third, fourth].flatMap((to, i) => [...get(pointers[i]!), ...get(stride), op.add, ...set(to)]),
    ...[...get(flags), ...get(first), op.or, ...set(now)],
    ...[op.loop, op.void],
    ...[...constant(compressedBytes), ...get(left), ...hasMore, op.select, ...set(size)],
    ...[...get(now), ...get(now), ...get(last), op.or, ...hasMore, op.select, ...set(now)],
    ...compress(),
    ...pointers.flatMap((pointer) => [...get(pointer), ...constant(compressedBytes), op.add, ...set(pointer)]),
    ...[...get(flags), ...set(now)],
    ...[...get(left), ...constant(compressedBytes), op.sub, ...set(left)],
    ...[...constant(0), ...get(left), op.lessSigned, op.brIf, 0, op.end],
    ...[0, 1].flatMap((half) => [
      ...transpose(four.map((i) => state(4 * half + i))),
      ...four.flatMap((lane) => [
        ...get(to),
        ...get(state(4 * half + lane)),
        ...vector.store(lane * nodeBytes + half * 16),
      ]),
    ]),
    op.end,
  ]
}

function compress(): number[] {
  const fresh = [
    ...four.map((i) => everywhere(iv[i]!)),
    get(counters),
    everywhere(0),
    [...get(size), ...vector.splat32],
    [...get(now), ...vector.splat32],
  ]
  return [
    ...four.flatMap((i) => {
      const words = four.map((j) => word(4 * i + j))
      const load = [message, second, third, fourth].flatMap((pointer, j) => [
        ...get(pointer),
        ...vector.load(16 * i),
        ...set(words[j]!),
      ])
      return [...load, ...transpose(words)]
    }),
    ...eight.flatMap((i) => [...get(state(i)), ...set(work(i))]),
    ...fresh.flatMap((value, i) => [...value, ...set(work(8 + i))]),
    ...Array.from({ length: roundCount }, (_, round) => writeRound(orders[round]!)).flat(),
    ...eight.flatMap((i) => [...get(work(i)), ...get(work(8 + i)), ...vector.xor, ...set(state(i))]),
  ]
}

/* The order of the words in each round. */
const orders = Array.from({ length: roundCount }).reduce<number[][]>(
  (all) => [...all, permutation.map((i) => all.at(-1)![i]!)],
  [Array.from({ length: 16 }, (_, i) => i)],
)

function everywhere(value: number): number[] {
  return vector.constant32(four.map(() => value))
}

/** Exchanges rows and columns of four vectors of four words. */
function transpose(rows: readonly number[]): number[] {
  const pick = (words: readonly number[]) => vector.shuffle(words.flatMap((i) => four.map((byte) => i * 4 + byte)))
  const [a, b, c, d] = rows as [number, number, number, number]
  const join = (left: number, right: number, words: readonly number[], to: number) => [
    ...[...get(left), ...get(right), ...pick(words), ...set(to)],
  ]
  return [
    ...join(a, b, [0, 4, 1, 5], spare(0)),
    ...join(a, b, [2, 6, 3, 7], spare(1)),
    ...join(c, d, [0, 4, 1, 5], spare(2)),
    ...join(c, d, [2, 6, 3, 7], spare(3)),
    ...join(spare(0), spare(2), [0, 1, 4, 5], a),
    ...join(spare(0), spare(2), [2, 3, 6, 7], b),
    ...join(spare(1), spare(3), [0, 1, 4, 5], c),
    ...join(spare(1), spare(3), [2, 3, 6, 7], d),
  ]
}

function writeRound(order: readonly number[]): number[] {
  const columns = four.map((i) => [i, i + 4, i + 8, i + 12] as const)
  const diagonals = four.map((i) => [i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4)] as const)
  return [...columns, ...diagonals].flatMap((places, i) => mix(places, order[2 * i]!, order[2 * i + 1]!))
}

function mix([a, b, c, d]: readonly [number, number, number, number], x: number, y: number): number[] {
  const v = (i: number) => get(work(i))
  const half = (m: number, turnD: number[], turnB: number[]) => [
    ...[...v(a), ...v(b), ...vector.add32, ...get(word(m)), ...vector.add32, ...set(work(a))],
    ...[...v(d), ...v(a), ...vector.xor, ...turnD, ...set(work(d))],
    ...[...v(c), ...v(d), ...vector.add32, ...set(work(c))],
    ...[...v(b), ...v(c), ...vector.xor, ...turnB, ...set(work(b))],
  ]
  return [
    ...half(x, turnBytes(work(d), 2), turnBits(work(b), 12)),
    ...half(y, turnBytes(work(d), 1), turnBits(work(b), 7)),
  ]
}

/** Turns each word to the right by whole bytes, which is a shuffle; `free` may be overwritten. */
function turnBytes(free: number, bytes: number): number[] {
  const turned = four.flatMap((i) => four.map((byte) => 4 * i + ((byte + bytes) % 4)))
  return [...tee(free), ...get(free), ...vector.shuffle(turned)]
}

function turnBits(free: number, bits: number): number[] {
  const right = [...tee(free), ...constant(bits), ...vector.shrU32]
  return [...right, ...get(free), ...constant(32 - bits), ...vector.shl32, ...vector.or]
}
