import { Bench } from 'tinybench'
import { privateKeyToAccount } from 'viem/accounts'
import { decodeHex } from '../../../lib/bytes/hex.ts'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import { decodeTransaction } from './decodeTransaction.ts'
import { startRecovery } from './startRecovery.ts'
import { chainId, createTestPool, encodeTest } from './testPool.ts'

/* What admission costs: decoding alone, submission without signatures, taking a block, and signatures in the worker. */
await loadKeccak()
const senders = 1_000
const perSender = 16
const data = new Uint8Array(68).fill(0xa9)
const raws = Array.from({ length: perSender }, (_, nonce) =>
  Array.from({ length: senders }, (_, sender) => encodeTest({ sender, nonce, gas: 60_000, data })),
).flat()
const limits = { count: senders * perSender }

const account = privateKeyToAccount(`0x${'22'.repeat(32)}`)
const signed = await account.signTransaction({ type: 'eip1559', chainId, nonce: 0, gas: 21_000n, to: account.address })
const { signingHash, signature } = decodeTransaction(decodeHex(signed), chainId)
const recovery = startRecovery()

const bench = new Bench({ name: 'pool', time: 2_000 })
const full = createTestPool({ limits })
await Promise.all(raws.map((raw) => full.pool.submit(raw)))

bench.add('decode one transaction', () => void decodeTransaction(raws[0]!, chainId))
bench.add(`submit ${raws.length} transactions of ${senders} senders`, async () => {
  const { pool } = createTestPool({ limits })
  await Promise.all(raws.map((raw) => pool.submit(raw)))
})
bench.add(`take a block of 500 out of ${raws.length}, and give it back`, () => {
  const returned = full.pool.take({ gas: 60_000n * 500n, count: 500 }).map(({ hash }) => hash)
  full.pool.onBlock({ included: [], returned })
})
bench.add('recover one sender', () => recovery.recover(signingHash, signature))
bench.add('recover 500 senders', async () => {
  await Promise.all(Array.from({ length: 500 }, () => recovery.recover(signingHash, signature)))
})

await bench.run()
console.table(bench.table())
await recovery.stop()
