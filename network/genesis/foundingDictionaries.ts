import { stringToHex } from 'viem'
import { baseDictionaries } from '../../lib/dictionary/base/baseDictionaries.ts'
import { identifyDictionary } from '../../lib/dictionary/identifyDictionary.ts'

/** Returns the base dictionaries as the registry takes them at genesis: name, hash and CID. */
export function foundingDictionaries() {
  return baseDictionaries.map((dictionary) => {
    const { hash, cid } = identifyDictionary(dictionary)
    return { name: stringToHex(dictionary.id, { size: 32 }), hash, cid }
  })
}
