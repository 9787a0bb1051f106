import { giveRecordedCar as giveCar } from '../network/appraisal/testGarage.ts'
import { cast, enter } from './support/enter.ts'
import { expect, test } from './support/test.ts'

test('a used car is valued from what its owner tells, with every reason', async ({ page }) => {
  await page.goto('/appraise')
  await page.getByLabel('Distance on the odometer, km').fill('120000')
  await page.getByLabel('Worst damage').selectOption({ label: 'Heavy: structure or airbags' })
  await page.getByRole('button', { name: 'Value it' }).click()
  const reasons = page.getByRole('list', { name: 'From the new price to the value' })
  await expect(reasons.getByRole('listitem')).toContainText(['New price', 'Age', 'Distance', 'Damage', 'Value'])
  await expect(page.getByText('All this is told by the owner; no record proves it.')).toBeVisible()
})

test('a car is sold from owner to owner: money and Credit ID in one step', async ({ browser, network }) => {
  test.setTimeout(240_000)
  const id = await giveCar(network.rpcUrl, { owner: 'lender', vin: 'WE2E0000000000001' })
  const seller = await enter(browser, network, 'lender')
  const buyer = await enter(browser, network, 'insurer')
  let sale = ''

  await test.step('the seller offers it', async () => {
    await seller.goto(`/vehicle?id=${id}`)
    await expect(seller.getByText('Complete and in order')).toBeVisible()
    await seller.getByRole('link', { name: 'Offer it for sale' }).click()
    await seller.getByLabel('Price, whole QDD').fill('15000')
    await seller.getByRole('button', { name: 'Offer the car' }).click()
    await expect(seller.getByRole('button', { name: 'Withdraw the offer' })).toBeVisible()
    sale = new URL(seller.url()).search
  })

  await test.step('the buyer reads it and pays into the escrow', async () => {
    await buyer.goto(`/sale${sale}`)
    const pay = buyer.getByRole('button', { name: 'Pay into the escrow' })
    await expect(pay).toBeDisabled()
    for (const box of await buyer.getByRole('checkbox').all()) await box.check()
    await pay.click()
    await expect(buyer.getByText('Paid, before hand-over')).toBeVisible()
  })

  await test.step('a reload in the middle loses nothing; the hand-over releases both', async () => {
    await buyer.reload()
    const release = buyer.getByRole('button', { name: 'I have the car: release' })
    await expect(release).toBeDisabled()
    for (const box of await buyer.getByRole('checkbox').all()) await box.check()
    await release.click()
    await expect(buyer.getByText('Sold', { exact: true })).toBeVisible()
    await buyer.getByRole('button', { name: 'Rate the other side' }).click()
    await expect(buyer.getByText('Thank you for your rating')).toBeVisible()
  })

  await test.step('the chain says so to anybody', async () => {
    await seller.goto(`/vehicle?id=${id}`)
    await expect(seller.getByText('Changed hands')).toBeVisible()
    await expect(seller.getByRole('link', { name: new RegExp(cast.insurer.address, 'i') }).first()).toBeVisible()
  })
  await seller.context().close()
  await buyer.context().close()
})
