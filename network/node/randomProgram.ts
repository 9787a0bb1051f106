import fc from 'fast-check'
import type { Hex } from '../../lib/bytes/hex.ts'

/*
 * Random EVM programs for the differential test: short runs of snippets, each of which leaves the stack as it found it,
 * so that most programs get far before they end. Sent as contract creation they run as init code.
 */
const push = (value: number | bigint, bytes = 1) =>
  (0x5f + bytes).toString(16) + value.toString(16).padStart(bytes * 2, '0')
const pop = '50'
const byte = fc.integer({ min: 0, max: 255 })
const slot = fc.integer({ min: 0, max: 3 })

const store = fc.tuple(slot, byte).map(([key, value]) => `${push(value)}${push(key)}55`)
const load = slot.map((key) => `${push(key)}54${push(key + 32)}52`)
const transient = fc.tuple(slot, byte).map(([key, value]) => `${push(value)}${push(key)}5d${push(key)}5c${push(64)}52`)
const log = fc
  .integer({ min: 0, max: 4 })
  .map((topics) => `${push(7).repeat(topics)}${push(40)}${push(0)}${(0xa0 + topics).toString(16)}`)
const hash = fc.integer({ min: 0, max: 200 }).map((size) => `${push(size)}${push(0)}20${push(0)}52`)
const copy = byte.map((size) => `${push(size)}${push(3)}${push(32)}5e`)
const maths = fc
  .tuple(
    fc.constantFrom('01', '02', '03', '04', '05', '06', '07', '0a', '0b', '10', '12', '16', '1b', '1c', '1d'),
    byte,
    byte,
  )
  .map(([op, a, b]) => `${push(a)}${push(b)}${op}${push(96)}52`)
/** Without PREVRANDAO, which this version of anvil draws for each block and does not let one set. */
const environment = fc
  .constantFrom(
    '30',
    '32',
    '33',
    '34',
    '36',
    '38',
    '3a',
    '3d',
    '41',
    '42',
    '43',
    '45',
    '46',
    '47',
    '48',
    '4a',
    '58',
    '59',
    '5a',
  )
  .map((op) => `${op}${push(128)}52`)
const balance = fc.constantFrom('31', '3b', '3f').map((op) => `33${op}${push(160)}52`)
/** CALL, CALLCODE, DELEGATECALL or STATICCALL to a precompile or to itself, with what lies in memory. */
const call = fc
  .tuple(fc.constantFrom('f1', 'f2', 'f4', 'fa'), fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30), byte, byte)
  .map(([op, target, input, value]) => {
    const to = target === 30 ? '30' : push(target)
    const withValue = op === 'f1' || op === 'f2' ? push(value % 3) : ''
    return `${push(64)}${push(0)}${push(input)}${push(0)}${withValue}${to}${push(60_000, 3)}${op}${pop}`
  })
/** CREATE or CREATE2 of a contract whose code is what lies in memory. */
const create = fc
  .tuple(fc.constantFrom('f0', 'f5'), byte, byte)
  .map(([op, size, salt]) => `${op === 'f5' ? push(salt) : ''}${push(size)}${push(0)}${push(0)}${op}${pop}`)
const memory = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `7f${Buffer.from(bytes).toString('hex')}${push(0)}52`)

const ending = fc.oneof(
  { weight: 4, arbitrary: fc.constant('00') },
  { weight: 2, arbitrary: byte.map((size) => `${push(size)}${push(0)}f3`) },
  { weight: 1, arbitrary: byte.map((size) => `${push(size)}${push(0)}fd`) },
  { weight: 1, arbitrary: fc.constantFrom('fe', '33ff', '30ff', '50', '56') },
)

/** Returns programs as hex. */
export const randomProgram: fc.Arbitrary<Hex> = fc
  .tuple(
    fc.array(fc.oneof(store, load, transient, log, hash, copy, maths, environment, balance, call, create, memory), {
      minLength: 1,
      maxLength: 25,
    }),
    ending,
  )
  .map(([snippets, end]): Hex => `0x${snippets.join('')}${end}`)
