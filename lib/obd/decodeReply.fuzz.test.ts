import { expect, test } from 'vitest'
import { BaseError } from '../errors.ts'
import { decodeReply } from './decodeReply.ts'
import { createRandom } from './simulator/createRandom.ts'

/*
 * Malformed replies by the thousand (OBD_FUZZ_RUNS=1000000 for the long run): each is decoded or refused by name, quickly, and
 * a value that comes out lies in the range of its parameter and was asked for.
 */
const runs = Number(process.env.OBD_FUZZ_RUNS ?? 20_000)

const seeds: readonly (readonly [request: string, raw: string])[] = [
  ['010C', '41 0C 1A F8\r\r>'],
  ['010C0D05', '7E8 08 41 0C 1A F8 0D 32 05\r7E9 04 41 0C 1A F8\r>'],
  ['01040C0D050F11', '00E\r0: 41 0C 1A F8 0D 32\r1: 05 7B 11 FF 0F 41 04\r2: 80 AA AA AA AA AA AA\r>'],
  ['0100', 'SEARCHING...\r41 00 BE 3F A8 13\r>'],
  ['0101', '48 6B 10 41 01 83 07 65 04 C0\r>'],
  ['020C00', '42 0C 00 1A F8\r>'],
  ['03', '43 02 01 33 04 20\r>'],
  ['03', '7E8 10 08 43 03 01 33 04 20\r7E8 21 01 71 AA AA AA AA AA\r>'],
  ['0601', '7E8 10 0A 46 01 01 0A 0B B0\r7E8 21 00 00 FF FF 00 00 00\r>'],
  ['0902', '014\r0: 49 02 01 31 44 34\r1: 47 50 30 30 52 35 35\r2: 42 31 32 33 34 35 36\r>'],
  [
    '0902',
    '49 02 01 00 00 00 31\r49 02 02 44 34 47 50\r49 02 03 30 30 52 35\r49 02 04 35 42 31 32\r49 02 05 33 34 35 36\r>',
  ],
  ['22F40C', '18 DA F1 10 05 62 F4 0C 1A F8\r>'],
  ['1902FF', '00B\r0: 59 02 FF 01 33 11\r1: 2F 04 20 00 08 00 00\r>'],
  ['ATRV', '12.6V\r>'],
]
const characters = '0123456789ABCDEF 0123456789ABCDEF  \r\n>:.?<SEARCHINGOKNODATA\0\x80\xff\t'
const words = ['NO DATA\r', 'STOPPED\r', '7F 01 78\r', '<DATA ERROR', 'BUFFER FULL\r', '0: ', '014\r', '?', '\r', '>']

test(`${runs} malformed replies are decoded or refused by name, never a crash or a made-up value`, () => {
  const random = createRandom(Number(process.env.OBD_FUZZ_SEED ?? 1))
  const pick = <T>(list: ArrayLike<T>): T => list[Math.floor(random() * list.length)]!
  let decoded = 0
  for (let run = 0; run < runs; run++) {
    const [request, whole] = pick(seeds)
    let raw = random() < 0.1 ? '' : whole
    for (let changes = 1 + Math.floor(random() * 5); changes > 0; changes--) {
      const at = Math.floor(random() * (raw.length + 1))
      const kind = random()
      if (kind < 0.3) raw = raw.slice(0, at) + raw.slice(at + 1 + Math.floor(random() * 4))
      else if (kind < 0.7) raw = raw.slice(0, at) + pick(characters) + raw.slice(at + (random() < 0.5 ? 1 : 0))
      else if (kind < 0.85) raw = raw.slice(0, at) + pick(words) + raw.slice(at)
      else raw = raw.slice(at) + pick(seeds)[1].slice(0, at)
    }
    try {
      const { values, dtcs, vin } = decodeReply(request, raw)
      decoded++
      if (vin !== undefined && !/^[A-HJ-NPR-Z0-9]{17}$/.test(vin))
        throw new Error(`made up a VIN from ${JSON.stringify(raw)}`)
      if (dtcs.some((code) => !/^[PCBU][0-3][0-9A-F]{3}(-[0-9A-F]{2})?$/.test(code))) throw new Error(`made up ${dtcs}`)
      for (const { name, value, pid } of values) {
        if (typeof value === 'number' && !Number.isFinite(value))
          throw new Error(`${name} is ${value} in ${JSON.stringify(raw)}`)
        if (name === 'Engine speed' && !(Number(value) >= 0 && Number(value) <= 16_383.75))
          throw new Error(`${name} is ${value}`)
        if (pid !== undefined && !request.slice(2).includes(pid))
          throw new Error(`${pid} was not asked for by ${request}`)
      }
    } catch (error) {
      if (!(error instanceof BaseError)) throw new Error(`${request} with ${JSON.stringify(raw)}`, { cause: error })
      if (!/^Obd\.\w+Error$/.test(error.name)) throw error
    }
  }
  expect(decoded).toBeGreaterThan(runs / 100)
}, 900_000)
