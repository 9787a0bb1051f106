import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { privateKeyToAccount } from 'viem/accounts'
import { hashBlock } from '../../lib/crypto/blake3.ts'
import { formatRawCid } from '../../lib/crypto/rawCid.ts'
import type { Block } from '../../lib/ipfs/car.ts'
import type { StorageAccess } from '../../lib/ipfs/StorageNode.ts'
import { createDeviceKey, createStorageAccess, grantTypedData } from '../../lib/ipfs/storageAccess.ts'
import { type StorageOptions, startStorage } from './startStorage.ts'

const folders: string[] = []
const running: { stop(): Promise<void> }[] = []

/** Starts a store in a folder of its own. */
export async function startTestStorage(options: Partial<StorageOptions> = {}) {
  const folder = options.folder ?? makeFolder()
  const limits = { reserveBytes: 0, ...options.limits }
  const started = await startStorage({ httpPort: 0, ...options, folder, limits })
  running.push(started)
  return { ...started, folder, node: started.endpoints }
}

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'qood-storage-'))
  folders.push(folder)
  return folder
}

/** Stops and removes everything that was started here. */
export async function clearTestStorage(): Promise<void> {
  await Promise.all(running.splice(0).map(({ stop }) => stop().catch(() => {})))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

export function makeBlock(size: number): Block {
  const bytes = new Uint8Array(randomBytes(size))
  return { cid: formatRawCid(hashBlock(bytes)), bytes }
}

/** Returns the access of an account, as a wallet and a device make it. */
export async function accessOf(secret: `0x${string}`, untilMs = Date.now() + 86_400_000): Promise<StorageAccess> {
  const account = privateKeyToAccount(secret)
  const device = createDeviceKey()
  const terms = { account: account.address, device: device.address, untilMs }
  const grant = { ...terms, signature: await account.signTypedData(grantTypedData(terms)) }
  return createStorageAccess({ grant, device })
}
export const alice = `0x${'a1'.repeat(32)}` as const
export const bob = `0x${'b0'.repeat(32)}` as const
