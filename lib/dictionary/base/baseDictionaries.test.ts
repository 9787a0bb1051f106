import { expect, test } from 'vitest'
import { readVectors } from '../../crypto/fixtures/readVectors.ts'
import { type DataType, isWider } from '../dataTypes.ts'
import { identifyDictionary } from '../identifyDictionary.ts'
import { decodeDictionary, inspectDictionary } from '../parseDictionary.ts'
import { findUnit } from '../units.ts'
import { baseDictionaries } from './baseDictionaries.ts'
import { pinnedVss } from './createBase.ts'

type Node = { type: string; datatype?: DataType; unit?: string; children?: Record<string, Node> }
const root = readVectors<Record<string, Node>>(`vss/vss_release_${pinnedVss}.json`)

test.each(baseDictionaries.map((dictionary) => [dictionary.id, dictionary] as const))(
  '%s is sound and complete',
  (_, dictionary) => {
    expect(inspectDictionary(dictionary).problems).toEqual([])
    expect(dictionary.languages).toEqual(['en', 'zh'])
    expect(decodeDictionary(identifyDictionary(dictionary).bytes)).toEqual(dictionary)
  },
)

test('says the same of a field wherever it appears', () => {
  const seen = new Map<string, unknown>()
  for (const field of baseDictionaries.flatMap(({ fields }) => fields)) {
    if (seen.has(field.path)) expect(field).toEqual(seen.get(field.path))
    seen.set(field.path, field)
  }
})

test.skipIf(!root)('uses names, types and units of the pinned VSS wherever a path begins with Vehicle', () => {
  for (const { path, type, unit } of baseDictionaries.flatMap(({ fields }) => fields)) {
    if (!path.startsWith('Vehicle.')) continue
    let node: Node | undefined = { type: 'branch', children: root! }
    for (const part of path.split('.')) node = node?.children?.[part]
    expect(node?.datatype, path).toBeDefined()
    const isSame = isWider(type, node!.datatype!) || (type === 'float' && /^u?int(8|16)$/.test(node!.datatype!))
    expect(isSame, `${path}: ${type} for ${node!.datatype}`).toBe(true)
    expect(findUnit(unit ?? '')?.symbol, path).toBe(findUnit(node!.unit ?? '')?.symbol)
  }
})
