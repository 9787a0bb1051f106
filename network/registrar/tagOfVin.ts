import { createHmac } from 'node:crypto'
import type { Hex } from '../../lib/bytes/hex.ts'

/**
 * Returns the tag that stands for a VIN on the chain: one for each VIN, and without the registrar's key nobody can try VINs out.
 */
export function tagOfVin(registrarKey: Hex, vin: string): Hex {
  const secret = createHmac('sha256', registrarKey).update('QoodBlock tags of VINs').digest()
  return `0x${createHmac('sha256', secret).update(vin).digest('hex')}`
}
