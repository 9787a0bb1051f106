import { BaseError } from '../errors.ts'
import { accountMethods } from './accountMethods.ts'
import { blockMethods } from './blockMethods.ts'
import { createCallMethods } from './callMethods.ts'
import { createBodies } from './createBodies.ts'
import type { LightClient } from './createLightClient.ts'
import { createStateProofs } from './createStateProofs.ts'
import { createRecorder, type Evidence } from './Evidence.ts'
import { claimedMethods, estimatedMethods, knownMethods, pendingMethods } from './forwardedMethods.ts'
import type { LocalEvm } from './LocalEvm.ts'
import { logMethods } from './logMethods.ts'
import {
  defaultProviderLimits,
  type ProvedMethod,
  type ProviderContext,
  type ProviderLimits,
} from './ProviderContext.ts'
import type { RpcCall } from './Transport.ts'

export type VerifiedProvider = {
  /** EIP-1193. A wrong answer of the server is an error with a name, never a value. */
  request(call: RpcCall): Promise<unknown>
  /** The same with what the answer rests on. */
  ask(call: RpcCall): Promise<{ value: unknown; evidence: Evidence }>
  /** What an answer rested on: by its id, of the last request, or of the last one with this method and parameters. */
  explain(of: number | 'last' | RpcCall): Evidence | undefined
}

export type VerifiedProviderOptions = {
  client: LightClient
  /** Loads the virtual machine for eth_call, once, with the first call. */
  loadEvm?: (() => Promise<LocalEvm>) | undefined
  limits?: Partial<ProviderLimits> | undefined
}

const keptEvidence = 512

/** Returns an EIP-1193 provider whose answers are proved from blocks of the light client. */
export function createVerifiedProvider({ client, loadEvm, limits }: VerifiedProviderOptions): VerifiedProvider {
  let evm: Promise<LocalEvm> | undefined
  const load =
    loadEvm &&
    (() => {
      evm ??= loadEvm().catch((error: unknown) => {
        evm = undefined
        throw error
      })
      return evm
    })
  const context: ProviderContext = {
    client,
    proofs: createStateProofs(client),
    bodies: createBodies(client),
    loadEvm: load,
    limits: { ...defaultProviderLimits, ...limits },
  }
  const proved: ReadonlyMap<string, ProvedMethod> = new Map(
    Object.entries({ ...accountMethods, ...blockMethods, ...logMethods, ...createCallMethods(), ...knownMethods }),
  )
  // The same is asked again and again, and somebody may be looking at what the answer before rested on.
  const kept = new Map<number, Evidence>()
  // So that an id of another session, before the server was changed, is not taken for one of this.
  let lastId = client.now() * 1_000

  async function ask({ method, params = [] }: RpcCall): Promise<{ value: unknown; evidence: Evidence }> {
    const id = ++lastId
    const askedAtMs = client.now()
    const startedAt = performance.now()
    const recorder = createRecorder()
    const value = await answer(method, params, recorder)
    const tookMs = performance.now() - startedAt
    const evidence: Evidence = { id, method, params, ...recorder.result(), askedAtMs, tookMs }
    keep(evidence)
    return { value, evidence }
  }

  function answer(method: string, params: readonly unknown[], recorder: ReturnType<typeof createRecorder>) {
    const grade = forwardGrade(method, params)
    if (grade !== undefined) {
      recorder.grade(grade)
      return client.transport.request({ method, params })
    }
    const run = proved.get(method)
    if (run === undefined) throw new UnsupportedMethodError(method)
    return run(context, params, recorder)
  }

  function keep(evidence: Evidence): void {
    kept.set(evidence.id, evidence)
    if (kept.size > keptEvidence) kept.delete(kept.keys().next().value!)
  }

  return {
    request: async (call) => (await ask(call)).value,
    ask,
    explain(of) {
      if (of === 'last') return [...kept.values()].at(-1)
      if (typeof of === 'number') return kept.get(of)
      return [...kept.values()].findLast((evidence) => keyOf(evidence) === keyOf(of))
    },
  }
}

function forwardGrade(method: string, params: readonly unknown[]): Evidence['grade'] | undefined {
  if (estimatedMethods.has(method)) return 'estimate'
  if (claimedMethods.has(method)) return 'claimed'
  return pendingMethods.has(method) && params.includes('pending') ? 'claimed' : undefined
}

function keyOf({ method, params = [] }: RpcCall): string {
  return `${method} ${JSON.stringify(params)}`
}

export class UnsupportedMethodError extends BaseError {
  override readonly name = 'Light.UnsupportedMethodError'
  readonly code = 4200
  constructor(method: string) {
    super(`Expected a method whose answer can be proved or is allowed unproved, found ${method.slice(0, 80)}.`)
  }
}
