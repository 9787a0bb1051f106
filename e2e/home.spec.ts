import { createWalletClient, http, parseAbi } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, test } from './support/test.ts'

test('the first page tells what this is and shows a head that moves', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The open exchange for vehicle data')
  const panel = page.getByRole('region', { name: 'Newest block' })

  await test.step('the head is final, with the seals of a quorum', async () => {
    await expect(panel.getByRole('img', { name: /^(1[5-9]|2[01]) of 21 producers sealed/ })).toBeVisible()
    await expect(panel.getByText('Final.')).toBeVisible()
  })

  await test.step('the number grows and the age ticks', async () => {
    const number = panel.getByRole('link').first()
    const before = Number((await number.textContent())?.replace(/,/g, ''))
    expect(before).toBeGreaterThanOrEqual(0)
    await expect.poll(async () => Number((await number.textContent())?.replace(/,/g, ''))).toBeGreaterThan(before)
    await expect(panel.getByText(/^\d+\.\d s ago$/)).toBeVisible()
  })
})

test('nothing is shown as a number while the node has not answered', async ({ page }) => {
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/config.json', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/')
  const panel = page.getByRole('region', { name: 'Newest block' })
  await expect(panel.getByText('Arrived')).toBeVisible()
  const values = await panel.getByRole('definition').allTextContents()
  expect(values.join('')).toBe('')
  await expect(panel.getByRole('link')).toHaveCount(0)
  answer()
  await expect(panel.getByText('Final.')).toBeVisible()
})

test('a door leads only to what is built, and the addresses for other tools are those of the node', async ({
  page,
  network,
}) => {
  await page.goto('/')
  const doors = page.getByRole('region', { name: 'What people come here for' })
  await expect(doors.getByRole('listitem')).toHaveCount(4)
  for (const door of await doors.getByRole('listitem').all()) {
    const link = door.getByRole('link')
    if ((await link.count()) === 0) await expect(door).toContainText('Not open yet')
    else expect((await page.request.get((await link.getAttribute('href'))!)).status()).toBe(200)
  }
  await expect(page.getByText(network.rpcUrl, { exact: true })).toBeVisible()
  await doors.getByRole('link', { name: 'Open the explorer' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explorer')
})

test('the pulse of the market shows what happens on the chain as it happens', async ({ page, network }) => {
  await page.goto('/')
  const pulse = page.getByRole('region', { name: 'Market pulse' })
  const wanted = pulse.getByRole('term').filter({ hasText: 'Wanted' }).locator('xpath=following-sibling::dd')
  await expect(wanted).toHaveText(/^\d+$/)
  const before = Number(await wanted.textContent())
  const wallet = createWalletClient({
    account: privateKeyToAccount(generatePrivateKey()),
    transport: http(network.rpcUrl),
  })
  const until = Math.floor(Date.now() / 1000) + 86_400
  const hash = await wallet.writeContract({
    chain: null,
    address: '0x000000000000000000000000000000000000100c',
    abi: parseAbi(['function request(address, uint256, uint40, bytes32, string) returns (uint256)']),
    functionName: 'request',
    args: ['0x0000000000000000000000000000000000001001', 5n, until, `0x${'12'.repeat(32)}`, 'bafk'],
    gas: 500_000n,
    maxFeePerGas: 0n,
    maxPriorityFeePerGas: 0n,
  })
  await expect(wanted).toHaveText(String(before + 1))
  await expect(pulse.getByRole('link', { name: 'Somebody asked for data' }).first()).toHaveAttribute(
    'href',
    `/tx/${hash}`,
  )
})
