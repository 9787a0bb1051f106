import { loadKeccak } from '../../lib/bytes/keccak256.ts'
import { runLoad } from './runLoad.ts'
import { type SignedTransfer, signTransfers } from './signTransfers.ts'
import type { LoadRequest } from './Target.ts'

/* The load generator, in a process of its own: what it costs is not charged to the chain under load. */
await loadKeccak()
let signed: { key: string; transfers: SignedTransfer[] } | undefined

process.on('message', async ({ sign, run }: { sign?: { slots: number; count: number }; run?: LoadRequest }) => {
  if (sign) {
    const key = `${sign.slots} ${sign.count}`
    if (signed?.key !== key) signed = { key, transfers: signTransfers(sign) }
    process.send!('signed')
  }
  if (run) process.send!(await runLoad(run, signed!.transfers))
})
