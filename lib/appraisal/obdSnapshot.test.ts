import { expect, test } from 'vitest'
import type { Reading } from '../obd/Reading.ts'
import { obdSnapshot } from './obdSnapshot.ts'

const at = 1_800_000_000
const status = (name: string, value: string | number, ecu = '7E8'): Reading => ({
  pid: '01',
  name,
  value,
  unit: '',
  ecu,
})
const fact = (pid: string, value: number): Reading => ({ pid, name: pid, value, unit: 'km' })
const faults = {
  stored: [
    { code: 'P0420', kind: 'stored' as const, ecu: '7E8' },
    { code: 'P0420', kind: 'stored' as const, ecu: '7E9' },
  ],
  permanent: [],
  status: [
    status('Codes', 1),
    status('Misfire', 'complete'),
    status('Catalyst', 'incomplete'),
    status('Catalyst', 'incomplete', '7E9'),
  ],
  freezeFrame: [],
  tests: [],
  refused: [],
}

test('codes count once, monitors of the first unit, and whole kilometres', () => {
  const report = { facts: [fact('A6', 61_234.7), fact('31', 12), fact('30', 3)] }
  expect(obdSnapshot({ faults, report, at, isSimulated: false })).toEqual({
    at,
    storedCodes: ['P0420'],
    permanentCodes: [],
    odometerKm: 61_234,
    kmSinceCleared: 12,
    warmUpsSinceCleared: 3,
    incompleteMonitors: 1,
  })
})

test('what the car does not tell, or says that it has none of, stays unknown', () => {
  const report = { facts: [{ ...fact('31', 65_535), doubtful: true as const }] }
  const silent = { status: [], freezeFrame: [], tests: [], refused: [] }
  expect(obdSnapshot({ faults: silent, report, at, isSimulated: true })).toEqual({
    at,
    isSimulated: true,
    storedCodes: [],
    permanentCodes: [],
  })
})
