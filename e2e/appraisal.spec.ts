import type { Page } from '@playwright/test'
import { giveRecordedCar as giveCar } from '../network/appraisal/testGarage.ts'
import { enter } from './support/enter.ts'
import { readCode } from './support/readCode.ts'
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

  await test.step('the owner lets appraisers apply', async () => {
    await client.goto(`/vehicle?id=${id}`)
    await client.getByRole('link', { name: 'Order an appraisal' }).click()
    await sayWhere(client, '52.39', '13.06')
    await expect(client.getByRole('radio', { name: /about 20 km away/ })).toBeVisible()
    await client.getByRole('radio', { name: /Let appraisers apply/ }).check()
    await client.getByRole('button', { name: 'Order it' }).click()
    await expect(client).toHaveURL(/appraisal\?id=\d+/)
    await expect(client.getByText('Takes applications: none yet')).toBeVisible()
    job = new URL(client.url()).search
  })

  await test.step('two apply, one with a few words; the owner chooses the one who is near', async () => {
    const other = await enter(browser, network, 'secondAppraiser')
    await other.goto(`/appraisal${job}`)
    await other.getByRole('button', { name: 'Apply', exact: true }).click()
    await expect(other.getByText('You have applied')).toBeVisible()
    await appraiser.goto(`/appraisal${job}`)
    await appraiser.getByLabel('What you tell the client').fill('I can come on Monday.')
    await appraiser.getByRole('button', { name: 'Apply', exact: true }).click()
    await expect(appraiser.getByText('You have applied')).toBeVisible()
    await expect(appraiser.getByRole('button', { name: 'Take the job' })).toHaveCount(0)
    await page.goto('/appraisal')
    await expect(page.getByText('Takes applications: 2 applied')).toBeVisible()
    await expect(client.getByText('I can come on Monday.')).toBeVisible()
    await sayWhere(client, '52.39', '13.06')
    await expect(client.getByRole('radio')).toHaveCount(2)
    await client.getByRole('radio', { name: /about 20 km away/ }).check()
    await client.getByRole('button', { name: 'Choose this appraiser' }).click()
    await expect(client.getByText('Chosen, not accepted yet')).toBeVisible()
    await expect(other.getByText('The client has chosen somebody else for now')).toBeVisible()
    await other.context().close()
  })

  await test.step('the chosen appraiser takes the job, goes through the list and signs', async () => {
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
    await expect(appraiser).toHaveURL(/report\?cid=bafkr4i/)
    report = new URL(appraiser.url()).search
  })

  await test.step('a visitor checks it', async () => {
    await page.goto(`/report${report}`)
    await expect(page.getByText('nothing failed')).toBeVisible({ timeout: 90_000 })
    // A simulated car was read, which nobody can prove.
    const value = page.getByRole('listitem').filter({ hasText: 'The automatic valuation.' })
    await expect(value).toContainText("rests on the author's word")
    await expect(page.getByText('$16,800')).toBeVisible()
    await expect(page.getByText('simulator, no car')).toBeVisible()
  })

  await test.step('it speaks two languages where the visitor wants that: after a reload, in its code, and on paper', async () => {
    const languages = page.getByRole('group', { name: 'Language of the report' })
    await languages.getByRole('button', { name: /English.*中文/ }).click()
    await expect(page).toHaveURL(/lang=both/)
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Appraisal report 评估报告')
    const line = page.getByRole('listitem').filter({ hasText: 'It is the report of appraisal' })
    await expect(line.locator('[lang=zh-CN]')).toHaveText(/这是评估 \d+ 的报告，价格与评级一致。 成立/, {
      timeout: 90_000,
    })
    await expect(page.getByText('nothing failed 全部通过')).toBeVisible()
    const address = await readCode(page.getByRole('img', { name: 'Code that leads to this report' }))
    expect(address).toBe(`${network.appUrl}/report${report}&lang=both`)
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)
    expect(sheets).toHaveLength(1)
    await page.emulateMedia({ media: 'print' })
    await expect(line.locator('[lang=zh-CN]')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
    await page.emulateMedia({ media: null })
    await languages.getByRole('button', { name: '中文', exact: true }).click()
    await expect(page.getByText('这是评估')).toBeVisible()
    await expect(page.getByText('It is the report of appraisal')).toHaveCount(0)
  })
  await client.context().close()
  await appraiser.context().close()
})
