import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { lie } from './support/lie.ts'
import { expect, test } from './support/test.ts'
import { approve, createWallet, fund, unlock } from './support/useWallet.ts'

const root = join(import.meta.dirname, '..')

/** The simulated fleet lists its first drives within a minute of the first start. */
async function openMarket(page: Page, search = ''): Promise<void> {
  await page.goto(`/market${search}`)
  await expect(page.getByRole('status').filter({ hasText: /[1-9]\d* data sets?/ })).toBeVisible({ timeout: 90_000 })
}

test('a stranger finds data, creates a wallet, buys, opens, pays, and opens it again after a reload', async ({
  page,
  complaints,
}) => {
  test.setTimeout(400_000)
  await createWallet(page)
  await fund(page)
  await openMarket(page, '?place=Guangzhou&sort=cheapest')
  await page
    .getByRole('link', { name: /Guangzhou: how it was driven/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: /how it was driven/ })).toBeVisible()
  await expect(page.getByText('Owner of the car')).toBeVisible()
  await expect(page.getByRole('region', { name: 'What a record holds' }).getByText('m/s²').first()).toBeVisible()
  await expect(page.getByText('m/s^2')).toHaveCount(0)
  await page.getByRole('button', { name: 'Choose and buy' }).click()
  await unlock(page)

  await test.step('the signature is refused, then the payment: nothing was sent, and it can be tried again', async () => {
    for (const refused of ['Sign this statement?', 'Send this transaction?']) {
      await page.getByRole('button', { name: 'Check, then pay' }).click()
      if (refused === 'Send this transaction?') await approve(page, 'Sign this statement?')
      await expect(page.getByRole('dialog', { name: refused })).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(page.getByText('You rejected the request.')).toBeVisible()
    }
    await expect(page.getByText(/You have 1,000/)).toBeVisible()
  })

  await test.step('a signature for exactly the price, then the order', async () => {
    await expect(page.getByText('Free: takes less than 1% of your free gas')).toBeVisible()
    await page.getByRole('button', { name: 'Check, then pay' }).click()
    await approve(page, 'Sign this statement?')
    const payment = page.getByRole('dialog', { name: 'Send this transaction?' })
    await expect(payment.getByText(/^Free: takes .* of your free gas, \d+% is left\.$/)).toBeVisible()
    await approve(page)
  })
  await page.waitForURL(/\/market\/order\?id=0x/)
  // The address changes before its page is there.
  await expect(page.getByText(/^(Paid\. The seller delivers the keys|The keys are there)$/)).toBeVisible()

  await test.step('a connection that is lost right after the payment costs nothing', async () => {
    await page.context().setOffline(true)
    await expect(page.getByRole('status').filter({ hasText: 'You are offline' })).toBeVisible()
    await page.context().setOffline(false)
    const right = page.getByText('Everything is what was promised')
    const open = page.getByRole('button', { name: 'Open it' })
    // What was being opened when the connection went is opened by hand.
    await expect(async () => {
      if (await open.isVisible()) await open.click({ timeout: 1_000 })
      await expect(right).toBeVisible({ timeout: 5_000 })
    }).toPass({ timeout: 90_000 })
  })
  await page.getByRole('tab', { name: 'Table' }).click()
  await expect(page.getByRole('columnheader', { name: 'Speed', exact: true })).toBeVisible()

  const second = await page.context().newPage()
  await test.step('a second tab opens the same order', async () => {
    await second.goto(page.url())
    await unlock(second)
    await expect(second.getByText('Everything is what was promised')).toBeVisible({ timeout: 60_000 })
  })

  await page.getByRole('button', { name: 'Pay the seller now' }).click()
  await approve(page)
  for (const tab of [page, second]) {
    await expect(tab.getByText('Done. The seller was paid')).toBeVisible({ timeout: 30_000 })
  }
  await second.close()

  await page.reload()
  await unlock(page)
  await expect(page.getByRole('tab', { name: 'Chart' })).toBeVisible({ timeout: 60_000 })
  await page
    .getByRole('navigation', { name: 'Pages of the market' })
    .getByRole('link', { name: 'My purchases' })
    .click()
  await expect(page.getByRole('link', { name: /how it was driven/ })).toBeVisible()
  // The browser itself reports what failed while it was offline.
  complaints.length = 0
})

test('a cheat is found by the page, and the money is back with the bond', async ({ page, network }) => {
  test.setTimeout(400_000)
  const config = (await (await fetch(`${network.appUrl}/config.json`)).json()) as {
    services: Record<string, { http: string }>
  }
  const data = join(network.data, 'cheat')
  const cheat = spawn(
    process.execPath,
    [
      ...['network/qood.ts', 'agent', '--data', data, '--rpc', network.rpcUrl, '--as', 'lender', '--cheat', 'wrongKey'],
      ...['--storage', config.services.storage!.http, '--storage', config.services.storage2!.http],
      ...['--fleet', '1', '--first-car', '2', '--past-trips', '1'],
    ],
    { cwd: root, stdio: 'ignore' },
  )
  const ended = once(cheat, 'exit')
  try {
    await createWallet(page)
    await fund(page)
    const seller = '0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f'
    await openMarket(page, `?seller=${seller}`)
    await page
      .getByRole('link', { name: /where it went/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Choose and buy' }).click()
    await unlock(page)
    await page.getByRole('button', { name: 'Check, then pay' }).click()
    await approve(page, 'Sign this statement?')
    await approve(page)
    await page.waitForURL(/\/market\/order\?id=0x/)
    await expect(page.getByText('The delivery is wrong')).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Get the money back' }).click()
    await approve(page)
    await expect(page.getByText('Your money is back')).toBeVisible({ timeout: 30_000 })
    await openMarket(page, `?seller=${seller}`)
    await expect(page.getByText('Cheated once').first()).toBeVisible({ timeout: 30_000 })
  } finally {
    cheat.kill('SIGINT')
    await ended
  }
})

test('an index that lies is refused and shown as such', async ({ page, complaints }) => {
  await lie<{ rows: object[] }>(page, 'listings', ({ rows: [first, second] }) => {
    if (first && second) Object.assign(first, { price: '1' }) && Object.assign(second, { title: 'Another title' })
  })
  await openMarket(page)
  await expect(page.getByText('The index told something else about this listing')).toHaveCount(2, { timeout: 60_000 })
  await expect(page.getByText('Another title')).toHaveCount(0)
  complaints.length = 0
})

test('a place on the map becomes part of the search, and a search is kept under a name', async ({ page }) => {
  await openMarket(page)
  await page.getByRole('button', { name: 'Show the map' }).click()
  await page
    .getByRole('button', { name: /data sets? near/ })
    .last()
    .click()
  await expect(page).toHaveURL(/box=-?\d+/)
  const found = page.getByRole('status').filter({ hasText: /data sets?/ })
  await expect(found).toContainText(/[1-9]/)
  await page.getByRole('button', { name: 'Saved searches' }).click()
  const dialog = page.getByRole('dialog', { name: 'Saved searches' })
  await dialog.getByLabel('Name for the present search').fill('Near here')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByRole('link', { name: 'Near here' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Look everywhere' }).click()
  await expect(page).not.toHaveURL(/box=/)
  await page.reload()
  await page.getByRole('button', { name: 'Saved searches' }).click()
  await page.getByRole('link', { name: 'Near here' }).click()
  await expect(page).toHaveURL(/box=-?\d+/)
})

test('the market speaks Chinese and fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openMarket(page)
  await page.evaluate(() => localStorage.setItem('qood.locale', 'zh'))
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('市场')
  await expect(page.getByRole('status').filter({ hasText: /[1-9]\d* 个数据集/ })).toBeVisible()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
})
