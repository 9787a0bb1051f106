import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { agentDrives } from './support/enter.ts'
import { follow } from './support/follow.ts'
import { readBalance } from './support/readBalance.ts'
import { expect, test } from './support/test.ts'
import { approve, createWallet, fund, readAddress, unlock } from './support/useWallet.ts'

/* The node is killed in the middle of each step of a trade, and once everything is stopped and started again. */

const wei = 10n ** 18n
const question = 'Send this transaction?'

let folder = ''
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qood-restart-'))
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

/** Seals a file, signs its description and stores it, each with the built-in wallet. */
async function sealAndStore(page: Page, title: string): Promise<void> {
  const path = join(folder, `${title}.jsonl`)
  const lines = Array.from({ length: 600 }, (_, i) =>
    JSON.stringify({ time: 1_764_300_000_000 + i * 1_000, speedKph: 40 + (i % 50) }),
  )
  await writeFile(path, `${lines.join('\n')}\n`)
  await follow(page, 'Rooms', 'Sell')
  await follow(page, 'Pages of selling', 'My data')
  await follow(page, 'Parts of your data', 'Seal a file')
  await page.locator('input[type=file]').setInputFiles(path)
  await expect(page.getByLabel('Title')).toHaveValue(title)
  await page.getByRole('button', { name: 'Seal it' }).click()
  await page.getByRole('button', { name: 'Sign the description' }).click()
  await approve(page, 'Sign this statement?')
  await expect(page.getByText('No storage node has it yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Store', exact: true }).click()
  await approve(page, 'Sign this statement?')
  await expect(page.getByRole('button', { name: /^Verify now at/ })).toHaveCount(2)
}

test('the node dies while one publishes, pays, delivers and opens: nothing is lost, nothing is paid twice', async ({
  page: seller,
  browser,
  network,
  complaints,
}) => {
  test.setTimeout(600_000)
  const context = await browser.newContext({ baseURL: network.appUrl })
  const buyer = await context.newPage()
  for (const page of [seller, buyer]) {
    await createWallet(page)
    await fund(page)
  }
  const [sellerAddress, buyerAddress] = [await readAddress(seller), await readAddress(buyer)]
  await sealAndStore(seller, 'restarts')

  await test.step('while one publishes: what was registered stays, and the rest goes on from there', async () => {
    await follow(seller, 'Rooms', 'Sell')
    await seller.getByRole('link', { name: 'Sell it' }).click()
    await seller.getByLabel('Price of all of it').fill('2')
    await seller.getByRole('button', { name: 'Put it on the market' }).click()
    await approve(seller)
    await expect(seller.getByRole('dialog', { name: question })).toBeVisible()
    await network.killNode()
    await approve(seller)
    await expect(seller.getByText(/^The node does not answer\./)).toBeVisible()
    await network.answers()
    await seller.getByRole('button', { name: 'Put it on the market' }).click()
    for (const _ of ['allowance', 'bond', 'listing']) await approve(seller)
    await expect(seller.getByText('It is on the market')).toBeVisible({ timeout: 60_000 })
    await seller.getByRole('link', { name: 'Back to selling' }).click()
    await expect(seller.getByRole('row', { name: /restarts/ })).toHaveCount(1)
    // Of 2 QDD a twentieth is at stake for each of ten orders, once.
    expect(await readBalance(network.rpcUrl, sellerAddress)).toBe(999n * wei)
  })

  await test.step('while one pays: tried again, the same order is paid once', async () => {
    await buyer.goto(`/market?seller=${sellerAddress.toLowerCase()}`)
    await buyer.getByRole('link', { name: 'restarts' }).click()
    await buyer.getByRole('button', { name: 'Choose and buy' }).click()
    await unlock(buyer)
    await buyer.getByRole('button', { name: 'Check, then pay' }).click()
    await approve(buyer, 'Sign this statement?')
    await expect(buyer.getByRole('dialog', { name: question })).toBeVisible()
    await network.killNode()
    await approve(buyer)
    await expect(buyer.getByText(/^The node does not answer\./)).toBeVisible()
    await network.answers()
    await buyer.getByRole('button', { name: 'Check, then pay' }).click()
    await approve(buyer, 'Sign this statement?')
    await approve(buyer)
    await buyer.waitForURL(/\/market\/order\?id=0x/, { timeout: 60_000 })
  })

  await test.step('between paying and key, everything is stopped and started again', async () => {
    await expect(buyer.getByText('Paid. The seller delivers the keys')).toBeVisible()
    await network.stop()
    const banner = buyer.getByRole('alert').filter({ hasText: 'The node does not answer' })
    await expect(banner).toBeVisible()
    await expect(buyer.getByText('Paid. The seller delivers the keys')).toBeVisible()
    await network.start()
    await expect(banner).toBeHidden({ timeout: 60_000 })
    await buyer.reload()
    await seller.getByRole('button', { name: 'Deliver the keys' }).click()
    await approve(seller)
    await expect(buyer.getByText('The keys are there', { exact: true })).toBeVisible({ timeout: 60_000 })
  })

  await test.step('between key and opening: it opens all the same, and the seller is paid once', async () => {
    await network.killNode()
    await unlock(buyer)
    await expect(buyer.getByText('Everything is what was promised')).toBeVisible({ timeout: 60_000 })
    await network.answers()
    await buyer.getByRole('button', { name: 'Pay the seller now' }).click()
    await approve(buyer)
    await expect(buyer.getByText('Done. The seller was paid')).toBeVisible({ timeout: 60_000 })
    expect(await readBalance(network.rpcUrl, buyerAddress)).toBe(998n * wei)
    expect(await readBalance(network.rpcUrl, sellerAddress)).toBe(1_001n * wei)
  })

  await test.step('agent, index and oracle went on by themselves: the next purchase is served', async () => {
    await buyer.goto(agentDrives)
    const priced = buyer.getByRole('article').filter({ hasText: /[1-9][\d.]* QDD/ })
    await priced
      .filter({ hasText: /how it was driven/ })
      .first()
      .getByRole('link')
      .click()
    await buyer.getByRole('button', { name: 'Choose and buy' }).click()
    await unlock(buyer)
    await buyer.getByRole('button', { name: 'Check, then pay' }).click()
    await approve(buyer, 'Sign this statement?')
    await approve(buyer)
    await expect(buyer.getByText('Everything is what was promised')).toBeVisible({ timeout: 60_000 })
  })
  await context.close()
  // The browser itself reports each refused connection.
  complaints.length = 0
})
