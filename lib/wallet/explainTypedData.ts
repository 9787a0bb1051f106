import { getAddress, isAddress } from 'viem'
import * as z from 'zod'
import type { Address } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { type ChainReader, type Explanation, type Fact, isUnlimited, type Warning } from './Explanation.ts'
import { type KnownContracts, warnOfFact } from './explainTransaction.ts'
import { formatTypedData } from './formatFields.ts'
import type { WalletTypedData } from './parseTypedData.ts'
import { phraseCall } from './phraseCall.ts'

type Context = { account: Address; chainId: number; reader: ChainReader; contracts?: KnownContracts }

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
  const permit = contract && (await explainPermit(typedData, contract, context.reader))
  const fact = permit ?? (await explainStatement(typedData, contract, context))
  warnings.push(...(await warnOfFact(fact, context.account, context.reader)))
  return { facts: [fact], warnings, blind: false }
}

async function explainStatement(
  typedData: WalletTypedData,
  contract: Address | undefined,
  { contracts, reader }: Context,
): Promise<Fact> {
  const { domain, primaryType } = typedData
  const fields = formatTypedData(typedData)
  const fact: Fact = { kind: 'signTypedData', app: domain?.name ?? '', primaryType, contract, fields }
  const words = contract && contracts?.get(contract.toLowerCase())?.words
  if (!words) return fact
  return { ...fact, phrase: await phraseCall(`${words}.sign${primaryType}`, { fields, address: contract, reader }) }
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
