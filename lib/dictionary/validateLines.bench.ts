import { Bench } from 'tinybench'
import { drivingDictionary } from './base/drivingDictionary.ts'
import { createValidator } from './createValidator.ts'
import { validateColumns } from './validateColumns.ts'
import { createLineValidator } from './validateLines.ts'

const count = 50_000
const recordAt = (i: number) => ({
  time: 1_764_288_000_000 + i * 100,
  'Vehicle.Speed': 50 + (i % 300) / 10,
  'Vehicle.TraveledDistance': 12_345 + i / 1_000,
  'Vehicle.Powertrain.CombustionEngine.Speed': 800 + (i % 2_000) * 0.25,
  'Vehicle.Powertrain.CombustionEngine.ECT': 90,
  'Vehicle.OBD.EngineLoad': 33.3,
  'Vehicle.CurrentLocation.Latitude': 48.123456,
  'Vehicle.CurrentLocation.Longitude': 11.512345,
  'Vehicle.Acceleration.Longitudinal': -0.25,
  'Vehicle.IsMoving': true,
  'Qood.Trip.Id': 'trip-1',
  vehicle: '0xabc',
})
const records = Array.from({ length: count }, (_, i) => recordAt(i))
const lines = new TextEncoder().encode(`${records.map((record) => JSON.stringify(record)).join('\n')}\n`)
const text = new TextDecoder().decode(lines)
const columnOf = (key: keyof (typeof records)[number]) => {
  const values = records.map((record) => record[key])
  return typeof values[0] === 'number' ? Float64Array.from(values as number[]) : values
}
const names = Object.keys(records[0]!) as (keyof (typeof records)[number])[]
const columns = Object.fromEntries(names.map((name) => [name, columnOf(name)]))

/* 50,000 records of a trip of 12 fields a run: multiply the runs per second by that. */
const bench = new Bench({ time: 1_500 })
bench
  .add('by columns', () => void validateColumns(drivingDictionary, { length: count, columns }))
  .add('by lines of JSON, from bytes', () => {
    const validator = createLineValidator(drivingDictionary)
    for (let at = 0; at < lines.length; at += 65_536) validator.add(lines.subarray(at, at + 65_536))
    validator.finish()
  })
  .add('by lines of JSON, with JSON.parse', () => {
    const validator = createValidator(drivingDictionary)
    for (const line of text.split('\n')) if (line !== '') validator.addRecord(JSON.parse(line))
    validator.finish()
  })
  .add('JSON.parse alone', () => {
    for (const line of text.split('\n')) if (line !== '') JSON.parse(line)
  })

await bench.run()
console.table(
  bench.tasks.map(({ name, result }) => ({
    name,
    'records/s': 'throughput' in result ? Math.round(result.throughput.mean * count) : result.state,
  })),
)
