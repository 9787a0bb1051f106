import { HDKey } from '@scure/bip32'
import { mnemonicToSeedSync } from '@scure/bip39'
import { type Address, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { privateKeyToAddress } from '../../lib/chain/signSeal.ts'
import { BaseError } from '../../lib/errors.ts'

/** The one chain on which the keys below mean anything. */
export const developmentChainId = 72_018

/** The words that every development tool knows. Whoever reads this owns what they hold. */
const words = 'test test test test test test test test test test test junk'

export type DevelopmentKey = { address: Address; privateKey: Hex }

/** Returns the funded accounts of the development chain: m/44'/60'/0'/0/i. */
export function developmentAccounts(chainId: number, count = 20): DevelopmentKey[] {
  return deriveKeys(chainId, "m/44'/60'/0'/0", count)
}

/** Returns the keys of the development chain's candidates: m/44'/60'/1'/0/i. */
export function developmentProducers(chainId: number, count = 25): DevelopmentKey[] {
  return deriveKeys(chainId, "m/44'/60'/1'/0", count)
}

/** Returns the keys of the people who own the simulated cars: m/44'/60'/2'/0/i. They hold nothing at first. */
export function developmentDrivers(chainId: number, count: number): DevelopmentKey[] {
  return deriveKeys(chainId, "m/44'/60'/2'/0", count)
}

function deriveKeys(chainId: number, path: string, count: number): DevelopmentKey[] {
  if (chainId !== developmentChainId) throw new DevelopmentKeysError(chainId)
  const branch = HDKey.fromMasterSeed(mnemonicToSeedSync(words)).derive(path)
  return Array.from({ length: count }, (_, index) => {
    const privateKey = branch.deriveChild(index).privateKey!
    return { address: privateKeyToAddress(privateKey), privateKey: encodeHex(privateKey) }
  })
}

export class DevelopmentKeysError extends BaseError {
  override readonly name = 'Genesis.DevelopmentKeysError'
  constructor(chainId: number) {
    super(`Expected chain id ${developmentChainId} for development keys, found ${chainId}.`, {
      metaMessages: ['These keys are public; a real network needs keys of its own.'],
    })
  }
}
