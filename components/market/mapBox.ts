import type { ListingFilter } from '../../lib/market/ListingFilter.ts'

type Box = NonNullable<ListingFilter['box']>
export type DegreeBox = { south: number; west: number; north: number; east: number }

const unitsPerDegree = 10_000

/** Returns a box of a search in degrees. */
export function degreesOf({ south, west, north, east }: Box): DegreeBox {
  return {
    south: south / unitsPerDegree,
    west: west / unitsPerDegree,
    north: north / unitsPerDegree,
    east: east / unitsPerDegree,
  }
}

/** Returns degrees as a box of a search, outwards to whole units and within the world. */
export function unitsOf({ south, west, north, east }: DegreeBox): Box {
  const within = (value: number, most: number) => Math.max(-most, Math.min(most, value))
  return {
    south: within(Math.floor(south * unitsPerDegree), 900_000),
    west: within(Math.floor(west * unitsPerDegree), 1_800_000),
    north: within(Math.ceil(north * unitsPerDegree), 900_000),
    east: within(Math.ceil(east * unitsPerDegree), 1_800_000),
  }
}
