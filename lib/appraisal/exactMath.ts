/*
 * Exponential and logarithm from additions, multiplications and divisions alone. IEEE 754 fixes those to the last bit,
 * while Math.exp and Math.log may differ between engines; a valuation has to come out the same everywhere.
 */

/** Returns e to the power of `x`, for x from -700 to 700, the same bits on every engine. */
export function exactExp(x: number): number {
  const doublings = Math.round(x / ln2)
  const rest = x - doublings * ln2
  let term = 1
  let sum = 1
  for (let n = 1; n <= 16; n++) {
    term = (term * rest) / n
    sum += term
  }
  return scale(sum, doublings)
}

/** Returns the natural logarithm of a positive finite `x`, the same bits on every engine. */
export function exactLn(x: number): number {
  let mantissa = x
  let doublings = 0
  for (; mantissa > 1.5; doublings++) mantissa /= 2
  for (; mantissa < 0.75; doublings--) mantissa *= 2
  const ratio = (mantissa - 1) / (mantissa + 1)
  const square = ratio * ratio
  let power = ratio
  let sum = 0
  for (let n = 1; n <= 31; n += 2) {
    sum += power / n
    power *= square
  }
  return 2 * sum + doublings * ln2
}

function scale(value: number, doublings: number): number {
  const factor = doublings < 0 ? 0.5 : 2
  let scaled = value
  for (let i = Math.abs(doublings); i > 0; i--) scaled *= factor
  return scaled
}

// A constant of the language, the same double everywhere.
const ln2 = Math.LN2
