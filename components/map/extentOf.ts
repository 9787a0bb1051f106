import type { MapProps } from './MapView.tsx'

/** Returns what the map must show at first: everything that is on it, at least some hundred metres, or the world. */
export function extentOf({
  tracks = [],
  points = [],
  boxes = [],
  pins = [],
}: Pick<MapProps, 'tracks' | 'points' | 'boxes' | 'pins'>) {
  let [west, south, east, north] = [180, 90, -180, -90]
  const take = (x: number, y: number) => {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  for (const { line } of tracks) for (const [x, y] of line) take(x, y)
  for (const { at } of [...points, ...pins]) take(at[0], at[1])
  for (const box of boxes) {
    take(box.west, box.south)
    take(box.east, box.north)
  }
  if (west > east) [west, south, east, north] = [-170, -58, 179, 75]
  const least = 0.004
  const coordinates: [number, number][] = [
    [west - least, Math.max(-80, south - least)],
    [east + least, Math.min(80, north + least)],
  ]
  return { type: 'MultiPoint' as const, coordinates }
}
