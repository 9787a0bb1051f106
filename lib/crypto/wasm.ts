/*
 * Words of WebAssembly's binary format, for the two hashers that are written instruction by instruction: a hundred lines
 * that are read are easier to trust than a binary that is not.
 * https://webassembly.github.io/spec/core/appendix/index-instructions.html
 */
export const op = {
  block: 0x02,
  loop: 0x03,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  select: 0x1b,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  i32: 0x41,
  ne: 0x47,
  lessSigned: 0x48,
  lessOrEqualSigned: 0x4c,
  add: 0x6a,
  sub: 0x6b,
  or: 0x72,
  extendSigned: 0xac,
  void: 0x40,
} as const

const simd = (code: number) => [0xfd, ...leb(code)]

export const vector = {
  xor: simd(0x51),
  or: simd(0x50),
  andNot: simd(0x4f),
  shl32: simd(0xab),
  shrU32: simd(0xad),
  add32: simd(0xae),
  multiply32: simd(0xb5),
  splat32: simd(0x11),
  shl64: simd(0xcb),
  shrU64: simd(0xcd),
  add64: simd(0xce),
  splat64: simd(0x12),
  /** Loads 16 bytes. */
  load: (offset: number) => [...simd(0x00), 4, ...leb(offset)],
  store: (offset: number) => [...simd(0x0b), 4, ...leb(offset)],
  loadSplat64: (offset: number) => [...simd(0x0a), 3, ...leb(offset)],
  loadFirst64: (offset: number) => [...simd(0x5d), 3, ...leb(offset)],
  loadSecond64: (offset: number) => [...simd(0x57), 3, ...leb(offset), 1],
  store64: (offset: number, lane: number) => [...simd(0x5b), 3, ...leb(offset), lane],
  shuffle: (bytes: readonly number[]) => [...simd(0x0d), ...bytes],
  /** Four numbers of 32 bits. */
  constant32: (values: readonly number[]) => [
    ...simd(0x0c),
    ...values.flatMap((value) => littleEndian(BigInt(value), 4)),
  ],
  /** The same 64 bits in both halves. */
  constant64: (value: bigint) => [...simd(0x0c), ...littleEndian(value), ...littleEndian(value)],
}

export const get = (local: number) => [op.get, ...leb(local)]
export const set = (local: number) => [op.set, ...leb(local)]
export const tee = (local: number) => [op.tee, ...leb(local)]
export const constant = (value: number) => [op.i32, ...signedLeb(value)]

type Module = {
  name: string
  /** How many numbers the function takes. */
  parameters: number
  integers: number
  vectors: number
  pages: number
  code: readonly number[]
}

/** Returns a module with one function over a memory of its own; both are exported. */
export function writeModule({ name, parameters, integers, vectors, pages, code }: Module): Uint8Array<ArrayBuffer> {
  const text = (word: string) => [...leb(word.length), ...new TextEncoder().encode(word)]
  const section = (id: number, content: readonly number[]) => [id, ...leb(content.length), ...content]
  const [i32, v128, func] = [0x7f, 0x7b, 0x60]
  const body = [2, ...leb(integers), i32, ...leb(vectors), v128, ...code]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, func, parameters, ...Array<number>(parameters).fill(i32), 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...leb(pages)]),
    ...section(7, [2, ...text('memory'), 2, 0, ...text(name), 0, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ])
}

export function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]
}

function signedLeb(value: number): number[] {
  const isLast = (value >= 0 && value < 64) || (value < 0 && value >= -64)
  return isLast ? [value & 127] : [(value & 127) | 128, ...signedLeb(value >> 7)]
}

function littleEndian(value: bigint, length = 8): number[] {
  return Array.from({ length }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))
}
