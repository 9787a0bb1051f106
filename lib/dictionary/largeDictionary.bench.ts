import { Bench } from 'tinybench'
import { diffDictionaries } from './diffDictionaries.ts'
import { createDictionary } from './fixtures/createDictionary.ts'
import { formatDictionary } from './formatDictionary.ts'
import { headOf } from './formats/Imported.ts'
import { exportVssJson, importVssJson } from './formats/vssJson.ts'
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
const vss = exportVssJson(large)
const search = createFieldSearch(large)

/* 10,000 fields. */
const bench = new Bench({ time: 1_000 })
bench
  .add('open: read and check the text', () => void parseDictionary(text))
  .add('check again after a change', () => void inspectDictionary(large))
  .add('make it searchable', () => void createFieldSearch(large))
  .add('search', () => void search.find('signal 77'))
  .add('search in Chinese', () => void search.find('车辆 99'))
  .add('diff', () => void diffDictionaries(large, changed))
  .add('import VSS tree of 10,000', () => void importVssJson(vss, headOf(large)))

await bench.run()
console.table(
  bench.tasks.map(({ name, result }) => ({
    name,
    'ms (median)': 'latency' in result ? Number(result.latency.p50.toFixed(1)) : result.state,
  })),
)
