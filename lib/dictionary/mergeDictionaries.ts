import type { Problem } from './checkDictionary.ts'
import type { Dictionary } from './dictionarySchema.ts'
import { diffDictionaries, wholeField } from './diffDictionaries.ts'
import { composeValue, type FlatDictionary, flattenDictionary, isSame, type Members } from './flattenDictionary.ts'
import { inspectDictionary } from './parseDictionary.ts'

/** A member that both changed, and differently. '*' where one removed the field that the other changed. */
export type MergeConflict = { path: string; member: string; base?: unknown; left?: unknown; right?: unknown }
export type MergeChoice = 'base' | 'left' | 'right'
export type Merge = {
  /** What both have in common after their changes; where they conflict, as it was before. */
  value: Record<string, unknown>
  /** The same where it is sound, with the version that follows from all changes. */
  dictionary: Dictionary | undefined
  problems: Problem[]
  conflicts: MergeConflict[]
}

/** Returns what two drafts of one version make together, field by field. Left and right may change places. */
export function mergeDictionaries(
  base: Dictionary,
  left: Dictionary,
  right: Dictionary,
  choices: ReadonlyMap<string, MergeChoice> = new Map(),
): Merge {
  const [origin, ours, theirs] = [base, left, right].map(flattenDictionary) as [Flat, Flat, Flat]
  const conflicts: MergeConflict[] = []
  const merged: FlatDictionary = new Map()
  for (const path of new Set([...origin.keys(), ...ours.keys(), ...theirs.keys()])) {
    const members = mergeField(path, origin.get(path), ours.get(path), theirs.get(path), { conflicts, choices })
    if (members) merged.set(path, members)
  }
  merged.get('')!.set('version', base.version)
  return finish(base, merged, conflicts)
}

/** Returns the key of a conflict among the choices. */
export function conflictKey({ path, member }: Pick<MergeConflict, 'path' | 'member'>): string {
  return `${path} ${member}`
}

type Flat = FlatDictionary
type Book = { conflicts: MergeConflict[]; choices: ReadonlyMap<string, MergeChoice> }
type Side = Members | undefined

function mergeField(path: string, base: Side, left: Side, right: Side, book: Book): Side {
  const isGone = (side: Side) => base !== undefined && side === undefined
  if (!isGone(left) && !isGone(right) && (base || (left && right))) return mergeMembers(path, base, left!, right!, book)
  const [b, l, r] = [base, left, right].map((side) => side && Object.fromEntries(side))
  return choose<Record<string, unknown>, Side>(
    { path, member: wholeField, base: b, left: l, right: r },
    book,
    toMembers,
  )
}

function toMembers(value: Record<string, unknown> | undefined): Side {
  return value && new Map(Object.entries(value))
}

function mergeMembers(path: string, base: Side, left: Members, right: Members, book: Book): Members {
  const members: Members = new Map()
  for (const member of new Set([...(base?.keys() ?? []), ...left.keys(), ...right.keys()])) {
    if (path === '' && member === 'version') continue
    const versions = { path, member, base: base?.get(member), left: left.get(member), right: right.get(member) }
    const value = choose(versions, book, (chosen) => chosen)
    if (value !== undefined) members.set(member, value)
  }
  return members
}

/** Who changed nothing gives way; who changed the same agrees; otherwise somebody has to choose. */
function choose<T, Result = unknown>(
  conflict: { path: string; member: string; base: unknown; left: unknown; right: unknown },
  { conflicts, choices }: Book,
  read: (value: T | undefined) => Result,
): Result {
  const { base, left, right } = conflict
  if (isSame(left, right) || isSame(right, base)) return read(left as T)
  if (isSame(left, base)) return read(right as T)
  const choice = choices.get(conflictKey(conflict))
  if (choice) return read(conflict[choice] as T)
  conflicts.push(
    Object.fromEntries(Object.entries(conflict).filter(([, value]) => value !== undefined)) as MergeConflict,
  )
  // A field that both added differently has no earlier state: without a choice there is none.
  return read(base as T)
}

function finish(base: Dictionary, merged: FlatDictionary, conflicts: MergeConflict[]): Merge {
  const value = composeValue(merged)
  const { dictionary, problems } = inspectDictionary(value)
  if (!dictionary || problems.length > 0) return { value, dictionary: undefined, problems, conflicts }
  const version = diffDictionaries(base, dictionary).nextVersion
  return { value: { ...value, version }, dictionary: { ...dictionary, version }, problems, conflicts }
}
