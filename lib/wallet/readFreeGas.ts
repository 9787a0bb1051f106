import * as z from 'zod'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { BaseError } from '../errors.ts'
import type { FreeGas } from './judgeFreeGas.ts'
import { addressSchema } from './vaultInputs.ts'

const quantitySchema = z
  .string()
  .regex(/^0x[0-9a-f]{1,32}$/)
  .transform((value) => BigInt(value))
const levelSchema = { left: quantitySchema, capacity: quantitySchema, refillPerSecond: quantitySchema }
const answerSchema = z.object({
  ...levelSchema,
  sponsor: z.object({ address: addressSchema, ...levelSchema }).optional(),
})

/** Returns the budget of free gas as the node has it; nothing from a node that keeps none, such as that of another make. */
export async function readFreeGas(client: NodeClient, account: Address): Promise<FreeGas | null> {
  const answer = await ask(client, account)
  if (answer === null) return null
  const found = answerSchema.safeParse(answer)
  if (!found.success) throw new InvalidBudgetError(found.error)
  const { sponsor, ...own } = found.data
  return { own, ...(sponsor && { sponsor }) }
}

async function ask(client: NodeClient, account: Address): Promise<unknown> {
  const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>
  try {
    return await request({ method: 'qood_getGasBudget', params: [account] })
  } catch (error) {
    if (isUnknownMethod(error)) return null
    throw error
  }
}

/** As nodes, and providers in between, say it. */
const noSuchMethod = new Set<number | undefined>([-32601, -32004, 4200])

function isUnknownMethod(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (noSuchMethod.has((cause as { code?: number }).code)) return true
  }
  return false
}

export class InvalidBudgetError extends BaseError {
  override readonly name = 'Wallet.InvalidBudgetError'
  constructor(cause: unknown) {
    super('Expected a budget of gas with what is left, its capacity and its refill, found something else.', { cause })
  }
}
