import type { Page } from '@playwright/test'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expectNoFaults, looks, takeLook } from './support/expectNoFaults.ts'
import { injectWallet } from './support/injectWallet.ts'
import { expect, test } from './support/test.ts'
import { createWallet, fund, password, readAddress, unlock } from './support/useWallet.ts'

const newAddress = () => privateKeyToAccount(generatePrivateKey()).address

test('a wallet is made, backed up, locked and unlocked, and leaves nothing secret behind', async ({ page }) => {
  const messages: string[] = []
  const addresses: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  page.on('request', (request) => addresses.push(`${request.url()} ${request.postData() ?? ''}`))
  const words = await createWallet(page)
  const address = await readAddress(page)

  await test.step('locked: no word, no password, no key in page, storage, messages or requests', async () => {
    await page.getByRole('button', { name: 'Lock' }).click()
    await expect(page.getByRole('heading', { name: 'The wallet is locked' })).toBeVisible()
    const kept = await page.evaluate(readEverything)
    const phrase = words.slice(0, 3).join(' ')
    for (const text of [kept, messages.join('\n'), addresses.join('\n'), page.url()]) {
      expect(text).not.toContain(password)
      expect(text).not.toContain(phrase)
      // Single words may be part of ordinary text; all of them at once are not.
      expect(words.every((word) => text.includes(word))).toBe(false)
    }
    expect(kept).toContain('qoodblock-keystore')
    expect(kept.toLowerCase()).not.toContain(address.toLowerCase().slice(2))
  })

  await test.step('a wrong password is told, the right one opens', async () => {
    await unlock(page, 'not the password')
    await expect(page.getByText('That is not the password.')).toBeVisible()
    await unlock(page)
    expect(await readAddress(page)).toBe(address)
  })

  await test.step('a reload locks', async () => {
    await page.reload()
    await expect(page.getByRole('heading', { name: 'The wallet is locked' })).toBeVisible()
  })
})

test('before any script of the app runs the page shows what was true at the last visit', async ({
  page,
  complaints,
}) => {
  const scripts = '**/_next/**/*.js'
  const create = page.getByRole('link', { name: 'Create', exact: true })
  const opening = page.getByText('Opening the wallet')
  const openWithoutApp = async () => {
    await page.route(scripts, (route) => route.abort())
    await page.goto('/wallet')
  }
  await openWithoutApp()
  await expect(create).toBeVisible()
  await expect(opening).toBeHidden()
  await page.unroute(scripts)
  await createWallet(page)
  await openWithoutApp()
  await expect(opening).toBeVisible()
  await expect(create).toBeHidden()
  // The browser reports what it was not given.
  complaints.length = 0
})

test('on a second machine the words bring back the same accounts, in order', async ({ page, browser, network }) => {
  const words = await createWallet(page)
  const address = await readAddress(page)
  await page.getByRole('link', { name: 'Security' }).click()
  await page.getByRole('button', { name: 'Add an account' }).click()
  await page.getByRole('button', { name: 'Use account 2' }).click()
  await expect(page.getByText('in use')).toHaveCount(1)
  await expect.poll(() => readAddress(page)).not.toBe(address)
  const second = await readAddress(page)

  const machine = await browser.newContext({ baseURL: network.appUrl })
  const other = await machine.newPage()
  await other.goto('/wallet/restore')

  await test.step('mistakes are named by their place', async () => {
    const mistaken = words.map((word, index) => (index === 4 ? 'xylophonist' : word))
    await other.getByLabel('Your words').fill(mistaken.join(' '))
    await other.getByLabel('A password for this browser').fill(password)
    await other.getByLabel('Password once more').fill(password)
    await other.getByRole('button', { name: 'Restore the wallet' }).click()
    await expect(other.getByText('Word 5 is in no word list.')).toBeVisible()
    await other.getByLabel('Your words').fill(words.slice(1).join(' '))
    await other.getByRole('button', { name: 'Restore the wallet' }).click()
    await expect(other.getByText('these are 11')).toBeVisible()
  })

  await test.step('the right words open the same accounts', async () => {
    await other.getByLabel('Your words').fill(words.join('  '))
    await other.getByRole('button', { name: 'Restore the wallet' }).click()
    await expect(other.getByRole('region', { name: 'Balance' })).toBeVisible()
    expect(await readAddress(other)).toBe(address)
    await other.getByRole('link', { name: 'Security' }).click()
    await other.getByRole('button', { name: 'Add an account' }).click()
    await other.getByRole('button', { name: 'Use account 2' }).click()
    await expect.poll(() => readAddress(other)).toBe(second)
  })
  await machine.close()
})

test('QDT is sent after a rejection, and the explorer shows it', async ({ page }) => {
  await createWallet(page)
  await fund(page)
  const to = newAddress()
  await page.getByRole('navigation', { name: 'Parts of the wallet' }).getByRole('link', { name: 'Send' }).click()
  const amount = page.getByRole('textbox', { name: 'Amount' })
  const send = page.getByRole('button', { name: 'Review and send' })

  await test.step('what cannot be is told before anybody signs', async () => {
    await page.getByRole('textbox', { name: 'To', exact: true }).fill(`${to}0`)
    await expect(page.getByText('That is no address')).toBeVisible()
    await page.getByRole('textbox', { name: 'To', exact: true }).fill(to)
    await amount.fill('5000')
    await expect(page.getByText(/^You have 1,000 and this needs 5,000/)).toBeVisible()
    await amount.fill('12.5')
    await expect(page.getByText(/this transfer pays 0\.0|Free: uses/)).toBeVisible()
  })

  const dialog = page.getByRole('dialog', { name: 'Send this transaction?' })
  await test.step('rejected by keyboard, nothing is sent', async () => {
    await send.click()
    await expect(dialog).toContainText('Send 12.5 QDT')
    await expect(dialog).toContainText(to)
    await expect(dialog).toContainText(new URL(page.url()).origin)
    await expect(dialog.getByRole('region', { name: 'What changes' }).getByText(/^After 987\.4/)).toBeVisible()
    await expect(dialog.getByText(/^Expires in [34]:/)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByText('You rejected the request.')).toBeVisible()
  })

  await test.step('approved by keyboard, it becomes final', async () => {
    await send.click()
    await expect(dialog.getByRole('region', { name: 'What changes' }).getByText(/^After 987\.4/)).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('heading', { name: 'Sent' })).toBeVisible()
    await expect(page.locator('main').getByText(/^In block [\d,]+, final$/)).toBeVisible()
  })

  await test.step('the explorer shows it, and the way back keeps the wallet open', async () => {
    await page.locator('main').getByRole('link', { name: 'Open in the explorer' }).click()
    await expect(page.getByText('Success', { exact: true })).toBeVisible()
    await page.getByRole('link', { name: 'Wallet', exact: true }).first().click()
    const row = page.getByRole('region', { name: 'Activity' }).getByRole('row').filter({ hasText: '−12.5 QDT' })
    await expect(row).toContainText('Sent')
  })
})

test('two tabs lock together', async ({ page, context }) => {
  await createWallet(page)
  const second = await context.newPage()
  await second.goto('/wallet')
  await unlock(second)
  await expect(second.getByRole('region', { name: 'Balance' })).toBeVisible()
  await second.getByRole('button', { name: 'Lock' }).click()
  for (const tab of [page, second]) {
    await expect(tab.getByRole('heading', { name: 'The wallet is locked' })).toBeVisible()
  }
})

test('an exported file opens elsewhere with its password; the password is changed here', async ({
  page,
  browser,
  network,
}) => {
  await createWallet(page)
  const address = await readAddress(page)
  await page.getByRole('link', { name: 'Security' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export keystore file' }).click()
  const path = await (await download).path()

  await test.step('change the password, then the old one is wrong', async () => {
    await page.getByRole('button', { name: 'Change password' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Current password').fill(password)
    await dialog.getByLabel('New password').fill('another long password')
    await dialog.getByLabel('Password once more').fill('another long password')
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByText('The password is changed.', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Lock' }).click()
    await unlock(page)
    await expect(page.getByText('That is not the password.')).toBeVisible()
    await unlock(page, 'another long password')
    await expect(page.getByRole('button', { name: 'Change password' })).toBeVisible()
  })

  await test.step('the file still opens with its own', async () => {
    const machine = await browser.newContext({ baseURL: network.appUrl })
    const other = await machine.newPage()
    await other.goto('/wallet/restore')
    await other.getByRole('tab', { name: 'Keystore file' }).click()
    await other.locator('input[type=file]').setInputFiles(path)
    await other.getByLabel('The password that the file was exported with').fill('wrong password')
    await other.getByRole('button', { name: 'Open the file' }).click()
    await expect(other.getByText('That is not the password.')).toBeVisible()
    await other.getByLabel('The password that the file was exported with').fill(password)
    await other.getByRole('button', { name: 'Open the file' }).click()
    await expect(other.getByRole('region', { name: 'Balance' })).toBeVisible()
    expect(await readAddress(other)).toBe(address)
    await machine.close()
  })

  await test.step('removed from this browser, there is none', async () => {
    await page.getByRole('button', { name: 'Remove from this browser' }).click()
    await page.getByRole('checkbox', { name: 'I have the words or an exported file' }).check()
    await page.getByRole('button', { name: 'Remove for good' }).click()
    await expect(page.getByRole('heading', { name: 'There is no wallet in this browser yet' })).toBeVisible()
  })
})

test('an injected wallet is listed, rejects, connects, learns the chain, sends and disconnects', async ({
  page,
  context,
  network,
}) => {
  const wallet = await injectWallet(context, network.rpcUrl)
  await page.goto('/wallet')
  const connect = page.getByRole('button', { name: 'Connect Fake Fox' })

  await test.step('rejected', async () => {
    wallet.answer.connect = false
    await connect.click()
    await expect(page.getByText('Fake Fox did not connect: the request was rejected.')).toBeVisible()
  })

  await test.step('connected, and told of our chain', async () => {
    wallet.answer.connect = true
    await connect.click()
    await expect(page.getByText('Through Fake Fox')).toBeVisible()
    expect(await readAddress(page)).toBe(wallet.address)
    expect(wallet.asked).toContain('wallet_addEthereumChain')
    await expect(page.getByText('is on another chain')).toBeHidden()
  })

  await test.step('rejects a transaction, then sends one', async () => {
    await fund(page)
    await page.getByRole('navigation', { name: 'Parts of the wallet' }).getByRole('link', { name: 'Send' }).click()
    await page.getByRole('textbox', { name: 'To', exact: true }).fill(newAddress())
    await page.getByRole('textbox', { name: 'Amount' }).fill('3')
    wallet.answer.send = false
    await page.getByRole('button', { name: 'Review and send' }).click()
    await expect(page.getByText('You rejected the request.')).toBeVisible()
    wallet.answer.send = true
    await page.getByRole('button', { name: 'Review and send' }).click()
    await expect(page.locator('main').getByText(/^In block [\d,]+, final$/)).toBeVisible()
  })

  await test.step('is back after a reload, and gone after disconnecting', async () => {
    await page.reload()
    await expect(page.getByText('Through Fake Fox')).toBeVisible()
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await expect(page.getByRole('heading', { name: 'There is no wallet in this browser yet' })).toBeVisible()
    await page.reload()
    await expect(connect).toBeVisible()
    await expect(page.getByText('Through Fake Fox')).toBeHidden()
  })
})

test('an injected wallet that stays on its chain is asked to switch', async ({ page, context, network }) => {
  const wallet = await injectWallet(context, network.rpcUrl)
  wallet.answer.switch = false
  await page.goto('/wallet')
  await page.getByRole('button', { name: 'Connect Fake Fox' }).click()
  await expect(page.getByText('Fake Fox did not connect')).toBeVisible()
  wallet.answer.switch = true
  await page.getByRole('button', { name: 'Connect Fake Fox' }).click()
  await expect(page.getByText('Through Fake Fox')).toBeVisible()
})

test('a passkey opens the wallet where the browser has PRF', async ({ page, network }) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.goto(`${network.appUrl.replace('127.0.0.1', 'localhost')}/wallet/create`)
  await page.getByRole('button', { name: 'Create with a passkey instead' }).click()
  await page.getByRole('button', { name: 'Show the words' }).click()
  await page.getByRole('button', { name: 'I have written them down' }).click()
  await page.getByRole('button', { name: 'Later' }).click()
  await page.getByRole('link', { name: 'To the wallet' }).click()
  await expect(page.getByText('Your words are not checked yet')).toBeVisible()
  await page.getByRole('button', { name: 'Lock' }).click()
  await page.getByRole('button', { name: 'Unlock with a passkey' }).click()
  await expect(page.getByRole('region', { name: 'Balance' })).toBeVisible()
})

test('the first run leads from nothing to a transfer in the explorer, and survives a reload', async ({ page }) => {
  await page.goto('/')
  const guide = page.getByRole('region', { name: 'Try it in a minute' })
  await expect(guide).toContainText('simulated goods')
  await guide.getByRole('link', { name: 'Create a wallet' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create a wallet')
  await createWallet(page)
  await page.getByRole('link', { name: 'Overview', exact: true }).first().click()
  await guide.getByRole('button', { name: 'Get development funds' }).click()
  await guide.getByRole('link', { name: 'Open my account in the explorer' }).click()
  await expect(page.getByText(/^1,000/).first()).toBeVisible()
  await page.goto('/')
  await expect(guide).toContainText('That was it')
  await guide.getByRole('button', { name: 'Close' }).click()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'What people come here for' })).toBeVisible()
  await expect(guide).toBeHidden()
})

test('the address book names who is paid, and refuses what deceives', async ({ page }) => {
  await createWallet(page)
  const ada = newAddress()
  await page.getByRole('link', { name: 'Address book' }).click()
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('Address', { exact: true }).fill(ada.slice(0, -1))
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('That is no address')).toBeVisible()
  await page.getByLabel('Address', { exact: true }).fill(ada)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('link', { name: 'Send to Ada' }).click()
  await expect(page.getByRole('textbox', { name: 'To', exact: true })).toHaveValue(ada)
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('ada')
  await expect(page.getByText(ada, { exact: true })).toBeVisible()
})

test('the wallet speaks Chinese, fits a phone, and has no fault that axe finds', async ({ page }) => {
  await createWallet(page)
  await fund(page)
  await page.getByRole('button', { name: '中文' }).click()
  const parts = page.getByRole('navigation', { name: '钱包的各部分' })
  for (const [name, title] of [
    ['余额', '钱包'],
    ['付款', '付款'],
    ['收款', '收款'],
    ['地址簿', '地址簿'],
    ['安全', '安全'],
  ]) {
    await parts.getByRole('link', { name: name!, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title!)
    await expect(page.getByRole('status').filter({ hasText: '正在打开钱包' })).toHaveCount(0)
    for (const look of looks) {
      await takeLook(page, look)
      await expectNoFaults(page)
      expect(await readOverflow(page), `${name} at ${look.width}`).toBeLessThanOrEqual(0)
    }
  }
})

for (const path of ['/wallet', '/wallet/create', '/wallet/restore']) {
  test(`${path} without a wallet fits a phone and has no fault that axe finds`, async ({ page }) => {
    for (const locale of ['en', 'zh']) {
      for (const look of looks) {
        await takeLook(page, look)
        await page.goto(path)
        await page.evaluate((language) => localStorage.setItem('qood.locale', language), locale)
        await page.reload()
        await expect(page.locator('main').locator('form, ul').first()).toBeVisible()
        await expectNoFaults(page)
        expect(await readOverflow(page), `${locale} at ${look.width}`).toBeLessThanOrEqual(0)
      }
    }
  })
}

/** Returns by how much the page is wider than its window. */
function readOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** Runs in the page: returns everything that it shows and keeps. */
async function readEverything(): Promise<string> {
  const values = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value)
  const databases = await Promise.all(
    (await indexedDB.databases()).map(
      ({ name }) =>
        new Promise<string>((resolve, reject) => {
          const opening = indexedDB.open(name!)
          opening.onerror = () => reject(opening.error)
          opening.onsuccess = () => {
            const database = opening.result
            const names = [...database.objectStoreNames]
            const reads = names.map((store) => database.transaction(store).objectStore(store).getAll())
            const last = reads.at(-1)
            if (!last) return resolve('')
            last.onsuccess = () => {
              resolve(JSON.stringify(reads.map((read) => read.result)))
              database.close()
            }
          }
        }),
    ),
  )
  return [
    document.documentElement.outerHTML,
    ...values,
    JSON.stringify(localStorage),
    JSON.stringify(sessionStorage),
    document.cookie,
    ...databases,
  ].join('\n')
}
