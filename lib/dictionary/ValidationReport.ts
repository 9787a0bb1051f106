import type { ValueRule } from './compileField.ts'
import type { TimeQuality } from './createTimeQuality.ts'

export type RecordRule = ValueRule | 'missing' | 'unknownField' | 'notJson' | 'notARecord' | 'tooLong'

/** One thing that is wrong: in which record (counted from 1), which field, against which rule, and what was found. */
export type ValidationIssue = {
  record: number
  path: string
  rule: RecordRule
  expected: string
  found: string
}

export type FieldQuality = {
  path: string
  present: number
  /** Share of the records that have a good value, 0 to 1. */
  completeness: number
  min?: number
  max?: number
}

/** What a seller can say of data, and a buyer can check. */
export type ValidationReport = {
  isValid: boolean
  dictionary: { id: string; version: string }
  records: number
  validRecords: number
  issues: number
  /** How often each rule was broken by each field, the most frequent first, with the first record that did. */
  summary: { path: string; rule: RecordRule; count: number; firstRecord: number }[]
  /** The first of them, one by one. */
  examples: ValidationIssue[]
  quality: {
    /** Share of all values of required and used fields that are there and good, 0 to 1. */
    completeness: number
    fields: FieldQuality[]
    time?: TimeQuality
    place?: { south: number; west: number; north: number; east: number }
  }
}
