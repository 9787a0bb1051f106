import type { Page } from '@playwright/test'
import { injectSerial, type SerialCar, startSerialCar } from './support/serialPort.ts'
import { expect, test } from './support/test.ts'

// The injected port speaks to a simulated car over a socket of the test, to which the policy of the app rightly forbids to talk.
test.use({ bypassCSP: true })

let car: SerialCar
test.beforeEach(async () => {
  car = await startSerialCar()
})
test.afterEach(() => car.stop())

const bar = (page: Page) => page.getByRole('region', { name: 'Connection' })
const trips = (page: Page) => page.getByRole('region', { name: 'Trips' })

async function connect(page: Page) {
  await page.getByRole('button', { name: 'Connect the adapter' }).click()
  await expect(bar(page).getByText('Connected', { exact: true })).toBeVisible({ timeout: 20_000 })
}

/** Waits until what was recorded is safe on the disk. */
async function recorded(page: Page, bytes: number) {
  const size = () =>
    page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('trips')
      let total = 0
      for await (const handle of (folder as unknown as { values(): AsyncIterable<FileSystemFileHandle> }).values()) {
        total += (await handle.getFile()).size
      }
      return total
    })
  await expect.poll(size, { timeout: 20_000 }).toBeGreaterThan(bytes)
}

test('the adapter is plugged in, the car read, the drive recorded, the cable pulled and put back', async ({ page }) => {
  await injectSerial(page, car.url)
  await page.goto('/garage')
  await connect(page)

  await test.step('gauges show what the car says', async () => {
    const gauge = page
      .getByRole('list', { name: 'Live values' })
      .getByRole('listitem')
      .filter({ hasText: 'Engine speed' })
    await expect(gauge).toContainText(/[\d,]{3,} ?rpm/)
  })

  await test.step('codes, readiness and the freeze frame are read; clearing asks first', async () => {
    await page.getByRole('tab', { name: 'Trouble codes' }).click()
    await page.getByRole('button', { name: 'Read trouble codes' }).click()
    await expect(page.getByText('P0420').first()).toBeVisible({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Clear codes' }).click()
    await expect(page.getByRole('button', { name: 'Clear the codes' })).toBeDisabled()
    await page.keyboard.press('Escape')
  })

  await test.step('the VIN comes from the car', async () => {
    await page.getByRole('tab', { name: 'Vehicle' }).click()
    await page.getByRole('button', { name: "Read the car's facts" }).click()
    await expect(page.getByText('ZZZSAMPLECAR00017')).toBeVisible({ timeout: 20_000 })
  })

  await test.step('unplugged and plugged in again, the trip goes on', async () => {
    await page.getByRole('button', { name: 'Record a trip' }).click()
    await recorded(page, 2000)
    car.unplug()
    await expect(bar(page).getByText('Connection lost')).toBeVisible()
    car.plugIn()
    await expect(bar(page).getByText('Connected', { exact: true })).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: 'End the trip' }).click()
  })

  await test.step('the trip page shows facts, charts and the gap, and keeps them', async () => {
    await expect(page.getByRole('heading', { level: 1, name: /^Trip of/ })).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText('ended in order')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Events' }).getByText('Adapter lost').first()).toBeVisible()
    await page.getByRole('button', { name: 'Check against the dictionary' }).click()
    await expect(page.getByText(/records fit the driving dictionary/)).toBeVisible()
    await page.reload()
    await expect(page.getByText('ended in order')).toBeVisible()
  })
})

test('a page that is reloaded in the middle of a trip goes on with it', async ({ page }) => {
  await injectSerial(page, car.url)
  await page.goto('/garage')
  await connect(page)
  await page.getByRole('button', { name: 'Record a trip' }).click()
  await recorded(page, 2000)
  await page.reload()
  await expect(trips(page).getByText('Interrupted')).toBeVisible()
  await connect(page)
  await trips(page).getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('button', { name: 'End the trip' })).toBeVisible()
  await page.getByRole('button', { name: 'End the trip' }).click()
  await expect(page.getByText('ended in order')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('region', { name: 'Events' }).getByText('Went on')).toBeVisible()
})

test('no port chosen, and ports forbidden, are said in words', async ({ page, context }) => {
  await injectSerial(page, car.url, 'NotFoundError')
  await page.goto('/garage')
  await page.getByRole('button', { name: 'Connect the adapter' }).click()
  await expect(page.getByText('No port was chosen.', { exact: false })).toBeVisible()

  const other = await context.newPage()
  await injectSerial(other, car.url, 'SecurityError')
  await other.goto('/garage')
  await other.getByRole('button', { name: 'Connect the adapter' }).click()
  await expect(other.getByText('The browser did not allow it.')).toBeVisible()
})

test('a second tab can neither take the port nor write into the trip', async ({ page, context }) => {
  await injectSerial(page, car.url)
  await page.goto('/garage')
  await connect(page)
  await page.getByRole('button', { name: 'Record a trip' }).click()
  await recorded(page, 1000)

  const second = await context.newPage()
  await injectSerial(second, car.url)
  await second.goto('/garage')
  await second.getByRole('button', { name: 'Connect the adapter' }).click()
  await expect(second.getByText('The port is taken', { exact: false })).toBeVisible({ timeout: 20_000 })
  await second.getByRole('button', { name: 'Simulated car' }).click()
  await expect(bar(second).getByText('Connected', { exact: true })).toBeVisible({ timeout: 20_000 })
  await trips(second).getByRole('button', { name: 'Continue' }).click()
  await expect(second.getByText('This trip is being recorded in another tab.')).toBeVisible()
})
