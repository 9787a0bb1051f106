import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryDictionary } from './fixtures/arbitraryDictionary.ts'
import { repairDraft } from './repairDraft.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

test('leaves a sound dictionary as it is', () => {
  fc.assert(
    fc.property(arbitraryDictionary, (dictionary) => {
      expect(repairDraft(dictionary)).toEqual(dictionary)
    }),
    { numRuns },
  )
})

test('makes something that forms can show of anything', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), fc.record({ fields: fc.anything(), title: fc.anything(), common: fc.anything() })),
      (value) => {
        const { fields, title, languages } = repairDraft(value)
        expect(languages.length).toBeGreaterThan(0)
        expect(title).toBeTypeOf('object')
        for (const field of fields)
          expect([typeof field.path, typeof field.title, typeof field.description]).toEqual([
            'string',
            'object',
            'object',
          ])
      },
    ),
    { numRuns },
  )
})
