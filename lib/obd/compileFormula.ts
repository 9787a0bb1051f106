import { BaseError } from '../errors.ts'

/** Returns a number from the bytes of a reply (A is the first). */
export type Formula = (bytes: ArrayLike<number>) => number

/*
 * Equations of parameter lists: numbers, bytes A to Z and AA to AZ, + - * / %, brackets, SIGNED(X), BIT(X:n) or {X:n}. Parsed by
 * recursive descent; nothing in a list can run.
 */
export function compileFormula(text: string): Formula {
  const tokens = text.toUpperCase().match(/\d+(?:\.\d+)?|\.\d+|[A-Z]+|[-+*/%(){}:,]|\S/g) ?? []
  let at = 0
  const peek = () => tokens[at]
  const take = (expected?: string) => {
    const token = tokens[at++]
    if (token === undefined || (expected !== undefined && token !== expected)) throw new InvalidFormulaError(text)
    return token
  }

  function sum(): Formula {
    let left = product()
    while (peek() === '+' || peek() === '-') {
      const [first, sign, second] = [left, take(), product()]
      left = sign === '+' ? (bytes) => first(bytes) + second(bytes) : (bytes) => first(bytes) - second(bytes)
    }
    return left
  }

  function product(): Formula {
    let left = atom()
    while (peek() === '*' || peek() === '/' || peek() === '%') {
      const [first, sign, second] = [left, take(), atom()]
      if (sign === '*') left = (bytes) => first(bytes) * second(bytes)
      else if (sign === '/') left = (bytes) => first(bytes) / second(bytes)
      else left = (bytes) => first(bytes) % second(bytes)
    }
    return left
  }

  function atom(): Formula {
    const token = take()
    if (token === '-') {
      const value = atom()
      return (bytes) => -value(bytes)
    }
    if (token === '(') {
      const value = sum()
      take(')')
      return value
    }
    if (token === '{') return bit('}')
    if (/^[\d.]/.test(token)) return () => Number(token)
    if (token === 'BIT') {
      take('(')
      return bit(')')
    }
    if (token === 'SIGNED') {
      take('(')
      const value = sum()
      take(')')
      return (bytes) => (value(bytes) > 127 ? value(bytes) - 256 : value(bytes))
    }
    return byte(token)
  }

  function bit(close: string): Formula {
    const value = byte(take())
    if (peek() !== ':' && peek() !== ',') throw new InvalidFormulaError(text)
    take()
    const place = Number(take())
    if (!Number.isInteger(place) || place < 0 || place > 7) throw new InvalidFormulaError(text)
    take(close)
    return (bytes) => (value(bytes) >> place) & 1
  }

  function byte(name: string): Formula {
    if (!/^A?[A-Z]$/.test(name)) throw new InvalidFormulaError(text)
    const index = name.length === 1 ? name.charCodeAt(0) - 65 : name.charCodeAt(1) - 65 + 26
    return (bytes) => {
      const value = bytes[index]
      if (value === undefined) throw new MissingByteError(name)
      return value
    }
  }

  const formula = sum()
  if (at !== tokens.length) throw new InvalidFormulaError(text)
  return formula
}

export class InvalidFormulaError extends BaseError {
  override readonly name = 'Obd.InvalidFormulaError'
  constructor(found: string) {
    super(`Expected an equation such as ((A*256)+B)/4, found "${found.slice(0, 80)}".`)
  }
}

export class MissingByteError extends BaseError {
  override readonly name = 'Obd.MissingByteError'
  constructor(name: string) {
    super(`The equation uses byte ${name}, but the reply is shorter.`)
  }
}
