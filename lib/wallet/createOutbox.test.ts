import { keccak256, parseTransaction as parseSigned } from 'viem'
import { expect, test } from 'vitest'
import type { Address, Hex } from '../bytes/hex.ts'
import type { Rpc } from './createChainReader.ts'
import { createOutbox } from './createOutbox.ts'
import { createWalletProvider } from './createWalletProvider.ts'
import { addressOfKey } from './deriveAccountKey.ts'
import { signTransaction } from './sign.ts'
import { parseTransaction } from './vaultInputs.ts'

const key = new Uint8Array(32).fill(7)
const account = addressOfKey(key)
const friend: Address = `0x${'aa'.repeat(20)}`
const chainId = 72_018

type NodeState = { latest: number; pending: number; accepts: boolean; knows: boolean }

/** A node that keeps all that it is given; what it says of that is in its state. */
function createNode(state: NodeState) {
  const kept: Hex[] = []
  const rpc: Rpc = {
    async request({ method, params }) {
      const [first, second] = (params ?? []) as [Hex, string]
      if (method === 'eth_sendRawTransaction') {
        kept.push(first)
        if (state.accepts) return keccak256(first)
        throw Object.assign(new Error('internal error, try again'), { code: -32603 })
      }
      if (method === 'eth_getTransactionCount') return `0x${state[second as 'latest' | 'pending'].toString(16)}`
      if (method === 'eth_getTransactionByHash') return state.knows ? { hash: first } : null
      if (method === 'eth_getBlockByNumber') return { hash: `0x${'ee'.repeat(32)}`, baseFeePerGas: '0x0' }
      if (method === 'eth_estimateGas') return '0x5208'
      if (method === 'eth_maxPriorityFeePerGas') return '0x0'
      if (method === 'eth_getCode') return '0x'
      throw new Error(`unknown: ${method}`)
    },
  }
  return { rpc, kept, nonces: () => kept.map((raw) => parseSigned(raw).nonce) }
}

function createKept() {
  let text: string | null = null
  return {
    read: () => text,
    write: (next: string | undefined) => {
      text = next ?? null
    },
  }
}

async function openWallet(rpc: Rpc, kept = createKept()) {
  const never = () => Promise.reject(new Error('not asked for'))
  const wallet = createWalletProvider({
    chains: new Map([[chainId, rpc]]),
    outbox: createOutbox({ kept, pause: async () => {} }),
    ...{ chainId, origin: 'http://127.0.0.1:3000', approve: async () => true },
    vault: {
      accounts: async () => [account],
      signTransaction: async ({ transaction }) => signTransaction(parseTransaction(transaction), key),
      ...{ signMessage: never, signTypedData: never },
    },
  })
  await wallet.request({ method: 'eth_requestAccounts' })
  const pay = (value: Hex = '0x1') =>
    wallet.request({ method: 'eth_sendTransaction', params: [{ from: account, to: friend, value }] })
  return { pay }
}

const states: NodeState = { latest: 0, pending: 0, accepts: true, knows: true }

test('what a node said to have failed is tried again under its own number, whatever the node counts', async () => {
  const state = { ...states, accepts: false }
  const { rpc, kept, nonces } = createNode(state)
  const { pay } = await openWallet(rpc)
  await expect(pay()).rejects.toThrow('internal error')
  state.pending = 1
  await expect(pay()).rejects.toThrow('internal error')
  state.pending = 2
  state.accepts = true
  await pay()
  expect(nonces()).toEqual([0, 0, 0])
  expect(new Set(kept).size).toBe(1)
})

test('what the node took and says not to know any more is tried again under its own number', async () => {
  const state = { ...states }
  const { rpc, nonces } = createNode(state)
  const { pay } = await openWallet(rpc)
  await pay()
  Object.assign(state, { pending: 1, knows: false })
  await pay()
  expect(nonces()).toEqual([0, 0])
})

test('a reload of the page makes no difference', async () => {
  const state = { ...states, accepts: false }
  const { rpc, nonces } = createNode(state)
  const kept = createKept()
  await expect((await openWallet(rpc, kept)).pay()).rejects.toThrow()
  state.pending = 1
  await expect((await openWallet(rpc, kept)).pay('0x2')).rejects.toThrow()
  expect(nonces()).toEqual([0, 0])
})

test('what waits is followed by the next number, and what is proved used is forgotten', async () => {
  const state = { ...states }
  const { rpc, nonces } = createNode(state)
  const { pay } = await openWallet(rpc)
  await pay()
  state.pending = 1
  await pay()
  Object.assign(state, { latest: 2, pending: 2, accepts: false })
  await expect(pay()).rejects.toThrow()
  Object.assign(state, { latest: 3, pending: 3, accepts: true })
  await pay()
  expect(nonces()).toEqual([0, 1, 2, 3])
})

test('a node that counts ahead of what is proved makes no gap', async () => {
  const { rpc, nonces } = createNode({ ...states, pending: 5 })
  await (await openWallet(rpc)).pay()
  expect(nonces()).toEqual([0])
})
