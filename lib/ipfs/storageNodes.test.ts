import { expect, test } from 'vitest'
import { storageNodes } from './storageNodes.ts'

test('finds the storage nodes among the services', () => {
  const services = {
    indexer: { http: 'http://127.0.0.1:1' },
    storage: { http: 'http://127.0.0.1:2', swarm: '/ip4/127.0.0.1/tcp/3/ws' },
    storage2: { http: 'http://127.0.0.1:4' },
    storage3: { swarm: '/ip4/127.0.0.1/tcp/5/ws' },
  }
  expect(storageNodes(services)).toEqual([
    { http: 'http://127.0.0.1:2', swarm: '/ip4/127.0.0.1/tcp/3/ws' },
    { http: 'http://127.0.0.1:4', swarm: undefined },
  ])
  expect(storageNodes(undefined)).toEqual([])
})
