import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { press, tabTo, typeInto } from './support/tabTo.ts'
import { expect, test } from './support/test.ts'
import { password, readAddress } from './support/useWallet.ts'

/* Without a mouse: nothing in here clicks. */

test('a wallet is made, backed up, locked, restored and paid from by keyboard alone', async ({
  page,
  browser,
  network,
}) => {
  await page.goto('/')
  await press(page.getByRole('region', { name: 'Try it in a minute' }).getByRole('link', { name: 'Create a wallet' }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create a wallet')
  let words: string[] = []

  await test.step('made', async () => {
    await typeInto(page.getByLabel('Password', { exact: true }), password)
    await typeInto(page.getByLabel('Password once more'), password)
    await page.keyboard.press('Enter')
    await press(page.getByRole('button', { name: 'Show the words' }))
  })

  await test.step('backed up: the words are shown and entered again', async () => {
    const items = page.getByRole('list', { name: 'Your words in order' }).getByRole('listitem')
    await expect(items).toHaveCount(12)
    words = (await items.allTextContents()).map((text) => text.replace(/^\d+/, ''))
    await press(page.getByRole('button', { name: 'I have written them down' }))
    for (const field of await page.getByRole('textbox', { name: /^Word \d+$/ }).all()) {
      const label = await field.evaluate((input) => (input as HTMLInputElement).labels?.[0]?.textContent ?? '')
      await typeInto(field, words[Number(label.replace(/\D/g, '')) - 1] ?? '')
    }
    await press(page.getByRole('button', { name: 'Check' }))
    await press(page.getByRole('link', { name: 'To the wallet' }))
    await expect(page.getByRole('region', { name: 'Balance' })).toBeVisible()
  })
  const address = await readAddress(page)

  await test.step('locked and unlocked', async () => {
    await press(page.getByRole('button', { name: 'Lock' }))
    await typeInto(page.getByLabel('Password'), password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'Balance' })).toBeVisible()
  })

  await test.step('restored on a second machine', async () => {
    const machine = await browser.newContext({ baseURL: network.appUrl })
    const other = await machine.newPage()
    await other.goto('/wallet')
    await press(other.getByRole('link', { name: /Restore/ }).first())
    await typeInto(other.getByLabel('Your words'), words.join(' '))
    await typeInto(other.getByLabel('A password for this browser'), password)
    await typeInto(other.getByLabel('Password once more'), password)
    await press(other.getByRole('button', { name: 'Restore the wallet' }))
    await expect(other.getByRole('region', { name: 'Balance' })).toBeVisible()
    expect(await readAddress(other)).toBe(address)
    await machine.close()
  })

  await test.step('paid from', async () => {
    await press(page.getByRole('button', { name: 'Get development funds' }))
    await expect(page.getByRole('region', { name: 'Balance' })).toContainText('1,000')
    await press(page.getByRole('navigation', { name: 'Parts of the wallet' }).getByRole('link', { name: 'Send' }))
    const to = privateKeyToAccount(generatePrivateKey()).address
    await typeInto(page.getByRole('textbox', { name: 'To', exact: true }), to)
    const what = page.getByRole('combobox', { name: 'What' })
    // Balances are read anew when the page opens; a token is offered when there is some of it.
    await expect(what).toContainText('QDD')
    await tabTo(what)
    await page.keyboard.press('ArrowDown')
    await expect(what).toHaveValue(/100e$/)
    await typeInto(page.getByRole('textbox', { name: 'Amount' }), '2')
    await press(page.getByRole('button', { name: 'Review and send' }))
    const dialog = page.getByRole('dialog', { name: 'Send this transaction?' })
    await expect(dialog).toContainText('Send 2 QDD')
    await expect(dialog.getByText(/^After 998$/)).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.locator('main').getByText(/^In block [\d,]+, final$/)).toBeVisible()
  })
})
