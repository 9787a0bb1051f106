import fc from 'fast-check'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, expect, test } from 'vitest'
import { bytesOf, id, sealBytes } from '../crypto/fixtures/createMemoryBlocks.ts'
import { canonicalJson } from './canonicalJson.ts'
import {
  createDescription,
  descriptionTypedData,
  formatDescription,
  hashDescription,
  listPublicFacts,
  parseDescription,
} from './description.ts'
import type { Description, DescriptionBody, DescriptionChoices } from './descriptionSchema.ts'
import { findHiddenCharacter } from './findHiddenCharacter.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const plan = { kind: 'fixed', maxChunkBytes: 4096 } as const
const choices: DescriptionChoices = { title: 'Braking in spring', place: 'Bavaria', samples: { most: 3 } }
let body: DescriptionBody
let text: string

const sign = async (body: DescriptionBody): Promise<Description> => ({
  ...body,
  signature: await account.signTypedData(descriptionTypedData(body)),
})

beforeAll(async () => {
  const { set: sealed } = await sealBytes(bytesOf(9000))
  const common = { id, owner: account.address, dataClass: 'user', privacy: 'normal', plan } as const
  body = createDescription({ ...common, sealed, choices })
  text = formatDescription(await sign(body))
})

test('a description that was formatted parses to the same', async () => {
  const parsed = await parseDescription(text)
  expect(parsed).toEqual(await sign(body))
  expect(formatDescription(parsed)).toBe(text)
  expect(hashDescription(text)).toMatch(/^0x[0-9a-f]{64}$/)
})

test('says nothing of the data but what the owner chose', () => {
  expect(listPublicFacts(body).filter(({ chosen }) => chosen)).toEqual([
    { path: 'title', value: 'Braking in spring', chosen: true },
    { path: 'place', value: 'Bavaria', chosen: true },
    { path: 'samples.most', value: 3, chosen: true },
  ])
})

test('lists every value that becomes public', () => {
  const paths = listPublicFacts(body).map(({ path }) => path)
  expect(paths.toSorted()).toEqual(
    [
      ...['bytes', 'chunks', 'cipher', 'dataClass', 'dataRoot', 'format', 'id', 'keyRoot', 'keys', 'owner'],
      ...['pages[0].cid', 'pages[0].dataRoot', 'pages[0].keyRoot', 'place', 'plan.kind', 'plan.maxChunkBytes'],
      ...['privacy', 'records', 'samples.most', 'sectorBytes', 'sectorsPerChunk', 'title', 'version'],
    ].toSorted(),
  )
})

test('refuses a file with any bit flipped by name', async () => {
  const bytes = new TextEncoder().encode(text)
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
      const damaged = bytes.slice()
      damaged[bit >> 3]! ^= 1 << (bit & 7)
      await expect(parseDescription(new TextDecoder().decode(damaged))).rejects.toMatchObject({
        name: expect.stringMatching(/^(Market\.|Crypto\.WrongRootError)/),
      })
    }),
    { numRuns },
  )
})

test('refuses characters that nobody sees in what people read, and keeps line breaks and joiners between letters', async () => {
  const hidden = { title: 'Tesla \u202e)desu( atad\u202c', summary: 'a\u2066b', place: 'Shanghai\u200b' }
  for (const [field, value] of Object.entries(hidden)) {
    const sealed = JSON.parse(text) as object
    const refused = { name: 'Market.InvalidDescriptionError', message: expect.stringMatching(/U\+20(2E|66|0B)/) }
    await expect(parseDescription(canonicalJson({ ...sealed, [field]: value }))).rejects.toMatchObject(refused)
  }
  for (const title of [
    '\u200dab',
    'a\u200d',
    'a\u200d\u200db',
    'a\tb',
    'a\u00adb',
    'a\u{e0041}b',
    'a\u200d🔧',
    '🔧\u200db',
  ]) {
    expect(findHiddenCharacter(title), JSON.stringify(title)).toMatch(/^U\+/)
  }
  for (const title of [
    'می\u200cخواهم',
    'ක්\u200dෂ',
    'שלום',
    'first\nsecond\r\nthird',
    '上海的行程',
    'Zoë’s car 🚗',
    'by 👩🏽\u200d🔧 and 👨\u200d👩\u200d👧',
    '🏳️\u200d🌈',
  ]) {
    expect(findHiddenCharacter(title), title).toBeUndefined()
  }
})

test('refuses unknown versions, kinds and words by name', async () => {
  const refusals: [object, string][] = [
    [{ version: 1 }, 'Market.UnknownDescriptionVersionError'],
    [{ version: '2' }, 'Market.UnknownDescriptionVersionError'],
    [{ version: undefined }, 'Market.UnknownDescriptionVersionError'],
    [{ format: 'other' }, 'Market.InvalidDescriptionError'],
    [{ vin: 'WVWZZZ1JZXW000001' }, 'Market.InvalidDescriptionError'],
    [{ cipher: 'AES-128-ECB' }, 'Market.InvalidDescriptionError'],
    [{ title: '' }, 'Market.InvalidDescriptionError'],
    [{ title: 'A\0B' }, 'Market.InvalidDescriptionError'],
    [{ title: 'A\ud83dB' }, 'Market.InvalidDescriptionError'],
    [{ plan: { kind: 'by moon', maxChunkBytes: 4096 } }, 'Market.InvalidDescriptionError'],
    [{ time: { fromMs: 2, toMs: 1 } }, 'Market.InvalidDescriptionError'],
    [{ sectorsPerChunk: 8 }, 'Market.InvalidDescriptionError'],
    [{ chunks: 9000 }, 'Crypto.WrongRootError'],
    [{ title: 'Other words' }, 'Market.DescriptionSignatureError'],
    [{ owner: `0x${'22'.repeat(20)}` }, 'Market.DescriptionSignatureError'],
  ]
  const description = JSON.parse(text) as object
  for (const [change, name] of refusals) {
    await expect(parseDescription(canonicalJson({ ...description, ...change }))).rejects.toMatchObject({ name })
  }
  for (const broken of ['', 'null', '[]', '{', '"x"', `${' '.repeat(1_048_577)}`]) {
    await expect(parseDescription(broken)).rejects.toMatchObject({ name: 'Market.InvalidDescriptionError' })
  }
})

test('refuses another spelling of the same description', async () => {
  const pretty = JSON.stringify(JSON.parse(text), null, 1)
  await expect(parseDescription(pretty)).rejects.toMatchObject({ name: 'Market.NotCanonicalError' })
  await expect(parseDescription(`${text}\n`)).rejects.toMatchObject({ name: 'Market.NotCanonicalError' })
})

test('writes canonical JSON', () => {
  expect(canonicalJson({ b: [1, 'ä"', null, true], a: { d: undefined, c: {} } })).toBe(
    '{"a":{"c":{}},"b":[1,"ä\\"",null,true]}',
  )
  for (const value of [0.5, Number.NaN, 2 ** 53, undefined, () => 1]) {
    expect(() => canonicalJson({ value: [value] })).toThrow(
      expect.objectContaining({ name: 'Market.NotCanonicalError' }),
    )
  }
})
