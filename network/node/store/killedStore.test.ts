import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDatabase } from './openDatabase.ts'
import { openStore, type Store } from './openStore.ts'
import { locations, nodeAt, settling } from './scriptedChanges.ts'
import { createTestStore } from './testStore.ts'

const kills = 8

test('a store whose writer is killed in the middle of a round has every state that was final, and settles', async () => {
  const { store, path } = await createTestStore(0, undefined, settling)
  await store.close()
  let mostWaiting = 0
  for (let kill = 0; kill < kills; kill++) {
    const announced = await appendUntilKilled(path, 5 + kill)
    const head = await check(openStore({ path, readOnly: true, settling }))
    expect(head).toBeGreaterThanOrEqual(announced)
    mostWaiting = Math.max(mostWaiting, await countWaiting(path))
    await check(openStore({ path, settling }))
    expect(await countWaiting(path)).toBe(0)
  }
  // Or nothing was cut short.
  expect(mostWaiting).toBeGreaterThan(3)
})

/** Returns the last block that the writer named before it was killed. */
async function appendUntilKilled(path: string, blocks: number): Promise<number> {
  const child = fork(new URL('./appendProcess.ts', import.meta.url), [path])
  const exited = once(child, 'exit')
  let announced = 0
  let left = blocks
  await new Promise<void>((resolve, reject) => {
    child.on('message', (number: number) => {
      announced = number
      if (--left === 0) resolve()
    })
    child.on('exit', () => reject(new Error('the writer ended by itself')))
  })
  await delay(Math.random() * 6)
  child.kill('SIGKILL')
  await exited
  return announced
}

/** Every node of every state is what the script says. Returns the head. */
async function check(store: Store): Promise<number> {
  const head = store.head()
  for (let height = 0; height <= head; height += head - height > 12 ? 9 : 1) {
    const state = store.state(height)!
    const found = locations.map((location) => state.node(location)?.join())
    expect([height, found]).toEqual([height, locations.map((_, index) => nodeAt(index, height)?.join())])
  }
  await store.close()
  return head
}

async function countWaiting(path: string): Promise<number> {
  const { env, unsettled } = openDatabase({ path, readOnly: true })
  const count = unsettled.getCount()
  await env.close()
  return count
}
