import { createIndexedDbLightStore } from '../lib/light/createIndexedDbLightStore.ts'
import { createLightApi, type LightEvents } from '../lib/light/createLightApi.ts'
import { type Port, serve } from '../lib/rpc/rpc.ts'
import { pause } from '../lib/rpc/sleep.ts'

const api = createLightApi({
  fetch: (...request) => fetch(...request),
  createStore: (genesisHash) => createIndexedDbLightStore({ indexedDB, genesisHash }),
  sleep: pause,
  locks: navigator.locks,
  createChannel: (name) => new BroadcastChannel(name),
  openSocket: (url) => new WebSocket(url),
  loadEvm: async () => (await import('../lib/engine/createCallRunner.ts')).createCallRunner(),
  onView: (view) => server.emit('view', view),
  onStep: (step) => server.emit('step', step),
})
const server = serve<LightEvents>(self as unknown as Port, api)
