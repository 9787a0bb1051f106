import type { Description } from '../../lib/market/descriptionSchema.ts'

const mostPoints = 400

export type Coverage = { x: number[]; y: number[]; covered: number; total: number }

/**
 * Returns how much data there is over time, or over the length of what has no time: bytes per chunk, neighbours taken
 * together where there are too many. A chunk without a byte is a gap in the recording.
 */
export function coverageOf(lengths: readonly number[], plan: Description['plan']): Coverage {
  const step = Math.max(1, Math.ceil(lengths.length / mostPoints))
  const x: number[] = []
  const y: number[] = []
  for (let i = 0; i < lengths.length; i += step) {
    x.push(plan.kind === 'windows' ? plan.firstMs + i * plan.windowMs : i + 1)
    y.push(lengths.slice(i, i + step).reduce((sum, length) => sum + length, 0))
  }
  return { x, y, covered: lengths.filter((length) => length > 0).length, total: lengths.length }
}
