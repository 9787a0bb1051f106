import { HDKey } from '@scure/bip32'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { readVectors } from '../crypto/fixtures/readVectors.ts'
import { createEntropy, deriveSeed, formatMnemonic, parseMnemonic, wordCounts } from './mnemonic.ts'
import { languages } from './wordlists.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const vectors = readVectors<Record<string, [string, string, string, string][]>>('bip39/vectors.json')
const english = 'legal winner thank year wave sausage worth useful legal winner thank yellow'

describe.skipIf(!vectors)('public vectors', () => {
  test.each(languages)('%s: words, seed and master key of every case', async (language) => {
    const cases = vectors![language]!
    expect(cases).toHaveLength(24)
    for (const [entropy, mnemonic, seed, xprv] of cases) {
      const words = await formatMnemonic({ entropy: decodeHex(`0x${entropy}`), language })
      expect(words.normalize('NFKD')).toBe(mnemonic.normalize('NFKD'))
      expect(encodeHex((await parseMnemonic(mnemonic, language)).entropy)).toBe(`0x${entropy}`)
      const derived = await deriveSeed(mnemonic, 'TREZOR')
      expect(encodeHex(derived)).toBe(`0x${seed}`)
      expect(HDKey.fromMasterSeed(derived).privateExtendedKey).toBe(xprv)
    }
  })
})

test('gives back the entropy of any words of any language', async () => {
  const anyEntropy = fc.constantFrom(...wordCounts).chain((count) => {
    const length = (count / 3) * 4
    return fc.uint8Array({ minLength: length, maxLength: length })
  })
  await fc.assert(
    fc.asyncProperty(anyEntropy, fc.constantFrom(...languages), async (entropy, language) => {
      const mnemonic = await formatMnemonic({ entropy, language })
      expect(await parseMnemonic(mnemonic, language)).toEqual({ entropy, language })
      const found = await parseMnemonic(mnemonic)
      expect(await formatMnemonic(found)).toBe(mnemonic)
    }),
    { numRuns },
  )
})

test('accepts what a person types: capitals, line ends, composed accents, Chinese without spaces', async () => {
  const typed = `  Legal WINNER\nthank year wave sausage\tworth useful legal winner thank　yellow `
  expect(await parseMnemonic(typed)).toEqual(await parseMnemonic(english))
  const entropy = new Uint8Array(16)
  for (const language of ['spanish', 'korean', 'japanese', 'french'] as const) {
    const composed = (await formatMnemonic({ entropy, language })).normalize('NFC')
    expect(await parseMnemonic(composed)).toEqual({ entropy, language })
    expect(await deriveSeed(composed)).toEqual(await deriveSeed(composed.normalize('NFD')))
  }
  const chinese = await formatMnemonic({ entropy, language: 'chinese_simplified' })
  expect(await parseMnemonic(chinese.replaceAll(' ', ''))).toEqual({ entropy, language: 'chinese_simplified' })
  expect(await deriveSeed(chinese.replaceAll(' ', ''))).toEqual(await deriveSeed(chinese))
})

test('makes as many words as asked, different each time', async () => {
  for (const count of wordCounts) {
    const mnemonic = await formatMnemonic({ entropy: createEntropy(count), language: 'english' })
    expect(mnemonic.split(' ')).toHaveLength(count)
  }
  expect(createEntropy(12)).not.toEqual(createEntropy(12))
})

test('names the place of an unknown word, in the most likely language', async () => {
  await expect(parseMnemonic(english.replace('wave', 'wavy'))).rejects.toMatchObject({
    name: 'Wallet.UnknownWordError',
    position: 5,
    shortMessage: 'Word 5 is not in the english word list.',
  })
})

test('names a wrong checksum', async () => {
  await expect(parseMnemonic(english.replace('yellow', 'thank'))).rejects.toMatchObject({
    name: 'Wallet.MnemonicChecksumError',
  })
})

test('names a wrong number of words', async () => {
  await expect(parseMnemonic('legal winner')).rejects.toMatchObject({ name: 'Wallet.WordCountError', found: 2 })
  await expect(parseMnemonic('  ')).rejects.toMatchObject({ name: 'Wallet.WordCountError', found: 0 })
})

test('keeps every typed word out of every error', async () => {
  const words = english.split(' ')
  const mistakes = [words.slice(1), [...words.slice(0, 11), 'zzzz'], [...words.slice(0, 11), 'zoo']]
  for (const mistake of mistakes) {
    const error = await parseMnemonic(mistake.join(' ')).catch((caught: unknown) => caught)
    const shown = JSON.stringify(error, Object.getOwnPropertyNames(error)) + (error as Error).stack
    for (const word of [...mistake, 'zzzz']) expect(shown).not.toMatch(new RegExp(`\\b${word}\\b`))
    expect(error).not.toHaveProperty('cause')
  }
})
