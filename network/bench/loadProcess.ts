import { loadKeccak } from '../../lib/bytes/keccak256.ts'
import { runLoad } from './runLoad.ts'
import { type SignedTransfer, signTransfers } from './signTransfers.ts'
import type { LoadRequest } from './Target.ts'

/* The load generator, in a process of its own: what it costs is not charged to the chain under load. */
await loadKeccak()
let signed: { key: string; transfers: SignedTransfer[] } | undefined
/** What the next run begins with: a light run goes on where the full one ended. */
let next = 0

process.on('message', async ({ sign, run }: { sign?: { slots: number; count: number }; run?: LoadRequest }) => {
  if (sign) {
    const key = `${sign.slots} ${sign.count}`
    if (signed?.key !== key) signed = { key, transfers: signTransfers(sign) }
    next = 0
    process.send!('signed')
  }
  if (!run) return
  const result = await runLoad(run, signed!.transfers.slice(next))
  next += result.sent
  process.send!(result)
})
