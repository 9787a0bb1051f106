import type { Browser, Page } from '@playwright/test'
import { developmentCast } from '../../network/genesis/developmentCast.ts'
import { injectWallet } from './injectWallet.ts'
import { expect } from './test.ts'

export const cast = developmentCast(72_018)
/** Drives that the agent of the network sells; what other tests put on the market has sellers who may be gone. */
export const agentDrives = `/market?kind=driving&sort=dearest&seller=${cast.agent.address.toLowerCase()}`

/** Returns a page in a browser of its own for somebody of the development cast, with the wallet connected. */
export async function enter(
  browser: Browser,
  at: { appUrl: string; rpcUrl: string },
  who: keyof typeof cast,
): Promise<Page> {
  const context = await browser.newContext({ baseURL: at.appUrl, viewport: { width: 1440, height: 900 } })
  await injectWallet(context, at.rpcUrl, cast[who].privateKey)
  const page = await context.newPage()
  await page.goto('/wallet')
  await page.getByRole('button', { name: /Fake Fox/ }).click()
  await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible()
  return page
}

/** The same, with money to spend. */
export async function enterWithMoney(...[browser, at, who]: Parameters<typeof enter>): Promise<Page> {
  const page = await enter(browser, at, who)
  await page.getByRole('button', { name: 'Get development funds' }).click()
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText('1,000')
  return page
}
