import { type DataType, isWider } from './dataTypes.ts'
import type { ChangeLevel } from './version.ts'

/*
 * What a change means to those who use the dictionary. The rule: where data that was good is not good any more, or means
 * something else, or may be traded under other rules, the change is major; where more is possible than before, minor; where
 * only words changed, patch.
 */
const levels = {
  fieldRemoved: 'major',
  fieldAdded: 'minor',
  requiredFieldAdded: 'major',
  requiredAdded: 'major',
  requiredDropped: 'minor',
  typeWidened: 'minor',
  typeChanged: 'major',
  unitChanged: 'major',
  rangeWidened: 'minor',
  rangeNarrowed: 'major',
  allowedWidened: 'minor',
  allowedNarrowed: 'major',
  patternDropped: 'minor',
  patternChanged: 'major',
  kindChanged: 'major',
  classChanged: 'major',
  privacyChanged: 'major',
  resolutionChanged: 'minor',
  deprecationChanged: 'minor',
  mappingsChanged: 'minor',
  commonAdded: 'minor',
  commonChanged: 'major',
  languageAdded: 'minor',
  languageRemoved: 'major',
  vssChanged: 'major',
  idChanged: 'major',
  wordsChanged: 'patch',
  sinceChanged: 'patch',
  versionChanged: 'none',
} as const satisfies Record<string, ChangeLevel>
export type ChangeReason = keyof typeof levels

type MemberChange = { path: string; member: string; before: unknown; after: unknown }

/** Returns the level of a change for this reason. */
export function levelOfReason(reason: ChangeReason): ChangeLevel {
  return levels[reason]
}

/** Returns what kind of change it is when a member is not the same. */
export function reasonOf({ path, member, before, after }: MemberChange): ChangeReason {
  if (/^(?:title|description)\./.test(member)) return 'wordsChanged'
  if (member.startsWith('common.')) return before === undefined ? 'commonAdded' : 'commonChanged'
  if (path === '') return reasonOfDictionary(member, before, after)
  const compare = Object.hasOwn(rules, member) ? rules[member] : undefined
  return compare ? compare(before, after) : 'wordsChanged'
}

function reasonOfDictionary(member: string, before: unknown, after: unknown): ChangeReason {
  if (member === 'version') return 'versionChanged'
  if (member === 'vss') return 'vssChanged'
  if (member !== 'languages') return 'idChanged'
  return listed(before).every((language) => listed(after).includes(language)) ? 'languageAdded' : 'languageRemoved'
}

const rules: Record<string, (before: unknown, after: unknown) => ChangeReason> = {
  type: (before, after) => (isWider(after as DataType, before as DataType) ? 'typeWidened' : 'typeChanged'),
  unit: () => 'unitChanged',
  min: (before, after) => (isLooser(after, before, -1) ? 'rangeWidened' : 'rangeNarrowed'),
  max: (before, after) => (isLooser(after, before, 1) ? 'rangeWidened' : 'rangeNarrowed'),
  resolution: () => 'resolutionChanged',
  allowed: compareAllowed,
  pattern: (_, after) => (after === undefined ? 'patternDropped' : 'patternChanged'),
  required: (_, after) => (after === undefined ? 'requiredDropped' : 'requiredAdded'),
  kind: () => 'kindChanged',
  class: () => 'classChanged',
  privacy: () => 'privacyChanged',
  deprecated: () => 'deprecationChanged',
  mappings: () => 'mappingsChanged',
  since: () => 'sinceChanged',
}

/** No bound at all is the loosest. */
function isLooser(after: unknown, before: unknown, sign: 1 | -1): boolean {
  if (after === undefined) return true
  return before !== undefined && (after as number) * sign > (before as number) * sign
}

function compareAllowed(before: unknown, after: unknown): ChangeReason {
  if (after === undefined) return 'allowedWidened'
  if (before === undefined) return 'allowedNarrowed'
  return listed(before).every((value) => listed(after).includes(value)) ? 'allowedWidened' : 'allowedNarrowed'
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
