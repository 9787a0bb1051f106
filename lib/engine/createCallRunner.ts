import { type Common, createCustomCommon, Hardfork, Mainnet, type StateManagerInterface } from '@ethereumjs/common'
import { keccak256 } from '../bytes/keccak256.ts'
import type { Header } from '../chain/Header.ts'
import type { MessageResult } from './applyMessage.ts'
import { environmentOf } from './BlockEnvironment.ts'
import type { CallRequest } from './CallRequest.ts'
import { callMessage } from './callMessage.ts'
import type { StateOverrides } from './stateOverrides.ts'

/** A call after a block, over a state that may be fetched while it runs. */
export type RunnerQuestion = {
  chainId: number
  header: Header
  state: StateManagerInterface
  blockHash(number: number): Promise<Uint8Array | undefined>
  gasCap: bigint
  request: CallRequest
  overrides?: StateOverrides | undefined
}

/** Returns what runs calls outside a node, by the rules of the fork that the header's fields tell. */
export function createCallRunner(): { call(question: RunnerQuestion): Promise<MessageResult> } {
  const commons = new Map<string, Common>()
  return {
    call({ chainId, header, state, blockHash, gasCap, request, overrides }) {
      const hardfork = forkOf(header)
      const key = `${chainId} ${hardfork}`
      const options = { hardfork, customCrypto: { keccak256 } }
      const common = commons.get(key) ?? createCustomCommon({ chainId, name: 'qood' }, Mainnet, options)
      commons.set(key, common)
      const environment = environmentOf(header, common)
      return callMessage({ stateManager: state, common, environment, blockHash, gasCap, overrides }, request)
    },
  }
}

/** Each fork added fields at the end of the header. */
function forkOf(header: Header): Hardfork {
  if (header.requestsHash !== undefined) return Hardfork.Prague
  if (header.excessBlobGas !== undefined) return Hardfork.Cancun
  if (header.withdrawalsRoot !== undefined) return Hardfork.Shanghai
  return header.baseFeePerGas === undefined ? Hardfork.Berlin : Hardfork.Paris
}
