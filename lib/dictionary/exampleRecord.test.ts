import { expect, test } from 'vitest'
import { baseDictionaries } from './base/baseDictionaries.ts'
import { createValidator } from './createValidator.ts'
import { exampleRecord } from './exampleRecord.ts'

test.each(baseDictionaries.map((dictionary) => [dictionary.id, dictionary] as const))(
  'gives a good record of %s',
  (_, dictionary) => {
    const validator = createValidator(dictionary)
    validator.addRecord(exampleRecord(dictionary))
    expect(validator.finish()).toMatchObject({ isValid: true, records: 1 })
  },
)
