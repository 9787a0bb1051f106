import type { Recover } from '../chain/recoverSealers.ts'
import { BaseError } from '../errors.ts'
import { createHttpTransport } from './createHttpTransport.ts'
import { createLightClient, type LightClient, type LightState } from './createLightClient.ts'
import { createVerifiedProvider, type VerifiedProvider } from './createVerifiedProvider.ts'
import {
  type BlockEvidence,
  describeBlock,
  type Evidence,
  type EvidenceSummary,
  summarizeEvidence,
} from './Evidence.ts'
import { type LightAnchor, parseAnchor } from './LightAnchor.ts'
import type { Equivocation } from './LightBlock.ts'
import type { LightStore } from './LightStore.ts'
import type { LocalEvm } from './LocalEvm.ts'
import { startHeadTracking } from './startHeadTracking.ts'
import { type Channel, type Locks, startTabSharing } from './startTabSharing.ts'
import type { RpcCall } from './Transport.ts'

/** What a page sees of the light client; plain data. */
export type LightView = {
  head: BlockEvidence | undefined
  seenAtMs: number | undefined
  error: LightState['error']
  witness: LightState['witness']
  evidence: readonly Equivocation[]
  /** Whether this tab asks the server, or hears from another tab. */
  role: 'leads' | 'follows'
}

export type LightStartOptions = {
  anchor: LightAnchor
  rpcUrl: string
  witnessUrl?: string | undefined
  pollMs?: number | undefined
}

/** An answer, or the error that EIP-1193 wants with its code and data, which errors of our own RPC would lose. */
export type LightAnswer =
  | { value: unknown; evidence: EvidenceSummary }
  | { error: { name: string; message: string; code: number; data?: unknown } }

export type LightApiDeps = {
  fetch: typeof fetch
  createStore(genesisHash: string): LightStore
  sleep(ms: number, signal: AbortSignal): Promise<void>
  locks?: Locks | undefined
  createChannel?: ((name: string) => Channel) | undefined
  loadEvm(): Promise<LocalEvm>
  recover?: Recover | undefined
  onView(view: LightView): void
}

type Running = { client: LightClient; provider: VerifiedProvider; nudge(): void; stop(): Promise<void> }
export type LightApi = ReturnType<typeof createLightApi>

/** Returns what the worker of the light client serves; the parts of the platform come as arguments. */
export function createLightApi(deps: LightApiDeps) {
  let running: Running | undefined
  let role: LightView['role'] = 'follows'

  function view(): LightView {
    const state = need().client.state()
    return { ...state, head: state.head && describeBlock(state.head), role }
  }

  function need(): Running {
    if (running === undefined) throw new NotStartedError()
    return running
  }

  function begin({ anchor, rpcUrl, witnessUrl, pollMs = 1_000 }: LightStartOptions): Running {
    const { fetch, sleep, recover } = deps
    const client = createLightClient({
      anchor: parseAnchor(anchor),
      transport: createHttpTransport({ url: rpcUrl, fetch }),
      witness: witnessUrl === undefined ? undefined : createHttpTransport({ url: witnessUrl, fetch }),
      store: deps.createStore(anchor.genesisHash),
      recover,
    })
    let tracking: ReturnType<typeof startHeadTracking> | undefined
    const leave = client.subscribe(() => running && deps.onView(view()))
    const sharing = startTabSharing({
      client,
      locks: deps.locks,
      channel: deps.createChannel?.(`qoodblock-light ${anchor.genesisHash}`),
      lead() {
        tracking = startHeadTracking({ client, pollMs, sleep })
        return tracking
      },
      onRole(next) {
        role = next
        if (running) deps.onView(view())
      },
    })
    return {
      client,
      provider: createVerifiedProvider({ client, loadEvm: deps.loadEvm }),
      nudge: () => tracking?.nudge(),
      async stop() {
        leave()
        await sharing.stop()
      },
    }
  }

  return {
    /** Begins with a server, or changes to another one: what is verified stays, since it is saved. */
    async start(options: LightStartOptions): Promise<void> {
      const before = running
      running = undefined
      await before?.stop()
      running = begin(options)
      deps.onView(view())
    },
    async stop(): Promise<void> {
      await running?.stop()
      running = undefined
    },
    /** Asks at once, for a page that wakes up. */
    nudge: (): void => need().nudge(),
    view: (): LightView => view(),
    /** Forgets what was verified of a chain that was begun anew. */
    clear: (): Promise<void> => need().client.clear(),
    async request({ call }: { call: RpcCall }): Promise<LightAnswer> {
      try {
        const { value, evidence } = await need().provider.ask(call)
        return { value, evidence: summarizeEvidence(evidence) }
      } catch (error) {
        const { name, message, code, data } = error as Error & { code?: unknown; data?: unknown }
        return { error: { name, message, code: typeof code === 'number' ? code : -32603, data } }
      }
    },
    explain: ({ of }: { of: number | 'last' | RpcCall }): Evidence | undefined => need().provider.explain(of),
  }
}

export class NotStartedError extends BaseError {
  override readonly name = 'Light.NotStartedError'
  constructor() {
    super('Expected the light client to be started first.')
  }
}
