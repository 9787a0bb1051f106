import { BaseError } from '../errors.ts'
import type { LightAnswer } from './createLightApi.ts'
import type { EvidenceSummary } from './Evidence.ts'
import type { RpcCall } from './Transport.ts'

export type RemoteProvider = {
  request(call: RpcCall): Promise<unknown>
  /** The same with what the answer rests on. */
  ask(call: RpcCall): Promise<{ value: unknown; evidence: EvidenceSummary }>
}

/** Returns an EIP-1193 provider over something that answers elsewhere, with errors as wallets and viem know them. */
export function createRemoteProvider(answer: (call: RpcCall) => Promise<LightAnswer>): RemoteProvider {
  async function ask(call: RpcCall) {
    const found = await answer(call)
    if ('error' in found) throw new ProviderRpcError(found.error)
    return found
  }
  return { ask, request: async (call) => (await ask(call)).value }
}

/** An error of EIP-1193. `name` is that of the cause, for screens to switch on. */
export class ProviderRpcError extends BaseError {
  override readonly name: string
  readonly code: number
  readonly data: unknown
  constructor({ name, message, code, data }: { name: string; message: string; code: number; data?: unknown }) {
    super(message)
    this.name = name
    this.code = code
    this.data = data
  }
}
