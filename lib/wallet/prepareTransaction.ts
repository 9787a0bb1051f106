import * as z from 'zod'
import { type Address, formatQuantity, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import type { Rpc } from './createChainReader.ts'
import { OtherChainError } from './explainTypedData.ts'
import { addressSchema, parseInput, type WalletTransaction } from './vaultInputs.ts'

const quantitySchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform((value) => BigInt(value))
const dataSchema = z
  .string()
  .regex(/^0x(?:[0-9a-fA-F]{2})*$/)
  .transform((value) => value as Hex)

/** The transaction object of eth_sendTransaction. A field that is not in this list is refused, not dropped. */
const requestSchema = z.strictObject({
  from: addressSchema,
  to: addressSchema.nullish(),
  value: quantitySchema.optional(),
  data: dataSchema.optional(),
  input: dataSchema.optional(),
  gas: quantitySchema.optional(),
  gasPrice: quantitySchema.optional(),
  maxFeePerGas: quantitySchema.optional(),
  maxPriorityFeePerGas: quantitySchema.optional(),
  nonce: quantitySchema.optional(),
  chainId: quantitySchema.optional(),
  type: z.enum(['0x0', '0x1', '0x2']).optional(),
  accessList: z.array(z.strictObject({ address: addressSchema, storageKeys: z.array(dataSchema) })).optional(),
})

const plainTransferGas = 21_000n

type SendRequest = z.infer<typeof requestSchema>

/** Returns the complete transaction that a request asks for, with what it left open filled in from the chain. */
export async function prepareTransaction(
  params: unknown,
  { rpc, chainId, nextNonce }: { rpc: Rpc; chainId: number; nextNonce: (from: Address) => Promise<number> },
): Promise<{ from: Address; transaction: WalletTransaction }> {
  const request = parseInput(requestSchema, params)
  if (request.chainId !== undefined && request.chainId !== BigInt(chainId)) {
    throw new OtherChainError(String(request.chainId), chainId)
  }
  const data = request.input ?? request.data
  if (request.data !== undefined && request.data !== data) throw new ContradictingDataError()
  const { from, value, accessList } = request
  const to = request.to ?? undefined
  const call = {
    from,
    ...(to ? { to } : {}),
    ...(data ? { data } : {}),
    ...(value === undefined ? {} : { value: formatQuantity(value) }),
  }
  const transaction = {
    chainId,
    nonce: request.nonce === undefined ? await nextNonce(from) : Number(request.nonce),
    gas: request.gas ?? addMargin(await readQuantity(rpc, 'eth_estimateGas', [call])),
    ...(await readFees(request, rpc)),
    ...(to ? { to } : {}),
    ...(data ? { data } : {}),
    ...(value === undefined ? {} : { value }),
  } as WalletTransaction
  return {
    from,
    transaction: accessList && transaction.type !== 'legacy' ? { ...transaction, accessList } : transaction,
  }
}

/** Returns the most that the transaction can cost in fees. */
export function maxFeeWei(transaction: WalletTransaction): bigint {
  return transaction.gas * (transaction.type === 'eip1559' ? transaction.maxFeePerGas : transaction.gasPrice)
}

async function readFees(request: SendRequest, rpc: Rpc) {
  if (request.gasPrice !== undefined) {
    return { type: request.accessList ? ('eip2930' as const) : ('legacy' as const), gasPrice: request.gasPrice }
  }
  if (request.type === '0x0') {
    return { type: 'legacy' as const, gasPrice: await readQuantity(rpc, 'eth_gasPrice', []) }
  }
  if (request.maxFeePerGas !== undefined) {
    const maxPriorityFeePerGas = request.maxPriorityFeePerGas ?? 0n
    return { type: 'eip1559' as const, maxFeePerGas: request.maxFeePerGas, maxPriorityFeePerGas }
  }
  const block = (await rpc.request({ method: 'eth_getBlockByNumber', params: ['latest', false] })) as Record<
    string,
    Hex
  >
  if (block.baseFeePerGas === undefined) {
    return { type: 'legacy' as const, gasPrice: await readQuantity(rpc, 'eth_gasPrice', []) }
  }
  const tip = request.maxPriorityFeePerGas ?? (await readQuantity(rpc, 'eth_maxPriorityFeePerGas', []).catch(() => 0n))
  return { type: 'eip1559' as const, maxFeePerGas: BigInt(block.baseFeePerGas) * 2n + tip, maxPriorityFeePerGas: tip }
}

/** A contract may need more in the block that comes than in the one that was looked at; a plain transfer never does. */
function addMargin(gas: bigint): bigint {
  return gas === plainTransferGas ? gas : gas + gas / 5n
}

async function readQuantity(rpc: Rpc, method: string, params: unknown[]): Promise<bigint> {
  return BigInt((await rpc.request({ method, params })) as Hex)
}

export class ContradictingDataError extends BaseError {
  override readonly name = 'Wallet.ContradictingDataError'
  readonly code = -32602
  constructor() {
    super('Expected "data" and "input" of a transaction to be the same, found two different ones.')
  }
}
