import { bench, describe } from 'vitest'
import { diffDictionaries } from './diffDictionaries.ts'
import { createDictionary } from './fixtures/createDictionary.ts'
import { formatDictionary } from './formatDictionary.ts'
import { inspectDictionary, parseDictionary } from './parseDictionary.ts'
import { createFieldSearch } from './searchFields.ts'

const large = createDictionary(
  {},
  Array.from({ length: 10_000 }, (_, i) => ({
    path: `Vehicle.Branch${i % 100}.Group${i % 7}.Signal${i}`,
    title: { en: `Signal ${i}`, zh: `信号 ${i}` },
    description: { en: `Measures thing number ${i} of the car.`, zh: `测量车辆的第 ${i} 个量。` },
  })),
)
const text = formatDictionary(large)
const changed = { ...large, fields: large.fields.map((field, i) => (i % 50 === 2 ? { ...field, max: 10 } : field)) }
const search = createFieldSearch(large)

describe('10,000 fields', () => {
  bench('open: read and check the text', () => void parseDictionary(text))
  bench('check again after a change', () => void inspectDictionary(large))
  bench('make it searchable', () => void createFieldSearch(large))
  bench('search', () => void search.find('signal 77'))
  bench('search in Chinese', () => void search.find('车辆 99'))
  bench('diff', () => void diffDictionaries(large, changed))
})
