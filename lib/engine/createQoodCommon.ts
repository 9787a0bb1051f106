import { paramsBlock } from '@ethereumjs/block'
import { type Common, type CustomCrypto, createCustomCommon, Hardfork, Mainnet } from '@ethereumjs/common'
import { paramsEVM } from '@ethereumjs/evm'
import { paramsTx } from '@ethereumjs/tx'
import { paramsVM } from '@ethereumjs/vm'

/**
 * Returns the rules of a chain of ours: Cancun from genesis. Transactions and blocks copy the rules they are made with,
 * and merge their parameters into the copy; that was a tenth of execution time. These rules never change, so everybody
 * shares one object.
 */
export function createQoodCommon(options: { chainId: number; customCrypto?: CustomCrypto }): Common {
  const common = createCustomCommon({ chainId: options.chainId, name: 'qood' }, Mainnet, {
    hardfork: Hardfork.Cancun,
    ...(options.customCrypto && { customCrypto: options.customCrypto }),
  })
  for (const params of [paramsEVM, paramsTx, paramsBlock, paramsVM]) common.updateParams(params)
  common.copy = () => common
  common.updateParams = () => {}
  // Every EVM would leave a listener for a change of fork that never comes.
  common.events.on = () => common.events
  return common
}
