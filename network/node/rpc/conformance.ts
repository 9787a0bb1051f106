import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monotonicNow } from '../../monotonicNow.ts'
import { createAccountReader } from '../createAccountReader.ts'
import { importChain } from '../importChain.ts'
import { createGasBudget, defaultGasBudget } from '../pool/createGasBudget.ts'
import { createPool, defaultPoolLimits } from '../pool/createPool.ts'
import { startRecovery } from '../pool/startRecovery.ts'
import { startGateway } from './startGateway.ts'
import { startQueries } from './startQueries.ts'

/*
 * The public conversations of ethereum/execution-apis, held with our gateway: `>>` lines are sent, `<<` lines expected.
 * `// speconly:` asks for the shape only. Errors must have the same code; their words differ from client to client.
 */
export type Verdict = { name: string; method: string; failure: string | undefined }

/** Returns the folder with the cases, or undefined when it is not on this machine. */
export function findVectors(): string | undefined {
  const root = process.env.QOOD_VECTORS ?? join(import.meta.dirname, '../../../../shared/vectors')
  const folder = join(root, 'execution-apis/tests')
  return existsSync(join(folder, 'chain.rlp')) ? folder : undefined
}

/** Serves the chain of the cases as a node would, and returns where. */
export async function serveVectors(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const path = mkdtempSync(join(tmpdir(), 'qood-conformance-'))
  const genesis = JSON.parse(readFileSync(join(folder, 'genesis.json'), 'utf8'))
  const store = await importChain({ path, genesis, chain: readFileSync(join(folder, 'chain.rlp')) })
  const recovery = startRecovery()
  const pool = createPool({
    chainId: store.chainId,
    account: createAccountReader(store).read,
    recover: recovery.recover,
    budget: createGasBudget({ ...defaultGasBudget, now: monotonicNow }),
    limits: defaultPoolLimits,
    now: monotonicNow,
  })
  const queries = startQueries({ path })
  const gateway = await startGateway({ chain: store, pool, queries, subscribeHeads: () => () => {} })
  return {
    url: `http://127.0.0.1:${gateway.port}`,
    async stop() {
      await gateway.stop()
      await recovery.stop()
      await store.close()
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** Runs every case against the server; the order is that of the folder, since some cases send transactions. */
export async function runCases(folder: string, url: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const method of readdirSync(folder).sort()) {
    if (method.includes('.')) continue
    for (const file of readdirSync(join(folder, method)).sort()) {
      const text = readFileSync(join(folder, method, file), 'utf8')
      verdicts.push({ name: `${method}/${file.replace(/\.io$/, '')}`, method, failure: await runCase(text, url) })
    }
  }
  return verdicts
}

async function runCase(text: string, url: string): Promise<string | undefined> {
  const lines = text.split('\n')
  const shapeOnly = lines.some((line) => line.startsWith('// speconly:'))
  let answer: unknown
  for (const line of lines) {
    if (line.startsWith('>> ')) answer = await post(url, line.slice(3))
    if (!line.startsWith('<< ')) continue
    const difference = compareAnswers(answer, JSON.parse(line.slice(3)), shapeOnly)
    if (difference !== undefined) return difference
  }
  return undefined
}

async function post(url: string, body: string): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return response.json()
}

type Answer = { error?: { code: number; data?: unknown }; result?: unknown }

/** Returns the first difference that matters, or undefined. */
export function compareAnswers(found: unknown, expected: unknown, shapeOnly: boolean): string | undefined {
  const [ours, theirs] = [found as Answer, expected as Answer]
  if (theirs.error !== undefined) {
    if (ours.error === undefined) return `expected error ${theirs.error.code}, found a result`
    if (ours.error.code !== theirs.error.code) return `expected error ${theirs.error.code}, found ${show(ours.error)}`
    return theirs.error.data === undefined
      ? undefined
      : compare(ours.error.data, theirs.error.data, 'error.data', false)
  }
  if (ours.error !== undefined) return `expected a result, found error ${show(ours.error)}`
  return compare(ours.result, theirs.result, 'result', shapeOnly)
}

/** Members of these objects are data, not shape: their names differ from answer to answer. */
const maps = /\.(?:pending|queued|storage|precompiles|systemContracts)(?:\.[^.]+)?$/

/** Members that an answer may have or not have. */
const optional: ReadonlySet<string> = new Set(['deleteStrategy'])

function compare(found: unknown, expected: unknown, path: string, shapeOnly: boolean): string | undefined {
  if (Array.isArray(expected)) return compareArrays(found, expected, path, shapeOnly)
  if (typeof expected === 'object' && expected !== null) return compareObjects(found, expected, path, shapeOnly)
  if (path.endsWith('error.message') || found === expected) return undefined
  const alike = shapeOnly && (kindOf(found) === kindOf(expected) || found === null || expected === null)
  return alike ? undefined : `${path}: expected ${show(expected)}, found ${show(found)}`
}

function compareArrays(
  found: unknown,
  expected: readonly unknown[],
  path: string,
  shapeOnly: boolean,
): string | undefined {
  if (!Array.isArray(found)) return `${path}: expected an array, found ${show(found)}`
  if (!shapeOnly && found.length !== expected.length) {
    return `${path}: expected ${expected.length} items, found ${found.length}`
  }
  for (let i = 0; i < Math.min(found.length, expected.length); i++) {
    const difference = compare(found[i], expected[i], `${path}[${i}]`, shapeOnly)
    if (difference !== undefined) return difference
  }
  return undefined
}

function compareObjects(found: unknown, expected: object, path: string, shapeOnly: boolean): string | undefined {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    return `${path}: expected an object, found ${show(found)}`
  }
  const isMap = shapeOnly && maps.test(path)
  const [ours, theirs] = [new Set(Object.keys(found)), new Set(Object.keys(expected))]
  const missing = [...theirs].filter((key) => !ours.has(key) && !(shapeOnly && optional.has(key)))
  const surplus = [...ours].filter((key) => !theirs.has(key))
  if (!isMap && missing.length > 0) return `${path}: lacks ${missing.join(', ')}`
  if (!isMap && !shapeOnly && surplus.length > 0) return `${path}: has ${surplus.join(', ')} too`
  for (const key of theirs) {
    if (!ours.has(key)) continue
    const [a, b] = [(found as Record<string, unknown>)[key], (expected as Record<string, unknown>)[key]]
    const difference = compare(a, b, `${path}.${key}`, shapeOnly)
    if (difference !== undefined) return difference
  }
  return undefined
}

function kindOf(value: unknown): string {
  if (typeof value !== 'string') return typeof value
  return value.startsWith('0x') ? 'hex' : 'text'
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 200 ? `${text.slice(0, 197)}...` : text
}

/** Returns the verdicts as a table: method, passed, total. */
export function formatTable(verdicts: readonly Verdict[]): string {
  const methods = new Map<string, { passed: number; total: number }>()
  for (const { method, failure } of verdicts) {
    const row = methods.get(method) ?? { passed: 0, total: 0 }
    row.total++
    if (failure === undefined) row.passed++
    methods.set(method, row)
  }
  const passed = verdicts.filter(({ failure }) => failure === undefined).length
  const rows = [...methods].map(([method, row]) => `${method.padEnd(44)} ${row.passed}/${row.total}`)
  return [...rows, `${'all'.padEnd(44)} ${passed}/${verdicts.length}`].join('\n')
}
