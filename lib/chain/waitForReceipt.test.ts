import { createClient, custom } from 'viem'
import { expect, test } from 'vitest'
import type { Hex } from '../bytes/hex.ts'
import { waitForReceipt } from './waitForReceipt.ts'

const hash = `0x${'ab'.repeat(32)}` as Hex
const block = `0x${'cd'.repeat(32)}`
const receipt = { transactionHash: hash, blockHash: block, blockNumber: '0x7', status: '0x1', logs: [], type: '0x2' }
const pending = { hash, blockHash: null, blockNumber: null, type: '0x2', gas: '0x1', nonce: '0x0', value: '0x0' }
const quick = { pollMs: 2, askEvery: 1 }

/** A node that knows the answers that stand in a script, one for each time it is asked for a receipt; the last stays. */
function script(...answers: ('away' | 'pending' | 'unknown' | 'lies' | 'in a block')[]) {
  let asked = 0
  const provider = {
    async request({ method }: { method: string }): Promise<unknown> {
      const now = answers[Math.min(asked, answers.length - 1)]
      if (method === 'eth_getTransactionReceipt') asked++
      if (now === 'away') throw Object.assign(new Error('nobody answers'), { name: 'Rpc.NoConnectionError' })
      if (now === 'lies') throw Object.assign(new Error('not proved'), { name: 'Light.ProofMismatchError' })
      if (method === 'eth_getTransactionByHash') return now === 'unknown' ? null : pending
      return now === 'in a block' ? receipt : null
    },
  }
  return createClient({ transport: custom(provider, { retryCount: 0 }) })
}

test('a node that is away in between is waited for', async () => {
  const client = script('pending', 'away', 'away', 'pending', 'in a block')
  expect(await waitForReceipt(client, hash, quick)).toMatchObject({ status: 'success', blockNumber: 7n })
})

test('a node that does not know the transaction any more has lost it', async () => {
  await expect(waitForReceipt(script('pending', 'away', 'unknown'), hash, quick)).rejects.toMatchObject({
    name: 'Chain.LostTransactionError',
  })
})

test('a node that is reading its chain still may not know it for a moment', async () => {
  const client = script('unknown', 'unknown', 'unknown', 'in a block')
  expect(await waitForReceipt(client, hash, quick)).toMatchObject({ status: 'success' })
})

test('an answer that does not stand ends the waiting at once', async () => {
  await expect(waitForReceipt(script('lies'), hash, quick)).rejects.toMatchObject({
    cause: { name: 'Light.ProofMismatchError' },
  })
})

test('the waiting ends at its deadline, and says that the transaction may still come', async () => {
  await expect(waitForReceipt(script('pending'), hash, { ...quick, timeoutMs: 50 })).rejects.toMatchObject({
    name: 'Chain.NoReceiptError',
  })
})
