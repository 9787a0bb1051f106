import type { Hex } from '../bytes/hex.ts'
import { loadKeccak } from '../bytes/keccak256.ts'
import type { ContractRead } from '../chain/readContract.ts'
import type { Recover } from '../chain/recoverSealers.ts'
import { BaseError } from '../errors.ts'
import { type CheckStep, checkProof } from './checkProof.ts'
import type { BlockRef } from './createChainSource.ts'
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
import { readCheck } from './readCheck.ts'
import type { LightReading } from './readVerified.ts'
import { startHeadTracking } from './startHeadTracking.ts'
import { type Channel, type Locks, startTabSharing } from './startTabSharing.ts'
import type { RpcCall } from './Transport.ts'
import { type Socket, watchNewHeads } from './watchNewHeads.ts'

/** What a page sees of the light client; plain data. */
export type LightView = {
  head: BlockEvidence | undefined
  seenAtMs: number | undefined
  error: LightState['error']
  witness: LightState['witness']
  evidence: readonly Equivocation[]
  lapse: LightState['lapse']
  /** Whether this tab asks the server, or hears from another tab. */
  role: 'leads' | 'follows'
  /** How news of blocks comes: announced over a socket, asked for, or from the other tab. */
  via: 'websocket' | 'http' | 'tab'
  rpcUrl: string
  witnessUrl: string | undefined
}

export type LightStartOptions = {
  anchor: LightAnchor
  rpcUrl: string
  /** Where new blocks are announced; without it the server is asked again and again. */
  wsUrl?: string | undefined
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
  openSocket?: ((url: string) => Socket) | undefined
  loadEvm(): Promise<LocalEvm>
  recover?: Recover | undefined
  onView(view: LightView): void
  /** A step of a check that a person watches. */
  onStep?: ((step: { id: number; step: CheckStep }) => void) | undefined
}

type Running = {
  client: LightClient
  provider: VerifiedProvider
  options: LightStartOptions
  hasSocket(): boolean
  nudge(): void
  tellCleared(): void
  tellVouched(hash: Hex): void
  stop(): Promise<void>
}
export type LightEvents = { view: LightView; step: { id: number; step: CheckStep } }
export type LightApi = ReturnType<typeof createLightApi>

/** Returns what the worker of the light client serves; the parts of the platform come as arguments. */
export function createLightApi(deps: LightApiDeps) {
  let running: Running | undefined
  let role: LightView['role'] = 'follows'
  let turn: Promise<unknown> = Promise.resolve()

  /** One change of server after the other: of two at once one client would go on that nobody can stop. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  function view(): LightView {
    const { client, options, hasSocket } = need()
    const { rpcUrl, witnessUrl } = options
    const state = client.state()
    const via = role === 'follows' ? 'tab' : hasSocket() ? 'websocket' : 'http'
    return { ...state, head: state.head && describeBlock(state.head), role, via, rpcUrl, witnessUrl }
  }

  function need(): Running {
    if (running === undefined) throw new NotStartedError()
    return running
  }

  function begin(options: LightStartOptions): Running {
    const { anchor, rpcUrl, wsUrl, witnessUrl, pollMs = 1_000 } = options
    const { fetch, sleep, recover, openSocket } = deps
    const client = createLightClient({
      anchor: parseAnchor(anchor),
      transport: createHttpTransport({ url: rpcUrl, fetch }),
      witness: witnessUrl === undefined ? undefined : createHttpTransport({ url: witnessUrl, fetch }),
      store: deps.createStore(anchor.genesisHash),
      recover,
    })
    let tracking: ReturnType<typeof startHeadTracking> | undefined
    let hasSocket = false
    const tell = () => running && deps.onView(view())
    const leave = client.subscribe(tell)
    const watch = (onNews: () => void) => {
      if (wsUrl === undefined || openSocket === undefined) return () => {}
      const onOpen = (isOpen: boolean) => {
        hasSocket = isOpen
        tell()
      }
      return watchNewHeads({ url: wsUrl, open: openSocket, sleep, onNews, onOpen }).stop
    }
    const sharing = startTabSharing({
      client,
      locks: deps.locks,
      channel: deps.createChannel?.(`qoodblock-light ${anchor.genesisHash}`),
      lead() {
        tracking = startHeadTracking({ client, sleep, watch, pollMs: () => (hasSocket ? 4 * pollMs : pollMs) })
        return tracking
      },
      onRole(next) {
        role = next
        tell()
      },
      onCleared: () => void inTurn(() => restart(options)),
      sleep,
    })
    return {
      client,
      provider: createVerifiedProvider({ client, loadEvm: deps.loadEvm }),
      options,
      hasSocket: () => hasSocket,
      tellCleared: sharing.tellCleared,
      tellVouched: sharing.tellVouched,
      nudge: () => (tracking ? tracking.nudge() : void client.sync().catch(() => {})),
      async stop() {
        leave()
        await sharing.stop()
      },
    }
  }

  async function restart(options: LightStartOptions): Promise<void> {
    const before = running
    running = undefined
    await before?.stop()
    running = begin(options)
    deps.onView(view())
  }

  async function request({ call }: { call: RpcCall }): Promise<LightAnswer> {
    try {
      const { value, evidence } = await need().provider.ask(call)
      return { value, evidence: summarizeEvidence(evidence) }
    } catch (error) {
      const { name, message, code, data } = error as Error & { code?: unknown; data?: unknown }
      return { error: { name, message, code: typeof code === 'number' ? code : -32603, data } }
    }
  }

  return {
    /** Begins with a server, or changes to another one: what is verified stays, since it is saved. */
    start: (options: LightStartOptions): Promise<void> => inTurn(() => restart(options)),
    stop: (): Promise<void> =>
      inTurn(async () => {
        await running?.stop()
        running = undefined
      }),
    /** Asks at once, for a page that wakes up. */
    nudge: (): void => need().nudge(),
    view: (): LightView => view(),
    /** Returns the view once there is a verified head; rejects with the reason why there is none. */
    async ready(): Promise<LightView> {
      await need().client.head()
      return view()
    },
    /** Returns a verified block with its sealers, or undefined where the server has none. */
    async block({ ref }: { ref: BlockRef }): Promise<BlockEvidence | undefined> {
      const block = await need().client.block(ref)
      return block && describeBlock(block)
    },
    /** Forgets what was verified of a chain that was begun anew, and begins with the anchor again. */
    clear: (): Promise<void> =>
      inTurn(async () => {
        const { client, options, tellCleared } = need()
        await client.clear()
        tellCleared()
        await restart(options)
      }),
    /** Begins trust again with a block whose hash a person has from elsewhere; rejects where the server cannot show it. */
    async vouch({ hash }: { hash: Hex }): Promise<LightView> {
      const { client, tellVouched, nudge } = need()
      await client.vouch(hash)
      tellVouched(hash)
      nudge()
      return view()
    },
    request,
    /** Reads a contract by such requests. */
    async read({ read }: { read: ContractRead }): Promise<LightReading> {
      const { readVerified } = await import('./readVerified.ts')
      return readVerified(read, (call) => request({ call }))
    },
    /** Checks what a person pasted, telling each step as it is done; needs no server. */
    async check({ id, text }: { id: number; text: string }, signal: AbortSignal): Promise<void> {
      await loadKeccak()
      for (const step of checkProof(readCheck(text))) {
        if (signal.aborted) return
        deps.onStep?.({ id, step })
        // Lets the step be shown, and a cancellation be heard.
        await deps.sleep(0, signal)
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
