import { afterAll, beforeAll, expect, test } from 'vitest'
import known from './conformance.known.json' with { type: 'json' }
import { findVectors, formatTable, runCases, serveVectors, type Verdict } from './conformance.ts'

const folder = findVectors()
if (folder === undefined) {
  console.log(
    'conformance: the execution-apis cases are not here; set QOOD_VECTORS to the folder that holds execution-apis/',
  )
}

let server: Awaited<ReturnType<typeof serveVectors>> | undefined
let verdicts: Verdict[] = []

beforeAll(async () => {
  if (folder === undefined) return
  server = await serveVectors(folder)
  verdicts = await runCases(folder, server.url)
  console.log(formatTable(verdicts))
})
afterAll(() => server?.stop())

const isServed = ({ method }: Verdict) => !Object.hasOwn(known.notServed, method)

test.skipIf(folder === undefined)('every public case passes, but for those that are known not to', () => {
  const failing = verdicts.filter((verdict) => verdict.failure !== undefined && isServed(verdict))
  const unexpected = failing.filter(({ name }) => !Object.hasOwn(known.failing, name))
  expect(unexpected).toEqual([])
  expect(failing.map(({ name }) => name)).toEqual(Object.keys(known.failing))
})

test.skipIf(folder === undefined)('a method that is listed as not served is not served', () => {
  const answered = verdicts.filter((verdict) => verdict.failure === undefined && !isServed(verdict))
  expect(answered).toEqual([])
})

test.skipIf(folder === undefined)('at least 95 % of the cases of the methods we serve pass', () => {
  const served = verdicts.filter(isServed)
  const passed = served.filter(({ failure }) => failure === undefined)
  expect(served.length).toBeGreaterThan(200)
  expect(passed.length / served.length).toBeGreaterThanOrEqual(0.95)
})
