import { expect, test } from 'vitest'
import { createPuller } from './createPuller.ts'

/** A puller whose blocks come when the test says so. */
function start() {
  const inFlight = new Map<string, PromiseWithResolvers<void>>()
  const here = new Set<string>()
  const counts = { most: 0 }
  const puller = createPuller({
    pull(cid) {
      const arrival = Promise.withResolvers<void>()
      inFlight.set(cid, arrival)
      counts.most = Math.max(counts.most, inFlight.size)
      return arrival.promise.finally(() => inFlight.delete(cid))
    },
    wanted: (account, id) => [`${account} ${id}`].filter((cid) => !here.has(cid)),
    arrive: async (cid) => void here.add(cid),
    discard: async () => {},
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    ...puller,
    counts,
    settle,
    async come(cid: string) {
      inFlight.get(cid)!.resolve()
      await settle()
    },
    async fail(cid: string) {
      inFlight.get(cid)!.reject(new Error('nobody has it'))
      await settle()
    },
    inFlight: () => [...inFlight.keys()],
  }
}

test('fetches for eight leases at a time and then for the next, in the order of the wishes', async () => {
  const { start: begin, inFlight, come, counts, stateOf } = start()
  for (let i = 0; i < 12; i++) begin(`account ${i % 3}`, `${i}`)
  expect(inFlight()).toHaveLength(8)
  expect(stateOf('account 2', '11')).toEqual({ pulling: true })
  for (let i = 0; i < 12; i++) await come(`account ${i % 3} ${i}`)
  expect(counts.most).toBe(8)
  expect(stateOf('account 2', '11')).toEqual({ pulling: false })
})

test('one account that asks for many leases does not keep another waiting behind them', async () => {
  const { start: begin, inFlight, stateOf, fail } = start()
  for (let i = 0; i < 100; i++) begin('greedy', `${i}`)
  begin('other', 'set')
  expect(stateOf('greedy', '15')).toEqual({ pulling: true })
  expect(stateOf('greedy', '16').fault).toMatch(/at most 16 leases/)
  for (let i = 0; i < 9; i++) await fail(`greedy ${i}`)
  expect(inFlight()).toContain('other set')
})

test('says why it ended until it is asked again, and remembers that of a thousand leases only', async () => {
  const { start: begin, fail, stateOf } = start()
  for (let i = 0; i < 1_001; i++) {
    begin('account', `${i}`)
    await fail(`account ${i}`)
  }
  expect(stateOf('account', '0')).toEqual({ pulling: false })
  expect(stateOf('account', '1')).toEqual({ pulling: false, fault: 'nobody has it' })
  begin('account', '1')
  expect(stateOf('account', '1')).toEqual({ pulling: true })
})

test('a lease that ended can be fetched for anew at once', async () => {
  const { start: begin, stop, inFlight, stateOf, come, settle } = start()
  begin('account', 'set')
  stop('account', 'set')
  expect(stateOf('account', 'set')).toEqual({ pulling: false })
  begin('account', 'set')
  await settle()
  expect(inFlight()).toHaveLength(1)
  await come('account set')
  expect(stateOf('account', 'set')).toEqual({ pulling: false })
})
