import { readContract } from 'viem/actions'
import { createProviderClient } from '../chain/createProviderClient.ts'
import type { ContractRead } from '../chain/readContract.ts'
import type { LightAnswer } from './createLightApi.ts'
import { ProviderRpcError } from './createRemoteProvider.ts'
import type { EvidenceSummary } from './Evidence.ts'
import type { RpcCall } from './Transport.ts'

/** What a contract answered and what that rests on, or the error of the question that failed. */
export type LightReading = { value: unknown; evidence: EvidenceSummary[] } | Extract<LightAnswer, { error: unknown }>

/** Reads a contract by questions that are verified one by one. */
export async function readVerified(
  read: ContractRead,
  ask: (call: RpcCall) => Promise<LightAnswer>,
): Promise<LightReading> {
  const evidence: EvidenceSummary[] = []
  let failed: Extract<LightAnswer, { error: unknown }> | undefined
  const client = createProviderClient({
    async request(call) {
      const answer = await ask(call as RpcCall)
      if ('error' in answer) {
        failed = answer
        throw new ProviderRpcError(answer.error)
      }
      evidence.push(answer.evidence)
      return answer.value
    },
  })
  try {
    return { value: await readContract(client, read), evidence }
  } catch (error) {
    if (failed) return failed
    throw error
  }
}
