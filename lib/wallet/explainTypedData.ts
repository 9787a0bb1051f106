import { getAddress, isAddress } from 'viem'
import * as z from 'zod'
import type { Address } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { type ChainReader, type Explanation, type Fact, isUnlimited, type Warning } from './Explanation.ts'
import { warnOfFact } from './explainTransaction.ts'
import { formatTypedData } from './formatFields.ts'
import type { WalletTypedData } from './parseTypedData.ts'

type Context = { account: Address; chainId: number; reader: ChainReader }

const permitTypes = ['owner:address', 'spender:address', 'value:uint256', 'nonce:uint256', 'deadline:uint256'].join()
const permitSchema = z.object({
  owner: z.string().refine((value) => isAddress(value)),
  spender: z.string().refine((value) => isAddress(value)),
  value: z.coerce.bigint(),
  deadline: z.coerce.bigint(),
})

/** Returns what the signature of EIP-712 data is good for; throws when it is for another chain. */
export async function explainTypedData(typedData: WalletTypedData, context: Context): Promise<Explanation> {
  const domain = typedData.domain ?? {}
  const warnings: Warning[] = []
  if (domain.chainId === undefined) warnings.push('validOnAnyChain')
  else if (BigInt(domain.chainId) !== BigInt(context.chainId)) {
    throw new OtherChainError(String(domain.chainId), context.chainId)
  }
  const contract = domain.verifyingContract && getAddress(domain.verifyingContract)
  if (contract && !(await context.reader.isContract(contract))) warnings.push('contractHasNoCode')
  const fact = (contract && (await explainPermit(typedData, contract, context.reader))) ?? {
    kind: 'signTypedData',
    app: domain.name ?? '',
    primaryType: typedData.primaryType,
    contract,
    fields: formatTypedData(typedData),
  }
  warnings.push(...(await warnOfFact(fact, context.account, context.reader)))
  return { facts: [fact], warnings, blind: false }
}

async function explainPermit(
  { types, primaryType, message }: WalletTypedData,
  contract: Address,
  reader: ChainReader,
): Promise<Fact | undefined> {
  const fields = types[primaryType] ?? []
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

export class OtherChainError extends BaseError {
  override readonly name = 'Wallet.OtherChainError'
  readonly code = -32602
  constructor(found: string, expected: number) {
    super(`Expected a request for chain ${expected}, found one for chain ${found.slice(0, 80)}.`)
  }
}
