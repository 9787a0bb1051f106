import { availableParallelism, loadavg } from 'node:os'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { browserArgs, measuredPages } from './measuredPages.ts'
import { resolvePage } from './resolvePage.ts'
import { startForMeasuring } from './startForMeasuring.ts'

/*
 * `npm run vitals`: what a visit feels like in a real browser on this machine, without any simulated slowness and with cold
 * caches: largest paint, layout shift, when the first listing stands there, and the time from an interaction to the next
 * paint, the worst of those that a visitor makes on every page (palette, help, menu, theme, language) and of those that
 * belong to the page. Three visits each; the median counts. Pages can be named.
 */
type Vitals = {
  largestMs: number
  shift: number
  contentMs: number
  interactionMs: number
  interactions: number
  /** The interaction that took longest, and on what. */
  longest: string
}
type Figure = Exclude<keyof Vitals, 'longest'>
/** What a visitor comes for, and does there. */
type Visit = { content: string; act(page: Page): Promise<void> }
const rooms: Record<string, Visit> = {
  '/market': {
    content: 'article',
    async act(page) {
      await page.getByLabel('Search', { exact: true }).fill('car')
      await page.keyboard.press('Enter')
      await page.getByLabel('Order').selectOption('cheapest')
      if (await page.getByText('Narrow down').isVisible()) await press(page.getByText('Narrow down'))
      const facet = page.getByRole('group', { name: 'Kind' }).getByRole('button').first()
      if (await facet.isVisible()) await press(facet)
      await press(page.getByRole('button', { name: 'Show the map' }))
      await press(page.getByRole('button', { name: 'Closer' }))
      await press(page.getByRole('button', { name: 'Saved searches' }))
      await page.keyboard.press('Escape')
      await press(page.getByRole('article').first().getByRole('link'))
      await press(page.getByRole('button', { name: /^Choose and/ }))
      await page.goBack()
    },
  },
  '/market/listing': {
    content: 'main a[href^="/address/0x"]',
    async act(page) {
      await press(page.getByRole('button', { name: /^Choose and/ }))
      await page.getByText('Create', { exact: true }).first().waitFor()
      await press(page.getByRole('button', { name: /^Verified/ }).first())
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    },
  },
}
const widths = [390, 1440]
const visits = 3

const network = await startForMeasuring()
try {
  const browser = await chromium.launch({ executablePath: await sparticuz.executablePath(), args: browserArgs })
  console.log('page             width  LCP      CLS     content  INP      interactions, the longest')
  const named = process.argv.slice(2).filter((argument) => argument.startsWith('/'))
  for (const path of named.length > 0 ? named : measuredPages()) {
    for (const width of widths) {
      const all: Vitals[] = []
      for (let visit = 0; visit < visits; visit++) all.push(await visitPage(browser, path, width))
      const middle = (key: Figure) => all.toSorted((a, b) => a[key] - b[key])[Math.floor(visits / 2)]!
      const median = (key: Figure) => middle(key)[key]
      console.log(
        path.padEnd(16),
        String(width).padEnd(6),
        `${Math.round(median('largestMs'))} ms`.padEnd(8),
        median('shift').toFixed(4).padEnd(7),
        (rooms[path] ? `${Math.round(median('contentMs'))} ms` : '').padEnd(8),
        `${Math.round(median('interactionMs'))} ms`.padEnd(8),
        String(median('interactions')).padEnd(3),
        middle('interactionMs').longest,
      )
    }
  }
  await browser.close()
  console.log(`Load of the machine: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores.`)
} finally {
  await network.stop()
}

async function visitPage(browser: Browser, path: string, width: number): Promise<Vitals> {
  const context = await browser.newContext({ baseURL: network.appUrl, viewport: { width, height: 844 } })
  try {
    const page = await context.newPage()
    const room = rooms[path]
    await page.addInitScript(observe, room?.content ?? 'main')
    await page.goto(await resolvePage(network.appUrl, path))
    await page.getByText(/^Chain \d+ at/).waitFor()
    if (room) {
      await page.locator(room.content).first().waitFor({ timeout: 90_000 })
      await room.act(page)
    }
    await interact(page)
    return await page.evaluate(() => (window as never as { vitals: Vitals }).vitals)
  } finally {
    await context.close()
  }
}

/** What can be done on every page, with mouse and keyboard. */
async function interact(page: Page): Promise<void> {
  const painted = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  await page.getByRole('button', { name: 'Search the chain or go to a page' }).click()
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  await page.keyboard.type('12')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  const more = page.getByRole('button', { name: 'More', exact: true })
  if (await more.isVisible()) {
    await more.click()
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark')
    await page.getByRole('combobox', { name: 'Language' }).selectOption('zh')
    await page.keyboard.press('Escape')
  } else {
    await page.getByRole('button', { name: /^Theme:/ }).click()
    await painted()
    await page.getByRole('button', { name: '中文' }).click()
  }
  await page.locator('html[lang="zh-CN"]').waitFor()
  await painted()
}

/** Presses and waits for what the page paints then. */
async function press(what: Locator): Promise<void> {
  await what.click()
  await what.page().evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
}

/** Runs in the page. */
function observe(content: string): void {
  const vitals = { largestMs: 0, shift: 0, contentMs: 0, interactionMs: 0, interactions: 0, longest: '' }
  Object.assign(window, { vitals })
  new MutationObserver((_, observer) => {
    if (!document.querySelector(content)) return
    vitals.contentMs = performance.now()
    observer.disconnect()
  }).observe(document, { childList: true, subtree: true })
  const on = (type: string, read: (entry: never) => void, more: object = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) read(entry as never)
    }).observe({ type, buffered: true, ...more })
  on('largest-contentful-paint', (entry: PerformanceEntry) => {
    vitals.largestMs = entry.startTime
  })
  on('layout-shift', (entry: PerformanceEntry & { value: number; hadRecentInput: boolean }) => {
    if (!entry.hadRecentInput) vitals.shift += entry.value
  })
  on(
    'event',
    ({
      name,
      duration,
      interactionId,
      target,
    }: PerformanceEntry & { interactionId: number; target: Element | null }) => {
      if (!interactionId) return
      vitals.interactions++
      if (duration <= vitals.interactionMs) return
      vitals.interactionMs = duration
      const text = target?.getAttribute('aria-label') ?? target?.textContent ?? ''
      vitals.longest = `${name} on ${target?.localName ?? 'what is gone'} ${text.slice(0, 40)}`
    },
    { durationThreshold: 16 },
  )
}
