import type { Common } from '@ethereumjs/common'
import type { Header } from '../chain/Header.ts'
import { withParameters } from './createEvm.ts'

const elasticity = 2n
const maxChangeDenominator = 8n
const initialBaseFee = 1_000_000_000n
const blobGas = 131_072n
const blobBaseCost = 8_192n

type FeeHeader = Pick<Header, 'gasLimit' | 'gasUsed' | 'baseFeePerGas' | 'excessBlobGas' | 'blobGasUsed'>

/** Returns the base fee of the block after this one (EIP-1559). */
export function nextBaseFee({ gasLimit, gasUsed, baseFeePerGas }: FeeHeader): bigint {
  if (baseFeePerGas === undefined) return initialBaseFee
  const target = gasLimit / elasticity
  if (gasUsed === target) return baseFeePerGas
  if (gasUsed > target) {
    const delta = (baseFeePerGas * (gasUsed - target)) / target / maxChangeDenominator
    return baseFeePerGas + (delta > 1n ? delta : 1n)
  }
  const delta = (baseFeePerGas * (target - gasUsed)) / target / maxChangeDenominator
  return baseFeePerGas > delta ? baseFeePerGas - delta : 0n
}

/** Returns the price of blob gas under that excess (EIP-4844). */
export function blobBaseFee(excessBlobGas: bigint, common: Common): bigint {
  return fakeExponential(1n, excessBlobGas, withParameters(common).param('blobGasPriceUpdateFraction'))
}

/** Returns the excess blob gas of the block after this one, under the rules of that next block (EIP-4844, EIP-7918). */
export function nextExcessBlobGas(parent: FeeHeader, nextCommon: Common): bigint {
  const { target, max } = blobSchedule(nextCommon)
  const { excessBlobGas: excess = 0n, blobGasUsed: used = 0n, baseFeePerGas = 0n } = parent
  if (excess + used < target) return 0n
  const reserved =
    nextCommon.isActivatedEIP(7918) && blobBaseCost * baseFeePerGas > blobGas * blobBaseFee(excess, nextCommon)
  if (reserved) return excess + (used * (max - target)) / max
  return excess + used - target
}

/** Returns how much blob gas blocks should and may have. */
export function blobSchedule(common: Common): { target: bigint; max: bigint } {
  const complete = withParameters(common)
  try {
    const { targetBlobGasPerBlock: target, maxBlobGasPerBlock: max } = complete.getBlobGasSchedule()
    return { target, max }
  } catch {
    // For forks that only change blobs, a schedule read from a genesis file has other names than the built-in one.
    return { target: complete.param('targetBlobGasPerBlock'), max: complete.param('maxBlobGasPerBlock') }
  }
}

/** Approximates factor * e ** (numerator / denominator), as EIP-4844 defines it. */
function fakeExponential(factor: bigint, numerator: bigint, denominator: bigint): bigint {
  let output = 0n
  let term = factor * denominator
  for (let i = 1n; term > 0n; i++) {
    output += term
    term = (term * numerator) / (denominator * i)
  }
  return output / denominator
}
