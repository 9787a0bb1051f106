import type { Page } from '@playwright/test'
import { giveRecordedCar as giveCar } from '../network/appraisal/testGarage.ts'
import { cast, enter } from './support/enter.ts'
import { pressUntil } from './support/pressUntil.ts'
import { expect, test } from './support/test.ts'
import { writeRecord } from './support/writeRecord.ts'

test('a used car is valued from what its owner tells, with every reason', async ({ page }) => {
  await page.goto('/appraise')
  await page.getByLabel('Distance on the odometer, km').fill('120000')
  await page.getByLabel('Worst damage').selectOption({ label: 'Heavy: structure or airbags' })
  await page.getByRole('button', { name: 'Value it' }).click()
  const reasons = page.getByRole('list', { name: 'From the new price to the value' })
  await expect(reasons.getByRole('listitem')).toContainText(['New price', 'Age', 'Distance', 'Damage', 'Value'])
  await expect(page.getByText('All this is told by the owner; no record proves it.')).toBeVisible()
})

test('a car is sold from owner to owner: a report, a test drive, a price, its documents, then money and Credit ID in one step', async ({
  browser,
  network,
  page,
}) => {
  test.setTimeout(420_000)
  const id = await giveCar(network.rpcUrl, { owner: 'lender', vin: 'WE2E0000000000001' })
  const seller = await enter(browser, network, 'lender')
  const buyer = await enter(browser, network, 'insurer')
  const saleId = /sale\?id=0x[0-9a-f]{64}$/
  let sale = ''

  await test.step('a workshop has written what it did, with a photo, sealed to the seller', async () => {
    await seller.goto(`/vehicle?id=${id}`)
    const workshop = await enter(browser, network, 'workshop')
    await writeRecord(seller, workshop)
    await workshop.context().close()
  })

  await test.step('the seller offers it with a report', async () => {
    await seller.reload()
    await expect(seller.getByText('Complete and in order')).toBeVisible()
    await seller.getByRole('link', { name: 'Offer it for sale' }).click()
    await seller.getByLabel('Price, whole QDD').fill('15000')
    await seller.getByLabel('What you say about the car').fill('Garage kept, one hand.')
    await seller.getByRole('button', { name: 'Offer the car' }).click()
    await expect(seller.getByRole('button', { name: 'Withdraw the offer' })).toBeVisible()
    await expect(seller).toHaveURL(saleId)
    sale = new URL(seller.url()).search
  })

  await test.step('the buyer reads what the terms bind, asks for a test drive and bids', async () => {
    await buyer.goto(`/sale${sale}`)
    await expect(buyer.getByText('bound by the terms')).toBeVisible()
    await expect(buyer.getByText('Garage kept, one hand.')).toBeVisible()
    await buyer.getByLabel('To the seller').fill('May I drive it?')
    await buyer.getByLabel('Time for a test drive').fill('2026-12-05T10:00')
    await buyer.getByLabel('Where to meet').fill('By the bridge')
    await buyer.getByLabel('Your price, whole QDD').fill('14500')
    await buyer.getByRole('button', { name: 'Send' }).click()
    await expect(buyer.getByRole('listitem').filter({ hasText: 'May I drive it?' })).toBeVisible()
  })

  await test.step('the seller agrees to time and price; nobody else reads the words', async () => {
    await seller.getByRole('button', { name: 'Read the messages' }).click()
    await expect(seller.getByText('By the bridge')).toBeVisible()
    await seller.getByRole('button', { name: 'Accept this time' }).click()
    await expect(seller.getByText('agreed', { exact: true })).toBeVisible()
    await page.goto(`/sale${sale}`)
    await expect(page.getByText('Sealed between the two').first()).toBeVisible()
    await expect(page.getByText('By the bridge')).toHaveCount(0)
    const old = seller.url()
    await seller.getByRole('button', { name: 'Sell at this price' }).click()
    await expect(seller).not.toHaveURL(old)
    await expect(seller).toHaveURL(saleId)
  })

  await test.step('the buyer pays into the escrow', async () => {
    await buyer.getByRole('link', { name: 'The car is offered again' }).click()
    // The first offer has the same button until its page gives way.
    await expect(buyer.getByRole('definition').filter({ hasText: '14,500 QDD' }).first()).toBeVisible()
    const pay = buyer.getByRole('button', { name: 'Pay into the escrow' })
    await expect(pay).toBeDisabled()
    await tickAll(buyer, 3)
    await pay.click()
    await expect(buyer.getByText('Paid, before hand-over')).toBeVisible()
  })

  await test.step('the two go on talking after the payment, and still nobody else reads it', async () => {
    await buyer.getByLabel('To the seller').fill('I come at ten.')
    await buyer.getByRole('button', { name: 'Send' }).click()
    await expect(buyer.getByRole('listitem').filter({ hasText: 'I come at ten.' })).toBeVisible()
    await seller.getByRole('button', { name: 'Read the messages' }).click()
    await expect(seller.getByText('I come at ten.')).toBeVisible()
    await seller.getByLabel('To the buyer').fill('The keys are ready.')
    await seller.getByRole('button', { name: 'Send' }).click()
    await expect(buyer.getByText('The keys are ready.')).toBeVisible()
    await page.goto(new URL(buyer.url()).pathname + new URL(buyer.url()).search)
    await expect(page.getByText('Sealed between the two')).toHaveCount(2)
    await expect(page.getByText('The keys are ready.')).toHaveCount(0)
  })

  await test.step('the seller hands the documents over: their keys, sealed to the buyer', async () => {
    await buyer.getByRole('button', { name: 'Publish my reading key' }).click()
    await expect(buyer.getByText('Your reading key is published.')).toBeVisible()
    await pressUntil(
      seller.getByRole('button', { name: 'Seal them to the buyer' }),
      seller.getByText('One record is sealed to it.'),
    )
  })

  await test.step('a reload in the middle loses nothing; the hand-over releases both', async () => {
    await buyer.reload()
    const release = buyer.getByRole('button', { name: 'I have the car: release' })
    await expect(release).toBeDisabled()
    await tickAll(buyer, 6)
    await release.click()
    await expect(buyer.getByText('Sold', { exact: true })).toBeVisible()
    await buyer.getByRole('button', { name: 'Rate the other side' }).click()
    await expect(buyer.getByText('Thank you for your rating')).toBeVisible()
    await expect(buyer.getByText('earned', { exact: false }).filter({ hasText: '10 AUC' })).toBeVisible()
  })

  await test.step('the new owner reads what the workshop wrote, which nobody else can', async () => {
    for (const who of [page, buyer]) {
      await who.goto(`/vehicle?id=${id}`)
      await who.getByRole('button', { name: 'Read the document' }).click()
    }
    await expect(buyer.getByText('Brakes renewed')).toBeVisible()
    await expect(buyer.getByRole('img', { name: 'Photo 1' })).toBeVisible()
    await expect(page.getByText('It is sealed to the owner.')).toBeVisible()
  })

  await test.step('the chain says so to anybody', async () => {
    await seller.goto(`/vehicle?id=${id}`)
    await expect(seller.getByText('Changed hands')).toBeVisible()
    await expect(seller.getByRole('link', { name: new RegExp(cast.insurer.address, 'i') }).first()).toBeVisible()
  })
  await seller.context().close()
  await buyer.context().close()
})

/** Ticks a list of so many points, once all of them are there. */
async function tickAll(page: Page, count: number): Promise<void> {
  const boxes = page.getByRole('checkbox')
  await expect(boxes).toHaveCount(count)
  for (const box of await boxes.all()) await box.check()
}
