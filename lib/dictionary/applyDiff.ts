import { BaseError } from '../errors.ts'
import type { Dictionary } from './dictionarySchema.ts'
import { type Change, type DictionaryDiff, wholeField } from './diffDictionaries.ts'
import { composeDictionary, type FlatDictionary, flattenDictionary, isSame, type Members } from './flattenDictionary.ts'

/** Returns the dictionary after the changes; throws by name where one does not find what it says was there before. */
export function applyDiff({ changes }: Pick<DictionaryDiff, 'changes'>, dictionary: Dictionary): Dictionary {
  const flat = flattenDictionary(dictionary)
  for (const change of changes) {
    if (change.member === wholeField) applyToField(change, flat)
    else applyToMember(change, flat)
  }
  return composeDictionary(flat)
}

function applyToField(change: Change, flat: FlatDictionary): void {
  const found = flat.get(change.path)
  if (!isSame(found && Object.fromEntries(found), change.before)) throw new ChangeConflictError(change)
  if (change.after === undefined) flat.delete(change.path)
  else flat.set(change.path, new Map(Object.entries(change.after as object)))
}

function applyToMember(change: Change, flat: FlatDictionary): void {
  const members: Members | undefined = flat.get(change.path)
  if (!members || !isSame(members.get(change.member), change.before)) throw new ChangeConflictError(change)
  if (change.after === undefined) members.delete(change.member)
  else members.set(change.member, change.after)
}

export class ChangeConflictError extends BaseError {
  override readonly name = 'Dictionary.ChangeConflictError'
  constructor({ path, member, before }: Change) {
    const where = path === '' ? member : `${member} of ${path}`
    super(`Expected ${where} to be as it was when the change was made, found something else.`, {
      metaMessages: [`Before the change: ${JSON.stringify(before)?.slice(0, 200) ?? 'nothing'}`],
    })
  }
}
