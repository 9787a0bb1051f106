import type { Dictionary } from './dictionarySchema.ts'
import { flattenDictionary, isSame, type Members } from './flattenDictionary.ts'
import { type ChangeReason, levelOfReason, reasonOf } from './reasonOf.ts'
import { type ChangeLevel, highestLevel, nextVersion } from './version.ts'

/** One member that is not the same. `member` is '*' where the whole field came or went. */
export type Change = {
  path: string
  member: string
  before?: unknown
  after?: unknown
  level: ChangeLevel
  reason: ChangeReason
}
export type DictionaryDiff = {
  from: { id: string; version: string }
  to: { id: string; version: string }
  /** What the changes ask for. */
  level: ChangeLevel
  /** The version that the changes make of the first. */
  nextVersion: string
  counts: Record<Exclude<ChangeLevel, 'none'>, number>
  changes: Change[]
}

export const wholeField = '*'

/** Returns every change that leads from one dictionary to the other, the weightiest first. */
export function diffDictionaries(a: Dictionary, b: Dictionary): DictionaryDiff {
  const changes = listChanges(a, b)
  const level = highestLevel(changes.map((change) => change.level))
  const count = (wanted: ChangeLevel) => changes.filter((change) => change.level === wanted).length
  return {
    from: { id: a.id, version: a.version },
    to: { id: b.id, version: b.version },
    level,
    nextVersion: nextVersion(a.version, level),
    counts: { major: count('major'), minor: count('minor'), patch: count('patch') },
    changes,
  }
}

const weight: Record<ChangeLevel, number> = { major: 0, minor: 1, patch: 2, none: 3 }

function listChanges(a: Dictionary, b: Dictionary): Change[] {
  const [before, after] = [flattenDictionary(a), flattenDictionary(b)]
  const changes: Change[] = []
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [left, right] = [before.get(path), after.get(path)]
    if (left && right) changes.push(...compareMembers(path, left, right))
    else changes.push(changeOfField(path, left, right))
  }
  return changes.sort(
    (x, y) => weight[x.level] - weight[y.level] || compareTexts(x.path, y.path) || compareTexts(x.member, y.member),
  )
}

function compareMembers(path: string, left: Members, right: Members): Change[] {
  const changes: Change[] = []
  for (const member of new Set([...left.keys(), ...right.keys()])) {
    const [before, after] = [left.get(member), right.get(member)]
    if (isSame(before, after)) continue
    const reason = reasonOf({ path, member, before, after })
    const values = { ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
    changes.push({ path, member, ...values, reason, level: levelOfReason(reason) })
  }
  return changes
}

function changeOfField(path: string, left: Members | undefined, right: Members | undefined): Change {
  const reason: ChangeReason = left ? 'fieldRemoved' : right?.get('required') ? 'requiredFieldAdded' : 'fieldAdded'
  const value = Object.fromEntries(left ?? right ?? [])
  return {
    path,
    member: wholeField,
    ...(left ? { before: value } : { after: value }),
    reason,
    level: levelOfReason(reason),
  }
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
