import { createPublicClient, createWalletClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { startPlainHost } from './support/startPlainHost.ts'
import { expect, test } from './support/test.ts'

const qdt = '0x0000000000000000000000000000000000001001'

test('from the list to a block, its neighbours and back', async ({ page }) => {
  await page.goto('/explorer')
  const blocks = page.getByRole('region', { name: 'Blocks, newest first' })
  await blocks.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page).toHaveURL(/\/block\/\d+$/)
  const number = Number(page.url().split('/').at(-1))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Block ${number.toLocaleString('en')}`)

  await test.step('the seals are recovered and make the block final', async () => {
    await expect(page.getByText(/^(1[5-9]|2[01]) of 21 producers/)).toBeVisible()
    await page.getByText('Who signed').click()
    await expect(page.getByText('signed', { exact: true }).first()).toBeVisible()
  })

  await test.step('the previous block keeps the app alive, and Back returns', async () => {
    await page.evaluate(() => {
      document.documentElement.dataset.alive = 'yes'
    })
    await page.getByRole('button', { name: 'Previous block' }).click()
    await expect(page).toHaveURL(new RegExp(`/block/${number - 1}$`))
    await expect(page.getByRole('heading', { level: 1 })).toContainText((number - 1).toLocaleString('en'))
    await page.goBack()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(number.toLocaleString('en'))
    await page.goBack()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explorer')
    expect(await page.evaluate(() => document.documentElement.dataset.alive)).toBe('yes')
  })
})

test('a transaction is found by its hash, from the pool to its block', async ({ page, network }) => {
  const transport = http(network.rpcUrl)
  const chain = createPublicClient({ transport })
  const account = privateKeyToAccount(generatePrivateKey())
  const wallet = createWalletClient({ account, transport })
  const to = privateKeyToAccount(generatePrivateKey()).address
  const hash = await wallet.sendTransaction({
    chain: null,
    to,
    gas: 21_000n,
    maxFeePerGas: 0n,
    maxPriorityFeePerGas: 0n,
  })

  await page.goto(`/tx/${hash}`)
  await expect(page.getByText('Success', { exact: true })).toBeVisible()
  const receipt = await chain.getTransactionReceipt({ hash })
  await expect(page.getByText('21,000 used of 21,000')).toBeVisible()
  await expect(page.getByText('This transaction left no events.')).toBeVisible()

  await test.step('its block lists it', async () => {
    await page
      .getByRole('definition')
      .getByRole('link', { name: receipt.blockNumber.toLocaleString('en'), exact: true })
      .click()
    await expect(page).toHaveURL(new RegExp(`/block/${receipt.blockNumber}$`))
    await expect(page.getByRole('region', { name: 'Transactions' }).getByRole('link').first()).toBeVisible()
  })

  await test.step('its sender has sent one', async () => {
    await page.goto(`/address/${account.address}`)
    const sent = page.getByRole('term').filter({ hasText: 'Transactions sent' }).locator('xpath=following-sibling::dd')
    await expect(sent).toHaveText('1')
    await expect(page.getByText('Account controlled by a key')).toBeVisible()
  })
})

test('an address of EIP-3091 survives a reload, and a block is found by its hash', async ({ page, network }) => {
  const block = await createPublicClient({ transport: http(network.rpcUrl) }).getBlock({ blockNumber: 1n })
  await page.goto(`/block/${block.hash}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Block 1')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Block 1')
  await expect(page).toHaveURL(new RegExp(block.hash))
})

test('the token of the chain is shown with its supply, and a holder is looked up', async ({ page }) => {
  await page.goto(`/token/${qdt}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('QDT')
  await expect(page.getByText(/^4,9\d\d,\d{3},\d{3}/).first()).toBeVisible()
  await page.getByRole('textbox', { name: "Holder's address" }).fill('0x12')
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByText(/That is no address/)).toBeVisible()
  await page.getByRole('textbox', { name: "Holder's address" }).fill(`0x${'00'.repeat(19)}99`)
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByRole('status').filter({ hasText: /^0 QDT$/ })).toBeVisible()
})

test('what does not exist is told apart from what makes no sense', async ({ page }) => {
  await page.goto('/block/999999999')
  await expect(page.getByText('There is no such block')).toBeVisible()
  await page.goto('/block/twelve')
  await expect(page.getByText('Chain.InvalidBlockIdError')).toBeVisible()
  await page.goto(`/tx/0x${'00'.repeat(32)}`)
  await expect(page.getByText('The node knows no such transaction')).toBeVisible()
  await page.goto(`/address/0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed`)
  await expect(page.getByText('Chain.AddressChecksumError')).toBeVisible()
  await page.goto(`/token/0x${'00'.repeat(19)}99`)
  await expect(page.getByText('There is no token at this address')).toBeVisible()
})

test('a page that was given nothing to look at checks nothing', async ({ page }) => {
  for (const [kind, question] of [
    ['block', 'Which block?'],
    ['tx', 'Which transaction?'],
    ['address', 'Which address?'],
    ['token', 'Which token?'],
  ]) {
    await page.goto(`/${kind}`)
    await expect(page.getByText(question!)).toBeVisible()
    await expect(page.getByRole('link', { name: /^Newest checked block/ })).toBeVisible()
    await expect(page.getByRole('main').getByText('Checking')).toHaveCount(0)
  }
})

test('search opens blocks, addresses and hashes, and says when there is nothing', async ({ page, network }) => {
  const block = await createPublicClient({ transport: http(network.rpcUrl) }).getBlock({ blockNumber: 2n })
  await page.goto('/explorer')
  const field = page.getByRole('textbox', { name: 'Find on the chain' })
  await field.fill('nonsense')
  await field.press('Enter')
  await expect(page.getByText(/Nothing is found under that/)).toBeVisible()
  await field.fill(`0x${'12'.repeat(32)}`)
  await field.press('Enter')
  await expect(page.getByText(/no block and no transaction with that hash/)).toBeVisible()
  await field.fill(block.hash)
  await field.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/block/${block.hash}$`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Block 2')
})

test('on a phone a transaction says from whom to whom, without scrolling sideways', async ({ page, network }) => {
  const transport = http(network.rpcUrl)
  const account = privateKeyToAccount(generatePrivateKey())
  const to = privateKeyToAccount(generatePrivateKey()).address
  const fees = { gas: 21_000n, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }
  const hash = await createWalletClient({ account, transport }).sendTransaction({ chain: null, to, ...fees })
  const { blockNumber } = await createPublicClient({ transport }).waitForTransactionReceipt({ hash })
  await page.setViewportSize({ width: 390, height: 844 })

  await test.step('among the newest', async () => {
    await page.goto('/explorer')
    const newest = page.getByRole('region', { name: 'Latest transactions' }).getByRole('listitem').first()
    await newest.scrollIntoViewIfNeeded()
    const sides = newest.locator('a[href^="/address/"]')
    for (const side of [sides.first(), sides.last()]) await expect(side).toBeInViewport({ ratio: 1 })
  })

  for (const path of [`/block/${blockNumber}`, `/address/${account.address}`]) {
    await test.step(`in the list of ${path.split('/')[1]}`, async () => {
      await page.goto(path)
      const row = page
        .getByRole('region', { name: 'Transactions' })
        .getByRole('row')
        .filter({ hasText: hash.slice(0, 8) })
      // The row may be drawn anew while the page comes to life.
      await expect(() => row.getByRole('link').first().scrollIntoViewIfNeeded()).toPass()
      for (const address of [account.address, to]) {
        const side = row.locator(`a[href$="/address/${address}" i]`).filter({ visible: true })
        await expect(side).toBeInViewport({ ratio: 1 })
      }
    })
  }
})

test('on a phone a transaction in the pool says all it says elsewhere, without scrolling sideways', async ({
  page,
  network,
}) => {
  const account = privateKeyToAccount(generatePrivateKey())
  const to = privateKeyToAccount(generatePrivateKey()).address
  const wallet = createWalletClient({ account, transport: http(network.rpcUrl) })
  const fees = { gas: 21_000n, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }
  const hash = await wallet.sendTransaction({ chain: null, to, nonce: 3, ...fees })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/pool')
  const table = page.getByRole('region', { name: 'In the pool' })
  const row = table.getByRole('row').filter({ hasText: hash.slice(0, 8) })
  await expect(row).toContainText('waits for an earlier one')
  for (const address of [account.address, to]) {
    const side = row.locator(`a[href$="/address/${address}" i]`).filter({ visible: true })
    await expect(side).toBeInViewport({ ratio: 1 })
  }
  await expect(row.getByText('Gas limit 21,000')).toBeInViewport({ ratio: 1 })
  expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
})

test('paper shows curves that nobody scrolled to, and says so where they are not there yet', async ({ page }) => {
  const asked: (() => void)[] = []
  await page.route('**/series?*', async (route) => {
    await new Promise<void>((resolve) => asked.push(resolve))
    const points = Array.from({ length: 9 }, (_, i) => ({ start: 1_800_000_000 + i * 60, blocks: 40, transactions: i }))
    await route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: { points } })
  })
  await page.setViewportSize({ width: 390, height: 600 })
  await page.goto('/explorer')
  await expect(page.getByRole('region', { name: 'Latest transactions' }).getByRole('listitem').first()).toBeVisible()
  expect(asked).toHaveLength(0)
  await page.pdf()
  // The index is asked once more when it takes longer than its deadline.
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('This curve was still on its way when the page was printed.')).toHaveCount(2)
  await expect(page.getByText('This curve was still on its way when the page was printed.').first()).toBeVisible()
  await page.emulateMedia({ media: null })
  for (const answer of asked) answer()
  await expect(page.getByRole('figure')).toHaveCount(2)
  await page.pdf()
  await expect(page.locator('canvas')).toHaveCount(2)
})

test('an unknown address has a page that leads on', async ({ page, complaints }) => {
  const response = await page.goto('/no/such/page')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address')
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The open exchange for vehicle data')
  // The browser reports the 404 itself.
  complaints.length = 0
})

test('a host that maps no explorer addresses still opens them through its 404 page', async ({
  page,
  network,
  complaints,
}) => {
  const host = await startPlainHost(network.appUrl)
  try {
    await page.goto(`${host.url}/block/3`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Block 3')
    // What is known of a block is read anew when the head is there, and then its neighbours lead on.
    await expect(page.getByRole('link', { name: /^Newest checked block/ }).first()).toBeVisible()
    await page.getByRole('button', { name: 'Next block' }).click()
    await expect(page).toHaveURL(`${host.url}/block/4`)
  } finally {
    host.stop()
  }
  complaints.length = 0
})
