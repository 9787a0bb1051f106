import type { Page } from '@playwright/test'
import { expectNoFaults, looks, takeLook } from './support/expectNoFaults.ts'
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
  '/report?lang=both',
  '/oracle',
]
const widths = [320, 390, 1440]

/* One visit for all of it: a page is opened once, and then looked at in other widths, themes and languages. */
for (const path of pages) {
  test(`${path} has no fault that axe finds, and fits phone and desktop in both languages`, async ({ page }) => {
    await page.setViewportSize({ width: looks[0].width, height: 900 })
    await page.goto(path)
    await expect(page.getByText(/^Chain \d+ at/)).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    for (const look of looks) {
      await takeLook(page, look)
      await expectNoFaults(page)
    }
    await expectToFit(page, 'en')
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('banner').getByRole('button', { name: '中文' }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expectToFit(page, 'zh')
  })
}

async function expectToFit(page: Page, language: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const tooWide = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    await expect.poll(tooWide, `${language} at ${width}`).toBeLessThanOrEqual(0)
  }
}
