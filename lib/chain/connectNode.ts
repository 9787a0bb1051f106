import { createClient, webSocket } from 'viem'
import { getBlock, getBlockNumber, getChainId } from 'viem/actions'
import type { Address } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { createNodeClient, type NodeClient } from './createNodeClient.ts'
import type { NodeConfig } from './nodeConfig.ts'
import type { NodeLink } from './startHeadFeed.ts'
import { summarizeBlock } from './summarizeBlock.ts'

/** Returns a link to the node over HTTP, with a socket for news of new heads. */
export function connectNode(config: NodeConfig): NodeLink {
  const client = createNodeClient(config)
  return {
    identity: async () => {
      const [chainId, genesis] = await Promise.all([getChainId(client), getBlock(client, { blockNumber: 0n })])
      return { chainId, genesisHash: genesis.hash }
    },
    producers: () => countProducers(client),
    headNumber: async () => Number(await getBlockNumber(client, { cacheTime: 0 })),
    summary: async (number) => summarizeBlock(await getBlock(client, { blockNumber: BigInt(number) })),
    watch: (onNews, onLost) => watchHeads(config.wsUrl, onNews, onLost),
  }
}

/** Returns the size of the elected set, or undefined on a chain that elects nobody. */
async function countProducers(client: NodeClient): Promise<number | undefined> {
  try {
    const producers = await client.request<{ ReturnType: readonly Address[]; Parameters: [string] }>({
      method: 'qbft_getValidatorsByBlockNumber' as never,
      params: ['latest'] as never,
    })
    return producers.length
  } catch {
    return undefined
  }
}

async function watchHeads(wsUrl: string, onNews: () => void, onLost: () => void): Promise<() => void> {
  const client = createClient({ transport: webSocket(wsUrl, { reconnect: false, retryCount: 0, timeout: 5_000 }) })
  const rpc = await withDeadline(client.transport.getRpcClient(), 5_000, wsUrl)
  rpc.socket.addEventListener('close', onLost, { once: true })
  await client.transport.subscribe({ params: ['newHeads'], onData: onNews, onError: onLost })
  return () => {
    rpc.socket.removeEventListener('close', onLost)
    rpc.close()
  }
}

function withDeadline<value>(promise: Promise<value>, timeoutMs: number, address: string): Promise<value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SocketTimeoutError(address, timeoutMs)), timeoutMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

export class SocketTimeoutError extends BaseError {
  override readonly name = 'Chain.SocketTimeoutError'
  constructor(address: string, timeoutMs: number) {
    super(`Expected ${address} to open within ${timeoutMs} ms, but it did not.`)
  }
}
