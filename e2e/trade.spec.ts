import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { agentDrives, cast, enterWithMoney } from './support/enter.ts'
import { lie, tellTruth } from './support/lie.ts'
import { readBalance } from './support/readBalance.ts'
import { readPayments } from './support/readPayments.ts'
import { expect, test } from './support/test.ts'
import { fillNewWallet } from './support/useWallet.ts'

/* Two people in two browsers, each with a wallet that is not ours: what one sells, the other buys. */
const root = join(import.meta.dirname, '..')
const wei = 10n ** 18n

let folder = ''
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qood-trade-'))
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

/** Seals a file, signs its description and stores it on two nodes; returns on the page of the seller. */
async function sealAndStore(page: Page, title: string): Promise<void> {
  const path = join(folder, `${title}.jsonl`)
  const lines = Array.from({ length: 1_200 }, (_, i) =>
    JSON.stringify({ time: 1_764_300_000_000 + i * 1_000, speedKph: 40 + (i % 50) }),
  )
  await writeFile(path, `${lines.join('\n')}\n`)
  await page.goto('/data/new')
  await page.locator('input[type=file]').setInputFiles(path)
  await expect(page.getByLabel('Title')).toHaveValue(title)
  await page.getByRole('button', { name: 'Seal it' }).click()
  await page.getByRole('button', { name: 'Sign the description' }).click()
  await expect(page.getByText('No storage node has it yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Store', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Verify now at/ })).toHaveCount(2)
}

/** Makes the index tell a page the same words of everything that it tells of. */
const lieAbout = (page: Page, topic: 'orders' | 'listings' | 'incomes', words: object) =>
  lie<{ rows: object[] }>(page, topic, ({ rows }) => {
    for (const row of rows) Object.assign(row, words)
  })

async function buy(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose and buy' }).click()
  await page.getByRole('button', { name: 'Check, then pay' }).click()
  await page.waitForURL(/\/market\/order\?id=0x/, { timeout: 60_000 })
}

test('a stranger makes a wallet from the page of a listing, comes back to it, and buys', async ({ page }) => {
  // Of some cars the drives are free; here money is to move.
  await page.goto('/market?place=Guangzhou')
  await page
    .getByRole('link', { name: /Guangzhou: how it was driven/ })
    .first()
    .click({ timeout: 90_000 })
  await page.getByRole('button', { name: 'Choose and buy' }).click()
  await page.getByRole('link', { name: 'Create', exact: true }).click()
  await fillNewWallet(page)
  await page.getByRole('link', { name: 'Back to where you were' }).click()
  await page.getByRole('button', { name: 'Choose and buy' }).click()
  await page.getByRole('button', { name: 'Get development funds' }).click()
  await expect(page.getByText(/You have 1,000/)).toBeVisible()
  await page.getByRole('button', { name: 'Check, then pay' }).click()
  const pressedMs = performance.now()
  const sincePressed = () => Math.round(performance.now() - pressedMs)
  for (const name of ['Sign this statement?', 'Send this transaction?']) {
    await page.getByRole('dialog', { name }).getByRole('button', { name: 'Approve' }).click()
  }
  await page.waitForURL(/\/market\/order\?id=0x/, { timeout: 60_000 })
  const paidMs = sincePressed()
  await expect(page.getByText('Everything is what was promised')).toBeVisible({ timeout: 60_000 })
  console.log(
    `paid ${paidMs} ms after the press, with two questions of the wallet; decrypted ${sincePressed()} ms after it`,
  )
  await page.getByRole('tab', { name: 'Chart' }).click()
  await expect(page.getByLabel('Field')).toBeVisible()
})

test('an owner sells in one browser, a buyer opens in another, and the price moves to the wei', async ({
  browser,
  network,
}) => {
  const owner = await enterWithMoney(browser, network, 'workshop')
  const buyer = await enterWithMoney(browser, network, 'insurer')
  const balances = () =>
    Promise.all([cast.workshop, cast.insurer].map(({ address }) => readBalance(network.rpcUrl, address)))

  await test.step('the owner seals, stores, registers and lists', async () => {
    await sealAndStore(owner, 'two people')
    await owner.getByRole('button', { name: 'Register it' }).click()
    await expect(owner.getByText('Registered', { exact: true })).toBeVisible()
    await owner.goto('/sell')
    await owner.getByRole('link', { name: 'Sell it' }).click()
    await owner.getByLabel('Price of all of it').fill('2.5')
    await owner.getByRole('button', { name: 'Put it on the market' }).click()
    await expect(owner.getByText('It is on the market')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('another price, a pause, and for sale again', async () => {
    await owner.getByRole('link', { name: 'Back to selling' }).click()
    const row = owner.getByRole('row', { name: /two people/ })
    await row.getByRole('button', { name: 'Change the price' }).click()
    const dialog = owner.getByRole('dialog', { name: 'Change the price' })
    await dialog.getByLabel(/^New price/).fill('3')
    await dialog.getByRole('button', { name: 'Change', exact: true }).click()
    await expect(row).toContainText('3 QDD')
    await expect(row).toContainText('For sale')
    await row.getByRole('button', { name: 'Pause' }).click()
    await expect(row).toContainText('Paused')
    await row.getByRole('button', { name: 'Sell again' }).click()
    await expect(row).toContainText('For sale')
    await expect(row.getByRole('button', { name: /^Verified here/ })).toBeVisible()
  })

  const before = await balances()
  await test.step('the buyer looks at it and pays', async () => {
    await buyer.goto(`/market?seller=${cast.workshop.address.toLowerCase()}`)
    await buyer.getByRole('link', { name: 'two people' }).click()
    await expect(buyer.getByRole('heading', { name: 'How much of which time' })).toBeVisible()
    await buy(buyer)
    await expect(buyer.getByText('Paid. The seller delivers the keys')).toBeVisible()
  })

  await test.step('an index that lies to the owner: nothing of it is served, counted or shown as verified', async () => {
    const deliver = owner.getByRole('button', { name: 'Deliver the keys' })
    await expect(deliver).toBeVisible()
    await lieAbout(owner, 'orders', { price: '1' })
    await expect(owner.getByText('The index told something else about this order')).toBeVisible()
    await expect(deliver).toHaveCount(0)
    await lieAbout(owner, 'listings', { title: 'Another title' })
    await expect(owner.getByText('The index told something else about this listing')).toBeVisible()
    await owner.goto('/sell/money')
    await expect(owner.getByText('The index told something else about one order')).toBeVisible()
    tellTruth(owner, 'orders')
    tellTruth(owner, 'listings')
    await owner.reload()
    await expect(owner.getByRole('definition').filter({ hasText: /^3 QDD$/ })).toBeVisible()
    await owner.goto('/sell')
  })

  await test.step('the owner delivers the keys', async () => {
    await owner.getByRole('button', { name: 'Deliver the keys' }).click()
  })

  await test.step('the buyer opens it, and pays the seller at once', async () => {
    await buyer.getByRole('button', { name: 'Open it' }).click()
    await expect(buyer.getByText('Everything is what was promised')).toBeVisible({ timeout: 60_000 })
    await expect(buyer.getByText(/chunks checked and opened/)).toBeVisible()
    await buyer.getByRole('button', { name: 'Pay the seller now' }).click()
    await expect(buyer.getByText('Done. The seller was paid')).toBeVisible()
    const after = await balances()
    expect(after[0]! - before[0]!).toBe(3n * wei)
    expect(after[1]! - before[1]!).toBe(-3n * wei)
  })

  await test.step('the owner sees the income, the buyer opens it again after a reload', async () => {
    await owner.goto('/sell/money')
    const income = owner.getByRole('row', { name: /two people/ })
    await expect(income).toContainText(/3 QDD\s*100%/)
    await expect(income.getByRole('button', { name: /^Verified here/ })).toBeVisible()
    const saving = owner.waitForEvent('download')
    await owner.getByRole('button', { name: 'Statement as CSV' }).click()
    const statement = await readFile(await (await saving).path(), 'utf8')
    const [, order = ''] = /id=(0x[0-9a-f]{64})/.exec(buyer.url()) ?? []
    const proof = new RegExp(`,two people,3,QDD,100,${order},(0x[0-9a-f]{64}),${network.appUrl}/tx/\\1,yes\r\n`)
    expect(statement).toMatch(proof)
    await lieAbout(owner, 'incomes', { amount: '1' })
    await expect(owner.getByText('The index told something else about this payment')).toBeVisible()
    tellTruth(owner, 'incomes')
    await buyer.reload()
    await buyer.getByRole('button', { name: 'Open it' }).click()
    await expect(buyer.getByRole('tab', { name: 'Chart' })).toBeVisible({ timeout: 60_000 })
  })

  await test.step('an index that hides the delivery is named, and the buyer opens what the chain has', async () => {
    await lie<{ deliveries?: unknown[] }>(buyer, 'orders', (told) => {
      if (told.deliveries) told.deliveries = []
    })
    await buyer.reload()
    await expect(buyer.getByText('The index withholds a delivery')).toBeVisible()
    await buyer.getByRole('button', { name: 'Open it' }).click()
    await expect(buyer.getByRole('tab', { name: 'Chart' })).toBeVisible({ timeout: 60_000 })
    tellTruth(buyer, 'orders')
  })

  await test.step('the buyer looks for more of it, and the owner answers by hand', async () => {
    await buyer.goto('/market/requests')
    await buyer.getByLabel('What do you need?').fill('More of these two people')
    await buyer.getByLabel('Words that must be in it').fill('nobody-has-this')
    await buyer.getByRole('button', { name: 'Publish the request' }).click()
    const asked = (page: Page) => page.getByRole('article').filter({ hasText: 'More of these two people' })
    await expect(asked(buyer)).toContainText('No offer yet', { timeout: 60_000 })
    await owner.goto('/market/requests')
    await asked(owner).getByRole('button', { name: 'Offer a listing of yours' }).click()
    await asked(owner).getByLabel('Which one').selectOption({ label: 'two people' })
    await asked(owner).getByRole('button', { name: 'Offer it' }).click()
    await asked(buyer).getByRole('link', { name: 'two people' }).click()
    await expect(buyer.getByRole('heading', { level: 1, name: 'two people' })).toBeVisible()
    await buyer.goBack()
    await asked(buyer).getByRole('button', { name: 'Close the request' }).click()
    await expect(asked(buyer)).toHaveCount(0)
  })
  for (const page of [owner, buyer]) await page.context().close()
})

test('of every price each party gets its share to the wei, and a buyer who vanishes keeps nobody from being paid', async ({
  browser,
  network,
}) => {
  const buyer = await enterWithMoney(browser, network, 'lender')
  await buyer.goto(agentDrives)
  await buyer
    .getByRole('link', { name: /where it went/ })
    .first()
    .click()
  const shares = buyer.locator('section', { has: buyer.getByRole('heading', { name: 'Who is paid' }) })
  await expect(shares.getByText('Owner of the car')).toBeVisible()
  const parties = await shares.locator('a[href^="/address/0x"]').evaluateAll((links) =>
    links.map((link) => ({
      address: link.getAttribute('href')!.slice('/address/'.length),
      text: link.parentElement!.lastElementChild!.textContent ?? '',
    })),
  )
  expect(parties.length).toBeGreaterThanOrEqual(3)
  const promised = new Map(
    parties.map(({ address, text }) => [address.toLowerCase(), toWei(/([\d.,]+) QDD/.exec(text)?.[1] ?? '')]),
  )
  await buy(buyer)
  await expect(buyer.getByText('The keys are there', { exact: true })).toBeVisible({ timeout: 60_000 })
  const order = new URL(buyer.url()).searchParams.get('id')!
  await buyer.context().close()
  // The dispute time is over; nobody is there any more, and the agent collects.
  await network.moveClock(2_000)
  await expect.poll(() => readPayments(network.rpcUrl, order), { timeout: 60_000 }).toEqual(promised)
})

test('a wrong sector, a wrong sample, silence: each cheat ends with the money back', async ({ browser, network }) => {
  test.setTimeout(400_000)
  const config = (await (await fetch(`${network.appUrl}/config.json`)).json()) as {
    services: Record<string, { http: string }>
  }
  const buyer = await enterWithMoney(browser, network, 'appraiser')
  const start = await readBalance(network.rpcUrl, cast.appraiser.address)
  const cheats = [
    { cheat: 'wrongSector', as: 'secondAppraiser', samples: false },
    { cheat: 'wrongSample', as: 'thirdAppraiser', samples: true },
    { cheat: 'silence', as: 'inspector', samples: false },
  ] as const
  for (const [i, { cheat, as, samples }] of cheats.entries()) {
    await test.step(cheat, async () => {
      const args = ['agent', '--data', join(network.data, cheat), '--rpc', network.rpcUrl, '--as', as, '--cheat', cheat]
      const fleet = ['--fleet', '1', '--first-car', String(3 + i), '--past-trips', '1']
      const { storage: first, storage2: second } = config.services
      const storage = ['--storage', first!.http, '--storage', second!.http]
      const agent = spawn(process.execPath, ['network/qood.ts', ...args, ...storage, ...fleet], {
        cwd: root,
        stdio: 'ignore',
      })
      const ended = once(agent, 'exit')
      try {
        await buyer.goto(`/market?seller=${cast[as].address.toLowerCase()}`)
        await buyer
          .getByRole('link', { name: /where it went/ })
          .first()
          .click({ timeout: 90_000 })
        await buyer.getByRole('button', { name: 'Choose and buy' }).click()
        if (samples) await buyer.getByLabel('How much').selectOption({ label: 'Samples first' })
        await buyer.getByRole('button', { name: 'Check, then pay' }).click()
        await buyer.waitForURL(/\/market\/order\?id=0x/, { timeout: 60_000 })
        if (cheat === 'silence') {
          await expect(buyer.getByText('Paid. The seller delivers the keys')).toBeVisible()
          await network.moveClock(2_000)
          await buyer.getByRole('button', { name: 'Claim price and bond' }).click({ timeout: 60_000 })
        } else {
          await buyer.getByRole('button', { name: 'Open it' }).click({ timeout: 60_000 })
          await expect(buyer.getByText('The delivery is wrong')).toBeVisible({ timeout: 60_000 })
          await buyer.getByRole('button', { name: 'Get the money back' }).click()
        }
        await expect(buyer.getByText('Your money is back')).toBeVisible({ timeout: 60_000 })
        // Price and bond: nobody ever loses by being cheated.
        expect(await readBalance(network.rpcUrl, cast.appraiser.address)).toBeGreaterThan(start)
      } finally {
        agent.kill('SIGINT')
        await ended
      }
    })
  }
  await buyer.context().close()
})

function toWei(text: string): bigint {
  const [whole = '', fraction = ''] = text.replaceAll(',', '').split('.')
  return BigInt(whole) * wei + BigInt(fraction.padEnd(18, '0') || '0')
}
