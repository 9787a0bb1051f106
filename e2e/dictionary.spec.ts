import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { developmentCast } from '../network/genesis/developmentCast.ts'
import { injectWallet } from './support/injectWallet.ts'
import { type Network, startNetwork } from './support/startNetwork.ts'
import { expect, test } from './support/test.ts'

const cast = developmentCast(72_018)
const day = 86_400

/** A browser of its own for somebody of the development cast, with the wallet connected. */
async function enter(browser: Browser, at: Network, who: keyof typeof cast): Promise<Page> {
  const context = await browser.newContext({ baseURL: at.appUrl, viewport: { width: 1440, height: 900 } })
  await injectWallet(context, at.rpcUrl, cast[who].privateKey)
  const page = await context.newPage()
  await page.goto('/wallet')
  await page.getByRole('button', { name: /Fake Fox/ }).click()
  await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible()
  return page
}

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

  await test.step('data is tried against it: what is wrong is told with record, field and reason', async () => {
    await page.getByRole('tab', { name: 'Try data' }).click()
    const good = '{"time":1764288000000,"Vehicle.Speed":50}\n'
    const buffer = Buffer.from(`${good}${good.replace('50', '900')}${good}`)
    await page.getByLabel('Check a file').setInputFiles({ name: 'drive.jsonl', mimeType: 'application/json', buffer })
    await expect(page.getByText('drive.jsonl: something is wrong in 1 of 3 records.')).toBeVisible()
    await expect(page.getByText('Expected float from -60 to 400 km/h, found 900.')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
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

test.describe('a proposal', () => {
  let own: Network
  test.beforeAll(async () => {
    test.setTimeout(300_000)
    own = await startNetwork()
  })
  test.afterAll(() => own.remove())

  test('goes from a draft over a review and three votes to a published version', async ({ browser }) => {
    test.setTimeout(420_000)
    const author = await enter(browser, own, 'arbitrator')

    await test.step('the draft saves itself, says what is wrong, and takes things back', async () => {
      await author.goto('/dictionary/view?release=1')
      await author.getByRole('button', { name: 'Start a draft' }).click()
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
  })
})
