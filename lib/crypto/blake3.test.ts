import { blake3 } from '@noble/hashes/blake3.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeHex } from '../bytes/hex.ts'
import { hashBlock, hashSectors, loadBlake3, provePart } from './blake3.ts'
import { createBlake3Plain } from './blake3Plain.ts'
import { createBlake3Quad } from './blake3Quad.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const make = (length: number) => Uint8Array.from({ length }, (_, at) => at % 251)
const edges = [0, 1, 63, 64, 65, 1023, 1024, 1025, 2048, 2049, 3072, 4095, 4096, 5000, 31_744, 65_552]

/** The first 32 bytes of what the authors' test vectors say of bytes 0, 1, ..., 250, 0, 1, ... of that length. */
const published = [
  [0, '0xaf1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262'],
  [1, '0x2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213'],
  [1024, '0x42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7'],
  [1025, '0xd00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444'],
] as const

test('hashes as the authors publish it, before and after vectors are loaded', async () => {
  for (const [length, digest] of published) expect(encodeHex(hashBlock(make(length)))).toBe(digest)
  await loadBlake3()
  for (const [length, digest] of published) expect(encodeHex(hashBlock(make(length)))).toBe(digest)
})

test('agrees with noble at every edge, one call after the other', async () => {
  await loadBlake3()
  for (const length of [...edges, 1_081_392, 2_097_152, 2_097_153]) {
    const bytes = make(length)
    expect(hashBlock(bytes), `${length} bytes`).toEqual(blake3(bytes))
  }
})

test('agrees with noble for any bytes', async () => {
  await loadBlake3()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9000, size: 'max' }), (bytes) => {
      expect(hashBlock(bytes)).toEqual(blake3(bytes))
    }),
    { numRuns },
  )
})

describe('a node', () => {
  const size = 2 ** 15
  const args = fc.tuple(fc.nat(4096), fc.constantFrom(0, 64, 1024), fc.nat(1024), fc.nat(2 ** 31), fc.nat(1))

  test('is the same with and without vectors, for any message, counter and flags', async () => {
    const [quad, plain] = [(await createBlake3Quad(size))!, createBlake3Plain(size)]
    const flags = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255))
    fc.assert(
      fc.property(args, flags, fc.infiniteStream(fc.nat(255)), ([at, stride, length, counter, step], of, bytes) => {
        for (const hasher of [quad, plain]) hasher.memory.fill(0)
        const [seed] = bytes.take(1)
        for (let i = 0; i < size; i++) quad.memory[i] = plain.memory[i] = (i * 31 + (i >> 8) + seed!) & 255
        for (const { run } of [quad, plain]) run(at, stride, length, counter, step, ...of, size - 128)
        const [found, expected] = [quad, plain].map(({ memory }) => memory.slice(size - 128, size))
        expect(found).toEqual(expected)
      }),
      { numRuns },
    )
  })
})

/** Joins nodes as a verifier does, with the reference that has no vectors. */
function rootOf({ data, path, siblings }: ReturnType<typeof provePart>, index: number): Uint8Array {
  const { memory, run } = createBlake3Plain(8192)
  memory.set(data, 4096)
  run(4096, 0, data.length, index, 0, 0, 1, siblings.length === 0 ? 2 | 8 : 2, 0)
  siblings.forEach((sibling, height) => {
    const isRight = (path >> BigInt(height)) & 1n
    memory.copyWithin(isRight ? 4096 + 32 : 4096, 0, 32)
    memory.set(sibling, isRight ? 4096 : 4096 + 32)
    run(4096, 0, 64, 0, 0, height === siblings.length - 1 ? 4 | 8 : 4, 0, 0, 0)
  })
  return memory.slice(0, 32)
}

test('every part of a block leads to the hash of the block', async () => {
  await loadBlake3()
  for (const length of edges) {
    const block = make(length)
    const digest = blake3(block)
    for (let i = 0; i === 0 || i * 1024 < length; i++) expect(rootOf(provePart(block, i), i)).toEqual(digest)
  }
})

test('a part does not lead there from another place, nor with a bit flipped', async () => {
  await loadBlake3()
  const block = make(7000)
  const proof = provePart(block, 3)
  expect(rootOf(proof, 2)).not.toEqual(blake3(block))
  expect(rootOf({ ...proof, path: proof.path ^ 1n }, 3)).not.toEqual(blake3(block))
  expect(rootOf({ ...proof, data: proof.data.map((byte, i) => (i === 9 ? byte ^ 1 : byte)) }, 3)).not.toEqual(
    blake3(block),
  )
})

test('the nodes of the sectors are those below the hash of the whole, and none is a root', async () => {
  await loadBlake3()
  for (const length of edges) {
    const bytes = make(length)
    const nodes = hashSectors(bytes)
    expect(nodes.length).toBe(Math.max(1, Math.ceil(length / 1024)) * 32)
    if (length <= 1024) expect(nodes).not.toEqual(blake3(bytes))
    else expect(provePart(bytes, 0).siblings[0]).toEqual(nodes.slice(32, 64))
  }
})
