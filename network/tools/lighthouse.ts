import { availableParallelism, loadavg } from 'node:os'
import lighthouse, { type Config, defaultConfig, desktopConfig } from 'lighthouse'
import { cpuSlowdown } from './cpuSlowdown.ts'
import { measuredPages } from './measuredPages.ts'
import { resolvePage } from './resolvePage.ts'
import { startChromium } from './startChromium.ts'
import { startForMeasuring } from './startForMeasuring.ts'
import { startWithoutReferrerPolicy } from './startWithoutReferrerPolicy.ts'

/*
 * `npm run lighthouse`: each room's first page on the real network, at the settings of a phone (slow 4G, a processor four
 * times as slow) and of a desktop, or those of the pages that are named. Prints the scores and what they rest on, with
 * `--why` what costs points. The last figure tells how fast the machine was just then.
 *
 * Four times as slow as a high-end desktop is a mid-tier phone; four times as slow as a slower machine is a slower phone.
 * So where the machine is slower each page is also measured with the slowdown that makes it the same phone again.
 */
const goal = 95
const categories = ['performance', 'accessibility', 'best-practices'] as const
const settings = { onlyCategories: [...categories], logLevel: 'error' as const }
type Preset = { name: string; config: Config | undefined; slowdown?: number }
const warmUps = 3

const named = process.argv.slice(2).filter((argument) => argument.startsWith('/'))
const pages = named.length > 0 ? named : measuredPages()
const network = await startForMeasuring()
const site = await startWithoutReferrerPolicy(network.appUrl)
let missed = 0
try {
  const browser = await startChromium()
  const index = await readBenchmarkIndex(browser.port)
  const slowdown = cpuSlowdown(index)
  const presets: readonly Preset[] = [
    { name: 'phone, 4x', config: undefined },
    ...(slowdown < 4 ? [{ name: `phone, ${slowdown}x`, config: undefined, slowdown }] : []),
    { name: 'desktop', config: desktopConfig },
  ]
  console.log(`Benchmark index of the machine: ${Math.round(index)}; a mid-tier phone is ${slowdown} times as slow.`)
  console.log('page          preset       perf  a11y  best   FCP     LCP     TBT    CLS    speed of the machine')
  for (const path of pages) {
    for (const { name, config, slowdown } of presets) {
      const result = await lighthouse(
        site.url + (await resolvePage(network.appUrl, path)),
        { ...settings, port: browser.port, ...(slowdown && { throttling: phoneThrottling(slowdown) }) },
        config,
      )
      if (!result) throw new Error(`Lighthouse gave no result for ${path}.`)
      const { audits, categories: scored, environment, runtimeError } = result.lhr
      if (runtimeError) throw new Error(`Lighthouse failed at ${path}: ${runtimeError.message}`)
      const scores = categories.map((id) => Math.round((scored[id]?.score ?? 0) * 100))
      const value = (id: string) => audits[id]?.numericValue ?? Number.NaN
      missed += scores.filter((score) => score < goal).length
      console.log(
        path.padEnd(13),
        name.padEnd(12),
        ...scores.map((score) => String(score).padStart(3).padEnd(5)),
        `${Math.round(value('first-contentful-paint'))} ms`.padEnd(7),
        `${Math.round(value('largest-contentful-paint'))} ms`.padEnd(7),
        `${Math.round(value('total-blocking-time'))} ms`.padEnd(6),
        value('cumulative-layout-shift').toFixed(3).padEnd(6),
        Math.round(environment.benchmarkIndex),
      )
      for (const id of process.argv.includes('--why') ? categories : []) {
        for (const { id: audit } of scored[id]?.auditRefs.filter(({ weight }) => weight > 0) ?? []) {
          const score = audits[audit]?.score
          if (score !== null && score !== undefined && score < 0.9) {
            const { displayValue = '', details } = audits[audit]!
            console.log(`  ${id}: ${audit} ${score} ${displayValue}`)
            if (audit === 'inspector-issues') console.log(`    ${JSON.stringify(details).slice(0, 600)}`)
          }
        }
      }
    }
  }
  await browser.stop()
  console.log(`Load of the machine: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores.`)
} finally {
  site.stop()
  await network.stop()
}

/** The median of a few visits, which warm up what answers, too. */
async function readBenchmarkIndex(port: number): Promise<number> {
  const found: number[] = []
  for (let run = 0; run < warmUps; run++) {
    const result = await lighthouse(site.url, { onlyAudits: ['viewport-insight'], logLevel: 'error', port })
    found.push(result?.lhr.environment.benchmarkIndex ?? Number.NaN)
  }
  return found.toSorted((a, b) => a - b)[Math.floor(warmUps / 2)]!
}

function phoneThrottling(cpuSlowdownMultiplier: number) {
  return { ...defaultConfig.settings!.throttling!, cpuSlowdownMultiplier }
}

if (missed > 0) console.log(`${missed} scores are below ${goal}.`)
process.exitCode = missed > 0 ? 1 : 0
