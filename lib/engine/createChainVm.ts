import type { Common, StateManagerInterface } from '@ethereumjs/common'
import { createVM, type VM } from '@ethereumjs/vm'

export type BlockHashes = (number: number) => Uint8Array | undefined

/** Returns a virtual machine over the state; BLOCKHASH asks `blockHash`, since a QBFT hash is not that of the plain header. */
export function createChainVm(
  common: Common,
  stateManager: StateManagerInterface,
  blockHash: BlockHashes,
): Promise<VM> {
  const blockchain = {
    getBlock: async (number: number) => {
      const hash = blockHash(number)
      return { hash: () => hash ?? new Uint8Array(32) }
    },
    putBlock: async () => {},
    shallowCopy: () => blockchain,
  }
  return createVM({ common, stateManager, blockchain })
}
