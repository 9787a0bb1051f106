import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { simulateSales } from './simulateSales.ts'
import { fitModel, measureModel } from './valuationFit.ts'

/*
 * Fits the valuation model and writes it with its errors on sales that it has not seen: `node network/tools/fitValuation.ts`.
 * The sales are simulated (simulateSales.ts says how) because no open set of real ones states its licence and its real
 * prices; a network of real cars fits on its own sales with the same command and its own list.
 */
const sales = simulateSales({ count: 12_000, seed: 2026 })
const train = sales.filter((_, index) => index % 4 !== 0)
const heldBack = sales.filter((_, index) => index % 4 === 0)
const coefficients = fitModel(train)
const { error, ...report } = measureModel(coefficients, train, heldBack)

const lines = Object.entries(coefficients).map(([id, value]) => `    ${quote(id)}: ${Number(value.toFixed(6))},`)
const text = `import type { ValuationModel } from './valueVehicle.ts'

/** Written by network/tools/fitValuation.ts from simulated sales; docs/valuation.md has its errors. */
export const valuationModel: ValuationModel = {
  version: 'simulated-1',
  coefficients: {
${lines.join('\n')}
  },
  error: { low: ${error.low}, high: ${error.high} },
}
`
writeFileSync(fileURLToPath(new URL('../../lib/appraisal/valuationModel.ts', import.meta.url)), text)
console.log(JSON.stringify({ train: train.length, heldBack: heldBack.length, ...report, error }, null, 2))

function quote(id: string): string {
  return id.includes('.') ? `'${id}'` : id
}
