import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
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
/** The tools find the same in the same page, so each width takes one theme. */
const looks = [
  { width: 390, colorScheme: 'dark' },
  { width: 1440, colorScheme: 'light' },
] as const
const widths = [320, 390, 1440]

/* One visit for all of it: a page is opened once, and then looked at in other widths, themes and languages. */
for (const path of pages) {
  test(`${path} has no fault that axe finds, and fits phone and desktop in both languages`, async ({ page }) => {
    await page.setViewportSize({ width: looks[0].width, height: 900 })
    await page.goto(path)
    await expect(page.getByText(/^Chain \d+ at/)).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    for (const { width, colorScheme } of looks) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await waitForColours(page)
      // Without frames of others there is nothing to gather in a page of its own.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
    }
    await expectToFit(page, 'en')
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('banner').getByRole('button', { name: '中文' }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expectToFit(page, 'zh')
  })
}

/** Colours that change with the theme take a moment, in which no contrast is what it will be. */
async function waitForColours(page: Page): Promise<void> {
  await page.evaluate(async (longestMs) => {
    const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    const over = Promise.allSettled(changing.map(({ finished }) => finished))
    // What moves out of the page before it has come to its end never comes there.
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, longestMs))])
  }, 2_000)
}

async function expectToFit(page: Page, language: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const tooWide = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    await expect.poll(tooWide, `${language} at ${width}`).toBeLessThanOrEqual(0)
  }
}
