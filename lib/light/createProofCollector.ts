import type { NodeClient } from '../chain/createNodeClient.ts'
import { createProviderClient } from '../chain/createProviderClient.ts'
import { readElsewhere } from '../chain/readContract.ts'
import type { RemoteProvider } from './createRemoteProvider.ts'
import type { EvidenceSummary } from './Evidence.ts'

/** Returns a client for one read and what its answers rest on, so that the value can be shown with its proof. */
export function createProofCollector(provider: RemoteProvider): {
  client: NodeClient
  evidence(): readonly EvidenceSummary[]
} {
  const collected: EvidenceSummary[] = []
  const client = createProviderClient({
    async request(call) {
      const { value, evidence } = await provider.ask(call)
      collected.push(evidence)
      return value
    },
  })
  readElsewhere(client, async (read) => {
    const { value, evidence } = await provider.read(read)
    collected.push(...evidence)
    return value
  })
  return { client, evidence: () => collected }
}
