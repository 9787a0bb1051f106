import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'

/* The look of each section, so that nothing drifts unseen. After a wanted change: `npm run e2e -- kit --update-snapshots`. */

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [390, 1440]) {
    test(`the primitives look as agreed, ${colorScheme} at ${width}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await openKit(page)
      await page.evaluate(() => document.fonts.ready)
      await showChart(page)
      await page.evaluate(() => window.scrollTo(0, 0))
      const main = page.getByRole('main')
      await expect(main).toHaveScreenshot(`kit-${colorScheme}-${width}.png`, {
        animations: 'disabled',
        stylePath: `${import.meta.dirname}/support/pageAlone.css`,
        maxDiffPixels: 200,
        // Glyphs of this language come from the system and differ between machines.
        mask: [page.locator('main [lang="zh-CN"]')],
      })
    })
  }
}

test('a dialog takes the focus, keeps it, and gives it back', async ({ page }) => {
  await openKit(page)
  const opener = page.getByRole('button', { name: 'Open a dialog' })
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'A dialog' })
  await expect(dialog).toHaveAccessibleDescription('What it asks, in one sentence.')
  for (let press = 0; press < 5; press++) {
    await page.keyboard.press('Tab')
    await expect(dialog.locator(':focus')).toHaveCount(1)
  }
  await dialog.getByRole('button', { name: 'Do it' }).click()
  await expect(opener).toBeFocused()
})

test('a toast is announced, leads on, and is closed', async ({ page }) => {
  await openKit(page)
  await page.getByRole('button', { name: 'Good toast' }).click()
  const toast = page.getByRole('listitem').filter({ hasText: 'In block 12.' })
  await expect(toast).toBeVisible()
  await lookAway(page)
  await expect(toast.getByRole('link', { name: 'Open it' })).toHaveAttribute('href', '/block/12')
  await toast.getByRole('button', { name: 'Close' }).click()
  await expect(toast).toBeHidden()
})

test('on a phone the newest toast stands alone, and leads to the others; each is announced', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openKit(page)
  // What is announced stands there for a moment only.
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('[role="status"]')) heard.push(textContent ?? '')
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  const press = (name: string) =>
    page.getByRole('button', { name }).evaluate((button) => (button as HTMLElement).click())
  const toasts = page.getByRole('region', { name: /^Notices/ }).getByRole('listitem')
  for (const name of ['Good toast', 'Neutral toast', 'Bad toast', 'Good toast']) {
    await press(name)
    await expect(toasts).toHaveCount(1)
    await lookAway(page)
  }
  await expect(toasts).toContainText('In block 12.')
  expect((await toasts.boundingBox())!.height).toBeLessThan(130)
  for (const words of ['Final', 'Saved', 'Refused']) {
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n')))
      .toContain(words)
  }
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'))
  expect(heard).not.toContain('more notice')
  await page.getByRole('button', { name: '3 more notices' }).click()
  await expect(toasts).toHaveCount(4)
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(toasts).toHaveCount(4)
})

test('a tooltip opens on hover and on focus and closes with Escape', async ({ page }) => {
  await openKit(page)
  const word = page.getByRole('button', { name: 'What is this?' })
  const tip = page.getByRole('tooltip')
  await word.hover()
  await expect(tip).toBeVisible()
  await page.mouse.move(0, 0)
  await expect(tip).toBeHidden()
  await word.focus()
  await expect(tip).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(tip).toBeHidden()
})

test('tabs are moved through with the arrows', async ({ page }) => {
  await openKit(page)
  await page.getByRole('tab', { name: 'First' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tabpanel')).toHaveText('What the second tab holds.')
})

test('a chart is drawn where the browser names no valid language, as under the C locale', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix', configurable: true })
  })
  await openKit(page)
  await showChart(page)
})

test('a curve that nobody scrolled to is said on paper, then drawn, and fits the sheet', async ({ page }) => {
  await openKit(page)
  const chart = page.getByRole('figure').filter({ hasText: 'Example curve' })
  await page.emulateMedia({ media: 'print' })
  await expect(chart.getByRole('paragraph')).toHaveText('Example curve')
  await page.emulateMedia({ media: null })
  await expect(chart.locator('canvas')).toHaveCount(0)
  const before = await countSheets(page)
  await expect(chart.locator('canvas')).toHaveCount(1)
  // A curve that is wider than the sheet would make everything on it smaller, and the sheets fewer.
  expect(await countSheets(page)).toBeGreaterThanOrEqual(before)
})

/** Opens the page and waits until it answers to presses. */
async function openKit(page: Page): Promise<void> {
  await page.goto('/kit')
  await expect(page.getByText(/^Chain \d+ at/)).toBeVisible()
}

/** A toast stays for seconds; while somebody looks elsewhere it waits. */
const lookAway = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('blur')))

async function countSheets(page: Page): Promise<number> {
  return (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)!.length
}

/** A curve is drawn once it comes near what is in sight. */
async function showChart(page: Page): Promise<void> {
  await page.getByRole('figure').filter({ hasText: 'Example curve' }).scrollIntoViewIfNeeded()
  await expect(page.locator('canvas')).toBeVisible()
}
