import { expect, test } from 'vitest'
import { buildFieldTree, visibleRows } from './fieldTree.ts'

const rows = buildFieldTree(['time', 'Vehicle.Speed', 'Vehicle.OBD.Load', 'Vehicle.OBD.Fuel'])

test('puts branches before what lies below them and counts it', () => {
  expect(rows.map(({ path, level, count, field }) => [path, level, count, field])).toEqual([
    ['Vehicle', 1, 3, undefined],
    ['Vehicle.OBD', 2, 2, undefined],
    ['Vehicle.OBD.Fuel', 3, 0, 3],
    ['Vehicle.OBD.Load', 3, 0, 2],
    ['Vehicle.Speed', 2, 0, 1],
    ['time', 1, 0, 0],
  ])
})

test('hides what lies below closed branches', () => {
  expect(visibleRows(rows, new Set(['Vehicle.OBD'])).map(({ path }) => path)).toEqual([
    'Vehicle',
    'Vehicle.OBD',
    'Vehicle.Speed',
    'time',
  ])
  expect(visibleRows(rows, new Set(['Vehicle', 'Vehicle.OBD'])).map(({ path }) => path)).toEqual(['Vehicle', 'time'])
})
