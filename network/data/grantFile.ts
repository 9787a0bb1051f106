import * as z from 'zod'
import { decodeHex, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import type { Delivery } from '../../lib/crypto/grant.ts'
import type { CurvePoint } from '../../lib/crypto/wrapNode.ts'
import { BaseError } from '../../lib/errors.ts'

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/)
const place = z
  .int()
  .min(0)
  .max(2 ** 24 - 1)
const schema = z.strictObject({
  format: z.literal('qoodblock.grant'),
  version: z.literal(1),
  id: bytes32,
  from: place,
  to: place,
  orderId: bytes32,
  stage: z.int().min(0).max(65_535),
  point: z.strictObject({ x: bytes32, y: bytes32 }),
  wrapped: z.array(bytes32).min(1).max(64),
})
export type GrantFile = z.infer<typeof schema>

/** Returns a delivery as a JSON document. */
export function formatGrant(
  { point, wrapped }: Delivery,
  scope: Pick<GrantFile, 'id' | 'from' | 'to' | 'orderId' | 'stage'>,
): GrantFile {
  return {
    ...{ format: 'qoodblock.grant', version: 1 },
    ...scope,
    point: { x: formatWord(point.x), y: formatWord(point.y) },
    wrapped: wrapped.map(encodeHex),
  } as GrantFile
}

/** Returns the delivery in a JSON document; throws on anything else. */
export function parseGrant(text: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new InvalidGrantError('no JSON', cause)
  }
  const result = schema.safeParse(value)
  if (!result.success) throw new InvalidGrantError(result.error.issues[0]?.path.join('.') || 'another format')
  const { id, from, to, orderId, stage, point, wrapped } = result.data
  const coordinates = { x: BigInt(point.x), y: BigInt(point.y) }
  return { id, from, to, stage, orderId: decodeHex(orderId), point: coordinates, wrapped: wrapped.map(decodeHex) }
}

/** Returns a point as the 65 bytes of SEC 1. */
export function formatPoint({ x, y }: CurvePoint): Hex {
  return `0x04${formatWord(x).slice(2)}${formatWord(y).slice(2)}`
}

/** Returns the point in 65 bytes of SEC 1; throws on anything else. Whether it is on the curve is checked where it is used. */
export function parsePoint(text: string): CurvePoint {
  if (!/^0x04[0-9a-fA-F]{128}$/.test(text)) throw new InvalidGrantError('a point that is not 0x04 and two coordinates')
  return { x: BigInt(`0x${text.slice(4, 68)}`), y: BigInt(`0x${text.slice(68)}`) }
}

function formatWord(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}

export class InvalidGrantError extends BaseError {
  override readonly name = 'Data.InvalidGrantError'
  constructor(found: string, cause?: unknown) {
    super(`Expected a grant as \`qood data grant\` writes it, found a fault: ${found}.`, { cause })
  }
}
