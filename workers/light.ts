import type { LightApi, LightEvents } from '../lib/light/createLightApi.ts'
import { createRemoteProvider, type RemoteProvider } from '../lib/light/createRemoteProvider.ts'
import { connect, type Remote } from '../lib/rpc/rpc.ts'

export type LightHandle = {
  api: Remote<LightApi, LightEvents>
  /** For viem and wagmi: `custom(handle.provider)`. */
  provider: RemoteProvider
  stop(): void
}

/** Starts the worker of the light client; `api.start({ anchor, rpcUrl })` sets it on its way. */
export function startLight(): LightHandle {
  const worker = new Worker(new URL('./light.worker.ts', import.meta.url), { type: 'module', name: 'light' })
  const api = connect<LightApi, LightEvents>(worker)
  return {
    api,
    provider: createRemoteProvider({
      answer: (call) => api.request({ call }),
      read: (read) => api.read({ read }),
    }),
    stop: () => api.stop(),
  }
}
