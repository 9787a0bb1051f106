import { bench, describe } from 'vitest'
import { createDispatcher } from './createDispatcher.ts'
import { createMetrics } from './createMetrics.ts'
import { defaultLimits } from './Limits.ts'
import { createTransactionMethods } from './methods/createTransactionMethods.ts'

/** What the gateway itself costs per transaction: everything but the socket and the pool. */
const raw = `0x02f8b00282${'00'.repeat(170)}`
const pool = { submit: async () => ({ hash: '0x00' }) }
const methods = createTransactionMethods({ chain: {} as never, pool: pool as never, limits: defaultLimits })
const metrics = createMetrics(Object.keys(methods))
const dispatcher = createDispatcher({ methods, metrics, limits: defaultLimits, admit: () => 0 })
const client = { address: '127.0.0.1' }
const single = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_sendRawTransaction', params: [raw] })
const batch = JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ ...JSON.parse(single), id })))

describe('eth_sendRawTransaction through the dispatcher', () => {
  bench('one request', async () => void (await dispatcher.handle(single, client)))
  bench('a batch of 100', async () => void (await dispatcher.handle(batch, client)))
})
