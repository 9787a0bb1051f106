import type { Nodes } from './stateStore.ts'

/* Changes that follow from the height alone, so that whoever reads a store knows what must be in it. */
const places = 300
export const settling = { placedAtOnce: 0, leastSlice: 1 }
export const locations: readonly string[] = Array.from({ length: places }, (_, index) => {
  return `S${String.fromCharCode(index % 7, index % 256, index >> 8)}`
})

/** Returns what a block changes: two fifths of the places, other ones in each; now and then it removes one. */
export function changesOf(number: number): Nodes {
  const changed = locations.flatMap((location, index) => {
    return isChanged(index, number) ? [[location, bytesOf(index, number)] as const] : []
  })
  return new Map(changed)
}

/** Returns what must be at a place after the block. */
export function nodeAt(index: number, height: number): Uint8Array | undefined {
  for (let number = height; number > 0; number--) if (isChanged(index, number)) return bytesOf(index, number)
  return undefined
}

function isChanged(index: number, number: number): boolean {
  return (index * 7 + number * 13) % 5 < 2
}

function bytesOf(index: number, number: number): Uint8Array | undefined {
  return (index + number) % 11 === 0 ? undefined : Uint8Array.of(number, number >> 8, index)
}
