import { expect, test } from 'vitest'
import { loadAnchor } from './loadAnchor.ts'

const anchor = {
  chainId: 7,
  genesisHash: `0x${'ab'.repeat(32)}`,
  genesisTime: 0,
  mode: 'contract',
  election: `0x${'11'.repeat(20)}`,
  epochBlocks: 10,
  firstSet: { epoch: 0, seed: `0x${'cd'.repeat(32)}`, validators: [`0x${'22'.repeat(20)}`] },
  quorumRule: 'embedded',
  trustSeconds: 172_800,
}
const never = async () => {
  throw new Error('Nothing is to be fetched.')
}

test('the published anchor comes first, and must be one', async () => {
  expect(await loadAnchor({ config: { anchor }, fetch: never })).toEqual(anchor)
  await expect(loadAnchor({ config: { anchor: { ...anchor, mode: 'none' } }, fetch: never })).rejects.toMatchObject({
    name: 'Light.InvalidAnchorError',
  })
})

test('a plain host has the anchor of the build; without any nothing can be checked', async () => {
  const host = async () => Response.json(anchor)
  const empty = async () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })
  expect(await loadAnchor({ config: {}, fetch: host })).toEqual(anchor)
  await expect(loadAnchor({ config: {}, fetch: empty })).rejects.toMatchObject({ name: 'Light.NoAnchorError' })
})
