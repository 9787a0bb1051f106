import { expect, test } from './support/test.ts'

/* What a first visit feels like. Shifts are counted exactly; the time of the largest paint depends on the machine, so it is
   printed and not judged. */

type Paint = { shift: number; largestMs: number }

for (const path of ['/', '/explorer', '/block/1']) {
  for (const width of [390, 1440]) {
    for (const locale of ['en-US', 'zh-CN']) {
      test(`${path} settles without jumping, at ${width} in ${locale}`, async ({ browser, network }, info) => {
        const context = await browser.newContext({ baseURL: network.appUrl, locale, viewport: { width, height: 844 } })
        const page = await context.newPage()
        await page.addInitScript(() => {
          const paint = { shift: 0, largestMs: 0 }
          Object.assign(window, { paint })
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as (PerformanceEntry & {
              value: number
              hadRecentInput: boolean
            })[]) {
              if (!entry.hadRecentInput) paint.shift += entry.value
            }
          }).observe({ type: 'layout-shift', buffered: true })
          new PerformanceObserver((list) => {
            paint.largestMs = list.getEntries().at(-1)?.startTime ?? 0
          }).observe({ type: 'largest-contentful-paint', buffered: true })
        })
        await page.goto(path)
        await expect(page.getByText(/72018/).first()).toBeVisible()
        await page.waitForLoadState('networkidle')
        const paint = await page.evaluate(() => (window as never as { paint: Paint }).paint)
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
