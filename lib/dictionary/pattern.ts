import { BaseError } from '../errors.ts'

/*
 * Patterns of text that strangers write are not run by the engine of the language: some take it for ever. A subset of
 * regular expressions (classes, groups, alternatives, bounded and unbounded repetition; no look-around, no references
 * back) is turned into an automaton that reads each sign once, whatever the pattern is. A pattern always means the
 * whole text.
 */
export type Pattern = { source: string; test(text: string): boolean }

const maxSource = 500
const maxStates = 2_000
const maxSteps = 10_000
const maxRepeat = 1_000
const maxCached = 4_000
const maxTextLength = 10_000

type Range = readonly [from: number, to: number]
type Node =
  | { kind: 'class'; ranges: readonly Range[]; isNegated: boolean }
  | { kind: 'join'; parts: readonly Node[] }
  | { kind: 'choice'; parts: readonly Node[] }
  | { kind: 'repeat'; node: Node; min: number; max: number }

const digit: Range[] = [[48, 57]]
// biome-ignore format: one list
const word: Range[] = [[48, 57], [65, 90], [95, 95], [97, 122]]
// biome-ignore format: one list
const space: Range[] = [[9, 13], [32, 32], [160, 160], [0x2028, 0x2029], [0xfeff, 0xfeff]]
// biome-ignore format: one list
const lineEnds: Range[] = [[10, 10], [13, 13], [0x2028, 0x2029]]
const classes: Readonly<Record<string, Range[]>> = { d: digit, w: word, s: space }
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 }
const special = new Set('\\^$.|?*+()[]{}/-')

/** Returns the matcher of a pattern; throws by name when it is not of the safe kind. */
export function compilePattern(source: string): Pattern {
  if (source.length > maxSource) throw new UnsafePatternError(source, `more than ${maxSource} signs`)
  const automaton = build(parse(source), source)
  return { source, test: (text) => text.length <= maxTextLength && automaton.accepts(text) }
}

function parse(source: string): Node {
  let place = 0
  let depth = 0
  const fail = (why: string): never => {
    throw new UnsafePatternError(source, why)
  }
  const start = source.startsWith('^') ? 1 : 0
  const end = source.endsWith('$') && !isEscaped(source, source.length - 1) ? source.length - 1 : source.length
  place = start
  const peek = () => (place < end ? source[place] : undefined)

  function choice(): Node {
    if (++depth > 20) fail('groups more than 20 deep')
    const parts = [join()]
    while (peek() === '|') {
      place++
      parts.push(join())
    }
    depth--
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts }
  }

  function join(): Node {
    const parts: Node[] = []
    for (let next = peek(); next !== undefined && next !== '|' && next !== ')'; next = peek()) parts.push(repeated())
    return { kind: 'join', parts }
  }

  function repeated(): Node {
    const node = atom()
    const next = peek()
    if (next === undefined || !'*+?{'.includes(next)) return node
    const [min, max] = quantifier()
    if (peek() === '?' || peek() === '+' || peek() === '*' || peek() === '{') fail('a repetition of a repetition')
    return { kind: 'repeat', node, min, max }
  }

  function quantifier(): [number, number] {
    const sign = source[place++]
    if (sign === '*') return [0, Number.POSITIVE_INFINITY]
    if (sign === '+') return [1, Number.POSITIVE_INFINITY]
    if (sign === '?') return [0, 1]
    const [whole, from, comma, to] = /^(\d{1,4})(,?)(\d{0,4})\}/.exec(source.slice(place, end)) ?? fail('a brace alone')
    place += whole!.length
    const min = Number(from)
    const max = to ? Number(to) : comma ? Number.POSITIVE_INFINITY : min
    if (min > max || min > maxRepeat || (max !== Number.POSITIVE_INFINITY && max > maxRepeat)) {
      fail(`a repetition beyond ${maxRepeat}`)
    }
    return [min, max]
  }

  function atom(): Node {
    const sign = source[place++]!
    if (sign === '(') return group()
    if (sign === '[') return bracket()
    if (sign === '.') return { kind: 'class', ranges: lineEnds, isNegated: true }
    if (sign === '\\') return escaped()
    if ('*+?{}^$]'.includes(sign)) fail(`"${sign}" where a sign was expected`)
    return one(sign.charCodeAt(0))
  }

  function group(): Node {
    if (peek() === '?') {
      if (source[place + 1] !== ':') fail('look-around or a named group')
      place += 2
    }
    const node = choice()
    if (peek() !== ')') fail('a group that does not end')
    place++
    return node
  }

  function escaped(): Node {
    const sign = source[place++] ?? fail('a backslash at the end')
    const lower = sign.toLowerCase()
    if (Object.hasOwn(classes, lower)) return { kind: 'class', ranges: classes[lower]!, isNegated: sign !== lower }
    return one(plain(sign))
  }

  function plain(sign: string): number {
    if (Object.hasOwn(controls, sign)) return controls[sign]!
    if (!special.has(sign)) fail(`"\\${sign}", which is not of the safe kind`)
    return sign.charCodeAt(0)
  }

  function bracket(): Node {
    const isNegated = peek() === '^'
    if (isNegated) place++
    const ranges: Range[] = []
    while (peek() !== ']') {
      if (peek() === undefined) fail('a class that does not end')
      const from = member()
      if (typeof from !== 'number') ranges.push(...from)
      else if (peek() === '-' && source[place + 1] !== ']') {
        place++
        const to = member()
        if (typeof to !== 'number' || to < from) fail('a range that goes backwards')
        else ranges.push([from, to])
      } else ranges.push([from, from])
    }
    place++
    return { kind: 'class', ranges, isNegated }
  }

  function member(): number | Range[] {
    const sign = source[place++] ?? fail('a class that does not end')
    if (sign !== '\\') return sign.charCodeAt(0)
    const letter = source[place++] ?? fail('a backslash at the end')
    return Object.hasOwn(classes, letter) ? classes[letter]! : plain(letter)
  }

  const node = choice()
  if (place < end) fail(`"${source[place]}" where a sign was expected`)
  return node
}

function one(code: number): Node {
  return { kind: 'class', ranges: [[code, code]], isNegated: false }
}

function isEscaped(source: string, place: number): boolean {
  let slashes = 0
  while (source[place - 1 - slashes] === '\\') slashes++
  return slashes % 2 === 1
}

type State = { ranges?: readonly Range[]; isNegated?: boolean; next: number[] }

/** Thompson's construction; sets of states are remembered as one, so that a text costs one look-up a sign. */
function build(root: Node, source: string): { accepts(text: string): boolean } {
  const states: State[] = []
  const add = (state: State): number => {
    if (states.length >= maxStates) throw new UnsafePatternError(source, `more than ${maxStates} states`)
    states.push(state)
    return states.length - 1
  }
  const end = add({ next: [] })
  let steps = 0
  const enter = (node: Node, then: number): number => {
    // Repetitions of nothing add no state and could still be repeated for ever.
    if (++steps > maxSteps) throw new UnsafePatternError(source, `more than ${maxSteps} parts`)
    if (node.kind === 'class') return add({ ranges: node.ranges, isNegated: node.isNegated, next: [then] })
    if (node.kind === 'join') return node.parts.reduceRight((after, part) => enter(part, after), then)
    if (node.kind === 'choice') return add({ next: node.parts.map((part) => enter(part, then)) })
    return repeat(node, then)
  }
  const repeat = ({ node, min, max }: Extract<Node, { kind: 'repeat' }>, then: number): number => {
    let first = then
    if (max === Number.POSITIVE_INFINITY) {
      const loop = add({ next: [then] })
      states[loop]!.next.push(enter(node, loop))
      first = loop
    } else for (let i = min; i < max; i++) first = add({ next: [enter(node, first), then] })
    for (let i = 0; i < min; i++) first = enter(node, first)
    return first
  }
  return run(states, enter(root, end), end)
}

type StateSet = { key: string; members: readonly number[]; isAccepting: boolean; next: Map<number, StateSet> }

function run(states: readonly State[], first: number, end: number) {
  let known = new Map<string, StateSet>()
  let cached = 0
  const close = (seeds: readonly number[]): StateSet => {
    const seen = new Set<number>()
    const open = [...seeds]
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (seen.has(state)) continue
      seen.add(state)
      if (!states[state]!.ranges) open.push(...states[state]!.next)
    }
    const members = [...seen].filter((state) => states[state]!.ranges || state === end).sort((a, b) => a - b)
    const key = members.join()
    const found = known.get(key)
    if (found) return found
    const set: StateSet = { key, members, isAccepting: seen.has(end), next: new Map() }
    known.set(key, set)
    return set
  }
  const step = (from: StateSet, code: number): StateSet => {
    const seeds = from.members.flatMap((member) => {
      const { ranges, isNegated, next } = states[member]!
      return ranges && isIn(ranges, code) !== isNegated ? next : []
    })
    const to = close(seeds)
    from.next.set(code, to)
    return to
  }
  let start = close([first])
  const forget = () => {
    known = new Map()
    cached = 0
    start = close([first])
  }
  return {
    accepts(text: string): boolean {
      if (cached > maxCached) forget()
      let at = start
      for (let i = 0; i < text.length && at.members.length > 0; i++) {
        const code = text.charCodeAt(i)
        let next = at.next.get(code)
        if (!next) {
          next = step(at, code)
          cached++
        }
        at = next
      }
      return at.isAccepting
    },
  }
}

function isIn(ranges: readonly Range[], code: number): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to)
}

export class UnsafePatternError extends BaseError {
  override readonly name = 'Dictionary.UnsafePatternError'
  constructor(source: string, found: string) {
    super(`Expected a pattern of the safe kind, found ${found} in "${source.slice(0, 80)}".`, {
      metaMessages: ['Classes, groups, alternatives and repetitions are safe; look-around and references are not.'],
    })
  }
}
