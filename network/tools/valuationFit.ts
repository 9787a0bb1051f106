import { exactLn } from '../../lib/appraisal/exactMath.ts'
import { type FeatureId, featureIds, valuationFeatures } from '../../lib/appraisal/valuationFeatures.ts'
import type { Sale } from './simulateSales.ts'

type Coefficients = Record<FeatureId, number>
type Row = { x: readonly number[]; y: number }

/** Returns the coefficients that explain the sales best with none below zero (coordinate descent). */
export function fitModel(sales: readonly Sale[]): Coefficients {
  const rows = sales.map(toRow)
  const weights = featureIds.map(() => 0)
  const rest = rows.map(({ y }) => y)
  const norms = featureIds.map((_, column) => rows.reduce((sum, { x }) => sum + x[column]! ** 2, 0))
  const improve = (column: number): number => {
    if (norms[column] === 0) return 0
    const slope = rows.reduce((sum, { x }, row) => sum + x[column]! * rest[row]!, 0)
    const next = Math.max(0, weights[column]! + slope / norms[column]!)
    const step = next - weights[column]!
    for (const [row, { x }] of rows.entries()) rest[row]! -= x[column]! * step
    weights[column] = next
    return Math.abs(step)
  }
  for (let round = 0; round < 2_000; round++) {
    const moved = featureIds.reduce((most, _, column) => Math.max(most, improve(column)), 0)
    if (moved < 1e-9) break
  }
  return Object.fromEntries(featureIds.map((id, column) => [id, weights[column]!])) as Coefficients
}

/** Returns the errors on the sales held back, beside those of a model that knows the age alone. */
export function measureModel(coefficients: Coefficients, train: readonly Sale[], heldBack: readonly Sale[]) {
  const model = heldBack.map((sale) => {
    const { x, y } = toRow(sale)
    return -y + x.reduce((sum, value, column) => sum + value * coefficients[featureIds[column]!], 0)
  })
  const byAge = fitAge(train)
  const ageOnly = heldBack.map((sale) => toRow(sale).y * -1 + byAge(sale))
  const sorted = model.toSorted((a, b) => a - b)
  const at = (part: number) => Number(sorted[Math.floor(part * sorted.length)]!.toFixed(4))
  return { model: summarize(model), ageOnly: summarize(ageOnly), error: { low: at(0.1), high: at(0.9) } }
}

/** The usual baseline: one line of the logarithm over the age. */
function fitAge(sales: readonly Sale[]): (sale: Sale) => number {
  const points = sales.map((sale) => ({ age: ageOf(sale), y: toRow(sale).y }))
  const meanAge = mean(points.map(({ age }) => age))
  const meanY = mean(points.map(({ y }) => y))
  const slope =
    points.reduce((sum, { age, y }) => sum + (age - meanAge) * (y - meanY), 0) /
    points.reduce((sum, { age }) => sum + (age - meanAge) ** 2, 0)
  return (sale) => meanY + slope * (ageOf(sale) - meanAge)
}

function ageOf({ evidence }: Sale): number {
  return (evidence.asOf - evidence.firstRegisteredAt) / 31_557_600
}

/** `y` is what the car has lost, as a logarithm. */
function toRow({ evidence, priceUsd }: Sale): Row {
  const features = valuationFeatures(evidence)
  return { x: featureIds.map((id) => features[id]), y: -exactLn(priceUsd / evidence.newPriceUsd) }
}

/** From logarithms price / estimate: how far off the estimates were, as parts of the price. */
function summarize(errors: readonly number[]) {
  const parts = errors.map((error) => Math.abs(Math.exp(-error) - 1)).toSorted((a, b) => a - b)
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  const within = (limit: number) => percent(parts.filter((part) => part <= limit).length / parts.length)
  return {
    medianError: percent(parts[Math.floor(parts.length / 2)]!),
    meanError: percent(mean(parts)),
    within10: within(0.1),
    within20: within(0.2),
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
