import { getAddress, isAddress, type TypedDataDefinition, validateTypedData } from 'viem'
import * as z from 'zod'
import type { Address } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { type ChainReader, type Explanation, type Fact, isUnlimited, type Warning } from './Explanation.ts'
import { warnOfFact } from './explainTransaction.ts'
import { formatTypedData } from './formatFields.ts'

type Context = { account: Address; chainId: number; reader: ChainReader }

const permitTypes = ['owner:address', 'spender:address', 'value:uint256', 'nonce:uint256', 'deadline:uint256'].join()
const permitSchema = z.object({
  owner: z.string().refine((value) => isAddress(value)),
  spender: z.string().refine((value) => isAddress(value)),
  value: z.coerce.bigint(),
  deadline: z.coerce.bigint(),
})

/** Returns what the signature of EIP-712 data is good for; throws when it is malformed or for another chain. */
export async function explainTypedData(typedData: TypedDataDefinition, context: Context): Promise<Explanation> {
  verifyTypedData(typedData)
  const domain = (typedData.domain ?? {}) as Record<string, unknown>
  const warnings: Warning[] = []
  if (domain.chainId === undefined) warnings.push('validOnAnyChain')
  else if (BigInt(domain.chainId as string) !== BigInt(context.chainId)) {
    throw new OtherChainError(String(domain.chainId), context.chainId)
  }
  const contract = typeof domain.verifyingContract === 'string' ? getAddress(domain.verifyingContract) : undefined
  if (contract && !(await context.reader.isContract(contract))) warnings.push('contractHasNoCode')
  const fact = (contract && (await explainPermit(typedData, contract, context.reader))) ?? {
    kind: 'signTypedData',
    app: String(domain.name ?? ''),
    primaryType: typedData.primaryType,
    contract,
    fields: formatTypedData(typedData),
  }
  warnings.push(...(await warnOfFact(fact, context.account, context.reader)))
  return { facts: [fact], warnings, blind: false }
}

async function explainPermit(
  { types, primaryType, message }: TypedDataDefinition,
  contract: Address,
  reader: ChainReader,
): Promise<Fact | undefined> {
  const fields = (types as Record<string, readonly { name: string; type: string }[]>)[primaryType] ?? []
  const shape = fields.map(({ name, type }) => `${name}:${type}`).join()
  if (primaryType !== 'Permit' || shape !== permitTypes) return undefined
  const token = await reader.readToken(contract)
  const parsed = permitSchema.safeParse(message)
  if (token?.standard !== 'erc20' || !parsed.success) return undefined
  const { value, deadline } = parsed.data
  return {
    kind: 'permitTokens',
    token,
    owner: getAddress(parsed.data.owner),
    spender: getAddress(parsed.data.spender),
    amount: value,
    unlimited: isUnlimited(value),
    deadline,
  }
}

function verifyTypedData(typedData: TypedDataDefinition): void {
  try {
    // A signed domain alone could be replayed as the domain of anything.
    if (typedData.primaryType === 'EIP712Domain') throw new Error('The primary type is the domain itself.')
    validateTypedData(typedData)
  } catch (cause) {
    throw new InvalidTypedDataError(cause)
  }
}

export class InvalidTypedDataError extends BaseError {
  override readonly name = 'Wallet.InvalidTypedDataError'
  readonly code = -32602
  constructor(cause: unknown) {
    super('Expected EIP-712 typed data whose message fits its types.', { cause })
  }
}

export class OtherChainError extends BaseError {
  override readonly name = 'Wallet.OtherChainError'
  readonly code = -32602
  constructor(found: string, expected: number) {
    super(`Expected a request for chain ${expected}, found one for chain ${found.slice(0, 80)}.`)
  }
}
