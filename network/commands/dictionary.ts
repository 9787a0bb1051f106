import { readFile, stat } from 'node:fs/promises'
import { baseDictionaries, findBaseDictionary } from '../../lib/dictionary/base/baseDictionaries.ts'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { diffDictionaries } from '../../lib/dictionary/diffDictionaries.ts'
import { documentLimits, TooLargeError } from '../../lib/dictionary/guardJson.ts'
import { identifyDictionary } from '../../lib/dictionary/identifyDictionary.ts'
import { parseDictionary } from '../../lib/dictionary/parseDictionary.ts'
import { validateLines } from '../../lib/dictionary/validateLines.ts'
import { BaseError } from '../../lib/errors.ts'
import { type Command, parseCommand, UsageError } from './Command.ts'

/** What the command reads and writes; the process itself unless a test stands in. */
export type DictionaryIo = { stdin: AsyncIterable<Uint8Array>; print: (line: string) => void }

const names = baseDictionaries.map(({ id }) => id).join(', ')
const usage = `Usage: qood dictionary validate --dictionary NAME < records.jsonl
       qood dictionary diff A B
       qood dictionary check A
       qood dictionary list

Checks records (one JSON object a line, named by the paths of the dictionary) and tells what is wrong and how good they are;
tells what changed between two dictionaries and which version that asks for; checks a dictionary. A, B and NAME are files or
base dictionaries: ${names}.
Prints one line of JSON. Exit code 1: something is wrong; 2: the words were not understood.`

export const dictionaryCommand: Command = {
  name: 'dictionary',
  summary: 'Check data against a dictionary, compare dictionaries',
  usage,
  run: (argv) => runDictionary(argv, { stdin: process.stdin, print: (line) => process.stdout.write(`${line}\n`) }),
}

type Answer = Record<string, unknown> & { ok: boolean }
type Action = (
  words: readonly string[],
  options: { dictionary?: string | undefined },
  io: DictionaryIo,
) => Promise<Answer>

const actions: Readonly<Record<string, Action>> = {
  async validate(words, { dictionary }, { stdin }) {
    if (dictionary === undefined || words.length > 0) throw new UsageError('Expected --dictionary and nothing else')
    const { isValid, ...report } = await validateLines(await openDictionary(dictionary), stdin)
    return { ok: isValid, ...report }
  },
  async diff([a, b, ...rest]) {
    if (a === undefined || b === undefined || rest.length > 0) throw new UsageError('Expected two dictionaries')
    return { ok: true, ...diffDictionaries(await openDictionary(a), await openDictionary(b)) }
  },
  async check([name, ...rest]) {
    if (name === undefined || rest.length > 0) throw new UsageError('Expected one dictionary')
    return { ok: true, ...summarize(await openDictionary(name)) }
  },
  async list(words) {
    if (words.length > 0) throw new UsageError('Expected nothing after "list"')
    return { ok: true, dictionaries: baseDictionaries.map(summarize) }
  },
}

/** Returns the exit code: 0 good, 1 something is wrong with what was given, 2 the words were not understood. */
export async function runDictionary(argv: readonly string[], io: DictionaryIo): Promise<number> {
  const { values, positionals } = parseCommand(argv, { dictionary: { type: 'string' } }, 3)
  const [word = '', ...words] = positionals
  const action = Object.hasOwn(actions, word) ? actions[word] : undefined
  if (!action) throw new UsageError(`Expected ${Object.keys(actions).join(', ')}, found "${word}"`)
  try {
    const answer = await action(words, values, io)
    io.print(JSON.stringify(answer))
    return answer.ok ? 0 : 1
  } catch (error) {
    if (!(error instanceof BaseError) || error instanceof UsageError) throw error
    io.print(JSON.stringify({ ok: false, error: { name: error.name, message: error.message } }))
    return 1
  }
}

function summarize(dictionary: Dictionary) {
  const { id, version, title, fields } = dictionary
  const { cid, hash, bytes } = identifyDictionary(dictionary)
  return { id, version, title, fields: fields.length, bytes: bytes.length, cid, hash }
}

/** A file goes before a base dictionary of the same name. */
async function openDictionary(name: string): Promise<Dictionary> {
  const size = await stat(name).then(
    (entry) => (entry.isFile() ? entry.size : undefined),
    () => undefined,
  )
  if (size === undefined) {
    const base = findBaseDictionary(name)
    if (!base) throw new UnknownDictionaryError(name)
    return base
  }
  if (size > documentLimits.maxBytes) throw new TooLargeError(`${size} bytes`, `${documentLimits.maxBytes}`)
  return parseDictionary(await readFile(name, 'utf8'))
}

export class UnknownDictionaryError extends BaseError {
  override readonly name = 'Dictionary.UnknownDictionaryError'
  constructor(name: string) {
    super(`Expected a file or one of ${names}, found "${name.slice(0, 200)}".`)
  }
}
