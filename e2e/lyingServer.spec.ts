import type { Page } from '@playwright/test'
import { createPublicClient, http } from 'viem'
import { createSender } from './support/createSender.ts'
import { type Lie, type LyingHost, startLyingHost } from './support/startLyingHost.ts'
import { test as base, expect } from './support/test.ts'

/* The node behind the app lies. Whatever it changes, the page must say so by name and never show it as a value. */

const test = base.extend<{ host: LyingHost }>({
  host: async ({ network, complaints }, use) => {
    const host = await startLyingHost(network)
    await use(host)
    await host.stop()
    // The socket that is not there is reported by the browser itself.
    complaints.length = 0
  },
})

type Fields = Record<string, unknown>
const account = '0x00000000000000000000000000000000000010aa'
const holder = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
const qdt = '0x0000000000000000000000000000000000001001'

/** Changes the last digit of a hexadecimal text: one to four bits. */
const flip = (text: unknown) => String(text).replace(/.$/, (digit) => (Number.parseInt(digit, 16) ^ 1).toString(16))

const onProof =
  (act: (proof: Fields & { accountProof: string[] }) => unknown): Lie =>
  ({ method }, result) =>
    method === 'eth_getProof' ? act(result as never) : result

const lies: { name: string; lie: Lie; error: RegExp }[] = [
  {
    name: 'says another balance',
    lie: onProof((proof) => ({ ...proof, balance: '0x1234567890' })),
    error: /ProofMismatch/,
  },
  {
    name: 'flips a bit of the proof',
    lie: onProof((proof) => ({ ...proof, accountProof: proof.accountProof.map(flip) })),
    error: /ProofMismatch/,
  },
  {
    name: 'drops a node',
    lie: onProof((proof) => ({ ...proof, accountProof: proof.accountProof.slice(0, -1) })),
    error: /MissingNode|ProofMismatch/,
  },
  {
    name: 'adds a node',
    lie: onProof((proof) => ({ ...proof, accountProof: [...proof.accountProof, proof.accountProof[0]] })),
    error: /ExtraNode/,
  },
  { name: 'withholds the proof', lie: onProof(() => null), error: /MalformedAnswer/ },
  {
    name: 'answers about another account',
    lie: onProof((proof) => ({ ...proof, address: `0x${'12'.repeat(20)}` })),
    error: /ProofMismatch/,
  },
]

for (const { name, lie, error } of lies) {
  test(`a node that ${name} is refused by name, and no balance is shown`, async ({ page, host }) => {
    host.tell(lie)
    await page.goto(`${host.url}/address/${account}`)
    await expectRefused(page, error)
    await expect(page.getByText('Transactions sent')).toHaveCount(0)
    // An honest answer may come by itself, and then there is no button any more.
    await page.getByRole('button', { name: 'Try again' }).first().click()
    host.tell(undefined)
    await expect(page.getByText('Transactions sent').first()).toBeVisible()
    await expect(page.getByRole('button', { name: /^Verified here/ }).first()).toBeVisible()
  })
}

test('a proof that is replayed from another block is refused', async ({ page, host }) => {
  let kept: unknown
  host.tell(({ method, params }, result) => {
    if (method !== 'eth_getProof' || params[0] !== holder) return result
    kept ??= { ...(result as object), balance: '0x1' }
    return kept
  })
  await page.goto(`${host.url}/address/${holder}`)
  await expectRefused(page, /ProofMismatch/)
})

test('a contract read over tampered storage never becomes a number', async ({ page, host }) => {
  host.tell(({ method }, result) => {
    if (method !== 'eth_getProof') return result
    const proof = result as { storageProof: Fields[] }
    return { ...proof, storageProof: proof.storageProof.map((slot) => ({ ...slot, value: '0x7777' })) }
  })
  await page.goto(`${host.url}/token/${qdt}`)
  await expectRefused(page, /ProofMismatch/)
  // The sentence of the error names what was found; as a fact of the token it is nowhere.
  await expect(page.getByRole('definition')).toHaveCount(0)
})

test('a block whose header says something else than it was sealed for is refused', async ({ page, host }) => {
  host.tell(({ method, params }, result) =>
    method.startsWith('eth_getBlockBy') && params[0] === '0x2' ? { ...(result as object), gasUsed: '0x7777' } : result,
  )
  await page.goto(`${host.url}/block/2`)
  await expectRefused(page, /WrongHash/)
  await expect(page.getByText('30,583')).toHaveCount(0)
})

test('a node that mixes heights is refused', async ({ page, host, network }) => {
  const other = await createPublicClient({ transport: http(network.rpcUrl) }).request({
    method: 'eth_getBlockByNumber',
    params: ['0x1', false],
  })
  host.tell(({ method, params }, result) => (method === 'eth_getBlockByNumber' && params[0] === '0x2' ? other : result))
  await page.goto(`${host.url}/block/2`)
  await expectRefused(page, /WrongBlock/)
})

const heads: { name: string; lie: (head: Fields & { header: Fields }) => unknown; error: RegExp }[] = [
  {
    name: 'with a forged set',
    lie: (head) => ({
      ...head,
      set: { epoch: 0, seed: `0x${'00'.repeat(32)}`, validators: [`0x${'12'.repeat(20)}`] },
      header: { ...head.header, miner: `0x${'12'.repeat(20)}` },
    }),
    error: /WrongHash|Proposer|WrongSet/,
  },
  {
    name: 'with another state root',
    lie: (head) => ({ ...head, header: { ...head.header, stateRoot: `0x${'ab'.repeat(32)}` } }),
    error: /WrongHash/,
  },
  {
    name: 'without its seals',
    lie: (head) => ({ ...head, header: { ...head.header, extraData: '0x' } }),
    error: /ExtraData/,
  },
]

for (const { name, lie, error } of heads) {
  test(`a head ${name} is refused in the banner, and no head is shown`, async ({ page, host }) => {
    host.tell(({ method }, result) => (method === 'qood_getHead' ? lie(result as never) : result))
    await page.goto(host.url)
    const alert = page.getByRole('alert').filter({ hasText: 'What the node says does not stand' })
    await expect(alert).toContainText(error)
    await expect(page.getByRole('region', { name: 'Newest block' }).getByRole('link')).toHaveCount(0)
    // The head is asked for again by itself, too: once the node is honest, nobody may be fast enough for the button.
    await alert.getByRole('button', { name: 'Try again now' }).click()
    await expect(alert).toContainText(error)
    host.tell(undefined)
    await expect(alert).toBeHidden()
    await expect(page.getByText('Final.')).toBeVisible()
  })
}

test('a node that goes back to an old head is caught, and the verified one stays on the screen', async ({
  page,
  host,
}) => {
  let old: unknown
  host.tell(({ method }, result) => {
    if (method === 'qood_getHead') old ??= result
    return result
  })
  await page.goto(host.url)
  const panel = page.getByRole('region', { name: 'Newest block' })
  await expect(panel.getByText('Final.')).toBeVisible()
  const first = Number((old as { header: { number: string } }).header.number)
  const number = panel.getByRole('link').first()
  await expect.poll(async () => Number((await number.textContent())?.replace(/,/g, ''))).toBeGreaterThan(first)
  const verified = await number.textContent()
  host.tell(({ method }, result) => (method === 'qood_getHead' ? old : result))
  await expect(page.getByRole('alert').filter({ hasText: 'Light.StaleHeadError' })).toBeVisible()
  expect(Number((await number.textContent())?.replace(/,/g, ''))).toBeGreaterThanOrEqual(
    Number(verified?.replace(/,/g, '')),
  )
})

test('a node that withholds the earlier blocks of a round is named, and their turns stay open', async ({
  page,
  host,
  network,
}) => {
  const chain = createPublicClient({ transport: http(network.rpcUrl) })
  host.tell(({ method }, result) => (method === 'qood_getHeaders' ? [] : result))
  // A page that opens with a round asks for none of its blocks, and when a round ends nothing of it is open any more.
  const send = createSender(network.rpcUrl)
  const place = async () => Number((await chain.getBlockNumber({ cacheTime: 0 })) % 21n)
  const nobody = page.getByText('nobody', { exact: true })
  const alert = page.getByRole('alert').filter({ hasText: 'The earlier blocks of this round could not be read' })
  // Others may write to the chain meanwhile, and end the round before all of it was looked at.
  await expect(async () => {
    for (let now = await place(); now < 4 || now > 8; now = await place()) await send()
    await page.goto(`${host.url}/explorer`)
    await expect(alert).toContainText('Light.NoBlockError', { timeout: 15_000 })
    await expect(nobody).toHaveCount(0, { timeout: 2_000 })
    await alert.getByRole('button', { name: 'Try again' }).click({ timeout: 5_000 })
  }).toPass({ timeout: 120_000 })
  host.tell(undefined)
  await expect(alert).toBeHidden()
  await expect(nobody).toBeVisible()
})

async function expectRefused(page: Page, error: RegExp): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: error })
  // A refused answer is asked for once more before the page says so.
  await expect(alert.first()).toBeVisible({ timeout: 45_000 })
  await expect(page.getByRole('button', { name: /^Check failed/ }).first()).toBeVisible()
}
