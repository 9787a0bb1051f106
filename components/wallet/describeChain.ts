import type { Chain } from 'viem'
import { defaultNodeConfig } from '../../lib/chain/nodeConfig.ts'
import type { ChainLink } from '../providers/ChainProvider.tsx'

/** Returns the chain of this app as wallets want to be told about it. */
export async function describeChain(link: ChainLink): Promise<Chain> {
  const config = await link.config().catch(() => defaultNodeConfig)
  const chainId = config.chainId ?? (await readChainId(link))
  return {
    id: chainId,
    name: 'QoodBlock',
    nativeCurrency: { name: 'QoodBlock gas coin', symbol: 'GAS', decimals: 18 },
    rpcUrls: { default: { http: [config.rpcUrl], webSocket: [config.wsUrl] } },
    blockExplorers: { default: { name: 'QoodBlock', url: location.origin } },
  }
}

async function readChainId(link: ChainLink): Promise<number> {
  const client = await link.client()
  return Number(await client.request({ method: 'eth_chainId' } as never))
}
