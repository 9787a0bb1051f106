import { expect, test } from './support/test.ts'

test('the first page tells what this is and shows a head that moves', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The open exchange for vehicle data')
  const panel = page.getByRole('region', { name: 'Newest block' })

  await test.step('the head is final, with the seals of a quorum', async () => {
    await expect(panel.getByRole('img', { name: /^(1[5-9]|2[01]) of 21 producers sealed/ })).toBeVisible()
    await expect(panel.getByText('Final.')).toBeVisible()
  })

  await test.step('the number grows and the age ticks', async () => {
    const number = panel.getByRole('link').first()
    const before = Number((await number.textContent())?.replace(/,/g, ''))
    expect(before).toBeGreaterThanOrEqual(0)
    await expect.poll(async () => Number((await number.textContent())?.replace(/,/g, ''))).toBeGreaterThan(before)
    await expect(panel.getByText(/^\d+\.\d s ago$/)).toBeVisible()
  })
})

test('nothing is shown as a number while the node has not answered', async ({ page }) => {
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/config.json', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/')
  const panel = page.getByRole('region', { name: 'Newest block' })
  await expect(panel.getByText('Arrived')).toBeVisible()
  const values = await panel.getByRole('definition').allTextContents()
  expect(values.join('')).toBe('')
  await expect(panel.getByRole('link')).toHaveCount(0)
  answer()
  await expect(panel.getByText('Final.')).toBeVisible()
})

test('a door leads only to what is built, and the addresses for other tools are those of the node', async ({
  page,
  network,
}) => {
  await page.goto('/')
  const doors = page.getByRole('region', { name: 'What people come here for' })
  await expect(doors.getByRole('listitem')).toHaveCount(4)
  for (const door of await doors.getByRole('listitem').all()) {
    const link = door.getByRole('link')
    if ((await link.count()) === 0) await expect(door).toContainText('Not open yet')
    else expect((await page.request.get((await link.getAttribute('href'))!)).status()).toBe(200)
  }
  await expect(page.getByText(network.rpcUrl, { exact: true })).toBeVisible()
  await doors.getByRole('link', { name: 'Open the explorer' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explorer')
})
