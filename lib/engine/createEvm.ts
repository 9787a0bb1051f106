import { paramsBlock } from '@ethereumjs/block'
import type { Common, StateManagerInterface } from '@ethereumjs/common'
import { createEVM, type EVM, EVMError, type PrecompileFunc, paramsEVM } from '@ethereumjs/evm'
import { paramsTx } from '@ethereumjs/tx'
import { paramsVM } from '@ethereumjs/vm'
import type { BlockHashes } from './createChainVm.ts'
import { keepReverts } from './keepReverts.ts'
import { speedUp } from './speedUp.ts'

/** Hashes that have to be asked for. */
export type FetchedBlockHashes = (number: number) => Promise<Uint8Array | undefined>

/** Returns an EVM over the state for one question; nothing of it stays behind in the rules it was made with. */
export async function createEvm(options: {
  common: Common
  stateManager: StateManagerInterface
  blockHash: BlockHashes | FetchedBlockHashes
}): Promise<EVM> {
  const blockchain = {
    getBlock: async (number: number) => {
      const hash = await options.blockHash(number)
      return { hash: () => hash ?? new Uint8Array(32) }
    },
    putBlock: async () => {},
    shallowCopy: () => blockchain,
  }
  const common = withOwnEvents(withParameters(options.common))
  const evm = await createEVM({ common, stateManager: options.stateManager, blockchain })
  await speedUp(evm)
  keepReverts(evm)
  if (common.isActivatedEIP(4844) && common.customCrypto.kzg === undefined) evm.precompiles.set(pointEvaluation, fail)
  return evm
}

const pointEvaluation = '0a'.padStart(40, '0')

/** Where nothing can check a blob proof the contract for it says no, instead of bringing down the machine. */
const fail: PrecompileFunc = ({ gasLimit }) => ({
  executionGasUsed: gasLimit,
  returnValue: new Uint8Array(),
  exceptionError: new EVMError(EVMError.errorMessages.INVALID_PROOF),
})

const prepared = new WeakMap<Common, Common>()

/** Returns the same rules with every parameter loaded that execution and fees ask for. */
export function withParameters(common: Common): Common {
  let complete = prepared.get(common)
  if (complete === undefined) {
    complete = common.copy()
    for (const params of [paramsEVM, paramsTx, paramsBlock, paramsVM]) complete.updateParams(params)
    prepared.set(common, complete)
  }
  return complete
}

/** Each EVM listens to its rules for ever; one that lives for a single call has to listen to rules of its own. */
function withOwnEvents(common: Common): Common {
  const scoped: Common = Object.create(common)
  const Emitter = common.events.constructor as new () => Common['events']
  scoped.events = new Emitter()
  return scoped
}
