import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import sparticuz from '@sparticuz/chromium'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { describeMachine, formatLoad } from '../machine.ts'

type Run = { rawMs: number; sealMs: number }

const mebibytes = Number(process.env.BENCH_MIB ?? 128)

/** Prints sealing in a browser beside raw WebCrypto AES-GCM on the same bytes, workers and run. */
export async function benchSeal(): Promise<void> {
  const [page, worker] = await Promise.all(['sealPage.ts', 'sealWorker.ts'].map(bundle))
  const server = createServer((request, response) => {
    const isScript = request.url?.endsWith('.js')
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    const script = request.url === '/worker.js' ? worker : page
    response.end(
      isScript ? script : '<!doctype html><title>bench</title><script type="module" src="/page.js"></script>',
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const browser = await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const tab = await openTab(browser, url)
    console.log(`${describeMachine()}, Chromium ${browser.version()}, ${formatLoad()}`)
    for (const workers of [1, 2]) {
      for (const chunkBytes of [65_536, 262_144, 1_048_576]) {
        const input = JSON.stringify({ mebibytes, chunkBytes, workers })
        const runs = (await tab.evaluate(`measure(${input})`)) as Run[]
        console.log(`${workers} workers, chunks of ${chunkBytes}: ${formatRuns(runs)}`)
      }
    }
    await tab.close()
    for (const chunkBytes of [262_144, 1_048_576]) await printMemory(browser, url, chunkBytes)
  } finally {
    await browser.close()
    server.close()
  }
}

async function openTab(browser: Browser, url: string): Promise<Page> {
  const tab = await browser.newPage()
  await tab.goto(url)
  await tab.waitForFunction('typeof measure === "function"')
  return tab
}

/** Seals a gibibyte in a process of its own; prints the most memory that it ever held, and what it held before. */
async function printMemory(browser: Browser, url: string, chunkBytes: number): Promise<void> {
  if (process.platform !== 'linux') return
  const session = await browser.newBrowserCDPSession()
  const renderers = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  }
  const others = new Set(await renderers())
  const tab = await openTab(browser, url)
  const pid = (await renderers()).find((id) => !others.has(id))
  const peak = async () => Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]) >> 10
  const before = await peak()
  await tab.evaluate(`sealOnce(${JSON.stringify({ mebibytes: 1_024, chunkBytes, workers: 2 })})`)
  console.log(`1 GiB in chunks of ${chunkBytes}: the page held ${await peak()} MiB at most, ${before} before`)
  await tab.close()
}

function formatRuns(runs: readonly Run[]): string {
  const rate = (ms: number) => Math.round((mebibytes * 2 ** 20) / 1e3 / ms)
  const ratios = runs.map(({ rawMs, sealMs }) => rawMs / sealMs).sort((a, b) => a - b)
  const shown = runs.map(({ rawMs, sealMs }) => `${rate(rawMs)}/${rate(sealMs)}`).join(' ')
  return `ratio ${ratios[2]!.toFixed(2)} (${ratios[0]!.toFixed(2)} to ${ratios.at(-1)!.toFixed(2)}); MB/s raw/sealed ${shown}`
}

async function bundle(name: string): Promise<string> {
  const entry = fileURLToPath(new URL(name, import.meta.url))
  const result = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', platform: 'browser' })
  return result.outputFiles[0]!.text
}
