import type { Page } from '@playwright/test'
import { giveRecordedCar as giveCar } from '../network/appraisal/testGarage.ts'
import { enter } from './support/enter.ts'
import { expect, test } from './support/test.ts'

test('an appraiser inspects a car, and a visitor without an account checks the report line by line', async ({
  browser,
  network,
  page,
}) => {
  test.setTimeout(420_000)
  const id = await giveCar(network.rpcUrl, { owner: 'lender', vin: 'WE2E0000000000002' })
  const client = await enter(browser, network, 'lender')
  const appraiser = await enter(browser, network, 'appraiser')
  let job = ''
  let report = ''

  const sayWhere = async (who: Page, latitude: string, longitude: string) => {
    await who.getByLabel('Latitude').fill(latitude)
    await who.getByLabel('Longitude').fill(longitude)
  }

  await test.step('the appraiser says roughly where', async () => {
    await appraiser.goto('/appraisal')
    await sayWhere(appraiser, '52.5163', '13.3777')
    await appraiser.getByRole('button', { name: 'Publish it' }).click()
    await expect(appraiser.getByText('Published: 52.5°, 13.4°')).toBeVisible()
  })

  await test.step('the owner orders from one who is near', async () => {
    await client.goto(`/vehicle?id=${id}`)
    await client.getByRole('link', { name: 'Order an appraisal' }).click()
    await sayWhere(client, '52.39', '13.06')
    await client.getByRole('radio', { name: /about 20 km away/ }).check()
    await client.getByRole('button', { name: 'Order it' }).click()
    await expect(client).toHaveURL(/appraisal\?id=\d+/)
    job = new URL(client.url()).search
  })

  await test.step('the appraiser takes the job, goes through the list and signs', async () => {
    await appraiser.goto(`/appraisal${job}`)
    await appraiser.getByRole('button', { name: 'Take the job' }).click()
    const list = appraiser.getByRole('group', { name: 'Look at each point' })
    await expect(list.getByRole('combobox')).toHaveCount(14)
    for (const point of await list.getByRole('combobox').all()) await point.selectOption({ label: 'Good' })
    await appraiser.getByLabel('Tyres').selectOption({ label: 'Worn' })
    await appraiser.getByText('Read the car by an adapter').click()
    await appraiser.getByRole('button', { name: 'Simulated car' }).click()
    await appraiser.getByRole('button', { name: 'Read codes and distance' }).click()
    await expect(appraiser.getByText('simulator, no car')).toBeVisible()
    await appraiser.getByLabel('Price, whole QDD').fill('16800')
    await appraiser.getByRole('button', { name: 'Sign and hand in' }).click()
    await appraiser.getByRole('link', { name: 'Read the report' }).click()
    await expect(appraiser).toHaveURL(/report\?cid=bafkrei/)
    report = new URL(appraiser.url()).search
  })

  await test.step('a visitor checks it', async () => {
    await page.goto(`/report${report}`)
    await expect(page.getByText('nothing failed')).toBeVisible({ timeout: 90_000 })
    await expect(page.getByText('The automatic valuation, worked out again here. holds')).toBeVisible()
    await expect(page.getByText('$16,800')).toBeVisible()
    await expect(page.getByText('simulator, no car')).toBeVisible()
  })
  await client.context().close()
  await appraiser.context().close()
})
