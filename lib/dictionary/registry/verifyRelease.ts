import { encodeHex, type Hex } from '../../bytes/hex.ts'
import { keccak256 } from '../../bytes/keccak256.ts'
import { BaseError } from '../../errors.ts'
import type { Dictionary } from '../dictionarySchema.ts'
import { decodeDictionary } from '../parseDictionary.ts'

/** Returns the dictionary in the bytes of a release or proposal; throws unless they are what the chain says, hash, name and version. */
export function verifyRelease(
  bytes: Uint8Array,
  { id, version, hash }: { id: string; version: string; hash: Hex },
): Dictionary {
  const found = encodeHex(keccak256(bytes))
  if (found !== hash) throw new ReleaseMismatchError('hash', hash, found)
  const dictionary = decodeDictionary(bytes)
  if (dictionary.id !== id) throw new ReleaseMismatchError('name', id, dictionary.id)
  if (dictionary.version !== version) throw new ReleaseMismatchError('version', version, dictionary.version)
  return dictionary
}

export class ReleaseMismatchError extends BaseError {
  override readonly name = 'Dictionary.ReleaseMismatchError'
  constructor(what: string, expected: string, found: string) {
    super(`Expected the document to have the ${what} ${expected} that the chain says, found ${found.slice(0, 100)}.`)
  }
}
