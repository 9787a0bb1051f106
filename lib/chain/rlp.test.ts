import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { decodeRlp, decodeScalar, encodeRlp, encodeScalar, listSpans, type Rlp } from './rlp.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const text = (value: string) => new TextEncoder().encode(value)
const { value: anyRlp } = fc.letrec<{ value: Rlp }>((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, fc.uint8Array({ maxLength: 70 }), fc.array(tie('value'), { maxLength: 5 })),
}))

test('encodes the examples of the specification', () => {
  expect(encodeHex(encodeRlp(text('dog')))).toBe('0x83646f67')
  expect(encodeHex(encodeRlp([text('cat'), text('dog')]))).toBe('0xc88363617483646f67')
  expect(encodeHex(encodeRlp(new Uint8Array()))).toBe('0x80')
  expect(encodeHex(encodeRlp([]))).toBe('0xc0')
  expect(encodeHex(encodeRlp(Uint8Array.of(0)))).toBe('0x00')
  expect(encodeHex(encodeRlp(Uint8Array.of(4, 0)))).toBe('0x820400')
  expect(encodeHex(encodeRlp([[], [[]], [[], [[]]]]))).toBe('0xc7c0c1c0c3c0c1c0')
  expect(encodeHex(encodeRlp(new Uint8Array(56)))).toBe(`0xb838${'00'.repeat(56)}`)
})

test('encodes anything as the reference does, long strings and lists included', () => {
  const long = fc.integer({ min: 0, max: 70_000 }).map((length) => new Uint8Array(length).fill(length))
  fc.assert(
    fc.property(fc.array(fc.oneof(anyRlp, long), { maxLength: 4 }), (value) => {
      expect(encodeHex(encodeRlp(value))).toBe(encodeHex(RLP.encode(value as never)))
    }),
    { numRuns: Math.min(numRuns, 200) },
  )
})

test('round-trips any value', () => {
  fc.assert(
    fc.property(anyRlp, (value) => {
      expect(decodeRlp(encodeRlp(value))).toEqual(value)
    }),
    { numRuns },
  )
})

test('round-trips any bytes that decode at all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      let value: Rlp
      try {
        value = decodeRlp(bytes)
      } catch {
        return
      }
      expect(encodeRlp(value)).toEqual(bytes)
    }),
    { numRuns: numRuns * 20 },
  )
})

test('finds the items of a list that holds byte strings and empty lists, and no others', () => {
  const item = fc.oneof(fc.uint8Array({ maxLength: 70 }), fc.constant<Rlp>([]), anyRlp)
  const lists = fc.array(item, { maxLength: 6 }).map(encodeRlp)
  const damaged = fc.tuple(lists, fc.nat(), fc.nat(255)).map(([bytes, at, byte]) => bytes.with(at % bytes.length, byte))
  fc.assert(
    fc.property(fc.oneof(lists, damaged, fc.uint8Array({ maxLength: 8 })), (bytes) => {
      expect(found(bytes)).toEqual(wanted(bytes))
    }),
    { numRuns: numRuns * 5 },
  )

  function found(bytes: Uint8Array): Rlp | undefined {
    try {
      const spans = listSpans(bytes)
      return Array.from({ length: spans.length / 2 }, (_, index) => {
        const [start, end] = [spans[2 * index]!, spans[2 * index + 1]!]
        return start === end && bytes[start - 1] === 0xc0 ? [] : bytes.slice(start, end)
      })
    } catch {
      return undefined
    }
  }

  function wanted(bytes: Uint8Array): Rlp | undefined {
    try {
      const value = decodeRlp(bytes)
      const isFlat =
        !(value instanceof Uint8Array) && value.every((one) => one.length === 0 || one instanceof Uint8Array)
      return isFlat ? value : undefined
    } catch {
      return undefined
    }
  }
})

test.each([
  ['0x', 'nothing'],
  ['0x8100', 'single small byte'],
  ['0x817f', 'single small byte'],
  ['0x8000', '1 bytes after'],
  ['0x83646f', 'cut off'],
  ['0xc3646f', 'cut off'],
  ['0xc28364', 'cut off'],
  ['0xc4c1820102', 'cut off'],
  ['0xb9', 'cut off'],
  ['0xb800', 'leading zero'],
  ['0xb801ff', 'long length'],
  [`0xb90038${'00'.repeat(56)}`, 'leading zero'],
  [`0xf7${'00'.repeat(54)}`, 'cut off'],
  ['0xbfffffffffffffffff', 'cut off'],
  [`0x${'ff'.repeat(9)}`, 'cut off'],
])('refuses %s', (bytes, reason) => {
  expect(() => decodeRlp(decodeHex(bytes))).toThrow(reason)
})

test('refuses lists nested too deep instead of overflowing the stack', () => {
  let value: Rlp = []
  for (let i = 0; i < 40; i++) value = [value]
  expect(() => decodeRlp(encodeRlp(value))).toThrow('nested')
})

test('encodes integers without leading zeros', () => {
  expect(encodeScalar(0n)).toEqual(new Uint8Array())
  expect(encodeScalar(256)).toEqual(Uint8Array.of(1, 0))
  expect(decodeScalar(new Uint8Array())).toBe(0n)
  expect(decodeScalar(Uint8Array.of(1, 0))).toBe(256n)
  expect(() => decodeScalar(Uint8Array.of(0, 1))).toThrow('leading zero')
  expect(() => decodeScalar(new Uint8Array(33).fill(1))).toThrow('33 bytes')
  expect(() => encodeScalar(-1)).toThrow('negative')
})
