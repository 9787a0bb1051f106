import { EventEmitter } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { startProducer } from './startProducer.ts'

test('a producer that cannot open the store is told as dead, with the reason', async () => {
  const path = await mkdtemp(join(tmpdir(), 'qood-no-store-'))
  await expect(startProducer({ path, keys: [], epochBlocks: 1 })).rejects.toMatchObject({
    name: 'Node.ProducerDiedError',
    cause: { name: 'Store.EmptyStoreError' },
  })
  await rm(path, { recursive: true, force: true })
})

test('nobody waits for a producer that ends before it is ready, or in the middle of a turn', async () => {
  const data = { path: '', keys: [], epochBlocks: 1 }
  const worker = Object.assign(new EventEmitter(), { postMessage() {} })
  const spawn = () => worker as unknown as Worker
  const early = expect(startProducer(data, spawn)).rejects.toMatchObject({ name: 'Node.ProducerDiedError' })
  worker.emit('exit', 0)
  await early
  const starting = startProducer(data, spawn)
  worker.emit('message', 'ready')
  const producer = await starting
  const request = { transactions: [], stopped: new Set<never>(), turnMs: 1 }
  const turn = expect(producer.turn(request)).rejects.toMatchObject({ name: 'Node.ProducerDiedError' })
  worker.emit('exit', 0)
  await turn
  await expect(producer.turn(request)).rejects.toMatchObject({ name: 'Node.ProducerDiedError' })
})
