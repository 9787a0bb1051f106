import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatRawCid } from '../crypto/rawCid.ts'
import { decodeCar, encodeCar } from './car.ts'

const block = fc.record({
  digest: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  bytes: fc.uint8Array({ maxLength: 300 }),
})

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

test('gives back the blocks that were put in, however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(block, { maxLength: 6 }), fc.integer({ min: 1, max: 400 }), async (blocks, size) => {
      const found = await collect(decodeCar(inPieces(encodeCar(blocks), size)))
      expect(found).toEqual(blocks.map(({ digest, bytes }) => ({ cid: formatRawCid(digest), bytes: bytes.slice() })))
    }),
  )
})

test('names a stream that ends in the middle of a block', async () => {
  const car = encodeCar([{ digest: new Uint8Array(32), bytes: new Uint8Array(200) }])
  for (const cut of [10, 19, 40, car.length - 1]) {
    const reading = collect(decodeCar(inPieces(car.subarray(0, cut), 7)))
    await expect(reading).rejects.toMatchObject({ name: 'Ipfs.InvalidCarError' })
  }
})

test('names sections that are too large and CIDs of another kind', async () => {
  const car = encodeCar([{ digest: new Uint8Array(32), bytes: new Uint8Array(5) }])
  const huge = car.slice()
  huge.set([0xff, 0xff, 0xff, 0x7f], 18)
  await expect(collect(decodeCar(inPieces(huge, 9)))).rejects.toMatchObject({ name: 'Ipfs.InvalidCarError' })
  const foreign = car.slice()
  foreign[20] = 0x70
  await expect(collect(decodeCar(inPieces(foreign, 9)))).rejects.toMatchObject({
    name: 'Crypto.InvalidCidError',
  })
})
