import type { Address } from '../../lib/bytes/hex.ts'
import { pinBlocks } from '../../lib/ipfs/leases.ts'
import { putBlocks } from '../../lib/ipfs/putBlocks.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'
import { createDeviceKey, createStorageAccess, grantTypedData } from '../../lib/ipfs/storageAccess.ts'
import type { MarketAccount } from '../../lib/market/MarketAccount.ts'

const leaseMs = 365 * 86_400_000

export type AgentStorage = Awaited<ReturnType<typeof createAgentStorage>>

/** Returns where an agent keeps blocks: on every storage node that it was told of, in its own name. */
export async function createAgentStorage({
  nodes,
  account,
}: {
  nodes: readonly StorageNode[]
  account: MarketAccount
}) {
  const device = createDeviceKey()
  const granted = {
    account: account.address.toLowerCase() as Address,
    device: device.address,
    untilMs: Date.now() + leaseMs,
  }
  const grant = { ...granted, signature: await account.signTypedData(grantTypedData(granted)) }
  const access = createStorageAccess({ grant, device })
  return {
    /** Stores blocks and has them kept; every node must have taken them. */
    async keep(id: string, title: string, blocks: readonly { cid: string; bytes: Uint8Array<ArrayBuffer> }[]) {
      const cids = blocks.map(({ cid }) => cid)
      for (const node of nodes) {
        await putBlocks({ node, blocks, access })
        await pinBlocks({ node, id, title, untilMs: Date.now() + leaseMs, cids, access })
      }
    },
  }
}
