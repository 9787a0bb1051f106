import { stringToHex } from 'viem'
import { afterEach, expect, test } from 'vitest'
import { decodeDictionary } from '../../lib/dictionary/parseDictionary.ts'
import { fetchBlock } from '../../lib/ipfs/fetchBlock.ts'
import { foundingDictionaries } from '../genesis/foundingDictionaries.ts'
import { keepDictionaries } from './keepDictionaries.ts'
import { clearTestStorage, startTestStorage } from './testStorage.ts'

afterEach(clearTestStorage)

test('a node serves each dictionary that the genesis names, also after it was started twice', async () => {
  const { node, storage } = await startTestStorage()
  await keepDictionaries(storage)
  await keepDictionaries(storage)
  for (const { name, cid } of foundingDictionaries()) {
    const dictionary = decodeDictionary(await fetchBlock({ cid, nodes: [node] }))
    expect(stringToHex(dictionary.id, { size: 32 })).toBe(name)
  }
})
