import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './support/test.ts'

const pages = [
  '/',
  '/explorer',
  '/block/1',
  '/block',
  '/tx',
  '/address/0x0000000000000000000000000000000000001001',
  '/token/0x0000000000000000000000000000000000001001',
  '/404.html',
  '/kit',
]
/** Rooms that came last; they are looked at with `QOOD_E2E=all` until each has passed here on a quiet machine. */
const newPages = [
  '/address/0x0000000000000000000000000000000000001002?tab=contract',
  '/transactions',
  '/tokens',
  '/contracts',
  '/producers',
  '/producers?tab=evidence',
  '/pool',
  '/network',
  '/trust',
  '/verify',
  '/garage',
  '/garage/trip',
  '/data',
  '/data/nodes',
  '/dictionary',
  '/dictionary/view?release=1&field=Vehicle.Speed',
  '/dictionary/proposal',
  '/dictionary/edit',
  '/dictionary/data',
  '/market',
  '/market/listing',
  '/market/purchases',
  '/market/requests',
  '/sell',
  '/sell/agreement',
  '/sell/money',
  '/appraise',
  '/vehicle',
  '/vehicle/record',
  '/sale',
  '/appraisal',
  '/report',
  '/oracle',
]
if (process.env.QOOD_E2E === 'all') pages.push(...newPages)
/** The tools find the same in the same page, so each width takes one theme. */
const looks = [
  { width: 390, colorScheme: 'dark' },
  { width: 1440, colorScheme: 'light' },
] as const

for (const path of pages) {
  test(`${path} has no fault that axe finds, on a dark phone and a light desktop`, async ({ page }) => {
    for (const { width, colorScheme } of looks) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(path)
      await expect(page.getByText(/^Chain \d+ at/)).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
    }
  })

  test(`${path} fits a phone and a desktop in both languages`, async ({ page }) => {
    await page.goto(path)
    for (const language of ['en', 'zh']) {
      await page.evaluate((locale) => localStorage.setItem('qood.locale', locale), language)
      await page.goto(path)
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      for (const width of [320, 390, 1440]) {
        await page.setViewportSize({ width, height: 900 })
        const tooWide = () =>
          page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        await expect.poll(tooWide, `${language} at ${width}`).toBeLessThanOrEqual(0)
      }
    }
  })
}
