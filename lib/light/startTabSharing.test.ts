import { expect, test } from 'vitest'
import { type Channel, startTabSharing } from './startTabSharing.ts'

/** A tab that follows: another one holds the lock for ever. Its pauses last until the test ends them. */
function follow() {
  let syncs = 0
  let cleared = 0
  let wake = () => {}
  const channel: Channel = { onmessage: null, postMessage: () => {}, close: () => {} }
  const adopted: unknown[] = []
  const vouched: unknown[] = []
  const sharing = startTabSharing({
    client: {
      subscribe: () => () => true,
      state: () => ({
        head: undefined,
        seenAtMs: 1,
        error: undefined,
        witness: undefined,
        evidence: [],
        lapse: undefined,
      }),
      snapshot: () => undefined,
      adopt: (state) => adopted.push(state) > 0,
      anchor: { genesisHash: '0x' } as never,
      sync: async () => {
        syncs++
        throw new Error('nobody answers')
      },
      vouch: async (hash) => {
        vouched.push(hash)
        throw new Error('nobody answers')
      },
    },
    locks: {
      request: (_name, { signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    },
    channel,
    lead: () => {
      throw new Error('It follows.')
    },
    onCleared: () => cleared++,
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        wake = resolve
        signal.addEventListener('abort', () => resolve(), { once: true })
      }),
  })
  const say = (data: unknown) => channel.onmessage?.({ data } as MessageEvent)
  const pause = async () => {
    wake()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { sharing, say, pause, syncs: () => syncs, cleared: () => cleared, adopted, vouched }
}

test('a tab whose leader is silent asks for itself, again and again', async () => {
  const tab = follow()
  await tab.pause()
  expect(tab.syncs()).toBe(1)
  await tab.pause()
  expect(tab.syncs()).toBe(2)
  await tab.sharing.stop()
})

test('a tab that hears from its leader asks nothing', async () => {
  const tab = follow()
  tab.say({ kind: 'news', state: 'head', fares: { seenAtMs: 1 } })
  await tab.pause()
  expect([tab.syncs(), tab.adopted]).toEqual([0, ['head']])
  await tab.pause()
  expect(tab.syncs()).toBe(1)
  await tab.sharing.stop()
})

test('what another tab forgot on the word of a person is told', async () => {
  const tab = follow()
  tab.say({ kind: 'cleared' })
  expect(tab.cleared()).toBe(1)
  await tab.sharing.stop()
})

test('what a person vouched for in another tab is held against what this one verified', async () => {
  const tab = follow()
  tab.say({ kind: 'vouched', hash: '0xab' })
  expect(tab.vouched).toEqual(['0xab'])
  await tab.sharing.stop()
})
