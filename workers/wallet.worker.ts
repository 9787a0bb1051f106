import { type Port, serve } from '../lib/rpc/rpc.ts'
import { createKeystoreStore } from '../lib/wallet/createKeystoreStore.ts'
import { createVault, type VaultChange } from '../lib/wallet/createVault.ts'

const tabs = new BroadcastChannel('qoodblock-wallet')
let hearing = false

const vault = createVault({
  store: createKeystoreStore({ indexedDB }),
  developmentChainIds: [72_018],
  onChange(change) {
    server.emit('change', change)
    // Locking one tab locks all. A tab that nobody touched locks itself alone: its owner may be at work in another.
    if (!hearing && change !== 'auto-locked') tabs.postMessage(change)
  },
})
const server = serve<{ change: VaultChange }>(self as unknown as Port, vault)

tabs.onmessage = ({ data }: MessageEvent<VaultChange>) => {
  hearing = true
  if (data === 'locked') void vault.lock()
  else server.emit('change', 'changed')
  hearing = false
}
