import type { ContractRead } from '../chain/readContract.ts'
import { BaseError } from '../errors.ts'
import type { LightAnswer } from './createLightApi.ts'
import type { EvidenceSummary } from './Evidence.ts'
import type { LightReading } from './readVerified.ts'
import type { RpcCall } from './Transport.ts'

export type RemoteProvider = {
  request(call: RpcCall): Promise<unknown>
  /** The same with what the answer rests on. */
  ask(call: RpcCall): Promise<{ value: unknown; evidence: EvidenceSummary }>
  /** Reads a contract there, with all that its answer rests on. */
  read(read: ContractRead): Promise<{ value: unknown; evidence: EvidenceSummary[] }>
}

type Remote = {
  answer(call: RpcCall): Promise<LightAnswer>
  read(read: ContractRead): Promise<LightReading>
}

/** Returns an EIP-1193 provider over something that answers elsewhere, with errors as wallets and viem know them. */
export function createRemoteProvider(remote: Remote): RemoteProvider {
  const ask = async (call: RpcCall) => answered(await remote.answer(call))
  return {
    ask,
    request: async (call) => (await ask(call)).value,
    read: async (read) => answered(await remote.read(read)),
  }
}

function answered<found extends LightAnswer | LightReading>(found: found): Exclude<found, { error: unknown }> {
  if ('error' in found) throw new ProviderRpcError(found.error)
  return found as Exclude<found, { error: unknown }>
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
