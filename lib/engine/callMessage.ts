import type { Common, StateManagerInterface } from '@ethereumjs/common'
import { applyMessage, type MessageResult } from './applyMessage.ts'
import type { BlockEnvironment } from './BlockEnvironment.ts'
import { type CallRequest, toCallMessage } from './CallRequest.ts'
import type { BlockHashes } from './createChainVm.ts'
import { createEvm, type FetchedBlockHashes } from './createEvm.ts'
import { applyStateOverrides, type StateOverrides } from './stateOverrides.ts'

/** Where a question is asked: a state, the rules, the block it pretends to be in. The state is used up by it. */
export type CallContext = {
  stateManager: StateManagerInterface
  common: Common
  environment: BlockEnvironment
  blockHash: BlockHashes | FetchedBlockHashes
  /** Most gas that a call may use. */
  gasCap: bigint
  overrides?: StateOverrides | undefined
}

/** Returns what the call would do (eth_call). */
export async function callMessage(context: CallContext, request: CallRequest): Promise<MessageResult> {
  const evm = await createEvm(context)
  await applyStateOverrides(evm, context.overrides)
  const { environment, gasCap } = context
  const message = toCallMessage(request, { gas: gasCap, gasCap, baseFeePerGas: environment.baseFeePerGas })
  return applyMessage(evm, message, environment, { nonce: false, fees: false })
}
