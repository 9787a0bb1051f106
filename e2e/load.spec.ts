import type { Page } from '@playwright/test'
import { createSender } from './support/createSender.ts'
import { expect, test } from './support/test.ts'

/* What a first visit feels like, and staying. Shifts are counted exactly; the time of the largest paint depends on the machine,
   so it is printed and not judged. */

type Paint = { shift: number; largestMs: number }

for (const path of ['/', '/explorer', '/block/1']) {
  for (const width of [390, 1440]) {
    for (const locale of ['en-US', 'zh-CN']) {
      test(`${path} settles without jumping, at ${width} in ${locale}`, async ({ browser, network }, info) => {
        const context = await browser.newContext({ baseURL: network.appUrl, locale, viewport: { width, height: 844 } })
        const page = await context.newPage()
        await watchPaint(page)
        await page.goto(path)
        await expect(page.getByText(/72018/).first()).toBeVisible()
        await page.waitForLoadState('networkidle')
        const paint = await readPaint(page)
        info.annotations.push({ type: 'largest paint', description: `${Math.round(paint.largestMs)} ms` })
        console.log(
          `${path} ${width} ${locale}: largest paint ${Math.round(paint.largestMs)} ms, shift ${paint.shift.toFixed(4)}`,
        )
        expect(paint.shift).toBeLessThan(0.02)
        await context.close()
      })
    }
  }
}

test('what is new on the explorer does not push what is read', async ({ page, network }) => {
  const send = createSender(network.rpcUrl)
  await watchPaint(page)
  await page.setViewportSize({ width: 1440, height: 844 })
  await page.goto('/explorer')
  const live = page.getByRole('region', { name: 'Latest transactions' })
  const newest = live.getByRole('listitem').first().getByRole('link').first()
  await expect(newest).toBeVisible()
  await page.waitForLoadState('networkidle')
  const before = await readPaint(page)
  for (let turn = 0; turn < 4; turn++) {
    const last = (await newest.getAttribute('href')) as string
    await send()
    await expect(newest).not.toHaveAttribute('href', last)
  }
  // Four times that rows push the others are at least 0.02; numbers that grow by a digit are less than a thousandth.
  expect((await readPaint(page)).shift - before.shift).toBeLessThan(0.004)
})

/** Counts, from the first thing that the page draws. */
async function watchPaint(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const paint = { shift: 0, largestMs: 0 }
    Object.assign(window, { paint })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) paint.shift += entry.value
      }
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      paint.largestMs = list.getEntries().at(-1)?.startTime ?? 0
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })
}

function readPaint(page: Page): Promise<Paint> {
  return page.evaluate(() => (window as never as { paint: Paint }).paint)
}
