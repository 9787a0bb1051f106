import { type GeoProjection, geoDistance } from 'd3-geo'

const earthMetres = 6_371_008.8

/** Returns a round distance that fits into a fifth of the map, and how long it is there. */
export function scaleBar(
  projection: GeoProjection,
  width: number,
  height: number,
): { pixels: number; text: string } | undefined {
  const from = projection.invert?.([width / 2 - 50, height / 2])
  const to = projection.invert?.([width / 2 + 50, height / 2])
  if (!from || !to) return undefined
  const metresPerPixel = (geoDistance(from, to) * earthMetres) / 100
  if (!(metresPerPixel > 0)) return undefined
  const most = metresPerPixel * (width / 5)
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = [5, 2, 1].map((factor) => factor * power).find((each) => each <= most) ?? power
  return { pixels: metres / metresPerPixel, text: metres >= 1000 ? `${metres / 1000} km` : `${metres} m` }
}
