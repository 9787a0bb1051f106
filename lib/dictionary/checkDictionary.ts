import type { BaseError } from '../errors.ts'
import { boundsOf, isInteger, isList, isNumeric, scalarOf } from './dataTypes.ts'
import { type CommonRole, commonRoles, type Dictionary, type Field, type Words } from './dictionarySchema.ts'
import { formatUnit } from './formatUnit.ts'
import { isForbiddenKey } from './guardJson.ts'
import { compilePattern } from './pattern.ts'
import { findUnit } from './units.ts'
import { compareVersions } from './version.ts'

/** What is wrong, where, by a stable rule name that a screen has words for. */
export type Problem = { path: string; member: string; rule: ProblemRule; detail: string }
export type ProblemRule =
  | 'duplicate'
  | 'leafAndBranch'
  | 'reservedName'
  | 'unknownUnit'
  | 'unitOnText'
  | 'rangeOnText'
  | 'rangeReversed'
  | 'rangeBeyondType'
  | 'allowedMismatch'
  | 'patternOnOther'
  | 'unsafePattern'
  | 'missingLanguage'
  | 'unknownField'
  | 'replacementCircle'
  | 'laterThanVersion'
  | 'commonType'
  | 'badMapping'
  | 'shape'

const refShapes: Readonly<Record<string, RegExp>> = {
  J1979: /^0[1-9A](?:[0-9A-F]{2})?$/,
  UDS: /^22[0-9A-F]{4}$/,
  VSS: /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)*$/,
  VISS: /^[A-Za-z]\w*(?:[./][A-Za-z]\w*)*$/,
  CSV: /^.+$/,
  dictionary: /^[a-z][a-z0-9-]*@\d+\.\d+\.\d+#[A-Za-z][\w.]*$/,
}

/** Returns what is wrong with a dictionary whose shape is right, at most `limit` problems. */
export function checkDictionary(dictionary: Dictionary, limit = 1_000): Problem[] {
  const problems: Problem[] = []
  const note = (path: string, member: string, rule: ProblemRule, detail = '') => {
    if (problems.length < limit) problems.push({ path, member, rule, detail: detail.slice(0, 200) })
  }
  const fields = new Map<string, Field>()
  for (const field of dictionary.fields) {
    if (fields.has(field.path)) note(field.path, 'path', 'duplicate')
    fields.set(field.path, field)
  }
  checkWords('', 'title', dictionary.title, dictionary, note)
  checkWords('', 'description', dictionary.description, dictionary, note)
  checkCommon(dictionary, fields, note)
  for (const field of dictionary.fields) {
    checkPath(field, fields, note)
    checkValues(field, note)
    checkHistory(field, dictionary, fields, note)
    checkMappings(field, note)
    checkWords(field.path, 'title', field.title, dictionary, note)
    checkWords(field.path, 'description', field.description, dictionary, note)
  }
  return problems
}

type Note = (path: string, member: string, rule: ProblemRule, detail?: string) => void
type Fields = ReadonlyMap<string, Field>

function checkPath({ path }: Field, fields: Fields, note: Note): void {
  if (path.split('.').some(isForbiddenKey)) note(path, 'path', 'reservedName', path)
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const branch = path.slice(0, dot)
    if (fields.has(branch)) note(path, 'path', 'leafAndBranch', branch)
  }
}

function checkValues(field: Field, note: Note): void {
  const { path, type, unit, min, max, allowed, pattern, resolution } = field
  if (unit !== undefined && !findUnit(unit)) note(path, 'unit', 'unknownUnit', unit)
  if (unit !== undefined && !isNumeric(type) && findUnit(unit)?.dimension !== 'instant text') {
    note(path, 'unit', 'unitOnText', formatUnit(unit))
  }
  if ((min !== undefined || max !== undefined || resolution !== undefined) && !isNumeric(type)) {
    note(path, min !== undefined ? 'min' : max !== undefined ? 'max' : 'resolution', 'rangeOnText', type)
  }
  if (min !== undefined && max !== undefined && min > max) note(path, 'min', 'rangeReversed', `${min} > ${max}`)
  const bounds = boundsOf(type)
  if (isNumeric(type) && min !== undefined && (min < bounds.min || min > bounds.max))
    note(path, 'min', 'rangeBeyondType', type)
  if (isNumeric(type) && max !== undefined && (max > bounds.max || max < bounds.min))
    note(path, 'max', 'rangeBeyondType', type)
  checkAllowed(field, note)
  if (pattern !== undefined) checkPattern(path, pattern, scalarOf(type) === 'string', note)
  if (allowed !== undefined && pattern !== undefined) note(path, 'pattern', 'patternOnOther', 'allowed')
}

function checkAllowed({ path, type, allowed, min, max }: Field, note: Note): void {
  if (!allowed) return
  if (new Set(allowed).size !== allowed.length) note(path, 'allowed', 'duplicate')
  const bounds = boundsOf(type)
  for (const value of allowed) {
    const fits =
      typeof value === 'string'
        ? scalarOf(type) === 'string'
        : isNumeric(type) &&
          value >= (min ?? bounds.min) &&
          value <= (max ?? bounds.max) &&
          (!isInteger(type) || Number.isSafeInteger(value))
    if (fits) continue
    note(path, 'allowed', 'allowedMismatch', String(value))
    return
  }
}

function checkPattern(path: string, pattern: string, isText: boolean, note: Note): void {
  try {
    if (!isText) note(path, 'pattern', 'patternOnOther', 'type')
    compilePattern(pattern)
  } catch (error) {
    note(path, 'pattern', 'unsafePattern', (error as BaseError).shortMessage)
  }
}

function checkHistory({ path, since, deprecated }: Field, { version }: Dictionary, fields: Fields, note: Note): void {
  if (since !== undefined && compareVersions(since, version) > 0) note(path, 'since', 'laterThanVersion', since)
  if (!deprecated) return
  if (compareVersions(deprecated.since, version) > 0) note(path, 'deprecated', 'laterThanVersion', deprecated.since)
  const { replacedBy } = deprecated
  if (replacedBy === undefined) return
  if (!fields.has(replacedBy)) note(path, 'deprecated', 'unknownField', replacedBy)
  const seen = new Set([path])
  for (let next: string | undefined = replacedBy; next !== undefined; next = fields.get(next)?.deprecated?.replacedBy) {
    if (seen.has(next)) {
      note(path, 'deprecated', 'replacementCircle', next)
      return
    }
    seen.add(next)
  }
}

function checkMappings({ path, mappings = [], unit }: Field, note: Note): void {
  const seen = new Set<string>()
  for (const { standard, ref, version = '', unit: theirs } of mappings) {
    const key = JSON.stringify([standard, ref, version])
    if (seen.has(key)) note(path, 'mappings', 'duplicate', `${standard} ${ref}`)
    seen.add(key)
    if (!refShapes[standard]!.test(ref)) note(path, 'mappings', 'badMapping', `${standard} ${ref}`)
    if (theirs === undefined) continue
    const [ours, other] = [findUnit(unit ?? ''), findUnit(theirs)]
    if (!other) note(path, 'mappings', 'unknownUnit', theirs)
    else if (ours && !isSameKind(ours.dimension, other.dimension)) note(path, 'mappings', 'badMapping', theirs)
  }
}

/** An instant may be written as a number there and as text here. */
function isSameKind(a: string, b: string): boolean {
  return a === b || (a.startsWith('instant') && b.startsWith('instant'))
}

function checkCommon({ common }: Dictionary, fields: Fields, note: Note): void {
  for (const role of commonRoles) {
    const path = common[role]
    if (path === undefined) continue
    const field = fields.get(path)
    if (!field) note('', `common.${role}`, 'unknownField', path)
    else if (!fitsRole(role, field)) note('', `common.${role}`, 'commonType', path)
  }
}

function fitsRole(role: CommonRole, { type, unit }: Field): boolean {
  if (isList(type)) return false
  const dimension = findUnit(unit ?? '')?.dimension
  if (role === 'time') return dimension === (isNumeric(type) ? 'instant' : 'instant text')
  if (role === 'latitude' || role === 'longitude') return isNumeric(type) && dimension === 'angle'
  return scalarOf(type) === 'string'
}

function checkWords(path: string, member: string, words: Words, { languages }: Dictionary, note: Note): void {
  for (const language of languages) if (!words[language]) note(path, member, 'missingLanguage', language)
}
