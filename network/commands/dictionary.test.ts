import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { drivingDictionary } from '../../lib/dictionary/base/drivingDictionary.ts'
import { streamOf } from '../../lib/dictionary/fixtures/streamOf.ts'
import { formatDictionaryPretty } from '../../lib/dictionary/formatDictionary.ts'
import { runDictionary } from './dictionary.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qood-dictionary-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function run(argv: string[], input = '') {
  const printed: string[] = []
  const stdin = streamOf(new TextEncoder().encode(input))
  const code = await runDictionary(argv, { stdin, print: (line) => printed.push(line) })
  return { code, answer: JSON.parse(printed.join('')) }
}

test('validates lines of JSON against a base dictionary', async () => {
  const good = await run(['validate', '--dictionary', 'driving'], '{"time":1,"Vehicle.Speed":50}\n')
  expect(good).toMatchObject({ code: 0, answer: { ok: true, records: 1, dictionary: { id: 'driving' } } })
  const bad = await run(['validate', '--dictionary', 'driving'], '{"time":1,"Vehicle.Speed":"fast"}\n')
  expect(bad).toMatchObject({
    code: 1,
    answer: { ok: false, examples: [{ record: 1, path: 'Vehicle.Speed', rule: 'type' }] },
  })
})

test('compares files and base dictionaries', async () => {
  const file = join(folder, 'mine.json')
  const fields = drivingDictionary.fields.filter(({ path }) => path !== 'Vehicle.Speed')
  await writeFile(file, formatDictionaryPretty({ ...drivingDictionary, fields }))
  const { code, answer } = await run(['diff', 'driving', file])
  expect(code).toBe(0)
  expect(answer).toMatchObject({
    level: 'major',
    nextVersion: '2.0.0',
    changes: [{ path: 'Vehicle.Speed', reason: 'fieldRemoved' }],
  })
})

test('names what is wrong with a dictionary or its name', async () => {
  const file = join(folder, 'bad.json')
  await writeFile(file, '['.repeat(100))
  expect(await run(['check', file])).toMatchObject({ code: 1, answer: { error: { name: 'Dictionary.TooDeepError' } } })
  expect(await run(['check', 'nothing'])).toMatchObject({
    code: 1,
    answer: { error: { name: 'Dictionary.UnknownDictionaryError' } },
  })
  await expect(run(['say'])).rejects.toMatchObject({ name: 'Command.UsageError' })
  await expect(run(['diff', 'driving'])).rejects.toMatchObject({ name: 'Command.UsageError' })
})
