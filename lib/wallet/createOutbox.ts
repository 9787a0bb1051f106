import * as z from 'zod'
import type { Address, Hex } from '../bytes/hex.ts'
import { pause as wait } from '../rpc/sleep.ts'
import type { Rpc } from './createChainReader.ts'

/*
 * What was signed here may be put into a block by anybody who was ever given it, whatever the node says of it since. So a
 * number stays with what was signed under it until the chain proves that it is used: what failed, or was lost on the word of
 * the node, is tried again under the same number, and of all that was signed under one number a block takes one.
 */
const entrySchema = z.strictObject({
  chain: z.string(),
  from: z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-f]{40}$/.test(value)),
  nonce: z.int().nonnegative(),
  hash: z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value)),
  /** Whether the node said that it took it. */
  taken: z.boolean(),
})
type Entry = z.infer<typeof entrySchema>
type Sent = Pick<Entry, 'from' | 'nonce' | 'hash'>

type KeptText = { read(): string | null; write(text: string | undefined): void }
type OutboxOptions = {
  /** Where it is remembered beyond a reload of the page. */
  kept?: KeptText
  /** The hash of the genesis block: a chain that begins anew has used no numbers. */
  genesisHash?: Hex
  pause?: (ms: number) => Promise<void>
}

export type Outbox = ReturnType<typeof createOutbox>

const catchUpTries = 10
const catchUpMs = 300

/** Returns what keeps the numbers of the transactions that were signed here. */
export function createOutbox({ kept = createMemory(), genesisHash, pause = wait }: OutboxOptions = {}) {
  const readAll = () => parseEntries(kept.read())
  const write = (entries: readonly Entry[]) => kept.write(JSON.stringify(entries))
  const nameChain = (chainId: number) => `${genesisHash ?? ''}:${chainId}`

  /** Returns the number for the next transaction of the account. That it is not below the proved one is proved. */
  async function nextNonce(rpc: Rpc, chainId: number, from: Address): Promise<number> {
    const chain = nameChain(chainId)
    const account = from.toLowerCase()
    const latest = await readCount(rpc, account, 'latest')
    const isOf = (entry: Entry) => entry.chain === chain && entry.from === account
    write(readAll().filter((entry) => !isOf(entry) || entry.nonce >= latest))
    const open = readAll()
      .filter(isOf)
      .sort((a, b) => a.nonce - b.nonce)
    if (open.length === 0) return catchUp(rpc, account, latest)
    for (const { taken, hash, nonce } of open) if (!taken || !(await isKnown(rpc, hash))) return nonce
    return open.at(-1)!.nonce + 1
  }

  /** What other devices have sent is waited for; a node that counts further without proving it is not followed. */
  async function catchUp(rpc: Rpc, account: string, from: number): Promise<number> {
    const claimed = await readCount(rpc, account, 'pending').catch(() => from)
    let latest = from
    for (let i = 0; i < catchUpTries && latest < claimed; i++) {
      await pause(catchUpMs)
      latest = await readCount(rpc, account, 'latest')
    }
    return latest
  }

  return {
    nextNonce,

    /** Notes what was signed, before anybody is given it. */
    sign(chainId: number, { from, nonce, hash }: Sent): void {
      const entry = { chain: nameChain(chainId), from: from.toLowerCase() as Address, nonce, hash, taken: false }
      const others = readAll().filter(
        (other) => other.chain !== entry.chain || other.from !== entry.from || other.nonce !== nonce,
      )
      write([...others, entry])
    },

    /** Notes that the node took it. */
    take(hash: Hex): void {
      write(readAll().map((entry) => (entry.hash === hash ? { ...entry, taken: true } : entry)))
    },
  }
}

function parseEntries(text: string | null): Entry[] {
  try {
    return z.array(entrySchema).parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

async function readCount(rpc: Rpc, account: string, block: 'latest' | 'pending'): Promise<number> {
  return Number((await rpc.request({ method: 'eth_getTransactionCount', params: [account, block] })) as Hex)
}

/** A node that does not answer does not know it either: under the number that it has nothing is done twice. */
async function isKnown(rpc: Rpc, hash: Hex): Promise<boolean> {
  const found = await rpc.request({ method: 'eth_getTransactionByHash', params: [hash] }).catch(() => null)
  return found !== null && found !== undefined
}

function createMemory(): KeptText {
  let text: string | null = null
  return {
    read: () => text,
    write(next) {
      text = next ?? null
    },
  }
}
