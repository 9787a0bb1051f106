import { readFile } from 'node:fs/promises'
import { createPublicClient, createWalletClient, encodeFunctionData, http, parseAbi, parseEther } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { expect, test } from './support/test.ts'
import { createWallet, fund } from './support/useWallet.ts'

/* What the index adds to the explorer, and that it is not believed. */

const qdt = '0x0000000000000000000000000000000000001001'
const abi = parseAbi(['function transfer(address to, uint256 amount)'])
const words = 'test test test test test test test test test test test junk'

/** Sends QDT between two development accounts in whose name no service acts; returns the hash when it is in a block. */
async function transfer(rpcUrl: string, from: number, to: number, amount: string) {
  const transport = http(rpcUrl)
  const account = mnemonicToAccount(words, { addressIndex: from })
  const receiver = mnemonicToAccount(words, { addressIndex: to }).address
  const wallet = createWalletClient({ account, transport })
  const data = encodeFunctionData({ abi, functionName: 'transfer', args: [receiver, parseEther(amount)] })
  const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n, gas: 300_000n }
  const hash = await wallet.sendTransaction({ chain: null, to: qdt, data, ...fees })
  await createPublicClient({ transport, pollingInterval: 100 }).waitForTransactionReceipt({ hash })
  return { hash, sender: account.address, receiver }
}

test('search takes names, heights, parts of hashes and contracts', async ({ page, network }) => {
  const { hash, sender } = await transfer(network.rpcUrl, 2, 18, '1.5')
  await page.goto('/explorer')
  const field = page.getByRole('textbox', { name: 'Find on the chain' })
  const found = page.getByRole('list', { name: 'What was found' })

  await test.step('a producer by the first letters of its name', async () => {
    await field.fill('aos')
    await found.getByRole('button', { name: /Producer.*Aosta/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Aosta')
    await page.goBack()
  })

  await test.step('a contract by its name', async () => {
    await field.fill('dictionaryreg')
    await found.getByRole('button', { name: /Contract.*DictionaryRegistry/ }).click()
    await expect(page).toHaveURL(/tab=contract$/)
    await page.goBack()
  })

  await test.step('a transaction by a part of its hash', async () => {
    await field.fill(`${hash.slice(0, 10)}…${hash.slice(-4)}`)
    await found.getByRole('button', { name: new RegExp(hash) }).click()
    await expect(page).toHaveURL(new RegExp(`/tx/${hash}$`))
    await page.goBack()
  })

  await test.step('an address by its beginning, with Enter', async () => {
    await field.fill(sender.slice(0, 14))
    await field.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/address/${sender}$`, 'i'))
  })
})

test('a transaction is said in words, with what moved, its calls and what it changed', async ({ page, network }) => {
  const { hash, receiver } = await transfer(network.rpcUrl, 3, 18, '12.5')
  await page.goto(`/tx/${hash}`)
  // The sentence needs the name of the token, which is read by running its contract here.
  await expect(page.getByText('Send 12.5 QDT')).toBeVisible({ timeout: 90_000 })
  await expect(page.getByRole('heading', { name: 'What moved' })).toBeVisible()
  await expect(page.getByText(/^12.5 QDT moved from/)).toBeVisible()

  await test.step('its calls', async () => {
    await page.getByRole('tab', { name: 'Calls' }).click()
    await expect(page.getByRole('region', { name: 'Calls' })).toContainText('.transfer')
    await expect(page).toHaveURL(/tab=trace$/)
  })

  await test.step('what changed', async () => {
    await page.getByRole('tab', { name: 'State' }).click()
    await expect(
      page.getByRole('region', { name: 'What changed' }).getByRole('row', { name: /Slot/ }).first(),
    ).toBeVisible()
  })

  await test.step('the receiver lists the move, checked against the receipt', async () => {
    await page.goto(`/address/${receiver}?tab=transfers`)
    const row = page.getByRole('region', { name: 'Token moves' }).getByRole('row').nth(1)
    await expect(row).toContainText('12.5')
    await expect(row.getByRole('button', { name: /Verified here/ })).toBeVisible()
  })
})

test('a page of a list has an address, the back button finds it, and the whole list is saved', async ({ page }) => {
  await page.goto('/transactions')
  const list = page.getByRole('region', { name: 'Transactions' })
  const firstLink = () => list.getByRole('row').nth(1).getByRole('link').first()
  await expect(firstLink()).toBeVisible()
  await page.getByRole('button', { name: 'Older' }).click()
  await expect(page).toHaveURL(/txBefore=\d+$/)
  const deep = page.url()
  await expect(page.getByRole('button', { name: 'Newest' })).toBeEnabled()
  const name = await firstLink().getAttribute('href')

  await test.step('a link to it opens the same page', async () => {
    await page.goto(deep)
    await expect(firstLink()).toHaveAttribute('href', name!)
  })

  await test.step('from a transaction back to it, and to the top', async () => {
    await firstLink().click()
    await expect(page).toHaveURL(/\/tx\/0x/)
    await page.goBack()
    await expect(firstLink()).toHaveAttribute('href', name!)
    await page.getByRole('button', { name: 'Newest' }).click()
    await expect(page).toHaveURL(/\/transactions$/)
    await page.goBack()
    await expect(firstLink()).toHaveAttribute('href', name!)
  })

  await test.step('the file has every row', async () => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    const file = await (await download).path()
    const lines = (await readFile(file, 'utf8')).trim().split('\r\n')
    expect(lines[0]).toMatch(/^block,time,hash,from,to/)
    expect(lines.length).toBeGreaterThan(26)
    expect(new Set(lines.map((line) => line.split(',')[2])).size).toBe(lines.length)
  })
})

test('on a phone a move of a token says from whom to whom and how much, without scrolling sideways', async ({
  page,
  network,
}) => {
  const { hash, sender, receiver } = await transfer(network.rpcUrl, 4, 17, '1234.000000000000000001')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/address/${receiver}?tab=transfers`)
  const table = page.getByRole('region', { name: 'Token moves' })
  const row = table.getByRole('row').filter({ hasText: hash.slice(0, 8) })
  await row.scrollIntoViewIfNeeded()
  for (const address of [sender, receiver]) {
    const side = row.locator(`a[href$="/address/${address}" i]`).filter({ visible: true })
    await expect(side).toBeInViewport({ ratio: 1 })
  }
  const amount = row.getByText('1,234.000000000000000001 QDT').filter({ visible: true })
  await expect(amount).toBeInViewport({ ratio: 1 })
  expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
})

test('what a lying index says is refuted, and not shown as a fact', async ({ page, network }) => {
  const { sender } = await transfer(network.rpcUrl, 7, 18, '3')
  const liar = '0x00000000000000000000000000000000deadbeef'
  await page.route(/\/addresses\/[^/]+\/transactions/, async (route) => {
    const response = await route.fetch()
    const body = await response.json()
    body.rows = body.rows.map((row: { to: string }) => ({ ...row, to: liar }))
    await route.fulfill({ response, json: body })
  })
  await page.goto(`/address/${sender}`)
  const list = page.getByRole('region', { name: 'Transactions' })
  await expect(list.getByRole('alert').first()).toContainText('the chain refutes')
  await expect(list.getByText('Explorer.RowRefutedError').first()).toBeVisible()
  await expect(list.locator(`a[href*="${liar}"]`)).toHaveCount(0)
})

test('a contract shows its source, that its code follows from it, and answers', async ({ page }) => {
  await page.goto('/contracts')
  await page.getByRole('link', { name: 'Election', exact: true }).click()
  await expect(page.getByText('Compiled from this source')).toBeVisible()
  await expect(page.getByText('contract Election is ElectionBase')).toBeVisible()
  const read = page.locator('details', { has: page.getByText('quorum', { exact: true }) })
  await read.locator('summary').click()
  await read.getByRole('button', { name: 'Ask' }).click()
  await expect(read.getByText('15', { exact: true })).toBeVisible()
})

test('a holder stakes, votes for a producer and takes the vote back', async ({ page }) => {
  await createWallet(page)
  await fund(page)
  // A page that is loaded anew would lock the wallet.
  await page.getByRole('link', { name: 'Explorer', exact: true }).first().click()
  await page.getByRole('link', { name: 'Producers', exact: true }).click()
  await page.getByRole('tab', { name: 'Vote' }).click()
  const approve = async () => {
    const dialog = page.getByRole('dialog', { name: 'Send this transaction?' })
    await expect(dialog.getByRole('button', { name: 'Approve' })).toBeEnabled()
    await expect(dialog.getByText(/^Your balances stay as they are|^After /).first()).toBeVisible({ timeout: 30_000 })
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
  }

  await test.step('stake', async () => {
    await page.getByLabel('QDT', { exact: true }).fill('100')
    await page.getByRole('button', { name: 'Stake', exact: true }).click()
    // First the election is allowed to take the QDT, then it takes them.
    await approve()
    await approve()
    await expect(page.getByText('100 QDT').first()).toBeVisible({ timeout: 30_000 })
  })

  await test.step('vote', async () => {
    await page.getByRole('checkbox', { name: /Yantai/ }).check()
    await page.getByRole('button', { name: 'Vote', exact: true }).click()
    await approve()
    await expect(page.getByRole('button', { name: 'Vote anew' })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('checkbox', { name: /Yantai/ })).toBeChecked()
  })

  await test.step('take it back', async () => {
    await page.getByRole('button', { name: 'Take the vote back' }).click()
    await approve()
    await expect(page.getByRole('checkbox', { name: /Yantai/ })).not.toBeChecked({ timeout: 30_000 })
  })
})

test('a block is found by its root, a name from every page, and a sender is followed by its nonces', async ({
  page,
  network,
}) => {
  const first = await transfer(network.rpcUrl, 8, 18, '1')
  const second = await transfer(network.rpcUrl, 8, 18, '2')
  const chain = createPublicClient({ transport: http(network.rpcUrl) })
  const { blockNumber } = await chain.getTransactionReceipt({ hash: second.hash })
  const { stateRoot } = await chain.getBlock({ blockNumber })

  await test.step('the newest transactions are checked', async () => {
    await page.goto('/explorer')
    const live = page.getByRole('region', { name: 'Latest transactions' })
    await expect(live.getByRole('button', { name: /^Verified here/ }).first()).toBeVisible()
  })

  await test.step('a root leads to its block', async () => {
    const field = page.getByRole('textbox', { name: 'Find on the chain' })
    await field.fill(stateRoot.slice(0, 20))
    const found = page.getByRole('list', { name: 'What was found' })
    await found.getByRole('button', { name: /State root/ }).click()
    await expect(page).toHaveURL(new RegExp(`/block/${blockNumber}$`))
    await expect(page.getByText(stateRoot).first()).toBeVisible()
  })

  await test.step('the palette knows names of the chain', async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('aosta')
    await page.getByRole('option', { name: /Producer Aosta/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Aosta')
  })

  await test.step('from a transaction to the one before, and back', async () => {
    await page.goto(`/tx/${second.hash}`)
    await page.getByRole('button', { name: 'Previous of this sender' }).click()
    await expect(page).toHaveURL(new RegExp(`/tx/${first.hash}$`))
    await page.getByRole('button', { name: 'Next of this sender' }).click()
    await expect(page).toHaveURL(new RegExp(`/tx/${second.hash}$`))
  })
})

test('what is no transaction is not sent', async ({ page }) => {
  await page.goto('/pool')
  const field = page.getByRole('textbox', { name: 'Signed transaction' })
  await field.fill('hello')
  await page.getByRole('button', { name: 'Send it' }).click()
  await expect(page.getByText('That is no transaction')).toBeVisible()
  await field.fill('0x1234')
  await page.getByRole('button', { name: 'Send it' }).click()
  await expect(page.getByText('The node refused it')).toBeVisible()
})
