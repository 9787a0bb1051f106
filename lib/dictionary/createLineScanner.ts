import type { FieldState, Validator } from './createValidator.ts'

/*
 * Lines of one recording have the same names in the same order. The scanner learns that order from a line that was read
 * the ordinary way and then reads lines of the same kind from their bytes, without making objects: names are compared,
 * numbers of at most fifteen digits are computed exactly. A line that is in any way different is left to JSON.parse, so
 * both ways give the same answer.
 */
type Slot = { key: Uint8Array; state: FieldState }

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const maxLayouts = 8
const powers = Array.from({ length: 16 }, (_, i) => 10 ** i)
const [quote, backslash, comma, open, close, minus, dot, colon, space] = [34, 92, 44, 123, 125, 45, 46, 58, 32]

/** Returns the fast reader of lines that look alike. */
export function createLineScanner(validator: Validator) {
  /** The orders seen so far, the one of the last line first. */
  let layouts: Slot[][] = []
  const { fields, roles } = validator
  const timeState = fields.get(roles.timePath ?? '')
  const vehicleState = fields.get(roles.vehiclePath ?? '')
  // What a line holds is put aside until the whole line has been understood.
  const numbers = new Float64Array(fields.size)
  const others: unknown[] = new Array(fields.size).fill(undefined)
  let place = 0

  /** Takes the order of names from a record that JSON.parse has read. */
  function learn(record: unknown): void {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return
    const found: Slot[] = []
    for (const key of Object.keys(record)) {
      const state = fields.get(key)
      if (!state) return
      found.push({ key: encoder.encode(JSON.stringify(key)), state })
    }
    if (found.length > 0) layouts = [found, ...layouts.slice(0, maxLayouts - 1)]
  }

  /** Returns whether the line was of a known kind; if so it has been taken, otherwise nothing happened. */
  function scan(bytes: Uint8Array, from: number, end: number): boolean {
    for (let i = 0; i < layouts.length; i++) {
      const layout = layouts[i]!
      if (!readLine(bytes, from, end, layout)) continue
      if (i > 0) layouts = [layout, ...layouts.filter((other) => other !== layout)]
      takeAll(layout)
      return true
    }
    return false
  }

  function readLine(bytes: Uint8Array, from: number, end: number, layout: Slot[]): boolean {
    place = from
    for (let i = 0; i < layout.length; i++) {
      if (bytes[place] !== (i === 0 ? open : comma)) return false
      if (!skipKey(bytes, layout[i]!.key, end) || !readValue(bytes, end, i)) return false
      if (bytes[place] === space) skipSpace(bytes)
    }
    return bytes[place] === close && place + 1 === end
  }

  function skipKey(bytes: Uint8Array, key: Uint8Array, end: number): boolean {
    if (bytes[++place] === space) skipSpace(bytes)
    if (place + key.length >= end) return false
    for (let i = 0; i < key.length; i++) if (bytes[place + i] !== key[i]) return false
    place += key.length
    if (bytes[place] !== colon) return false
    if (bytes[++place] === space) skipSpace(bytes)
    return true
  }

  function skipSpace(bytes: Uint8Array): void {
    while (bytes[place] === space) place++
  }

  function readValue(bytes: Uint8Array, end: number, slot: number): boolean {
    const first = bytes[place]!
    if (first === quote) return readText(bytes, end, slot)
    if (first === 116) return readWord(bytes, 'true', true, slot)
    if (first === 102) return readWord(bytes, 'false', false, slot)
    if (first === 110) return readWord(bytes, 'null', null, slot)
    others[slot] = undefined
    return readNumber(bytes, slot)
  }

  function readNumber(bytes: Uint8Array, slot: number): boolean {
    const start = place
    const isNegative = bytes[place] === minus
    if (isNegative) place++
    const first = place
    let value = 0
    let code = bytes[place]!
    while (code >= 48 && code <= 57) {
      value = value * 10 + (code - 48)
      code = bytes[++place]!
    }
    let digits = place - first
    if (digits === 0 || (digits > 1 && bytes[first] === 48)) return false
    if (code === dot) {
      const point = ++place
      code = bytes[place]!
      while (code >= 48 && code <= 57) {
        value = value * 10 + (code - 48)
        code = bytes[++place]!
      }
      const decimals = place - point
      digits += decimals
      if (decimals === 0) return false
      if (digits <= 15) value /= powers[decimals]!
    }
    if (code !== comma && code !== close && code !== space) return false
    // Up to fifteen digits the quotient is the nearest number; beyond that the language has to say.
    if (digits > 15) value = Math.abs(parseDigits(bytes, start, place))
    numbers[slot] = isNegative ? -value : value
    return true
  }

  function readText(bytes: Uint8Array, end: number, slot: number): boolean {
    let to = place + 1
    while (to < end && bytes[to] !== quote) {
      const code = bytes[to]!
      if (code === backslash || code < 32 || code > 126) return false
      to++
    }
    if (to >= end) return false
    let text = ''
    if (to - place < 24) for (let i = place + 1; i < to; i++) text += String.fromCharCode(bytes[i]!)
    else text = decoder.decode(bytes.subarray(place + 1, to))
    others[slot] = text
    place = to + 1
    return true
  }

  function readWord(bytes: Uint8Array, word: string, value: unknown, slot: number): boolean {
    for (let i = 0; i < word.length; i++) if (bytes[place + i] !== word.charCodeAt(i)) return false
    place += word.length
    others[slot] = value
    return true
  }

  function takeAll(known: Slot[]): void {
    let at = Number.NaN
    let vehicle: string | undefined
    validator.begin()
    for (let i = 0; i < known.length; i++) {
      const { state } = known[i]!
      const other = others[i]
      if (other === undefined) validator.takeNumber(state, numbers[i]!)
      else validator.take(state, other)
      if (state === timeState) at = roles.toMs(other === undefined ? numbers[i] : other)
      else if (state === vehicleState && typeof other === 'string') vehicle = other
    }
    validator.end(at, vehicle)
  }

  return { learn, scan }
}

function parseDigits(bytes: Uint8Array, from: number, to: number): number {
  let text = ''
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]!)
  return Number(text)
}
