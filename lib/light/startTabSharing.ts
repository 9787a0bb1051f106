import type { Hex } from '../bytes/hex.ts'
import type { LightClient, TabNews } from './createLightClient.ts'
import type { SavedState } from './LightStore.ts'

/** What is needed of navigator.locks. */
export type Locks = {
  request(name: string, options: { signal: AbortSignal }, act: () => Promise<void>): Promise<unknown>
}
/** What is needed of a BroadcastChannel. */
export type Channel = {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => void) | null
  close(): void
}

type Message =
  | { kind: 'hello' }
  | { kind: 'cleared' }
  | { kind: 'vouched'; hash: Hex }
  | { kind: 'news'; state: SavedState | undefined; fares: TabNews }

export type TabSharingOptions = {
  client: Pick<LightClient, 'subscribe' | 'state' | 'snapshot' | 'adopt' | 'anchor' | 'sync' | 'vouch'>
  /** Absent where the browser has none: then each tab asks for itself. */
  locks?: Locks | undefined
  channel?: Channel | undefined
  /** Begins to ask the server; called in the one tab that does. */
  lead(): { stop(): Promise<void> }
  onRole?: ((role: 'leads' | 'follows') => void) | undefined
  /** Another tab has forgotten the chain, because a person there said so. */
  onCleared?: (() => void) | undefined
  /** Resolves after the time, or at once when the signal aborts. Without it a silent leader is waited for. */
  sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined
}

/** A leader of which nothing was heard for so long may be asleep: a phone freezes tabs that nobody sees. */
const silenceMs = 10_000

export type TabSharing = {
  /** Tells the other tabs that the saved state is gone. */
  tellCleared(): void
  /** Tells the other tabs which block a person vouched for; each holds it against what it verified. */
  tellVouched(hash: Hex): void
  stop(): Promise<void>
}

/**
 * Starts to share the work among tabs: one asks and verifies, and tells the others, which are code of the same origin
 * and believe it. When that tab closes, or stops, another takes its place.
 */
export function startTabSharing(options: TabSharingOptions): TabSharing {
  const { client, locks, channel, lead, onRole, sleep } = options
  const stopped = new AbortController()
  const name = `qoodblock-light ${client.anchor.genesisHash}`
  let told: string | undefined
  let isLeading = false
  let isHeard = false

  /** The head when it is another one, and each time how the server answers. */
  function tell(): void {
    if (!isLeading) return
    const { seenAtMs, error, witness, lapse } = client.state()
    const snapshot = client.snapshot()
    const state = snapshot?.header === told ? undefined : snapshot
    told = snapshot?.header
    channel?.postMessage({ kind: 'news', state, fares: { seenAtMs, error, witness, lapse } } satisfies Message)
  }

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data?.kind === 'news' && !isLeading) {
        isHeard = true
        client.adopt(data.state, data.fares)
      }
      if (data?.kind === 'cleared') options.onCleared?.()
      if (data?.kind === 'vouched') void client.vouch(data.hash).catch(() => {})
      if (data?.kind !== 'hello') return
      told = undefined
      tell()
    }
    channel.postMessage({ kind: 'hello' } satisfies Message)
  }
  const leave = client.subscribe(tell)

  async function leadUntilStopped(): Promise<void> {
    if (stopped.signal.aborted) return
    isLeading = true
    onRole?.('leads')
    const tracking = lead()
    await new Promise<void>((resolve) => stopped.signal.addEventListener('abort', () => resolve(), { once: true }))
    await tracking.stop()
    isLeading = false
  }

  /** Asks for itself while it follows a leader that says nothing. */
  async function watchLeader(): Promise<void> {
    while (sleep && !stopped.signal.aborted) {
      isHeard = false
      await sleep(silenceMs, stopped.signal)
      if (!isHeard && !isLeading && !stopped.signal.aborted) await client.sync().catch(() => {})
    }
  }

  onRole?.('follows')
  void watchLeader()
  const running = locks
    ? // Waiting for the lock ends by the signal, which rejects.
      locks.request(name, { signal: stopped.signal }, leadUntilStopped).catch(() => {})
    : leadUntilStopped()
  return {
    tellCleared: () => channel?.postMessage({ kind: 'cleared' } satisfies Message),
    tellVouched: (hash) => channel?.postMessage({ kind: 'vouched', hash } satisfies Message),
    async stop() {
      leave()
      stopped.abort()
      await running
      channel?.close()
    },
  }
}
