import { startLyingHost } from './support/startLyingHost.ts'
import { startNetwork } from './support/startNetwork.ts'
import { expect, test } from './support/test.ts'

const qdt = '0x0000000000000000000000000000000000001001'

test('a shield opens the chain of proof: block, seals by name, and the way in the trie', async ({ page }) => {
  await page.goto(`/address/${qdt}`)
  await page
    .getByRole('button', { name: /^Verified here/ })
    .first()
    .click()
  const sheet = page.getByRole('dialog', { name: 'What this rests on' })
  await expect(sheet.getByText(/^(1[5-9]|2[01]) of 21 producers sealed, 15 make it final/).first()).toBeVisible()
  await expect(sheet.getByRole('img', { name: /^Branch with \d+ of 16 places filled/ }).first()).toBeVisible()
  await sheet.getByText('Who signed').first().click()
  await expect(sheet.getByRole('link', { name: 'Bergen' }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
})

test('a contract read is run in the browser and says what it read', async ({ page }) => {
  await page.goto(`/token/${qdt}`)
  await page
    .getByRole('button', { name: /^Verified here/ })
    .first()
    .click()
  const sheet = page.getByRole('dialog', { name: 'What this rests on' })
  await sheet.getByText('Read from contract').first().click()
  await expect(sheet.getByText('The call was run in this browser').first()).toBeVisible()
  await expect(sheet.getByText(/^\d[\d,]* gas, reading \d+ accounts and \d+ slots/).first()).toBeVisible()
})

test('two tabs share the work: one asks, the other listens, and takes over', async ({ context, page, complaints }) => {
  await page.goto('/trust')
  await expect(page.getByText('This tab asks and checks; others listen to it')).toBeVisible()
  const second = await context.newPage()
  await second.goto('/trust')
  await expect(second.getByText('Another tab asks; this one listens')).toBeVisible()
  await expect(second.getByRole('button', { name: /^Verified here/ }).first()).toBeVisible()
  await page.close()
  await expect(second.getByText('This tab asks and checks; others listen to it')).toBeVisible()
  complaints.length = 0
})

test('the trust goes on after a reload, and begins again from the anchor on request', async ({ page }) => {
  await page.goto('/trust')
  const head = page.getByRole('term').filter({ hasText: 'Newest checked block' }).locator('xpath=following-sibling::dd')
  await expect(head.getByRole('link')).toBeVisible()
  await page.reload()
  await expect(head.getByRole('link')).toBeVisible()
  // A socket that is closed while it opens is complained about by the browser itself.
  await expect(page.getByText('announced over a WebSocket')).toBeVisible()
  await page.getByRole('button', { name: 'Forget what was verified' }).click()
  await page.getByRole('button', { name: 'Forget it' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(head.getByRole('link')).toBeVisible()
})

test('trust that went on from a block too old for it is told, and a hash from elsewhere mends it', async ({ page }) => {
  test.setTimeout(360_000)
  // Other tests move the clock of the network that they share, and by that one its blocks are of the future.
  const own = await startNetwork()
  try {
    await page.route('**/config.json', async (route) => {
      const response = await route.fetch()
      const { anchor, ...config } = await response.json()
      const { movableClock: _, ...rest } = anchor
      const genesisTime = Math.floor(Date.now() / 1_000) - 30 * 86_400
      await route.fulfill({ response, json: { ...config, anchor: { ...rest, genesisTime } } })
    })
    await page.goto(`${own.appUrl}/trust`)
    const banner = page.getByRole('status').filter({ hasText: 'What this browser checks by is too old' })
    await expect(banner).toContainText('It went on from a block of 30 days ago.')
    await expect(page.getByText('Trust went on from block 0, which was 30 days old by then.')).toBeVisible()
    const field = page.getByRole('textbox', { name: 'Hash of a new block' })
    await field.fill('0x12')
    await field.press('Enter')
    await expect(page.getByText('That is no hash of a block')).toBeVisible()
    await field.fill(`0x${'12'.repeat(32)}`)
    await field.press('Enter')
    await expect(page.getByText('This server has no such block')).toBeVisible()
    const { hash } = await page.evaluate(async () => {
      const { rpcUrl } = await (await fetch('/config.json')).json()
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_getBlockByNumber', params: ['latest', false] })
      const headers = { 'content-type': 'application/json' }
      return (await (await fetch(rpcUrl, { method: 'POST', body, headers })).json()).result
    })
    await field.fill(hash)
    await field.press('Enter')
    await expect(banner).toBeHidden()
    await expect(field).toBeHidden()
    await page.reload()
    await expect(page.getByText('This tab asks and checks; others listen to it')).toBeVisible()
    await expect(banner).toBeHidden()
  } finally {
    await page.goto('about:blank')
    await own.remove()
  }
})

test('a witness is held against the server, and a server that hides new blocks is told', async ({
  page,
  network,
  complaints,
}) => {
  const host = await startLyingHost(network)
  try {
    await page.goto(`${host.url}/trust`)
    await expect(page.getByText('Nobody was caught')).toBeVisible()
    const field = page.getByRole('textbox', { name: 'Witness' })
    await field.fill('nonsense')
    await field.press('Enter')
    await expect(page.getByText('That is no http or https address.')).toBeVisible()
    await field.fill(network.rpcUrl)
    await field.press('Enter')
    await expect(page.getByRole('status').filter({ hasText: 'It shows the same block' })).toBeVisible()
    let old: unknown
    host.tell(({ method }, result) => {
      if (method !== 'qood_getHead') return result
      old ??= result
      return old
    })
    await expect(page.getByRole('status').filter({ hasText: 'the first server holds back' })).toBeVisible({
      timeout: 45_000,
    })
  } finally {
    await host.stop()
  }
  complaints.length = 0
})

test('a chain that was begun anew is not followed before the person says so', async ({ page, network, complaints }) => {
  const other = await startNetwork()
  const host = await startLyingHost(network)
  try {
    await page.goto(host.url)
    const panel = page.getByRole('region', { name: 'Newest block' })
    await expect(panel.getByText('Final.')).toBeVisible()
    // Block 1, by which chains are told apart, is learnt right after the first head and before the next.
    const number = async () => Number((await panel.getByRole('link').first().textContent())?.replace(/,/g, ''))
    const first = await number()
    await expect.poll(number).toBeGreaterThan(first)
    host.move(other.rpcUrl)
    const banner = page.getByRole('status').filter({ hasText: 'The chain was begun anew' })
    await expect(banner).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Another chain', { exact: true })).toBeVisible()
    await banner.getByRole('button', { name: 'Forget the old chain and go on' }).click()
    await expect(banner).toBeHidden()
    await expect(panel.getByText('Final.')).toBeVisible()
  } finally {
    await host.stop()
    await other.remove()
  }
  complaints.length = 0
})

test('an app that was set to another chain asks before it goes on', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText('Final.')).toBeVisible()
  await page.evaluate(() => localStorage.setItem('qood.network.genesis', `0x${'ab'.repeat(32)}`))
  await page.reload()
  const banner = page.getByRole('status').filter({ hasText: 'This app belongs to another chain than before' })
  await expect(banner).toContainText('0xabababab')
  await banner.getByRole('button', { name: 'Forget the old chain and go on' }).click()
  await expect(page.getByText('Final.')).toBeVisible()
})

test('a proof is checked by hand: real Besu headers, one of another protocol, a block of this chain', async ({
  page,
}) => {
  await page.goto('/verify')
  const steps = page.getByRole('region', { name: 'Step by step' })
  await page.getByRole('button', { name: 'Besu, 4 validators, round 1' }).click()
  await expect(steps.getByText('It stands')).toBeVisible()
  await expect(steps.getByText('is in the set')).toHaveCount(3)

  await test.step('a changed digit does not pass', async () => {
    const field = page.getByRole('textbox', { name: 'Or paste it' })
    const text = await field.inputValue()
    await field.fill(text.replace('0xf9033fa00af9', '0xf9033fa00af8'))
    await page.getByRole('button', { name: 'Check it', exact: true }).click()
    await expect(steps.getByText('It does not stand')).toBeVisible()
    await expect(steps.getByText('is not in the set').first()).toBeVisible()
  })

  await test.step('a header of IBFT is refused by its name', async () => {
    await page.getByRole('button', { name: 'IBFT 2.0, to be refused' }).click()
    await expect(steps.getByText('Chain.ExtraDataError')).toBeVisible()
  })

  await test.step('a proof and receipts', async () => {
    await page.getByRole('button', { name: 'Account and storage proof' }).click()
    await expect(steps.getByText('is the root').first()).toBeVisible()
    await expect(steps.getByText('It stands')).toBeVisible()
    await page.getByRole('button', { name: 'Receipts of a block' }).click()
    await expect(steps.getByText('as the header says')).toBeVisible()
  })

  await test.step('a block of this chain, with its producers filled in', async () => {
    const field = page.getByRole('textbox', { name: 'Take it from this chain' })
    await field.fill('1')
    await field.press('Enter')
    await expect(steps.getByText('15 are needed to make it final')).toBeVisible()
    await expect(steps.getByText('It stands')).toBeVisible()
  })

  await test.step('nonsense is told apart', async () => {
    await page.getByRole('textbox', { name: 'Or paste it' }).fill('hello')
    await page.getByRole('button', { name: 'Check it', exact: true }).click()
    await expect(steps.getByText('Light.UnknownCheckError')).toBeVisible()
  })
})
