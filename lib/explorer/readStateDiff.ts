import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'

type AccountState = { balance?: Hex; nonce?: number; code?: Hex; storage?: Record<Hex, Hex> }

export type Change =
  | { kind: 'balance' | 'nonce'; before: bigint; after: bigint }
  | { kind: 'code'; before: number; after: number }
  | { kind: 'slot'; slot: Hex; before: Hex; after: Hex }

export type AccountChange = { address: Address; isNew: boolean; isGone: boolean; changes: Change[] }

type Request = (call: { method: string; params: unknown[] }) => Promise<unknown>

const zeroWord: Hex = `0x${'00'.repeat(32)}`

/** Returns what a transaction changed, account by account. The node runs it again: nothing proves that it tells the truth. */
export async function readStateDiff(client: NodeClient, hash: Hex): Promise<AccountChange[]> {
  const request = client.request as Request
  const options = { tracer: 'prestateTracer', tracerConfig: { diffMode: true } }
  const diff = (await request({ method: 'debug_traceTransaction', params: [hash, options] })) as {
    pre: Record<Address, AccountState>
    post: Record<Address, AccountState>
  }
  const addresses = [...new Set([...Object.keys(diff.pre), ...Object.keys(diff.post)])] as Address[]
  return addresses.map((address) => ({
    address,
    isNew: !(address in diff.pre),
    isGone: !(address in diff.post),
    changes: compareAccounts(diff.pre[address] ?? {}, diff.post[address] ?? {}),
  }))
}

/** In `after` only what differs is told, so what is absent there stayed, but for slots: an absent slot became zero. */
function compareAccounts(before: AccountState, after: AccountState): Change[] {
  const changes: Change[] = []
  if (after.balance !== undefined) {
    changes.push({ kind: 'balance', before: BigInt(before.balance ?? 0), after: BigInt(after.balance) })
  }
  if (after.nonce !== undefined) {
    changes.push({ kind: 'nonce', before: BigInt(before.nonce ?? 0), after: BigInt(after.nonce) })
  }
  if (after.code !== undefined) {
    changes.push({ kind: 'code', before: sizeOf(before.code), after: sizeOf(after.code) })
  }
  const slots = [...new Set([...Object.keys(before.storage ?? {}), ...Object.keys(after.storage ?? {})])] as Hex[]
  for (const slot of slots) {
    changes.push({
      kind: 'slot',
      slot,
      before: before.storage?.[slot] ?? zeroWord,
      after: after.storage?.[slot] ?? zeroWord,
    })
  }
  return changes
}

function sizeOf(code: Hex | undefined): number {
  return code ? (code.length - 2) / 2 : 0
}
