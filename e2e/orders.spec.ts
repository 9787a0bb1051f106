import type { Page } from '@playwright/test'
import { giveRecordedCar } from '../network/appraisal/testGarage.ts'
import { agentDrives, cast, enter, enterWithMoney } from './support/enter.ts'
import { lie, tellTruth } from './support/lie.ts'
import { readBalance } from './support/readBalance.ts'
import { expect, test } from './support/test.ts'

const nextMonth = new Date(Date.now() + 30 * 86_400_000)

/** Opens the buying of a drive of the simulated fleet, as far as the further choices. */
async function choose(page: Page): Promise<void> {
  await page.goto(agentDrives)
  await page
    .getByRole('link', { name: /where it went/ })
    .first()
    .click({ timeout: 90_000 })
  await page.getByRole('button', { name: 'Choose and buy' }).click()
  await page.getByText('In steps, or later').click()
}

async function pay(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check, then pay' }).click()
  await page.waitForURL(/\/market\/order\?id=0x/, { timeout: 60_000 })
}

type Told = { rows: Row[]; events?: { time: number }[]; deliveries?: unknown[] }
type Row = { id: string; price: string; buyer: string; state: string; title: string | null; order: string }

test('an order waits for a value of the oracle, one for a record, one for a day; what an index lies about them is not shown', async ({
  browser,
  network,
}) => {
  test.setTimeout(360_000)
  const buyer = await enterWithMoney(browser, network, 'insurer')

  await test.step('a value that is reached: the agent fires the order and delivers', async () => {
    await choose(buyer)
    await buyer.getByLabel('When').selectOption({ label: 'When a value rises to' })
    await expect(buyer.getByText('Say what the order shall wait for.')).toBeVisible()
    await buyer.getByLabel('Value', { exact: true }).selectOption({ label: 'EUR / USD' })
    await buyer.getByLabel('Reaches').fill('0.01')
    await pay(buyer)
    await expect(buyer.getByText('The keys are there', { exact: true })).toBeVisible({ timeout: 60_000 })
    await expect(buyer.getByText('Its time has come')).toBeVisible()
    await buyer.getByRole('button', { name: 'Open it' }).click()
    await expect(buyer.getByText('Everything is what was promised')).toBeVisible({ timeout: 60_000 })
  })

  const before = await readBalance(network.rpcUrl, cast.insurer.address)
  await test.step('a day that is far away: the money waits, and comes back on a word', async () => {
    await choose(buyer)
    await buyer.getByLabel('When').selectOption({ label: 'On a day' })
    await buyer.getByLabel('Not before').fill(`${nextMonth.toISOString().slice(0, 10)}T12:00`)
    await pay(buyer)
    await expect(buyer.getByText('The order waits for its event')).toBeVisible()
    await expect(buyer.getByText(new RegExp(`^It fires on .*${nextMonth.getUTCFullYear()}`))).toBeVisible()
    expect(await readBalance(network.rpcUrl, cast.insurer.address)).toBeLessThan(before)
    await buyer.getByRole('button', { name: 'Take the money back' }).click()
    await expect(buyer.getByText('Your money is back')).toBeVisible()
    expect(await readBalance(network.rpcUrl, cast.insurer.address)).toBe(before)
  })

  await test.step('the next record of a car: once a workshop has written it, the agent fires the order and delivers', async () => {
    const car = await giveRecordedCar(network.rpcUrl, { owner: 'lender', vin: 'WE2E0000000000009' })
    await choose(buyer)
    await buyer.getByLabel('When').selectOption({ label: "With a vehicle's next record" })
    await buyer.getByLabel('Number of the vehicle').fill(String(car))
    await pay(buyer)
    await expect(buyer.getByText('The order waits for its event')).toBeVisible()
    await expect(buyer.getByText(`It fires when vehicle ${car} has 3 records.`)).toBeVisible()
    const owner = await enter(browser, network, 'lender')
    await owner.goto(`/vehicle?id=${car}`)
    await owner.getByRole('button', { name: 'Sign a code' }).click()
    const code = await owner.getByText(/vehicle\/record#code=/).textContent()
    await owner.context().close()
    const workshop = await enter(browser, network, 'workshop')
    await workshop.goto(code ?? '')
    await workshop.getByLabel('Odometer, km').fill('45000')
    await workshop.getByLabel('What was done or found').fill('Brakes renewed')
    await workshop.getByRole('button', { name: 'Sign and write' }).click()
    await expect(workshop.getByText('The record is written.', { exact: true })).toBeVisible()
    await workshop.context().close()
    await expect(buyer.getByText('The keys are there', { exact: true })).toBeVisible({ timeout: 60_000 })
    await buyer.getByRole('button', { name: 'Open it' }).click()
    await expect(buyer.getByText('Everything is what was promised')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('an index that lies about an order: the page refuses, and how it stands comes from the chain', async () => {
    await lie<Told>(buyer, 'orders', ({ rows }) => Object.assign(rows[0]!, { state: 'refunded', price: '1' }))
    await buyer.reload()
    await expect(buyer.getByText('The keys are there', { exact: true })).toBeVisible()
    await lie<Told>(buyer, 'orders', ({ events }) => Object.assign(events![0]!, { time: 1_000 }))
    await buyer.reload()
    await expect(buyer.getByText('The index told something else about the steps of this order')).toBeVisible()
    await expect(buyer.getByText('Ordered and paid')).toHaveCount(0)
    await lie<Told>(buyer, 'orders', ({ rows }) =>
      Object.assign(rows[0]!, { order: rows[0]!.order.replace(/.$/, 'f') }),
    )
    await buyer.reload()
    await expect(buyer.getByText('Market.ForgedOrderError')).toBeVisible()
    await expect(buyer.getByText('The keys are there', { exact: true })).toHaveCount(0)
    await lie<Told>(buyer, 'orders', (told) => Object.assign(told, { rows: [], events: [], deliveries: [] }))
    await buyer.reload()
    await expect(buyer.getByText('The keys are there', { exact: true })).toBeVisible()
  })

  await test.step('an index that lies about the purchases: none of it is shown, and what it hides is', async () => {
    await lie<Told>(buyer, 'orders', ({ rows }) => {
      const [first, second, third] = rows
      Object.assign(first!, { state: 'refunded' })
      Object.assign(second!, { price: '1' })
      Object.assign(third!, { title: 'Another title' })
      rows.push({ ...first!, id: first!.id.replace(/.$/, 'f') }, { ...first!, buyer: `0x${'12'.repeat(20)}` })
      // The same order twice would be one row twice.
      rows.shift()
    })
    await buyer.goto('/market/purchases')
    const rows = buyer.getByRole('table', { name: 'My purchases' }).getByRole('row')
    await expect(rows.filter({ hasText: 'The index told something else about this purchase' })).toHaveCount(4)
    await expect(rows.filter({ hasText: 'Another title' })).toHaveCount(0)
    await lie<Told>(buyer, 'orders', ({ rows }) => Object.assign(rows[0]!, { state: 'refunded' }))
    await buyer.reload()
    await expect(rows.filter({ hasText: 'Delivered' }).getByRole('button', { name: /^Verified here/ })).toHaveCount(2)
    await expect(rows.filter({ hasText: 'Money back' })).toHaveCount(1)
    await lie<Told>(buyer, 'orders', (told) => Object.assign(told, { rows: [] }))
    await buyer.reload()
    await expect(rows.filter({ hasText: 'The index does not tell of it' })).toHaveCount(3)
    tellTruth(buyer, 'orders')
  })

  await test.step('a request is answered by the agent, with what is asked for', async () => {
    await buyer.goto('/market/requests')
    await buyer.getByLabel('What do you need?').fill('How people drive in Guangzhou')
    await buyer.getByLabel('Kind').selectOption({ label: 'Driving data' })
    await buyer.getByLabel('Place').fill('Guangzhou')
    await buyer.getByRole('button', { name: 'Publish the request' }).click()
    const asked = buyer.getByRole('article').filter({ hasText: 'How people drive in Guangzhou' })
    await asked
      .getByRole('link', { name: /Guangzhou/ })
      .first()
      .click({ timeout: 60_000 })
    await expect(buyer.getByRole('heading', { level: 1, name: /Guangzhou/ })).toBeVisible()
  })
  await buyer.context().close()
})

test('facets narrow the search by what they say, together make a link, and are all taken away at once', async ({
  page,
}) => {
  await page.goto('/market')
  const found = page.getByRole('status').filter({ hasText: /data sets?$/ })
  const count = async () => Number(/\d+/.exec((await found.textContent()) ?? '')?.[0])
  const facet = (group: string) => page.getByRole('group', { name: group }).getByRole('button')
  await expect(found).toContainText(/[1-9]/, { timeout: 90_000 })

  const kind = facet('Kind').filter({ hasText: 'Driving data' })
  const place = facet('Place').first()
  const placeName = (await place.textContent())!.replace(/\d+$/, '')
  await kind.click()
  await expect(page).toHaveURL(/kind=driving/)
  await expect(kind).toHaveAttribute('aria-pressed', 'true')
  await facet('Place').filter({ hasText: placeName }).click()
  await expect(page).toHaveURL(/place=/)
  const rows = page.getByRole('article')
  await expect.poll(async () => (await rows.count()) === Math.min(20, await count())).toBe(true)
  const fitting = rows.filter({ hasText: placeName }).filter({ hasText: 'Driving data' })
  await expect.poll(async () => (await rows.count()) - (await fitting.count())).toBe(0)

  await test.step('the address says it all: another visit finds the same', async () => {
    await page.reload()
    await expect(kind).toHaveAttribute('aria-pressed', 'true')
    await expect(facet('Place').filter({ hasText: placeName })).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByText('2 chosen')).toBeVisible()
  })
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(page).not.toHaveURL(/kind=|place=/)
  await expect(kind).toHaveAttribute('aria-pressed', 'false')
})
