import { availableParallelism, loadavg } from 'node:os'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { setStage } from '../appraisal/setStage.ts'
import { giveRecordedCar } from '../appraisal/testGarage.ts'
import { browserArgs } from './measuredPages.ts'
import { startForMeasuring } from './startForMeasuring.ts'

/*
 * `node network/tools/reportSpeed.ts`: how long a visitor waits who opens the link of an appraisal report in a browser that
 * has never been here: until the report is on screen, and until every line of it was held against the chain. Nothing is
 * kept between the visits, neither files nor headers. The chain is a new one with the services of `npm start`.
 */
const visits = 9
const widths = [390, 1440]

const network = await startForMeasuring()
try {
  const cid = await placeReport()
  const browser = await chromium.launch({ executablePath: await sparticuz.executablePath(), args: browserArgs })
  console.log('width  shown    verified  slowest  files  KiB')
  for (const width of widths) {
    const all: Visit[] = []
    for (let visit = 0; visit < visits; visit++) all.push(await openReport(browser, cid, width))
    const sorted = (key: keyof Visit) => all.map((one) => one[key]).sort((a, b) => a - b)
    const median = (key: keyof Visit) => Math.round(sorted(key)[Math.floor(visits / 2)]!)
    console.log(
      String(width).padEnd(6),
      `${median('shownMs')} ms`.padEnd(8),
      `${median('verifiedMs')} ms`.padEnd(9),
      `${Math.round(sorted('verifiedMs').at(-1)!)} ms`.padEnd(8),
      String(median('files')).padEnd(6),
      Math.round(median('bytes') / 1_024),
    )
  }
  await browser.close()
  console.log(`Load of the machine: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores.`)
} finally {
  await network.stop()
}

/** A car with two services, and the report of an appraiser on it, who was ordered by its owner. */
async function placeReport(): Promise<string> {
  const stage = setStage(network.rpcUrl)
  const vehicleId = await giveRecordedCar(network.rpcUrl, { owner: 'lender', vin: 'WSPEED00000000001' })
  const job = await stage.orderAppraisal('lender', vehicleId)
  return stage.handIn(network.appUrl, 'appraiser', job)
}

type Visit = { shownMs: number; verifiedMs: number; files: number; bytes: number }

async function openReport(browser: Browser, cid: string, width: number): Promise<Visit> {
  const context = await browser.newContext({ baseURL: network.appUrl, viewport: { width, height: 844 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(watch)
    await page.goto(`/report?cid=${cid}`, { waitUntil: 'commit' })
    await page.waitForFunction(() => (window as never as { visit: Visit }).visit.verifiedMs > 0)
    return await page.evaluate(() => {
      const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      const bytes = files.reduce((sum, { transferSize }) => sum + transferSize, 0)
      return { ...(window as never as { visit: Visit }).visit, files: files.length, bytes }
    })
  } finally {
    await context.close()
  }
}

/** Runs in the page: takes down when the price and when the outcome of the checks came onto the screen. */
function watch(): void {
  const visit = { shownMs: 0, verifiedMs: 0 }
  Object.assign(window, { visit })
  const look = () => {
    const text = document.querySelector('main')?.textContent ?? ''
    if (!visit.shownMs && text.includes('$17,500')) visit.shownMs = performance.now()
    if (!visit.verifiedMs && text.includes('nothing failed')) visit.verifiedMs = performance.now()
    if (!visit.verifiedMs) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
