import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { keccak256 } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { DevelopmentKey } from '../genesis/developmentKeys.ts'

/* What the crash test needs of a node: a process to kill, words to speak with it, and work to give it. */
export type RpcBlock = { number: Hex; hash: Hex; parentHash: Hex; stateRoot: Hex; transactions: Hex[] }
export type RpcReceipt = { transactionHash: Hex; blockHash: Hex; blockNumber: Hex; status: Hex }

const qood = fileURLToPath(new URL('../qood.ts', import.meta.url))

/** Starts `qood node` on any free port with short slots. `ready` gives its address, or undefined when it was killed before. */
export function spawnNode(data: string) {
  const argv = ['node', '--data', data, '--rpc-port', '0', '--slot-ms', '100', '--heartbeat-ms', '200']
  const child = spawn(process.execPath, [qood, ...argv], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (words = `${words}${text}`.slice(-4_000)))
  const exited = once(child, 'exit').then(([code]): number | null => code)
  const message = new Promise<string | undefined>((resolve) => {
    child.on('message', (message: { kind: string; rpcUrl?: string }) => resolve(message.rpcUrl))
  })
  return {
    ready: Promise.race([message, exited.then(() => undefined)]),
    words: () => words,
    exited,
    kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
      child.kill(signal)
      return exited
    },
  }
}

/** Sends a batch and returns the results in order; throws when one of them is an error. */
export async function callBatch<T>(url: string, calls: readonly (readonly [string, ...unknown[]])[]): Promise<T[]> {
  if (calls.length === 0) return []
  const answers = await post(url, calls)
  return answers.map(({ result, error }) => {
    if (error) throw new Error(`${error.message}`)
    return result as T
  })
}

type Answer = { id: number; result?: unknown; error?: { message: string } }

async function post(url: string, calls: readonly (readonly [string, ...unknown[]])[]): Promise<Answer[]> {
  const body = calls.map(([method, ...params], id) => ({ jsonrpc: '2.0', id, method, params }))
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  })
  const answers = (await response.json()) as Answer[]
  return answers.sort((a, b) => a.id - b.id)
}

/** Returns the block of that number, or the newest. */
export async function readBlock(url: string, number: number | 'latest'): Promise<RpcBlock> {
  const tag = typeof number === 'number' ? `0x${number.toString(16)}` : number
  const [block] = await callBatch<RpcBlock>(url, [['eth_getBlockByNumber', tag, false]])
  return block!
}

/** What the network has said and must never take back. */
export type Ledger = { hashes: Map<number, Hex>; receipts: Map<Hex, RpcReceipt> }

/**
 * Writes down, until the node is gone, every block it announces and every receipt it gives for transactions of ours.
 * Whatever it said before it was killed counts.
 */
export async function listen(url: string, ledger: Ledger, signal: AbortSignal): Promise<void> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'))
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve))
  signal.addEventListener('abort', () => socket.close())
  socket.addEventListener('open', () => {
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }))
  })
  socket.addEventListener('message', async ({ data }) => {
    const head = JSON.parse(String(data)).params?.result
    if (!head) return
    ledger.hashes.set(Number(head.number), head.hash)
    const receipts = await readReceipts(url, head.hash).catch(() => [])
    for (const receipt of receipts) ledger.receipts.set(receipt.transactionHash, receipt)
  })
  await closed
}

async function readReceipts(url: string, blockHash: Hex): Promise<RpcReceipt[]> {
  const [receipts] = await callBatch<RpcReceipt[]>(url, [['eth_getBlockReceipts', blockHash]])
  return receipts ?? []
}

/** Sends transfers from all accounts, in batches without a pause, until told to stop or the node is gone. */
export async function load(url: string, keys: readonly DevelopmentKey[], signal: AbortSignal): Promise<number> {
  let sent = 0
  try {
    const chainId = Number((await callBatch<Hex>(url, [['eth_chainId']]))[0])
    const accounts = keys.map(({ privateKey }) => privateKeyToAccount(privateKey))
    const counts = await callBatch<Hex>(
      url,
      accounts.map(({ address }) => ['eth_getTransactionCount', address, 'pending']),
    )
    const nonces = counts.map(Number)
    while (!signal.aborted) {
      const raws = await Promise.all(
        accounts.map((account, i) => {
          const to = keys[(i + 1) % keys.length]!.address
          const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n, gas: 21_000n }
          return account.signTransaction({ type: 'eip1559', chainId, nonce: nonces[i]!++, to, value: 1n, ...fees })
        }),
      )
      const answers = await post(
        url,
        raws.map((raw) => ['eth_sendRawTransaction', raw]),
      )
      for (const [i, answer] of answers.entries()) if (answer.error) nonces[i]!--
      sent += answers.filter(({ error }) => !error).length
      // A full account waits for a block; without a pause the loop would only collect refusals.
      if (answers.some(({ error }) => error)) await delay(50, undefined, { signal })
    }
  } catch {
    // The node was killed, as planned, or the signal came during the pause.
  }
  return sent
}

/** Returns the root that a proof of the account leads to, next to the one in the newest header. */
export async function readRoots(url: string, account: Address): Promise<{ proved: Hex; claimed: Hex }> {
  const block = await readBlock(url, 'latest')
  const [proof] = await callBatch<{ accountProof: Hex[] }>(url, [['eth_getProof', account, [], block.number]])
  return { proved: keccak256(proof!.accountProof[0]!), claimed: block.stateRoot }
}
