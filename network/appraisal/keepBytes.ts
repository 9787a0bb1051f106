import type { Address } from '../../lib/bytes/hex.ts'
import type { ChainAccount } from '../../lib/chain/ChainAccount.ts'
import { parseNodeConfig } from '../../lib/chain/nodeConfig.ts'
import { publishBytes } from '../../lib/ipfs/publishBytes.ts'
import { createDeviceKey, createStorageAccess, grantTypedData } from '../../lib/ipfs/storageAccess.ts'
import { storageNodes } from '../../lib/ipfs/storageNodes.ts'

const dayMs = 86_400_000

/** Stores a document for a day on the storage nodes of a network that runs, in the name of an account; returns its CID. */
export async function keepBytes(
  appUrl: string,
  { address, signTypedData }: ChainAccount,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const { services } = parseNodeConfig(await (await fetch(`${appUrl}/config.json`)).json())
  const device = createDeviceKey()
  const untilMs = Date.now() + dayMs
  const terms = { account: address.toLowerCase() as Address, device: device.address, untilMs }
  const grant = { ...terms, signature: await signTypedData(grantTypedData(terms)) }
  const access = createStorageAccess({ grant, device })
  return (await publishBytes({ bytes, nodes: storageNodes(services), untilMs, access })).cid
}
