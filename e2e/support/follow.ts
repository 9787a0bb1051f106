import type { Page } from '@playwright/test'

/**
 * Goes on inside the app, since a visit by address would lock the wallet, and waits until the page is there: the one before
 * may have a field or a button of the same name.
 */
export async function follow(page: Page, navigation: string, link: string): Promise<void> {
  const to = page.getByRole('navigation', { name: navigation }).first().getByRole('link', { name: link, exact: true })
  const path = await to.getAttribute('href')
  await to.click()
  await page.waitForURL((url) => url.pathname === path)
}
