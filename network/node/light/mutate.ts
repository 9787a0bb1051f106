/** What a lying server does to an answer. Each returns a changed copy, or undefined where there is nothing to change. */

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
type Place = { parent: Json[] | { [name: string]: Json }; key: string; value: Json }
/** A number below the bound. */
export type Draw = (bound: number) => number

/** Returns numbers that look random and are the same for the same seed (mulberry32). */
export function createDraw(seed: number): Draw {
  let state = seed
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

export const lies = ['flip', 'drop', 'repeat', 'swap', 'cut', 'grow', 'number', 'withhold', 'replay'] as const
export type Lie = (typeof lies)[number]

/** Returns the answer with one lie in it; `others` are answers, as text, that the same server gave to other questions. */
export function mutate(answer: unknown, lie: Lie, draw: Draw, others: readonly string[]): unknown {
  if (lie === 'withhold') return answer === null ? undefined : null
  if (lie === 'replay') return others.length === 0 ? undefined : JSON.parse(others[draw(others.length)]!)
  const root: { answer: Json } = { answer: structuredClone(answer) as Json }
  const places = [...walk(root, 'answer')].filter(fits[lie])
  if (places.length === 0) return undefined
  change[lie](places[draw(places.length)]!, draw)
  return root.answer
}

const isHex = ({ value }: Place) => typeof value === 'string' && /^0x[0-9a-f]+$/.test(value)
const isFilledList = ({ value }: Place) => Array.isArray(value) && value.length > 0

type Changing = Exclude<Lie, 'withhold' | 'replay'>

const fits: Record<Changing, (place: Place) => boolean> = {
  flip: isHex,
  drop: ({ value }) => typeof value === 'object' && value !== null && Object.keys(value).length > 0,
  repeat: isFilledList,
  swap: ({ value }) => Array.isArray(value) && value.length > 1,
  cut: isHex,
  grow: isHex,
  number: ({ value }) => typeof value === 'number',
}

const change: Record<Changing, (place: Place, draw: Draw) => void> = {
  flip(place, draw) {
    const digits = (place.value as string).slice(2)
    const at = draw(digits.length)
    const flipped = (Number.parseInt(digits[at]!, 16) ^ (1 << draw(4))).toString(16)
    put(place, `0x${digits.slice(0, at)}${flipped}${digits.slice(at + 1)}`)
  },
  drop({ value }, draw) {
    if (Array.isArray(value)) value.splice(draw(value.length), 1)
    else
      delete (value as { [name: string]: Json })[
        Object.keys(value as object)[draw(Object.keys(value as object).length)]!
      ]
  },
  repeat({ value }, draw) {
    const list = value as Json[]
    list.splice(draw(list.length), 0, structuredClone(list[draw(list.length)]!))
  },
  swap({ value }, draw) {
    const list = value as Json[]
    const at = draw(list.length - 1)
    ;[list[at], list[at + 1]] = [list[at + 1]!, list[at]!]
  },
  cut: (place, draw) => put(place, (place.value as string).slice(0, -1 - draw(2))),
  grow: (place, draw) => put(place, `${place.value}${['0', '00', 'f', '01'][draw(4)]}`),
  number: (place, draw) => put(place, (place.value as number) + 1 + draw(5)),
}

function put({ parent, key }: Place, value: Json): void {
  ;(parent as { [name: string]: Json })[key] = value
}

function* walk(parent: Place['parent'], key: string): Generator<Place> {
  const value = (parent as { [name: string]: Json })[key]!
  yield { parent, key, value }
  if (typeof value !== 'object' || value === null) return
  for (const name of Object.keys(value)) yield* walk(value as Place['parent'], name)
}
