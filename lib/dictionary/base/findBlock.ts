import { identifyDictionary } from '../identifyDictionary.ts'
import { baseDictionaries } from './baseDictionaries.ts'

/** Returns the block of the base dictionary with this CID. */
export function findBlock(cid: string): Uint8Array<ArrayBuffer> | undefined {
  return baseDictionaries.map(identifyDictionary).find((identity) => identity.cid === cid)?.bytes
}
