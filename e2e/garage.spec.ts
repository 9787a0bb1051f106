import type { Page } from '@playwright/test'
import { enter } from './support/enter.ts'
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
  await expect(bar(page).getByText('Connected', { exact: true })).toBeVisible({ timeout: 60_000 })
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
  await expect.poll(size, { timeout: 60_000 }).toBeGreaterThan(bytes)
}

test('before any script of the app runs the page shows the ways to a car that this browser has', async ({
  page,
  context,
  complaints,
}) => {
  await context.route('**/_next/**/*.js', (route) => route.abort())
  const adapter = page.getByRole('button', { name: 'Connect the adapter' })
  const noWay = page.getByText('This browser cannot reach serial ports or USB.', { exact: false })
  await injectSerial(page, car.url)
  await page.goto('/garage')
  await expect(adapter).toBeVisible()
  await expect(noWay).toBeHidden()
  const phone = await context.newPage()
  await phone.addInitScript(() => {
    for (const way of ['serial', 'usb']) delete (Navigator.prototype as unknown as Record<string, unknown>)[way]
  })
  await phone.goto('/garage')
  await expect(phone.getByText('This browser cannot reach serial ports or USB.', { exact: false })).toBeVisible()
  await expect(phone.getByRole('button', { name: 'Connect the adapter' })).toBeHidden()
  // The browser reports what it was not given.
  complaints.length = 0
})

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
    await expect(page.getByText('P0420').first()).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Clear codes' }).click()
    await expect(page.getByRole('button', { name: 'Clear the codes' })).toBeDisabled()
    await page.keyboard.press('Escape')
  })

  await test.step('the VIN comes from the car', async () => {
    await page.getByRole('tab', { name: 'Vehicle' }).click()
    await page.getByRole('button', { name: "Read the car's facts" }).click()
    await expect(page.getByText('ZZZSAMPLECAR00017')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('unplugged and plugged in again, the trip goes on', async () => {
    await page.getByRole('button', { name: 'Record a trip' }).click()
    await recorded(page, 2000)
    car.unplug()
    await expect(bar(page).getByText('Connection lost')).toBeVisible()
    car.plugIn()
    await expect(bar(page).getByText('Connected', { exact: true })).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: 'End the trip' }).click()
  })

  await test.step('the trip page shows facts, charts and the gap, and keeps them', async () => {
    await expect(page.getByRole('heading', { level: 1, name: /^Trip of/ })).toBeVisible({ timeout: 60_000 })
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
  // A real port is free as soon as its page is gone; the socket behind this one takes a moment.
  await expect.poll(() => car.isHeld()).toBe(false)
  await connect(page)
  await trips(page).getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('button', { name: 'End the trip' })).toBeVisible()
  await page.getByRole('button', { name: 'End the trip' }).click()
  await expect(page.getByText('ended in order')).toBeVisible({ timeout: 60_000 })
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
  await expect(second.getByText('The port is taken', { exact: false })).toBeVisible({ timeout: 60_000 })
  await second.getByRole('button', { name: 'Simulated car', exact: true }).click()
  await expect(bar(second).getByText('Connected', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(trips(second).getByText('Recorded in another tab')).toBeVisible()
  await expect(trips(second).getByRole('button', { name: 'Continue' })).toHaveCount(0)

  await page.getByRole('button', { name: 'End the trip' }).click()
  await expect(page.getByText('ended in order')).toBeVisible({ timeout: 60_000 })
  await expect(trips(second).getByText('Recorded in another tab')).toHaveCount(0)
})

test('the position of the browser becomes the track, also after a reload', async ({ page, context }) => {
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ latitude: 48.1, longitude: 11.5, accuracy: 5 })
  await injectSerial(page, car.url)
  await page.goto('/garage')
  await connect(page)
  await page.getByRole('button', { name: 'Record a trip' }).click()
  await expect(bar(page).getByText('Position on')).toBeVisible()
  await recorded(page, 1000)
  await page.reload()
  await expect.poll(() => car.isHeld()).toBe(false)
  await connect(page)
  await trips(page).getByRole('button', { name: 'Continue' }).click()
  await expect(bar(page).getByText('Position on')).toBeVisible()
  for (const step of [1, 2, 3, 4, 5]) {
    await context.setGeolocation({ latitude: 48.1 + step / 1000, longitude: 11.5, accuracy: 5 })
    await recorded(page, 1500 + step * 500)
  }
  await page.getByRole('button', { name: 'End the trip' }).click()
  await expect(page.getByRole('figure', { name: /^Track of/ })).toBeVisible({ timeout: 60_000 })
})

test('a list of the maker asks one control unit alone; each value has its rate', async ({ page }) => {
  await injectSerial(page, car.url)
  await page.goto('/garage')
  await connect(page)
  await page.getByText(/^Choose what is read/).click()
  const rate = page.getByLabel('How often: Vehicle speed')
  await rate.selectOption({ label: 'once a second' })
  await expect(rate).toHaveValue('1')
  await page.getByRole('tab', { name: 'Adapter' }).click()
  const list =
    'Name,ShortName,ModeAndPID,Equation,Min,Max,Units,Header\nGearbox speed,GS,010D,A*2,0,255,km/h,7E1\nNobody,NB,010D,A,0,255,km/h,7B0\nSway,SW,010D,A/9,0,9,m/s^2,7E0\n'
  await page
    .getByLabel('Import a Torque list')
    .setInputFiles({ name: 'maker.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await expect(row('Gearbox speed')).toContainText('7E1')
  await row('Gearbox speed').getByRole('button', { name: 'Ask' }).click()
  await expect(row('Gearbox speed')).toContainText(/\d km\/h/)
  await row('Sway').getByRole('button', { name: 'Ask' }).click()
  await expect(row('Sway')).toContainText(/\d m\/s²/)
  await row('Nobody').getByRole('button', { name: 'Ask' }).click()
  await expect(row('Nobody')).toContainText('Obd.NoDataError', { timeout: 60_000 })
})

test('the VIN of the car becomes a Credit ID, and its maker confirms it', async ({ browser, network }) => {
  const owner = await enter(browser, network, 'storage')
  await owner.goto('/garage')
  // What the browser can reach is known once the page is awake; before that a press goes nowhere.
  await expect(owner.getByRole('button', { name: 'Connect the adapter' })).toBeEnabled()
  await owner.getByRole('button', { name: 'Simulated car', exact: true }).click()
  await expect(bar(owner).getByText('Connected', { exact: true })).toBeVisible({ timeout: 60_000 })
  const cars = owner.getByRole('region', { name: 'My cars' })
  await cars.getByRole('button', { name: 'Read it from the car' }).click()
  await expect(cars.getByLabel('VIN')).toHaveValue('ZZZSAMPLECAR00017', { timeout: 60_000 })
  await cars.getByLabel('Model').fill('Birk 1.6')
  await cars.getByRole('button', { name: 'Claim the Credit ID' }).click()
  await expect(cars.getByText('Claimed, not confirmed yet.', { exact: false })).toBeVisible({ timeout: 60_000 })
  const link = cars.getByRole('link', { name: /^To Credit ID \d+$/ })
  const place = (await link.getAttribute('href'))!

  await test.step('a second id of the same car is refused', async () => {
    await cars.getByRole('button', { name: 'Claim the Credit ID' }).click()
    await expect(cars.getByText('This VIN has a Credit ID already.')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('the owner cannot confirm; the maker can', async () => {
    await link.click()
    await expect(owner).toHaveURL(/\/vehicle\?id=/)
    await expect(owner.getByText('Claimed, not confirmed yet')).toBeVisible({ timeout: 60_000 })
    await expect(owner.getByRole('button', { name: 'Confirm this car' })).toHaveCount(0)
    const maker = await enter(browser, network, 'maker')
    await maker.goto(place)
    await maker.getByRole('button', { name: 'Confirm this car' }).click({ timeout: 60_000 })
    await expect(maker.getByText('Confirmed', { exact: true })).toBeVisible({ timeout: 60_000 })
    await owner.goto('/garage')
    await expect(cars.getByText('confirmed', { exact: true })).toBeVisible({ timeout: 60_000 })
  })
})

test('a drive of two hours with more than a million samples opens, and its charts follow the keys', async ({
  page,
}) => {
  const hz = 20
  const paths = ['Speed', 'OBD.EngineLoad', 'OBD.CoolantTemperature', 'OBD.ThrottlePosition', 'OBD.IntakeTemp']
  const all = [...paths, 'Powertrain.CombustionEngine.Speed', 'TraveledDistance', 'OBD.ControlModuleVoltage']
  const times = Array.from({ length: 7_200 * hz + 1 }, (_, i) => (i * 1_000) / hz)
  const series = all.map((path, which) => {
    return {
      path: `Vehicle.${path}`,
      times,
      values: times.map((ms) => Math.round(60 + 40 * Math.sin(ms / 9_000 + which))),
    }
  })
  const buffer = Buffer.from(JSON.stringify({ header: { startedMs: 1_790_000_000_000 }, series }))
  await page.goto('/garage')
  // Until the card is awake a file goes nowhere.
  await expect(trips(page).getByText('Reading the trips')).toHaveCount(0)
  await trips(page).getByLabel('Import').setInputFiles({ name: 'long.json', mimeType: 'application/json', buffer })
  await trips(page).getByRole('link').click({ timeout: 60_000 })
  const opened = page.evaluate(() => performance.now())
  await expect(page.getByText('1,152,008', { exact: true })).toBeVisible({ timeout: 60_000 })
  console.log(`two hours opened in ${Math.round((await page.evaluate(() => performance.now())) - (await opened))} ms`)

  const curve = page.getByRole('slider', { name: 'Vehicle.Speed' })
  await curve.focus()
  await expect(curve).toHaveAttribute('aria-valuetext', '0:00 – 2:00:00')
  for (const key of ['+', '+', '+', 'ArrowRight']) await page.keyboard.press(key)
  await expect(curve).not.toHaveAttribute('aria-valuetext', '0:00 – 2:00:00')
  const frames = await page.evaluate(async () => {
    const times: number[] = []
    const target = document.activeElement!
    for (let i = 0; i < 60; i++) {
      const key = i % 20 < 10 ? 'ArrowRight' : 'ArrowLeft'
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      times.push(await new Promise<number>(requestAnimationFrame))
    }
    return times.slice(1).map((time, i) => time - times[i]!)
  })
  const sorted = frames.toSorted((a, b) => a - b)
  console.log(`three charts moved: ${sorted[30]!.toFixed(0)} ms a frame, 95th of 100 ${sorted[56]!.toFixed(0)} ms`)
})
