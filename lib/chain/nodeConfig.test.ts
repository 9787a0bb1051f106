import { expect, test } from 'vitest'
import { defaultNodeConfig, fetchNodeConfig, parseNodeConfig } from './nodeConfig.ts'

const config = {
  rpcUrl: 'http://127.0.0.1:8545',
  wsUrl: 'ws://127.0.0.1:8545',
  chainId: 72018,
  genesisHash: `0x${'ab'.repeat(32)}`,
}

test('a published configuration is read, and what it says besides is dropped', () => {
  expect(parseNodeConfig({ ...config, more: 1 })).toEqual(config)
})

test('services are read by name and purpose', () => {
  const services = { indexer: { http: 'http://127.0.0.1:9' } }
  expect(parseNodeConfig({ ...config, services })).toEqual({ ...config, services })
})

test('a wrong field is refused by its name', () => {
  const wrong = {
    rpcUrl: ['', 'ftp://127.0.0.1', 'javascript:alert(1)', undefined],
    wsUrl: ['http://127.0.0.1', 7, undefined],
    chainId: ['72018', 1.5, undefined],
    genesisHash: ['0xab', `0x${'AB'.repeat(32)}`, undefined],
    services: [null, [], { indexer: 'http://127.0.0.1:9' }, { indexer: { http: 9 } }],
  }
  for (const [field, values] of Object.entries(wrong)) {
    for (const value of values) {
      expect(() => parseNodeConfig({ ...config, [field]: value })).toThrow(
        expect.objectContaining({
          name: 'Chain.InvalidNodeConfigError',
          message: expect.stringContaining(`"${field}"`),
        }),
      )
    }
  }
  for (const value of [undefined, null, 'text', []]) {
    expect(() => parseNodeConfig(value)).toThrow(expect.objectContaining({ name: 'Chain.InvalidNodeConfigError' }))
  }
})

test('the anchor of the light client is passed on as it is', () => {
  expect(parseNodeConfig({ ...config, anchor: { epochBlocks: 7 } })).toEqual({ ...config, anchor: { epochBlocks: 7 } })
  expect(() => parseNodeConfig({ ...config, anchor: 'none' })).toThrow('"anchor" of /config.json')
})

test('a host that publishes none, or answers with a page, leaves the default', async () => {
  const missing = async () => new Response('not here', { status: 404 })
  const page = async () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })
  expect(await fetchNodeConfig({ fetch: missing })).toEqual(defaultNodeConfig)
  expect(await fetchNodeConfig({ fetch: page })).toEqual(defaultNodeConfig)
})

test('a host that is away is an error, not the default', async () => {
  const away = async () => {
    throw new TypeError('fetch failed')
  }
  await expect(fetchNodeConfig({ fetch: away })).rejects.toThrow('fetch failed')
})
