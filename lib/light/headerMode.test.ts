import { expect, test } from 'vitest'
import type { Hex } from '../bytes/hex.ts'
import { emptyVanity, encodeExtraData } from '../chain/extraData.ts'
import { type Producer, producers, sealHeader, unsealedHeader } from '../chain/fixtures/sealHeader.ts'
import type { Header } from '../chain/Header.ts'
import { hashHeader, hashQbftHeader } from '../chain/hashHeader.ts'
import { formatHeader } from '../chain/parseHeader.ts'
import { besuQuorum } from '../chain/quorum.ts'
import { createLightClient } from './createLightClient.ts'
import type { LightAnchor } from './LightAnchor.ts'
import type { RpcCall } from './Transport.ts'

/* A Besu network that names its validators in each header: nine keys of which a window of four moves on. */

const keys = producers(9)
const now = () => unsealedHeader.timestamp * 1_000

function extraDataOf(set: readonly Producer[]): Hex {
  const validators = set.map(({ address }) => address)
  return encodeExtraData({ vanity: emptyVanity, validators, vote: undefined, round: 0, seals: [] })
}

/** Blocks 0 to `head`; block n is sealed by the set of that number. */
function createChain(head: number, setAt: (number: number) => readonly Producer[]) {
  const headers: Header[] = []
  for (let number = 0; number <= head; number++) {
    const set = setAt(number)
    const parentHash = number === 0 ? unsealedHeader.parentHash : hashQbftHeader(headers[number - 1]!)
    const header = { ...unsealedHeader, number, parentHash, miner: set[0]!.address, extraData: extraDataOf(set) }
    headers.push(number === 0 ? header : sealHeader(header, set.slice(0, besuQuorum(set.length)), number % 3))
  }
  const asked: unknown[] = []
  const anchor: LightAnchor = {
    chainId: 1_337,
    genesisHash: hashHeader(headers[0]!),
    genesisTime: unsealedHeader.timestamp,
    mode: 'header',
    election: `0x${'00'.repeat(20)}`,
    epochBlocks: 30_000,
    firstSet: { epoch: 0, seed: `0x${'00'.repeat(32)}`, validators: setAt(0).map(({ address }) => address) },
    quorumRule: 'besu',
    trustSeconds: 172_800,
  }
  const transport = {
    async request({ method, params = [] }: RpcCall) {
      if (method !== 'eth_getBlockByNumber') throw Object.assign(new Error(method), { code: -32601 })
      asked.push(params[0])
      const header = headers[params[0] === 'latest' ? head : Number(params[0])]
      return header ? { ...formatHeader(header), hash: hashQbftHeader(header) } : null
    },
  }
  return { headers, asked, client: createLightClient({ anchor, transport, now }) }
}

const slowly = (number: number) => {
  const first = Math.min(5, Math.floor(number / 8))
  return keys.slice(first, first + 4)
}

test('follows validators that change one by one to a set that shares nobody with the first', async () => {
  const { headers, client, asked } = createChain(60, slowly)
  const head = await client.sync()
  expect(head.hash).toBe(hashQbftHeader(headers[60]!))
  expect(head.set.validators).toEqual(keys.slice(5).map(({ address }) => address))
  expect(asked.length).toBeLessThan(20)
})

test('goes straight to the head while the set is the same', async () => {
  const { client, asked } = createChain(60, () => keys.slice(0, 4))
  expect((await client.sync()).link).toBe('seals')
  expect(asked).toEqual(['latest', '0x0', '0x1'])
})

test('finds blocks of the past with the set of their time', async () => {
  const { headers, client } = createChain(60, slowly)
  await client.sync()
  for (const number of [0, 1, 7, 8, 33, 59]) {
    expect((await client.block(number))?.hash).toBe(hashQbftHeader(headers[number]!))
  }
})

test('refuses a head of strangers, however well they seal among themselves', async () => {
  const { client } = createChain(12, (number) => (number < 5 ? keys.slice(0, 4) : keys.slice(5)))
  await expect(client.sync()).rejects.toMatchObject({ name: 'Light.NoOverlapError' })
  expect(client.state().head).toBeUndefined()
})
