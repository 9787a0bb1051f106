import { getBlock } from 'viem/actions'
import { createProviderClient } from '../chain/createProviderClient.ts'
import { ChainChangedError, type NodeLink, RefusedAnswerError, WrongNetworkError } from '../chain/startHeadFeed.ts'
import { summarizeBlock } from '../chain/summarizeBlock.ts'
import type { Remote } from '../rpc/rpc.ts'
import type { LightApi, LightEvents, LightView } from './createLightApi.ts'
import type { LightFailure } from './createLightClient.ts'
import type { RemoteProvider } from './createRemoteProvider.ts'
import type { LightAnchor } from './LightAnchor.ts'

export type LightLink = { api: Remote<LightApi, LightEvents>; provider: RemoteProvider; anchor: LightAnchor }

/** Returns a link to the node whose every answer was checked by the light client. */
export function connectLight({ api, provider, anchor }: LightLink): NodeLink {
  const client = createProviderClient(provider)
  function throwFailure({ name, message, reset }: LightFailure): never {
    if (reset?.kind === 'history') throw new ChainChangedError({ ...reset, change: 'history' })
    const { chainId, genesisHash } = anchor
    // A node that has another genesis may have another id too; who asks is told by the genesis.
    if (reset) throw new WrongNetworkError({ chainId, genesisHash }, { chainId, genesisHash: reset.found })
    throw new RefusedAnswerError(name, message)
  }

  async function view(): Promise<LightView & { head: object }> {
    const found = await api.ready().catch(async (error: unknown) => {
      const failure = (await api.view()).error
      if (failure) throwFailure(failure)
      throw error
    })
    if (found.error) throwFailure(found.error)
    return found as LightView & { head: object }
  }
  return {
    async identity() {
      await view()
      return { chainId: anchor.chainId, genesisHash: anchor.genesisHash }
    },
    producers: async () => (await view()).head.setSize,
    headNumber: async () => (await view()).head.number,
    summary: async (number) => summarizeBlock(await getBlock(client, { blockNumber: BigInt(number) })),
    watch: async (onNews) => api.on('view', onNews),
    via: async () => (await view()).via,
  }
}
