import type { Common, StateManagerInterface } from '@ethereumjs/common'
import type { EVM } from '@ethereumjs/evm'
import { createVM, type VM } from '@ethereumjs/vm'
import { keepReverts } from './keepReverts.ts'
import { speedUp } from './speedUp.ts'

export type BlockHashes = (number: number) => Uint8Array | undefined

/** Returns a virtual machine over the state; BLOCKHASH asks `blockHash`, since a QBFT hash is not that of the plain header. */
export async function createChainVm(
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
  const vm = await createVM({ common, stateManager, blockchain })
  const evm = vm.evm as EVM
  await speedUp(evm)
  keepReverts(evm)
  return vm
}
