import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The tools find the same in the same page, so each width takes one theme. */
export const looks = [
  { width: 390, colorScheme: 'dark' },
  { width: 1440, colorScheme: 'light' },
] as const

/** Shows the page in that look; colours that change with the theme take a moment, in which no contrast is what it will be. */
export async function takeLook(page: Page, { width, colorScheme }: (typeof looks)[number]): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.evaluate(async (longestMs) => {
    const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    const over = Promise.allSettled(changing.map(({ finished }) => finished))
    // What moves out of the page before it has come to its end never comes there.
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, longestMs))])
  }, 2_000)
}

/** Fails for anything that axe finds in the page as it stands. */
export async function expectNoFaults(page: Page): Promise<void> {
  // What is not wrong is not described, and without frames of others there is nothing to gather in a page of its own.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'], preload: false }).setLegacyMode()
  const { violations } = await axe.analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}
