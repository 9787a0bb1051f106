import { type Client, createClient, http } from 'viem'
import type { NodeConfig } from './nodeConfig.ts'

export type NodeClient = Client

/** Returns a viem client of the node: every request has a deadline, a failed one is tried once more. */
export function createNodeClient(config: NodeConfig): NodeClient {
  return createClient({ transport: http(config.rpcUrl, { timeout: 8_000, retryCount: 1, retryDelay: 150 }) })
}
