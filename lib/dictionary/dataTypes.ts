/** The types of VSS, so that names and types travel together. Whole numbers above 2^53 cannot be written in JSON exactly. */
export const scalarTypes = [
  'boolean',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'float',
  'double',
  'string',
] as const
export type ScalarType = (typeof scalarTypes)[number]
export type DataType = ScalarType | `${ScalarType}[]`
export const dataTypes: readonly DataType[] = [...scalarTypes, ...scalarTypes.map((type) => `${type}[]` as const)]

const integerBits = /^(u?)int(\d+)$/

/** Returns the scalar that the type, or each member of it, is. */
export function scalarOf(type: DataType): ScalarType {
  return (type.endsWith('[]') ? type.slice(0, -2) : type) as ScalarType
}

/** Returns whether values of the type are lists. */
export function isList(type: DataType): boolean {
  return type.endsWith('[]')
}

/** Returns whether values of the type, or their members, are whole numbers. */
export function isInteger(type: DataType): boolean {
  return integerBits.test(scalarOf(type))
}

/** Returns whether values of the type, or their members, are numbers. */
export function isNumeric(type: DataType): boolean {
  return isInteger(type) || scalarOf(type) === 'float' || scalarOf(type) === 'double'
}

/** Returns what numbers the type can hold, as far as JSON can write them. */
export function boundsOf(type: DataType): { min: number; max: number } {
  const [, unsigned, digits] = integerBits.exec(scalarOf(type)) ?? []
  if (digits === undefined) return { min: -Number.MAX_VALUE, max: Number.MAX_VALUE }
  const bits = Number(digits)
  if (bits === 64) return { min: unsigned ? 0 : Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }
  return unsigned ? { min: 0, max: 2 ** bits - 1 } : { min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 }
}

/** Returns whether every value of `narrow` is also one of `wide`. */
export function isWider(wide: DataType, narrow: DataType): boolean {
  if (wide === narrow) return true
  if (isList(wide) !== isList(narrow) || !isNumeric(wide) || !isNumeric(narrow)) return false
  if (!isInteger(wide)) return scalarOf(wide) === 'double' || bitsOf(narrow) <= 24
  if (!isInteger(narrow)) return false
  const [outer, inner] = [boundsOf(wide), boundsOf(narrow)]
  return outer.min <= inner.min && outer.max >= inner.max && bitsOf(wide) >= bitsOf(narrow)
}

/** A float holds whole numbers of 24 bits exactly. */
function bitsOf(type: DataType): number {
  const digits = integerBits.exec(scalarOf(type))?.[2]
  if (digits !== undefined) return Number(digits)
  return scalarOf(type) === 'double' ? 53 : 24
}
