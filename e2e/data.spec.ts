import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { follow } from './support/follow.ts'
import { expect, test } from './support/test.ts'
import { createWallet, unlock } from './support/useWallet.ts'

let folder = ''
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qood-data-'))
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

// Without the dialog of the system, which no test can press, files go to the downloads.
test.beforeEach(({ page }) => page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker')))

const lines = Array.from({ length: 2_000 }, (_, i) =>
  JSON.stringify({ time: 1_764_300_000_000 + i * 500, speedKph: 50 + (i % 30) }),
)
const recording = `${lines.join('\n')}\n`

const goTo = (page: Page, tab: string) => follow(page, 'Parts of your data', tab)

async function openRoom(page: Page): Promise<void> {
  await follow(page, 'Rooms', 'Sell')
  await follow(page, 'Pages of selling', 'My data')
  await expect(page.getByRole('heading', { name: 'My data' })).toBeVisible()
}

async function approve(page: Page): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Approve|Sign)/ })
    .click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('a recording is sealed, signed, stored on two nodes, checked, opened, archived and deleted', async ({
  page,
  network,
  complaints,
}) => {
  const path = join(folder, 'drive.jsonl')
  await writeFile(path, recording)
  await createWallet(page)
  await openRoom(page)
  await expect(page.getByText('Nothing is sealed here yet')).toBeVisible()

  await test.step('the file is picked and cut by time; what becomes public is shown before it is signed', async () => {
    await goTo(page, 'Seal a file')
    await page.locator('input[type=file]').setInputFiles(path)
    await expect(page.getByLabel('Title')).toHaveValue('drive')
    await expect(page.getByLabel('Cut into parts')).toHaveValue('windows')
    await page.getByRole('button', { name: 'Seal it' }).click()
    const chosen = page.getByRole('region', { name: 'Written by you' })
    await expect(chosen.getByRole('row')).toHaveCount(3)
    await expect(page.getByRole('region', { name: 'In every description' })).toContainText('17')
    // What the readings say is nowhere in it.
    await expect(page.locator('main')).not.toContainText('speedKph')
    await page.getByRole('button', { name: 'Sign the description' }).click()
    await approve(page)
    await expect(page.getByText('No storage node has it yet.')).toBeVisible()
  })

  await test.step('it is stored on two nodes in the name of its owner', async () => {
    await page.getByRole('button', { name: 'Store', exact: true }).click()
    await approve(page)
    await expect(page.getByRole('button', { name: /^Verify now at/ })).toHaveCount(2)
    await expect(page.getByText('19 / 19')).toHaveCount(2)
  })

  await test.step('after the whole network was started again, both copies are good', async () => {
    await network.stop()
    await network.start()
    complaints.length = 0
    for (const [i, button] of (await page.getByRole('button', { name: /^Verify now at/ }).all()).entries()) {
      await button.click()
      await expect(page.getByText('19 blocks good')).toHaveCount(i + 1)
    }
  })

  await test.step('it opens from the nodes alone', async () => {
    await page.getByRole('button', { name: 'Free the space here' }).click()
    await expect(page.getByText('No; they are fetched from the storage nodes')).toBeVisible()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Decrypt to a file' }).click()
    const download = await downloading
    expect(await readFile(await download.path(), 'utf8')).toBe(recording)
  })

  await test.step('deleted and taken in again from an archive', async () => {
    await goTo(page, 'Data sets')
    await page.getByLabel('Password of the archive').fill('garage door 7 kitten')
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export everything' }).click()
    const archive = join(folder, 'archive.qood')
    await (await downloading).saveAs(archive)
    await page.getByRole('link', { name: 'drive' }).click()
    await page.getByRole('button', { name: 'Delete this data set' }).click()
    await page.getByRole('button', { name: 'Delete it' }).click()
    await expect(page.getByText('Nothing is sealed here yet')).toBeVisible()
    await page.getByLabel('Password of the archive').fill('garage door 7 kitten')
    await page.locator('input[type=file]').setInputFiles(archive)
    await expect(page.getByRole('link', { name: 'drive' })).toBeVisible()
  })
})

test('a sealing that loses its tab, and then its worker, goes on with the same file and with no other', async ({
  page: first,
}) => {
  const [path, other] = [join(folder, 'large.bin'), join(folder, 'other.bin')]
  for (const name of [path, other]) {
    const file = await open(name, 'w')
    await file.truncate(400_000_000)
    await file.close()
  }
  const stopped = /^(The sealing stopped at|Not sealed yet)/
  await createWallet(first)
  await openRoom(first)
  await goTo(first, 'Seal a file')
  await first.locator('input[type=file]').setInputFiles(path)
  await first.getByRole('button', { name: 'Seal it' }).click()
  await holdSealing(first)
  await expect(first).toHaveURL(/\/data\/set\?id=0x/)
  const address = first.url()

  await test.step('the tab dies; another one goes on, and refuses another file', async () => {
    const died = first.waitForEvent('crash')
    const session = await first.context().newCDPSession(first)
    session.send('Page.crash').catch(() => {})
    await died
  })
  const page = await first.context().newPage()
  await page.goto(address)
  await unlock(page)
  await expect(page.getByRole('heading', { name: stopped })).toBeVisible()
  await page.locator('input[type=file]').setInputFiles(other)
  await expect(page.getByText('This is not the file that the sealing began with')).toBeVisible()

  await test.step('the worker dies in the middle of it', async () => {
    await page.locator('input[type=file]').setInputFiles(path)
    await holdSealing(page)
    const worker = page.workers().find((each) => each.url().includes('for=data'))
    await worker!.evaluate(() => {
      setTimeout(() => {
        throw new Error('The worker dies.')
      })
    })
    await expect(page.getByRole('heading', { name: stopped })).toBeVisible()
  })

  await page.locator('input[type=file]').setInputFiles(path)
  await expect(page.getByRole('button', { name: 'Sign the description' })).toBeVisible({ timeout: 120_000 })
  await expect(page.getByRole('region', { name: 'In every description' })).toContainText('400000000')
})

test('a browser without room says so before the sealing and in the middle of it, and goes on when there is room', async ({
  page,
}) => {
  const path = join(folder, 'roomy.bin')
  const file = await open(path, 'w')
  // What it once granted IndexedDB, Chromium goes on granting for half a minute; in that time nobody seals this much.
  await file.truncate(10_000_000_000)
  await file.close()
  const session = await page.context().newCDPSession(page)
  const allow = (quotaSize: number) =>
    session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize })
  await createWallet(page)
  await openRoom(page)
  await goTo(page, 'Seal a file')

  await test.step('too large a file is not begun with', async () => {
    await allow(20_000_000)
    await page.locator('input[type=file]').setInputFiles(path)
    await expect(page.getByText(/^This browser has [\d.]+ MiB left, the file needs 9\.\d+ GiB/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Seal it' })).toBeDisabled()
  })

  await test.step('the room ends in the middle', async () => {
    await allow(12_000_000_000)
    await page.getByRole('button', { name: 'Seal it' }).click({ timeout: 60_000 })
    await holdSealing(page)
    await allow(1_000_000)
    await page.getByRole('button', { name: 'Go on' }).click()
    const fault = page.getByText('The browser gives this app no more room.', { exact: false })
    await expect(fault).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('heading', { name: /^(The sealing stopped at|Not sealed yet)/ })).toBeVisible()
  })

  await allow(12_000_000_000)
  await page.locator('input[type=file]').setInputFiles(path)
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
})

async function holdSealing(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Paused')).toBeVisible()
}

test('a person without a wallet is told how to get one, and a stranger to this browser where to look', async ({
  page,
}) => {
  await page.goto('/data')
  await expect(page.getByRole('heading', { name: 'There is no wallet in this browser yet' })).toBeVisible()
  await page.goto(`/data/set?id=0x${'ab'.repeat(32)}`)
  await expect(page.getByText('This browser does not know that data set')).toBeVisible()
  await page.goto('/data/nodes')
  await expect(page.getByText('Well')).toHaveCount(2)
})
