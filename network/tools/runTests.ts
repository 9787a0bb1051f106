import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildApp } from '../up/buildApp.ts'
import { writeAnchor } from '../up/writeAnchor.ts'
import { type Counts, countHardhat, countPlaywright, countVitest, formatCounts, judge } from './countTests.ts'

/*
 * All tests, one runner after the other, each heard live: unit and node tests, contracts, browsers. The last line sums
 * them up. A runner that fails in any way, or runs nothing, counts as a failure.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const site = root.replace(/[/\\]$/, '')
const scratch = mkdtempSync(join(tmpdir(), 'qood-tests-'))

type Runner = { name: string; run: () => Promise<Counts> }
const runners: readonly Runner[] = [
  { name: 'unit and node tests (vitest)', run: runVitest },
  { name: 'contract tests (hardhat)', run: runHardhat },
  { name: 'browser tests (playwright)', run: runPlaywright },
]

async function runVitest(): Promise<Counts> {
  const report = join(scratch, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { exitCode } = await runTool('vitest', ['run', ...reporters])
  return judge(countVitest(readFileSync(report, 'utf8')), exitCode)
}

async function runHardhat(): Promise<Counts> {
  const { exitCode, output } = await runTool('hardhat', ['test', 'solidity'])
  return judge(countHardhat(output), exitCode)
}

async function runPlaywright(): Promise<Counts> {
  const report = join(scratch, 'playwright.json')
  await buildApp({ root: site, kit: 'with', onLine: console.log, prepare: () => writeAnchor(site) })
  const args = ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json']
  const { exitCode } = await runTool('@playwright/test', args, { PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  return judge(countPlaywright(readFileSync(report, 'utf8')), exitCode)
}

async function runTool(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [binOf(name), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: toolTimeoutMs,
  })
  const stop = () => void child.kill('SIGTERM')
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    process.stdout.write(chunk)
  })
  const { promise, resolve } = Promise.withResolvers<number | null>()
  child.on('close', resolve)
  const exitCode = await promise
  process.off('SIGINT', stop).off('SIGTERM', stop)
  return { exitCode, output: Buffer.concat(chunks).toString('utf8') }
}

/** The file that a package runs as its command. */
function binOf(name: string): string {
  const manifestPath = createRequire(import.meta.url).resolve(`${name}/package.json`)
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8'))
  const file = typeof bin === 'string' ? bin : Object.values<string>(bin)[0]!
  return join(dirname(manifestPath), file)
}

async function runSafely({ name, run }: Runner): Promise<Counts> {
  console.log(`\n== ${name}\n`)
  const startedAt = performance.now()
  const counts = await run().catch((error: Error): Counts => {
    console.error(`${name}: ${error.message}`)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  console.log(`\n== ${name}: ${formatCounts([counts])} (${Math.round((performance.now() - startedAt) / 1_000)} s)`)
  return counts
}

/** More than what Playwright allows itself, so that it can still say which tests ran. */
const toolTimeoutMs = 2_700_000

const results: Counts[] = []
for (const runner of runners) results.push(await runSafely(runner))
rmSync(scratch, { recursive: true })
console.log(formatCounts(results))
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0
