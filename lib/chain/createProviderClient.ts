import { createClient, custom } from 'viem'
import type { NodeClient } from './createNodeClient.ts'

/** The request function of EIP-1193. */
export type Eip1193 = { request(call: { method: string; params?: readonly unknown[] }): Promise<unknown> }

/** Returns a viem client whose questions the provider answers; an error is given as it is and not asked away. */
export function createProviderClient(provider: Eip1193): NodeClient {
  return createClient({ transport: custom(provider as never, { retryCount: 0 }) })
}
