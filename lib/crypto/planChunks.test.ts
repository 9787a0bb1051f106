import { expect, test } from 'vitest'
import { sourceOf } from './fixtures/createMemoryBlocks.ts'
import { type ChunkPlan, planChunks, sectorsPerChunk } from './planChunks.ts'

const lines = (...records: object[]) => new TextEncoder().encode(records.map((r) => `${JSON.stringify(r)}\n`).join(''))
async function cut(plan: ChunkPlan, bytes: Uint8Array, first = 0): Promise<string[]> {
  const chunks: string[] = []
  for await (const { records, bytes: chunk } of planChunks(plan, sourceOf(bytes, 5).open(0), first)) {
    chunks.push(`${records}:${new TextDecoder().decode(chunk)}`)
  }
  return chunks
}

test.each([
  [1, 1],
  [1024, 1],
  [1025, 2],
  [3000, 4],
  [262_144, 256],
  [1_048_576, 1024],
])('reserves for chunks of %i bytes %i sectors', (maxChunkBytes, sectors) => {
  expect(sectorsPerChunk({ maxChunkBytes })).toBe(sectors)
})

test('cuts by record', async () => {
  const bytes = lines({ a: 1 }, { a: 2 }, { a: 3 })
  const plan = { kind: 'records', maxChunkBytes: 1024, recordsPerChunk: 2 } as const
  expect(await cut(plan, bytes)).toEqual(['2:{"a":1}\n{"a":2}\n', '1:{"a":3}\n'])
  expect(await cut(plan, bytes.slice(0, -1))).toEqual(['2:{"a":1}\n{"a":2}\n', '1:{"a":3}'])
  expect(await cut(plan, new Uint8Array())).toEqual(['0:'])
  await expect(cut({ ...plan, maxChunkBytes: 15 }, bytes)).rejects.toMatchObject({ name: 'Crypto.ChunkTooLargeError' })
  await expect(cut({ ...plan, maxChunkBytes: 6 }, bytes)).rejects.toMatchObject({ name: 'Crypto.ChunkTooLargeError' })
})

test('cuts by time: chunk i is window i, empty ones included', async () => {
  const plan = { kind: 'windows', maxChunkBytes: 1024, windowMs: 1000, firstMs: 5000, timeField: 't' } as const
  const bytes = lines({ t: 5000 }, { t: 5999 }, { t: 8000 }, { t: '1970-01-01T00:00:09.500Z' })
  expect(await cut(plan, bytes)).toEqual([
    '2:{"t":5000}\n{"t":5999}\n',
    '0:',
    '0:',
    '1:{"t":8000}\n',
    expect.stringContaining('1:'),
  ])
  expect(await cut(plan, lines({ t: 8000 }), 2)).toEqual(['0:', '1:{"t":8000}\n'])
  const refusals: [object[], string][] = [
    [[{ t: 4999 }], 'Crypto.RecordOrderError'],
    [[{ t: 7000 }, { t: 6000 }], 'Crypto.RecordOrderError'],
    [[{ t: 1e15 }], 'Crypto.TooManyChunksError'],
    [[{ t: 'noon' }], 'Crypto.RecordTimeError'],
    [[{ u: 5000 }], 'Crypto.RecordTimeError'],
  ]
  for (const [records, name] of refusals) await expect(cut(plan, lines(...records))).rejects.toMatchObject({ name })
  await expect(cut(plan, new TextEncoder().encode('null\n'))).rejects.toMatchObject({ name: 'Crypto.RecordTimeError' })
  await expect(cut(plan, new TextEncoder().encode('{"t":\n'))).rejects.toMatchObject({ name: 'Crypto.RecordTimeError' })
})

test('gives each chunk a buffer of its own, so that it can move to a worker', async () => {
  const bytes = lines(...Array.from({ length: 40 }, (_, t) => ({ t: t * 100 })))
  const plans: ChunkPlan[] = [
    { kind: 'fixed', maxChunkBytes: 16 },
    { kind: 'records', maxChunkBytes: 1024, recordsPerChunk: 1 },
    { kind: 'windows', maxChunkBytes: 1024, windowMs: 1000, firstMs: 0, timeField: 't' },
  ]
  for (const plan of plans) {
    for (const piece of [5, 16, 32, 1024]) {
      for await (const { bytes: chunk } of planChunks(plan, sourceOf(bytes, piece).open(0))) {
        expect(chunk.buffer.byteLength).toBe(chunk.length)
      }
    }
  }
})
