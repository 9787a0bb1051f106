import { BaseError } from '../errors.ts'
import { checkDictionary, type Problem } from './checkDictionary.ts'
import { currentFormatVersion, type Dictionary, dictionarySchema } from './dictionarySchema.ts'
import { formatDictionary } from './formatDictionary.ts'
import { documentLimits, guardJson, guardValue, TooLargeError } from './guardJson.ts'

/** Returns the dictionary in a file, however it is spaced; throws by name on anything that is not a sound one. */
export function parseDictionary(text: string): Dictionary {
  return readDictionary(guardJson(text))
}

/** Returns the dictionary in a stored block, which has one spelling only, so that equal dictionaries have equal hashes. */
export function decodeDictionary(bytes: Uint8Array): Dictionary {
  if (bytes.length > documentLimits.maxBytes)
    throw new TooLargeError(`${bytes.length} bytes`, `${documentLimits.maxBytes}`)
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const dictionary = parseDictionary(text)
  if (formatDictionary(dictionary) !== text) throw new NotCanonicalError()
  return dictionary
}

/** Returns the dictionary that a plain value is; throws by name, with every problem found, when it is none. */
export function readDictionary(value: unknown): Dictionary {
  const { dictionary, problems } = inspectDictionary(value)
  if (!dictionary || problems.length > 0) throw new InvalidDictionaryError(problems)
  return dictionary
}

/** Returns what is wrong with a value that somebody is still writing, and the dictionary as far as its shape is right. */
export function inspectDictionary(value: unknown): { dictionary?: Dictionary; problems: Problem[] } {
  guardValue(value)
  const { format, formatVersion } = (value ?? {}) as Record<string, unknown>
  if (format === 'qoodblock.dictionary' && formatVersion !== currentFormatVersion) {
    throw new UnknownFormatVersionError(formatVersion)
  }
  const parsed = dictionarySchema.safeParse(value)
  if (!parsed.success) return { problems: parsed.error.issues.slice(0, 1_000).map((issue) => toProblem(issue, value)) }
  return { dictionary: parsed.data, problems: checkDictionary(parsed.data) }
}

type Issue = { path: PropertyKey[]; message: string }

/** A problem of a field is told with the path of that field and not with its number. */
function toProblem({ path, message }: Issue, value: unknown): Problem {
  const [first, index, ...rest] = path
  if (first !== 'fields' || typeof index !== 'number') {
    return { path: '', member: path.join('.'), rule: 'shape', detail: message }
  }
  const field = (value as { fields: unknown[] }).fields[index] as { path?: unknown } | null
  const name = typeof field?.path === 'string' ? field.path.slice(0, 200) : `fields[${index}]`
  return { path: name, member: rest.join('.'), rule: 'shape', detail: message }
}

export class UnknownFormatVersionError extends BaseError {
  override readonly name = 'Dictionary.UnknownFormatVersionError'
  constructor(found: unknown) {
    super(
      `Expected a dictionary of format version ${currentFormatVersion}, found ${JSON.stringify(found)?.slice(0, 40)}.`,
      { metaMessages: ['A newer QoodBlock may read it.'] },
    )
  }
}

export class InvalidDictionaryError extends BaseError {
  override readonly name = 'Dictionary.InvalidDictionaryError'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    const lines = problems
      .slice(0, 10)
      .map(({ path, member, rule, detail }) => `${path} ${member}: ${rule} ${detail}`.trim())
    super(`Expected a sound dictionary, found ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`, {
      metaMessages: lines,
    })
    this.problems = problems
  }
}

export class NotCanonicalError extends BaseError {
  override readonly name = 'Dictionary.NotCanonicalError'
  constructor() {
    super('Expected a dictionary in its one spelling, found another spelling of it.', {
      metaMessages: ['Sorted names, sorted fields, no white space.'],
    })
  }
}
