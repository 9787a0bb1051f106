import { cidHead, formatRawCid, InvalidCidError } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'

/*
 * Many blocks in one stream: CAR version 1 without roots, raw blocks with BLAKE3 only.
 * https://ipld.io/specs/transport/car/carv1/
 */
export type Block = { cid: string; bytes: Uint8Array<ArrayBuffer> }

/** Bitswap carries blocks up to this size. */
export const maxBlockBytes = 2_097_152
const cidBytes = 36
/** The map { roots: [], version: 1 } in DAG-CBOR, behind its length. */
const header = Uint8Array.from([
  17, 0xa2, 0x65, 0x72, 0x6f, 0x6f, 0x74, 0x73, 0x80, 0x67, 0x76, 0x65, 0x72, 0x73, 0x69, 0x6f, 0x6e, 0x01,
])

/** Returns the bytes of a CAR with these blocks; the digests are those in their CIDs. */
export function encodeCar(blocks: readonly { digest: Uint8Array; bytes: Uint8Array }[]): Uint8Array<ArrayBuffer> {
  const sections = blocks.map(({ digest, bytes }) => ({ digest, bytes, size: encodeVarint(cidBytes + bytes.length) }))
  const total = sections.reduce((sum, { size, bytes }) => sum + size.length + cidBytes + bytes.length, header.length)
  const car = new Uint8Array(total)
  car.set(header)
  let at = header.length
  for (const { digest, bytes, size } of sections) {
    for (const part of [size, cidHead, digest, bytes]) {
      car.set(part, at)
      at += part.length
    }
  }
  return car
}

/** Returns the blocks of a CAR as they arrive, with never more than one in memory. They are not checked against their CIDs. */
export async function* decodeCar(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  const reader = createReader(stream)
  const head = await reader.take(header.length)
  if (!head?.every((byte, i) => byte === header[i])) throw new InvalidCarError('another header')
  for (;;) {
    const size = await reader.takeVarint()
    if (size === undefined) return
    if (size < cidBytes || size > cidBytes + maxBlockBytes) throw new InvalidCarError(`a section of ${size} bytes`)
    const section = await reader.take(size)
    if (!section) throw new InvalidCarError('an end in the middle of a block')
    if (cidHead.some((byte, i) => section[i] !== byte)) throw new InvalidCidError('a CID of another kind')
    yield { cid: formatRawCid(section.subarray(cidHead.length, cidBytes)), bytes: section.slice(cidBytes) }
  }
}

function createReader(stream: AsyncIterable<Uint8Array>) {
  const iterator = stream[Symbol.asyncIterator]()
  let pieces: Uint8Array[] = []
  let available = 0

  async function fill(count: number): Promise<boolean> {
    while (available < count) {
      const { done, value } = await iterator.next()
      if (done) return false
      pieces.push(value)
      available += value.length
    }
    return true
  }

  async function take(count: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (!(await fill(count))) return undefined
    const taken = new Uint8Array(count)
    let at = 0
    while (at < count) {
      const [piece] = pieces as [Uint8Array]
      const part = piece.subarray(0, count - at)
      taken.set(part, at)
      at += part.length
      pieces = part.length === piece.length ? pieces.slice(1) : [piece.subarray(part.length), ...pieces.slice(1)]
    }
    available -= count
    return taken
  }

  async function takeVarint(): Promise<number | undefined> {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = (await take(1))?.[0]
      if (byte === undefined) {
        if (shift === 0) return undefined
        break
      }
      value += (byte & 127) * 2 ** shift
      if (byte < 128) return value
    }
    throw new InvalidCarError('no length of a section')
  }

  return { take, takeVarint }
}

function encodeVarint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...encodeVarint(value >>> 7)]
}

export class InvalidCarError extends BaseError {
  override readonly name = 'Ipfs.InvalidCarError'
  constructor(found: string) {
    super(`Expected blocks as CAR version 1 without roots, found ${found}.`)
  }
}
