import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { createMemoryBlocks, sourceOf } from '../../lib/crypto/fixtures/createMemoryBlocks.ts'
import { type SealedChunk, type SealJob, sealChunk } from '../../lib/crypto/sealChunk.ts'
import { sealDataSet } from '../../lib/market/publishDataSet.ts'
import { checkGrant } from './checkGrant.ts'
import { sealWrongly } from './sealWrongly.ts'

const { address, signTypedData } = privateKeyToAccount(generatePrivateKey())
const dataSet = `0x${'5'.repeat(64)}` as const
const limits = { grantBytes: 2 ** 20, grantMs: 1_000 }

/** Five chunks, the last of them sealed as told. */
async function seal(sealLast: (job: SealJob) => Promise<SealedChunk> = sealChunk) {
  const { putBlock, getBlock } = createMemoryBlocks()
  const { description, root } = await sealDataSet({
    account: { address, signTypedData: (data) => signTypedData(data as never), send: () => Promise.reject() },
    source: sourceOf(new Uint8Array(5 * 4096)),
    plan: { kind: 'fixed', maxChunkBytes: 4096 },
    ...{ seed: new Uint8Array(32), dataClass: 'user', privacy: 'normal', choices: { title: 'A trip' }, putBlock },
    sealChunk: (job) => (job.index === 4 ? sealLast(job) : sealChunk(job)),
  })
  return { dataSet, description, root, getBlock, limits }
}

test('keys are taken that open every chunk', async () => {
  await checkGrant(await seal())
})

test('keys that open all chunks but the last one are refused', async () => {
  const grant = await seal((job) => sealChunk({ ...job, key: job.key.map((byte) => byte ^ 1) }))
  await expect(checkGrant(grant)).rejects.toMatchObject({
    name: 'Agent.WrongGrantError',
    details: expect.stringContaining('key of chunk 4') as string,
  })
})

test('keys that open a chunk to something else than was promised are refused', async () => {
  await expect(checkGrant(await seal(sealWrongly))).rejects.toMatchObject({
    name: 'Agent.WrongGrantError',
    details: expect.stringContaining('Sector 16') as string,
  })
})

test('data is refused that is larger than an agent opens, before any of it is fetched', async () => {
  const { getBlock, ...grant } = await seal()
  const asked: string[] = []
  const look = async (cid: string) => {
    asked.push(cid)
    return getBlock(cid)
  }
  const small = { ...grant, getBlock: look, limits: { ...limits, grantBytes: 5 * 4096 } }
  await expect(checkGrant(small)).rejects.toMatchObject({ name: 'Agent.GrantTooLargeError' })
  expect(asked).toEqual(grant.description.pages.map(({ cid }) => cid))
})

test('data is refused that does not come in time, even from somebody who never answers', async () => {
  const over = new AbortController()
  const getBlock = () => {
    over.abort()
    return new Promise<undefined>(() => {})
  }
  await expect(checkGrant({ ...(await seal()), getBlock, deadline: () => over.signal })).rejects.toMatchObject({
    name: 'Agent.GrantTooSlowError',
  })
})

test('a block that nobody has is no verdict about the keys', async () => {
  const grant = await seal()
  const getBlock = async () => undefined
  await expect(checkGrant({ ...grant, getBlock })).rejects.toMatchObject({ name: 'Crypto.MissingBlockError' })
})
