import { createAddressFromString } from '@ethereumjs/util'
import { type Address, decodeHex, encodeHex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { createContext } from '../../lib/engine/buildBlock.ts'
import { createChainVm } from '../../lib/engine/createChainVm.ts'
import { State } from '../../lib/engine/State.ts'
import { StateTries } from '../../lib/engine/StateTries.ts'
import type { ChainReader } from './ChainReader.ts'

/** First four bytes of keccak256("coinDays(address)"). */
const selector = '0xd41fb3a9'

/** Returns a look-up of an account's coin-days, as the QDT contract counts them at this moment. */
export function createCoinDaysReader(chain: ChainReader, now: () => number): (account: Address) => Promise<bigint> {
  return async (account) => {
    const head = chain.header(chain.head())!
    const vm = await createChainVm(
      chain.commonAt(head),
      new State(new StateTries(chain.state(head.number)!)),
      () => undefined,
    )
    const timestamp = Math.max(head.timestamp, Math.floor(now() / 1_000))
    const { execResult } = await vm.evm.runCall({
      to: createAddressFromString(systemContracts.qdt),
      data: decodeHex(`${selector}${account.slice(2).padStart(64, '0')}`),
      block: createContext(vm, { ...head, timestamp }),
      gasLimit: 1_000_000n,
      isStatic: true,
    })
    return execResult.returnValue.length === 32 ? BigInt(encodeHex(execResult.returnValue)) : 0n
  }
}
