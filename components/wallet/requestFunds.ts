import * as z from 'zod'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { RemoteError } from '../../lib/rpc/transferError.ts'

const hashSchema = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value))
const fundsSchema = z.object({ qdt: hashSchema, qdd: hashSchema, coin: hashSchema })
const failureSchema = z.object({
  error: z.object({ name: z.string().regex(/^Faucet\.\w+$/), message: z.string(), details: z.string().optional() }),
})

const timeoutMs = 30_000

/** Asks the server of this app for development funds; returns the transactions, which are in blocks already. */
export async function requestFunds(address: Address): Promise<{ qdt: Hex; qdd: Hex; coin: Hex }> {
  const response = await fetch('/faucet', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address }),
    signal: AbortSignal.timeout(timeoutMs),
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) {
    const funds = fundsSchema.safeParse(answer)
    if (funds.success) return funds.data
  }
  const failure = failureSchema.safeParse(answer)
  throw new RemoteError(failure.success ? toErrorData(failure.data.error) : noFaucet)
}

const noFaucet = { name: 'Faucet.NoFaucetError', message: 'The server of this app gives no development funds.' }

function toErrorData({ name, message, details }: { name: string; message: string; details?: string | undefined }) {
  return { name, message, ...(details === undefined ? {} : { details }) }
}
