import { encodeFunctionData } from 'viem'
import { type Address, decodeHex, type Hex } from '../bytes/hex.ts'
import type { CallContext } from './callMessage.ts'
import type { BlockHashes } from './createChainVm.ts'
import { createGenesisState, type GenesisAlloc } from './createGenesis.ts'
import { createMemoryReader } from './createMemoryReader.ts'
import { createQoodCommon } from './createQoodCommon.ts'
import { counterAbi, counterCode } from './fixtures/counter.ts'
import { State } from './State.ts'
import { StateTries } from './StateTries.ts'

/** A state in memory with two counters and somebody rich, for tests of what is asked of a state. */
export const counter: Address = `0x${'c1'.repeat(20)}`
export const otherCounter: Address = `0x${'c2'.repeat(20)}`
export const rich: Address = `0x${'0a'.repeat(20)}`

export function createTestContext(alloc: GenesisAlloc = {}): CallContext & { blockHash: BlockHashes } {
  const { root, diff } = createGenesisState({
    [counter]: { balance: '0x0', code: counterCode },
    [otherCounter]: { balance: '0x0', code: counterCode },
    [rich]: { balance: '0xde0b6b3a7640000' },
    ...alloc,
  })
  return {
    stateManager: new State(new StateTries(createMemoryReader(root, diff))),
    common: createQoodCommon({ chainId: 31_337 }),
    environment: {
      number: 7n,
      timestamp: 1_790_000_000n,
      coinbase: `0x${'c0'.repeat(20)}`,
      gasLimit: 60_000_000n,
      difficulty: 1n,
      prevRandao: `0x${'00'.repeat(32)}`,
      baseFeePerGas: 0n,
      blobBaseFee: 1n,
    },
    blockHash: () => undefined,
    gasCap: 50_000_000n,
  }
}

/** Returns the input of a call to a counter. */
export function counterInput(functionName: string, args: readonly unknown[] = []): Uint8Array {
  return decodeHex(encodeFunctionData({ abi: counterAbi, functionName, args } as never) as Hex)
}
