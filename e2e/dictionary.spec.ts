import type { Page } from '@playwright/test'
import { cast, enter } from './support/enter.ts'
import { expectNoFaults } from './support/expectNoFaults.ts'
import { type Network, startNetwork } from './support/startNetwork.ts'
import { expect, test } from './support/test.ts'
import { createWallet, unlock } from './support/useWallet.ts'

const day = 86_400

test('dictionaries are read from storage, checked here, and searched by keyboard', async ({ page }) => {
  await page.goto('/dictionary')
  await page.getByRole('link', { name: 'Driving' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Driving 1.0.0' })).toBeVisible()
  await expect(page.getByText('Document checked here')).toBeVisible()

  await test.step('a slash goes to the search, arrows choose, the address names the field', async () => {
    await page.locator('body').press('/')
    await page.keyboard.type('车速')
    const list = page.getByRole('listbox', { name: 'Fields' })
    await expect(list.getByRole('option').first()).toContainText('Vehicle.Speed')
    await list.focus()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('heading', { name: 'Speed', exact: true })).toBeVisible()
    await expect(page.getByText('float from -60 to 400 km/h')).toBeVisible()
    await expect(page).toHaveURL(/field=Vehicle\.Speed/)
    await page.reload()
    await expect(page.getByText('float from -60 to 400 km/h')).toBeVisible()
  })

  await test.step('a unit is read as people write it, and found so', async () => {
    await page.getByLabel('Search fields').fill('lateral m/s²')
    await page.getByRole('option', { name: /Acceleration\.Lateral/ }).click()
    await expect(page.getByText(/^float .*m\/s²$/)).toBeVisible()
    await expect(page.getByText('m/s² · metre per second squared')).toBeVisible()
    await expect(page.getByText('m/s^2')).toHaveCount(0)
  })

  await test.step('data is tried against it: what is wrong is told with record, field and reason', async () => {
    await page.getByRole('tab', { name: 'Try data' }).click()
    const good = '{"time":1764288000000,"Vehicle.Speed":50}\n'
    const buffer = Buffer.from(`${good}${good.replace('50', '900')}${good}`)
    await page.getByLabel('Check a file').setInputFiles({ name: 'drive.jsonl', mimeType: 'application/json', buffer })
    await expect(page.getByText('drive.jsonl: something is wrong in 1 of 3 records.')).toBeVisible()
    await expect(page.getByText('Expected float from -60 to 400 km/h, found 900.')).toBeVisible()
    await expectNoFaults(page)
  })
})

test('a file of another format becomes a draft that is kept, and nothing hostile comes in', async ({ page }) => {
  await page.goto('/dictionary')
  await page.getByRole('button', { name: 'Import' }).click()
  await page.getByLabel('Format').selectOption({ label: 'VSS tree, JSON' })
  const file = (text: string) => ({ name: 'tree.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await page.getByLabel('File', { exact: true }).setInputFiles(file('['.repeat(1_000)))
  await expect(page.getByText('It is nested too deep.')).toBeVisible()
  const tree = {
    Vehicle: {
      type: 'branch',
      children: { Speed: { type: 'sensor', datatype: 'float', unit: 'km/h', description: 'Fast.' } },
    },
  }
  await page.getByLabel('File', { exact: true }).setInputFiles(file(JSON.stringify(tree)))
  await expect(page.getByText('1 field found')).toBeVisible()
  await page.getByRole('button', { name: 'Begin a draft' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Draft of imported 1.0.0' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('treeitem', { name: /Speed/ })).toBeVisible()
})

test('ten thousand fields are imported, scrolled, searched, edited and undone, with a few rows on the page', async ({
  page,
}) => {
  const branch = (children: object) => ({ type: 'branch', description: 'A part.', children })
  const signal = (i: number) => [
    `Signal${i}`,
    { type: 'sensor', datatype: 'float', unit: 'km/h', min: 0, max: 400, description: `Measures thing number ${i}.` },
  ]
  const group = (g: number) => [
    `Group${g}`,
    branch(Object.fromEntries(Array.from({ length: 100 }, (_, i) => signal(g * 100 + i)))),
  ]
  const tree = { Vehicle: branch(Object.fromEntries(Array.from({ length: 100 }, (_, g) => group(g)))) }
  await page.goto('/dictionary')
  await page.getByRole('button', { name: 'Import' }).click()
  await page.getByLabel('Format').selectOption({ label: 'VSS tree, JSON' })
  const buffer = Buffer.from(JSON.stringify(tree))
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer })
  await expect(page.getByText('10,000 fields found')).toBeVisible()
  await page.getByRole('button', { name: 'Begin a draft' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Draft of imported 1.0.0' })).toBeVisible()

  const search = page.getByLabel('Search fields')
  await search.fill('thing number 9876')
  await page.getByRole('option', { name: /Signal9876/ }).click()
  await page.getByLabel('Most').fill('250')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByLabel('Most')).toHaveValue('400')

  await search.fill('signal')
  const list = page.getByRole('listbox', { name: 'Fields' })
  // What was found before stands there until the new answer comes.
  await expect(async () => {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await expect(list.getByRole('option', { name: /Signal9999/ })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  expect(await list.getByRole('option').count()).toBeLessThan(100)
})

/** Begins a draft of the driving dictionary, gives a field another highest value, and waits until it is kept. */
async function draftWithMost(page: Page, most: string) {
  await page.goto('/dictionary/view?release=1')
  await page.getByRole('button', { name: 'Start a draft' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Draft of driving/ })).toBeVisible()
  await page.getByLabel('Search fields').fill('Vehicle.Speed')
  const row = page.getByRole('option', { name: /Vehicle\.Speed/ }).first()
  await row.click()
  await page.getByLabel('Most').fill(most)
  await expect(row.getByText('changed')).toBeVisible()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
}

test('two drafts are merged field by field; where both changed the same, one chooses', async ({ page }) => {
  await draftWithMost(page, '450')
  await draftWithMost(page, '500')
  await page.getByRole('tab', { name: 'Merge' }).click()
  await expect(page.getByText('1 thing was changed by both; 1 still to choose.')).toBeVisible()
  const take = page.getByRole('button', { name: 'Put the merged version into the draft' })
  await expect(take).toBeDisabled()
  const conflict = page.getByRole('group', { name: /Vehicle\.Speed/ })
  await conflict.getByRole('radio', { name: /the other/ }).check()
  await take.click()
  await page.getByRole('tab', { name: 'Fields' }).click()
  await page.getByLabel('Search fields').fill('Vehicle.Speed')
  await page
    .getByRole('option', { name: /Vehicle\.Speed/ })
    .first()
    .click()
  await expect(page.getByLabel('Most')).toHaveValue('450')
})

test.describe('data', () => {
  const start = 1_764_288_000_000
  const lines = (records: object[]) => Buffer.from(`${records.map((record) => JSON.stringify(record)).join('\n')}\n`)
  const drive = lines(
    Array.from({ length: 60 }, (_, i) => ({ time: start + i * 1_000, 'Vehicle.Speed': i, 'Vehicle.IsMoving': i > 0 })),
  )
  const sky = lines(
    Array.from({ length: 6 }, (_, i) => ({ time: start + i * 10_000, 'Vehicle.Exterior.AirTemperature': 4 + i })),
  )

  test('of one dictionary becomes data of another, and what is lost is told', async ({ page }) => {
    await page.goto('/dictionary/view?release=1')
    await page.getByRole('tab', { name: 'Convert' }).click()
    await page.getByRole('link', { name: 'Convert a file' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Convert and join data' })).toBeVisible()
    await expect(page.getByLabel('Data of', { exact: true })).toHaveValue('1')
    await page.getByLabel('Becomes data of').selectOption({ label: 'insurance 1.0.0' })
    const rules = page.getByRole('table', { name: 'What becomes what' })
    await expect(rules.getByRole('row').filter({ hasText: 'Vehicle.Speed' }).first()).toContainText('same path')
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'drive.jsonl', mimeType: 'application/json', buffer: drive })
    await page.getByRole('button', { name: 'Convert the file' }).click()
    await expect(page.getByText('60 records read, 60 records written.')).toBeVisible()
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save the data' }).click()
    expect((await saving).suggestedFilename()).toBe('drive.insurance.jsonl')
    const bad = { name: 'bad.jsonl', mimeType: 'application/json', buffer: Buffer.from('{"time":1}\nno\n') }
    await page.getByLabel('File', { exact: true }).setInputFiles(bad)
    await page.getByRole('button', { name: 'Convert the file' }).click()
    await expect(page.getByText('bad.jsonl:2')).toBeVisible()
  })

  test('of several files becomes one set with a dictionary of its own', async ({ page }) => {
    await join(page)
    await expect(page.getByRole('row').filter({ hasText: 'drive.jsonl' })).toContainText('6060')
    await expect(page.getByText('"Vehicle.Speed": 4.5')).toBeVisible()
    await expectNoFaults(page)
    await page.getByRole('button', { name: 'Start a draft with its dictionary' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Draft of wet-drives 1.0.0' })).toBeVisible()
    await expect(page.getByRole('tab', { name: /Problems/ })).toContainText('0')
  })

  test('that was joined is sealed with its sources named', async ({ page }) => {
    await createWallet(page)
    await join(page)
    await page.getByRole('button', { name: 'Seal and sell' }).click()
    await unlock(page)
    await expect(page.getByLabel('Title')).toHaveValue('wet-drives')
    await expect(page.getByLabel('Summary')).toHaveValue(
      'Joined from drive.jsonl (60 records) and weather-road.jsonl (6 records).',
    )
    await page.getByRole('button', { name: 'Seal it' }).click()
    await expect(page.getByRole('row', { name: 'kind fusion' })).toBeVisible()
    await expect(page.getByRole('row', { name: 'dictionary.id wet-drives' })).toBeVisible()
  })

  async function join(page: Page) {
    await page.goto('/dictionary/data')
    await page.getByRole('tab', { name: 'Join' }).click()
    await page.getByLabel('Add files').setInputFiles([
      { name: 'drive.jsonl', mimeType: 'application/json', buffer: drive },
      { name: 'weather-road.jsonl', mimeType: 'application/json', buffer: sky },
    ])
    await expect(page.getByLabel('Dictionary of weather-road.jsonl')).toHaveValue('7')
    await page.getByLabel('Name of the new dictionary').fill('wet-drives')
    await page.getByRole('button', { name: 'Join the files' }).click()
    await expect(page.getByText('6 joined records')).toBeVisible()
  }
})

test.describe('a proposal', () => {
  let own: Network
  test.beforeAll(async () => {
    own = await startNetwork()
  })
  test.afterAll(() => own.remove())

  test('goes from a draft over a review and three votes to a published version', async ({ browser }) => {
    test.setTimeout(420_000)
    const author = await enter(browser, own, 'arbitrator')

    await test.step('the draft saves itself, says what is wrong, and takes things back', async () => {
      await author.goto('/dictionary/view?release=1')
      await author.getByRole('button', { name: 'Start a draft' }).click()
      await expect(author.getByRole('heading', { level: 1, name: /^Draft of driving/ })).toBeVisible()
      await author.getByLabel('Search fields').fill('Vehicle.Speed')
      await author
        .getByRole('option', { name: /Vehicle\.Speed/ })
        .first()
        .click()
      await author.getByLabel('Most').fill('-100')
      await expect(author.getByText('The least is more than the most: -60 > -100.').first()).toBeVisible()
      await author.getByRole('button', { name: 'Undo' }).click()
      await expect(author.getByLabel('Most')).toHaveValue('400')
      await author.getByLabel('Most').fill('500')
      await author.getByRole('tab', { name: 'Dictionary' }).click()
      await expect(author.getByText('Published: 1.0.0. Your changes ask for 1.1.0.')).toBeVisible()
      await author.getByRole('button', { name: 'Take 1.1.0' }).click()
      await expect(author.getByText('Saved', { exact: true })).toBeVisible()
      await author.reload()
      await expect(author.getByRole('heading', { level: 1, name: 'Draft of driving 1.1.0' })).toBeVisible()
    })

    await test.step('it is proposed', async () => {
      await author.getByRole('tab', { name: 'Propose' }).click()
      await expect(author.getByText('range widened')).toBeVisible()
      await author.getByRole('button', { name: 'Propose driving 1.1.0' }).click()
      await expect(author.getByRole('heading', { level: 1, name: 'Publish driving 1.1.0' })).toBeVisible({
        timeout: 30_000,
      })
      await expect(author.getByText('The account in use is not an editor.')).toBeVisible()
    })

    const place = new URL(author.url()).pathname + new URL(author.url()).search
    await test.step('an editor reviews it line by line; everybody reads it', async () => {
      const editor = await enter(browser, own, 'maker')
      await editor.goto(place)
      await editor.getByRole('button', { name: 'Comment on Vehicle.Speed max' }).click({ timeout: 60_000 })
      await editor.getByRole('textbox', { name: 'Comment on Vehicle.Speed max' }).fill('Fast cars exist.')
      await editor.getByLabel('Your review').fill('Good.')
      await editor.getByRole('button', { name: 'Approve' }).click()
      await expect(editor.getByText('You have reviewed this proposal.')).toBeVisible({ timeout: 60_000 })
      await editor.context().close()
      await expect(author.getByText('Fast cars exist.')).toBeVisible({ timeout: 60_000 })
    })

    await test.step('three editors vote when the review time is over', async () => {
      await own.moveClock(3 * day + 60)
      for (const who of ['maker', 'workshop', 'inspector'] as const) {
        const editor = await enter(browser, own, who)
        await editor.goto(place)
        await editor.getByRole('button', { name: 'Vote for it' }).click({ timeout: 60_000 })
        await expect(editor.getByText('You have voted on this proposal.')).toBeVisible({ timeout: 60_000 })
        await editor.context().close()
      }
      await expect(author.getByText('Would pass.')).toBeVisible({ timeout: 60_000 })
      await expect(author.getByText('Voted for')).toHaveCount(3)
    })

    await test.step('anybody has it counted, and it is published', async () => {
      await own.moveClock(4 * day + 60)
      await author.getByRole('button', { name: 'Count the votes' }).click({ timeout: 60_000 })
      await author.getByRole('link', { name: /^Release \d+$/ }).click({ timeout: 60_000 })
      await expect(author.getByRole('heading', { level: 1, name: 'Driving 1.1.0' })).toBeVisible()
      await author.getByLabel('Search fields').fill('Vehicle.Speed')
      await author
        .getByRole('option', { name: /Vehicle\.Speed/ })
        .first()
        .click()
      await expect(author.getByText('range widened')).toBeVisible()
    })

    await test.step('data of the new version is sealed, stored and put on the market', async () => {
      await author.goto('/wallet')
      await author.getByRole('button', { name: 'Get development funds' }).click()
      await expect(author.getByRole('region', { name: 'Balance' })).toContainText('1,000')
      await author.goto('/dictionary/data')
      await author.getByLabel('Data of', { exact: true }).selectOption({ label: 'driving 1.0.0' })
      await author.getByLabel('Becomes data of').selectOption({ label: 'driving 1.1.0' })
      const record = { time: 1_764_288_000_000, 'Vehicle.Speed': 50, 'Vehicle.IsMoving': true }
      const lines = Array.from({ length: 1_200 }, (_, i) =>
        JSON.stringify({ ...record, time: record.time + i * 1_000 }),
      )
      await author
        .getByLabel('File', { exact: true })
        .setInputFiles({ name: 'fast.jsonl', mimeType: 'application/json', buffer: Buffer.from(lines.join('\n')) })
      await author.getByRole('button', { name: 'Convert the file' }).click()
      await author.getByRole('button', { name: 'Seal and sell' }).click()
      await author.getByLabel('Title').fill('Fast drives')
      await author.getByRole('button', { name: 'Seal it' }).click()
      await author.getByRole('button', { name: 'Sign the description' }).click()
      await author.getByRole('button', { name: 'Store', exact: true }).click({ timeout: 60_000 })
      await expect(author.getByRole('button', { name: /^Verify now at/ })).toHaveCount(2)
      await author.goto('/sell')
      await author.getByRole('link', { name: 'Sell it' }).click()
      await author.getByLabel('Price of all of it').fill('1')
      await author.getByRole('button', { name: 'Put it on the market' }).click()
      await expect(author.getByText('It is on the market')).toBeVisible({ timeout: 60_000 })
    })

    await test.step('its listing says what the new version means', async () => {
      await author.goto(`/market?seller=${cast.arbitrator.address.toLowerCase()}`)
      await author.getByRole('link', { name: 'Fast drives' }).click()
      await expect(author.getByRole('link', { name: 'Dictionary driving 1.1.0' })).toBeVisible()
      await expect(author.getByRole('row', { name: /Vehicle\.Speed/ })).toContainText('km/h')
    })
  })
})
