import { RLP } from '@ethereumjs/rlp'
import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import type { PooledTransaction } from '../Pool.ts'
import type { Account } from './checkPlace.ts'
import { createGasBudget, defaultGasBudget, type GasBudgetOptions } from './createGasBudget.ts'
import { createPool, defaultPoolLimits, type PoolLimits } from './createPool.ts'

/*
 * A pool for tests and benchmarks: accounts in a Map, time in a variable, and senders written into the signature's r, so
 * that no time goes into signing. Signatures have their own tests.
 */
export type TestTransaction = {
  sender: number
  nonce: number
  gas?: number
  maxFee?: number
  tip?: number
  value?: bigint
  data?: Uint8Array
}

export const chainId = 31_337

/** Returns the address that stands for the number. */
export function addressOf(sender: number): Address {
  return `0x${sender.toString(16).padStart(40, '0')}`
}

/** Returns the bytes of a type 2 transaction of that sender. */
export function encodeTest(transaction: TestTransaction): Uint8Array {
  const { sender, nonce, gas = 21_000, maxFee = 0, tip = maxFee, value = 0n, data = new Uint8Array() } = transaction
  const to = new Uint8Array(20).fill(0xee)
  return Uint8Array.of(2, ...RLP.encode([chainId, nonce, tip, maxFee, gas, to, value, data, [], 0, sender + 1, 1]))
}

export function createTestPool(options: { limits?: Partial<PoolLimits>; budget?: Partial<GasBudgetOptions> } = {}) {
  const accounts = new Map<Address, Account>()
  let time = 1_000_000
  const now = () => time
  const budget = createGasBudget({ ...defaultGasBudget, ...options.budget, now })
  const limits = { ...defaultPoolLimits, ...options.limits }
  const account = (sender: Address) => accounts.get(sender) ?? { nonce: 0, balance: 10n ** 18n }
  const recover = async (_hash: Uint8Array, signature: Uint8Array) => addressOf(readR(signature) - 1)
  const pool = createPool({ chainId, account, recover, budget, limits, now })

  /** Commits a block with these: the accounts move on, and the pool is told. */
  function mine(transactions: readonly PooledTransaction[], rest: { rejected?: Hex[]; returned?: Hex[] } = {}): void {
    for (const { sender, nonce } of transactions) accounts.set(sender, { ...account(sender), nonce: nonce + 1 })
    pool.onBlock({
      included: transactions.map(({ hash, sender, gasLimit }) => ({ hash, sender, gasUsed: gasLimit })),
      rejected: rest.rejected?.map((hash) => ({ hash, reason: 'it failed' })),
      returned: rest.returned,
    })
  }

  return {
    pool,
    budget,
    limits,
    accounts,
    mine,
    pass: (ms: number) => (time += ms),
    now,
    submit: (transaction: TestTransaction) => pool.submit(encodeTest(transaction)),
  }
}

function readR(signature: Uint8Array): number {
  return new DataView(signature.buffer, signature.byteOffset).getUint32(28)
}
