import { z } from 'zod'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { formatProved } from '../../lib/light/formatProved.ts'
import { verifyProof } from '../../lib/light/verifyProof.ts'

export const proofRequestSchema = z.object({
  stateRoot: z.string().regex(/^0x[0-9a-fA-F]{64}$/, 'expected 32 bytes of hexadecimal'),
  address: z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'expected an address'),
  proof: z.record(z.string(), z.unknown()),
})

export const proofUsage = `qood light verify-proof < request.json

Reads {"stateRoot", "address", "proof"} as JSON: proof is the result of eth_getProof. Prints
{"ok":true,"account","storage"} or {"ok":false,"error":{"name","message"}}.`

/** Returns what the proof shows, as the command prints it; throws when it shows nothing. */
export function runProof({ stateRoot, address, proof }: z.infer<typeof proofRequestSchema>) {
  return formatProved(verifyProof({ stateRoot: stateRoot as Hex, address: address as Address, proof }))
}
