import { createLineScanner } from './createLineScanner.ts'
import { createValidator } from './createValidator.ts'
import type { Dictionary } from './dictionarySchema.ts'
import type { ValidationReport } from './ValidationReport.ts'

export const maxLineBytes = 1_048_576
const decoder = new TextDecoder()

type Options = { signal?: AbortSignal; onProgress?: (bytes: number) => void }

/** Returns the report on lines of JSON that come in pieces of any length; empty lines are no records. */
export async function validateLines(
  dictionary: Dictionary,
  pieces: AsyncIterable<Uint8Array>,
  { signal, onProgress }: Options = {},
): Promise<ValidationReport> {
  const lines = createLineValidator(dictionary)
  let bytes = 0
  for await (const piece of pieces) {
    signal?.throwIfAborted()
    lines.add(piece)
    bytes += piece.length
    onProgress?.(bytes)
  }
  return lines.finish()
}

/** Returns what takes the bytes of lines of JSON, cut anywhere. */
export function createLineValidator(dictionary: Dictionary) {
  const validator = createValidator(dictionary)
  const scanner = createLineScanner(validator)
  let rest: Uint8Array = new Uint8Array()
  let isSkipping = false

  function addLine(bytes: Uint8Array, from: number, to: number): void {
    const end = to > from && bytes[to - 1] === 13 ? to - 1 : to
    if (end === from) return
    if (end - from > maxLineBytes) {
      refuse('tooLong', `${end - from} bytes`)
      return
    }
    if (scanner.scan(bytes, from, end)) return
    addSlowly(bytes, from, end)
  }

  function addSlowly(bytes: Uint8Array, from: number, end: number): void {
    const text = decoder.decode(bytes.subarray(from, end))
    if (text.trim() === '') return
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      refuse('notJson', text)
      return
    }
    validator.addRecord(value)
    scanner.learn(value)
  }

  function refuse(rule: 'tooLong' | 'notJson', found: string): void {
    validator.begin()
    validator.addIssue('', rule, found.slice(0, 80))
  }

  function add(piece: Uint8Array): void {
    let from = 0
    if (rest.length > 0 || isSkipping) {
      const end = piece.indexOf(10)
      const head = end < 0 ? piece : piece.subarray(0, end)
      if (!isSkipping) rest = join(rest, head)
      if (rest.length > maxLineBytes) {
        refuse('tooLong', `more than ${maxLineBytes} bytes`)
        rest = new Uint8Array()
        isSkipping = true
      }
      if (end < 0) return
      if (!isSkipping) addLine(rest, 0, rest.length)
      rest = new Uint8Array()
      isSkipping = false
      from = end + 1
    }
    for (let end = piece.indexOf(10, from); end >= 0; end = piece.indexOf(10, from)) {
      addLine(piece, from, end)
      from = end + 1
    }
    if (from < piece.length) rest = piece.slice(from)
  }

  return {
    add,
    finish(): ValidationReport {
      if (rest.length > 0) addLine(rest, 0, rest.length)
      return validator.finish()
    },
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
