import { constant, get, leb, op, set, vector, writeModule } from './wasm.ts'

/*
 * Keccak-f[1600] on two messages at once, one in each half of WebAssembly's 128-bit vectors: Merkle trees take about half
 * as long with it.
 * Padding and rate are Ethereum's keccak256: 136 bytes a block, 0x01 after the message, 0x80 in the last byte.
 */
const rate = 136
const laneBytes = 8
const constantsAt = 0
const roundCount = 24

/** Where messages of up to `slotBytes` and the two digests lie in the memory. */
export const slotBytes = 8 * rate
const firstAt = 256
const secondAt = firstAt + slotBytes
const digestsAt = secondAt + slotBytes

const { xor, or, andNot, shl64: shl, shrU64: shrU, loadSplat64: splat64, store64: store } = vector
const { loadFirst64: loadFirst, loadSecond64: loadSecond } = vector

/* Locals: two message pointers and the number of blocks come in; then the pointer to the round constant, then vectors. */
const [first, second, blocks, round] = [0, 1, 2, 3]
const state = (x: number, y: number) => 4 + x + 5 * y
const moved = (x: number, y: number) => 29 + x + 5 * y
const column = (x: number) => 54 + (x % 5)
const effect = (x: number) => 59 + (x % 5)
const vectorCount = 60
const five = [0, 1, 2, 3, 4]
const places = five.flatMap((y) => five.map((x) => ({ x, y })))

export type HashPair = {
  /** Where to write the messages, each `slotBytes` long with its padding. */
  messages: readonly [Uint8Array, Uint8Array]
  /** The two digests, one after the other, after `run`. */
  digests: Uint8Array
  run(blocks: number): void
}

/** Returns a hasher of two messages at a time, or undefined where WebAssembly has no vectors. */
export async function createKeccakPair(): Promise<HashPair | undefined> {
  try {
    const { instance } = await WebAssembly.instantiate(
      writeModule({ name: 'hash', parameters: 3, integers: 1, vectors: vectorCount, pages: 1, code: writeHash() }),
    )
    const { memory, hash } = instance.exports as {
      memory: WebAssembly.Memory
      hash(a: number, b: number, n: number): void
    }
    new BigUint64Array(memory.buffer, constantsAt, roundCount).set(roundConstants())
    const part = (at: number, length: number) => new Uint8Array(memory.buffer, at, length)
    return {
      messages: [part(firstAt, slotBytes), part(secondAt, slotBytes)],
      digests: part(digestsAt, 64),
      run: (count) => hash(firstAt, secondAt, count),
    }
  } catch {
    return undefined
  }
}

/** Writes the padding behind a message of that length; returns the number of blocks. */
export function padMessage(slot: Uint8Array, length: number): number {
  const count = Math.floor(length / rate) + 1
  slot.fill(0, length)
  slot[length] = 0x01
  slot[count * rate - 1]! |= 0x80
  return count
}

function writeHash(): number[] {
  return [
    ...[op.loop, op.void],
    ...places.slice(0, rate / laneBytes).flatMap(({ x, y }) => absorb(x, y)),
    ...[...constant(constantsAt), ...set(round)],
    ...[op.loop, op.void, ...writeRound()],
    ...[...get(round), ...constant(laneBytes), op.add, op.tee, ...leb(round)],
    ...[...constant(constantsAt + roundCount * laneBytes), op.ne, op.brIf, 0, op.end],
    ...[first, second].flatMap((pointer) => [...get(pointer), ...constant(rate), op.add, ...set(pointer)]),
    ...[...get(blocks), ...constant(1), op.sub, op.tee, ...leb(blocks), op.brIf, 0, op.end],
    ...[0, 1].flatMap((lane) =>
      [0, 1, 2, 3].flatMap((i) => [
        ...constant(digestsAt + lane * 32 + i * laneBytes),
        ...get(state(i, 0)),
        ...store(0, lane),
      ]),
    ),
    op.end,
  ]
}

function absorb(x: number, y: number): number[] {
  const offset = (x + 5 * y) * laneBytes
  const word = [...get(second), ...get(first), ...loadFirst(offset), ...loadSecond(offset)]
  return [...get(state(x, y)), ...word, ...xor, ...set(state(x, y))]
}

function writeRound(): number[] {
  const theta = five.flatMap((x) => {
    const rest = [1, 2, 3, 4].flatMap((y) => [...get(state(x, y)), ...xor])
    return [...get(state(x, 0)), ...rest, ...set(column(x))]
  })
  const effects = five.flatMap((x) => [
    ...get(column(x + 4)),
    ...rotate(get(column(x + 1)), 1),
    ...xor,
    ...set(effect(x)),
  ])
  const rhoPi = places.flatMap(({ x, y }) => {
    const mixed = [...get(state(x, y)), ...get(effect(x)), ...xor, ...set(state(x, y))]
    return [...mixed, ...rotate(get(state(x, y)), rotations[x + 5 * y]!), ...set(moved(y, (2 * x + 3 * y) % 5))]
  })
  const chi = places.flatMap(({ x, y }) => {
    const masked = [...get(moved((x + 2) % 5, y)), ...get(moved((x + 1) % 5, y)), ...andNot]
    return [...get(moved(x, y)), ...masked, ...xor, ...set(state(x, y))]
  })
  const iota = [...get(state(0, 0)), ...get(round), ...splat64(0), ...xor, ...set(state(0, 0))]
  return [...theta, ...effects, ...rhoPi, ...chi, ...iota]
}

function rotate(value: number[], bits: number): number[] {
  if (bits === 0) return value
  return [...value, ...constant(bits), ...shl, ...value, ...constant(64 - bits), ...shrU, ...or]
}

/* Rotation of lane (x, y), walked as FIPS 202 defines it. */
const rotations: readonly number[] = (() => {
  const table = new Array<number>(25).fill(0)
  let [x, y] = [1, 0]
  for (let t = 0; t < 24; t++) {
    table[x + 5 * y] = (((t + 1) * (t + 2)) / 2) % 64
    ;[x, y] = [y, (2 * x + 3 * y) % 5]
  }
  return table
})()

/** The constants of FIPS 202, from the shift register that defines them. */
function roundConstants(): bigint[] {
  let register = 1
  return Array.from({ length: roundCount }, () => {
    let value = 0n
    for (let j = 0; j <= 6; j++) {
      if (register & 1) value |= 1n << BigInt(2 ** j - 1)
      register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1
    }
    return value
  })
}
