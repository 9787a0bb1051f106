import type { Hex } from '../../lib/bytes/hex.ts'
import { balanceSlot, createSenders, holderAddress, token } from './accounts.ts'
import { percentile } from './percentile.ts'
import { callRpc } from './postRpc.ts'
import { startPrunedAnvil } from './startAnvilTarget.ts'
import { startQood } from './startQood.ts'

const samples = 200

/** Time of eth_getProof for one slot of a token, over HTTP, by the size of the state; ours beside anvil. */
export async function benchProof({ slots }: { slots: readonly number[] }): Promise<void> {
  const rows: object[] = []
  for (const count of slots) {
    for (const start of [startQood, startPrunedAnvil]) {
      const target = await start({ slots: count })
      try {
        rows.push({ chain: target.name, slots: count, ...(await measureProofs(target.url, count)) })
      } finally {
        await target.stop()
      }
    }
  }
  console.table(rows)
}

/** Returns how long proofs of slots all over the token take. */
export async function measureProofs(
  url: string,
  slots: number,
): Promise<{ 'proof p50/p95 ms': string; nodes: number }> {
  const senders = createSenders()
  const times: number[] = []
  let nodes = 0
  for (let i = 0; i < samples; i++) {
    const picked = (i * 7_919) % slots
    const slot = balanceSlot(senders[picked]?.address ?? holderAddress(picked))
    const startedAt = performance.now()
    const answer = await callRpc<{ storageProof: { proof: Hex[]; value: Hex }[] }>(url, 'eth_getProof', [
      token,
      [slot],
      'latest',
    ])
    times.push(performance.now() - startedAt)
    const [proof] = answer.storageProof
    if (proof === undefined || BigInt(proof.value) === 0n) throw new Error('Expected the balance of a holder, found 0.')
    nodes = Math.max(nodes, proof.proof.length)
  }
  return { 'proof p50/p95 ms': `${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.95).toFixed(1)}`, nodes }
}
