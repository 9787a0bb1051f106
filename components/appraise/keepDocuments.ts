import { sealRecord } from '../../lib/appraisal/recordSeal.ts'
import { encodeHex } from '../../lib/bytes/hex.ts'
import type { ChainAccount } from '../../lib/chain/ChainAccount.ts'
import { publishBytes } from '../../lib/ipfs/publishBytes.ts'
import type { StorageAccess, StorageNode } from '../../lib/ipfs/StorageNode.ts'
import { createDeviceKey, createStorageAccess, grantTypedData } from '../../lib/ipfs/storageAccess.ts'
import { shrinkPhoto } from './shrinkPhoto.ts'

const dayMs = 86_400_000
// The longest that storage nodes take, less a day for clocks that differ.
const keepMs = (3 * 365 - 1) * dayMs
const grantMs = 7 * dayMs

/** While the page is open, so that a wallet is asked once. The keys are worth nothing afterwards. */
const accesses = new Map<string, Promise<StorageAccess>>()

type StoredPhoto = { cid: string; type: 'image/jpeg'; key?: string }
export type Keeper = {
  /** Stores a document on the storage nodes in the name of the account; returns its CID. */
  keep(bytes: Uint8Array<ArrayBuffer>, title: string): Promise<string>
  /** Stores photos, made small; sealed to `point` where there is one. */
  keepPhotos(photos: readonly File[], point?: Uint8Array): Promise<StoredPhoto[]>
}

/** Returns what stores documents for three years in the name of an account, which is asked for that once per visit. */
export function keepDocuments({ account, nodes }: { account: ChainAccount; nodes: readonly StorageNode[] }): Keeper {
  const untilMs = Date.now() + keepMs
  async function keep(bytes: Uint8Array<ArrayBuffer>, title: string): Promise<string> {
    const access = await accessOf(account)
    return (await publishBytes({ bytes, nodes, untilMs, title, access })).cid
  }
  return {
    keep,
    async keepPhotos(photos, point) {
      const stored: StoredPhoto[] = []
      for (const photo of photos) {
        const bytes = await shrinkPhoto(photo)
        const sealed = point && (await sealRecord(bytes, point))
        const cid = await keep(sealed?.block ?? bytes, 'Photo')
        stored.push({ cid, type: 'image/jpeg', ...(sealed && { key: encodeHex(sealed.key) }) })
      }
      return stored
    },
  }
}

function accessOf(account: ChainAccount): Promise<StorageAccess> {
  const known = accesses.get(account.address)
  if (known) return known
  const made = grantAccess(account).catch((error) => {
    accesses.delete(account.address)
    throw error
  })
  accesses.set(account.address, made)
  return made
}

async function grantAccess({ address, signTypedData }: ChainAccount): Promise<StorageAccess> {
  const device = createDeviceKey()
  const terms = {
    account: address.toLowerCase() as `0x${string}`,
    device: device.address,
    untilMs: Date.now() + grantMs,
  }
  const grant = { ...terms, signature: await signTypedData(grantTypedData(terms)) }
  return createStorageAccess({ grant, device })
}
