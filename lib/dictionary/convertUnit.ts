import { BaseError } from '../errors.ts'
import { findUnit, type Unit } from './units.ts'

type Fraction = readonly [numerator: bigint, denominator: bigint]
export type Conversion = { value: number; isExact: boolean }
export type UnitConverter = {
  /** Whether the rule itself is a fraction, so that nothing but the last digit can be lost. */
  isExactRule: boolean
  convert(value: number): number
  /** As `convert`, and whether the decimal number that comes out is exactly what the one that went in means. */
  convertExactly(value: number): Conversion
}

const nothing: Fraction = [0n, 1n]

/** Returns the value in the other unit, and whether anything was lost on the way. */
export function convertUnit(value: number, from: string, to: string): Conversion {
  return createUnitConverter(from, to).convertExactly(value)
}

/** Returns the converter between two units; throws by name when they do not measure the same. */
export function createUnitConverter(from: string, to: string): UnitConverter {
  const [source, target] = [need(from), need(to)]
  if (source.dimension !== target.dimension) throw new IncompatibleUnitsError(source, target)
  if (source.symbol === target.symbol) {
    return { isExactRule: true, convert: (value) => value, convertExactly: (value) => ({ value, isExact: true }) }
  }
  return source.isInverse || target.isInverse ? createInverse(source, target) : createLinear(source, target)
}

function createLinear(source: Unit, target: Unit): UnitConverter {
  // A factor without end is in both scales, and cancels, or in one.
  const isExactRule = source.isRounded === target.isRounded
  const scale = divide(source.scale, target.scale)
  const offset = divide(subtract(source.offset ?? nothing, target.offset ?? nothing), target.scale)
  const [top, bottom] = scale.map(Number) as [number, number]
  const shift = Number(offset[0]) / Number(offset[1])
  return {
    isExactRule,
    convert: (value) => (value * top) / bottom + shift,
    convertExactly(value) {
      const exact = add(multiply(parseDecimal(value), scale), offset)
      return round(exact, isExactRule)
    },
  }
}

function createInverse(source: Unit, target: Unit): UnitConverter {
  const apply = (value: Fraction): Fraction => {
    const base = source.isInverse ? divide(source.scale, value) : multiply(value, source.scale)
    return target.isInverse ? divide(target.scale, base) : divide(base, target.scale)
  }
  const convertExactly = (value: number): Conversion => {
    if (value === 0) return { value: Number.POSITIVE_INFINITY, isExact: false }
    return round(apply(parseDecimal(value)), true)
  }
  return { isExactRule: true, convert: (value) => convertExactly(value).value, convertExactly }
}

/** The number nearest to the fraction, and whether its shortest writing is the fraction. */
function round(exact: Fraction, isExactRule: boolean): Conversion {
  const value = toNumber(exact)
  if (!Number.isFinite(value)) return { value, isExact: false }
  const [top, bottom] = parseDecimal(value)
  return { value, isExact: isExactRule && top * exact[1] === exact[0] * bottom }
}

/** The fraction that the shortest decimal writing of the number is. */
function parseDecimal(value: number): Fraction {
  const [, sign, whole, part = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  if (whole === undefined) throw new NotANumberError(value)
  const digits = BigInt(whole + part) * (sign ? -1n : 1n)
  const exponent = Number(power) - part.length
  return exponent >= 0 ? [digits * 10n ** BigInt(exponent), 1n] : [digits, 10n ** BigInt(-exponent)]
}

function toNumber([top, bottom]: Fraction): number {
  const isNegative = top < 0n !== bottom < 0n
  const [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom]
  if (b === 0n) return Number.POSITIVE_INFINITY
  const whole = a / b
  // Twenty-five digits behind the first one that counts are more than a number can hold.
  const places = 25n + BigInt(Math.max(0, String(b).length - String(a).length))
  const rest = ((a % b) * 10n ** places) / b
  const number = Number(`${whole}.${String(rest).padStart(Number(places), '0')}`)
  return isNegative ? -number : number
}

function add([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * d + c * b, b * d]
}

function subtract(a: Fraction, [c, d]: Fraction): Fraction {
  return add(a, [-c, d])
}

function multiply([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * c, b * d]
}

function divide([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return reduce([a * d, b * c])
}

function reduce([top, bottom]: Fraction): Fraction {
  let [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom]
  while (b > 0n) [a, b] = [b, a % b]
  const sign = bottom < 0n ? -1n : 1n
  return a === 0n ? [top, bottom] : [(top / a) * sign, (bottom / a) * sign]
}

function need(symbol: string): Unit {
  const unit = findUnit(symbol)
  if (!unit) throw new UnknownUnitError(symbol)
  return unit
}

export class UnknownUnitError extends BaseError {
  override readonly name = 'Dictionary.UnknownUnitError'
  constructor(symbol: string) {
    super(`Expected a unit of the table, found "${symbol.slice(0, 40)}".`)
  }
}

export class IncompatibleUnitsError extends BaseError {
  override readonly name = 'Dictionary.IncompatibleUnitsError'
  constructor(from: Unit, to: Unit) {
    super(
      `Expected units of one dimension, found ${from.symbol} (${from.dimension}) and ${to.symbol} (${to.dimension}).`,
    )
  }
}

export class NotANumberError extends BaseError {
  override readonly name = 'Dictionary.NotANumberError'
  constructor(value: number) {
    super(`Expected a finite number to convert, found ${value}.`)
  }
}
