import { BaseError } from '../errors.ts'
import { hkdfSha256 } from './webCrypto.ts'

/** Who must consent to a trade of the data, as the agreement of maker and user has it. */
export const dataClasses = ['maker', 'user', 'disputed'] as const
/** Whether the owner must consent to each trade. */
export const privacyLevels = ['normal', 'private'] as const

type Input = {
  /** The owner's data seed, 32 bytes. */
  seed: Uint8Array
  /** The 32 random bytes that name the data set. */
  id: Uint8Array
  dataClass: (typeof dataClasses)[number]
  privacy: (typeof privacyLevels)[number]
}

/** Returns the node, `maxDepth` above the chunk keys, from which all keys of one class of a data set derive. */
export async function deriveDataSetKey({ seed, id, dataClass, privacy }: Input): Promise<Uint8Array> {
  if (seed.length !== 32) throw new InvalidSeedError('data seed', seed.length)
  if (id.length !== 32) throw new InvalidSeedError('id of the data set', id.length)
  const info = new TextEncoder().encode(`QoodBlock data set v1 ${dataClass} ${privacy}`)
  return hkdfSha256({ secret: seed, salt: id, info, length: 32 })
}

export class InvalidSeedError extends BaseError {
  override readonly name = 'Crypto.InvalidSeedError'
  constructor(what: string, length: number) {
    super(`Expected 32 bytes as ${what}, found ${length}.`)
  }
}
