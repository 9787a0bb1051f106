import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readAgreement } from './agreement.ts'

/** Returns owner and maker under an agreement, or undefined for data without one. */
export async function readParties(
  client: NodeClient,
  agreementId: bigint,
): Promise<{ owner: Address; maker: Address } | undefined> {
  return agreementId === 0n ? undefined : readAgreement(client, agreementId)
}
