import { type ContractFunctionArgs, encodeFunctionData } from 'viem'
import type { Address, Hex } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { sharesAbi } from '../contracts/Shares.ts'
import { type MarketContext, sendCall } from './sendCall.ts'

const shares = { address: systemContracts.shares, abi: sharesAbi } as const

/** What owner and maker of a car both sign. */
export type AgreementTerms = ContractFunctionArgs<typeof sharesAbi, 'nonpayable', 'agree'>[0]

const fields = {
  vehicleId: 'uint256',
  epoch: 'uint24',
  version: 'uint16',
  dictionary: 'uint32',
  classes: 'uint256',
  makerDataBps: 'uint16',
  userDataBps: 'uint16',
  disputedDataBps: 'uint16',
  ownerConsent: 'uint8',
  makerConsent: 'uint8',
  deadline: 'uint40',
} as const

/** Returns the EIP-712 message of an agreement. */
export function agreementTypedData(terms: AgreementTerms, chainId: number) {
  return {
    domain: { name: 'QoodBlock Shares', version: '1', chainId, verifyingContract: systemContracts.shares },
    types: { Terms: Object.entries(fields).map(([name, type]) => ({ name, type })) },
    primaryType: 'Terms' as const,
    message: terms,
  }
}

/** Returns the signature of one party. */
export function signAgreement({ account }: Pick<MarketContext, 'account'>, terms: AgreementTerms, chainId: number) {
  return account.signTypedData(agreementTypedData(terms, chainId) as never)
}

/** Records an agreement; the party that sends it need not have signed. Returns its id. */
export async function recordAgreement(
  context: MarketContext,
  {
    terms,
    ownerSignature = '0x',
    makerSignature = '0x',
  }: { terms: AgreementTerms; ownerSignature?: Hex; makerSignature?: Hex },
): Promise<bigint> {
  const args = [terms, ownerSignature, makerSignature] as const
  await sendCall(context, {
    to: shares.address,
    data: encodeFunctionData({ abi: sharesAbi, functionName: 'agree', args }),
  })
  return agreementIdOf(terms.vehicleId, terms.epoch)
}

/** Returns the id of the agreement about a vehicle under its owner of that number. */
export function agreementIdOf(vehicleId: bigint, epoch: number): bigint {
  return (vehicleId << 24n) | BigInt(epoch)
}

/** Lets an agent register, list and deliver for a fee, until a time; zero ends it. */
export async function setAgent(
  context: MarketContext,
  {
    agreementId,
    agent,
    feeBps,
    validUntilS,
  }: { agreementId: bigint; agent: Address; feeBps: number; validUntilS: number },
): Promise<void> {
  const args = [agreementId, agent, feeBps, validUntilS] as const
  await sendCall(context, {
    to: shares.address,
    data: encodeFunctionData({ abi: sharesAbi, functionName: 'setAgent', args }),
  })
}

/** Sets the consent of the account by class: bit 0 private data, bits 1, 2, 3 maker, user and disputed data. */
export async function setConsent(context: MarketContext, agreementId: bigint, consent: number): Promise<void> {
  const data = encodeFunctionData({ abi: sharesAbi, functionName: 'setConsent', args: [agreementId, consent] })
  await sendCall(context, { to: shares.address, data })
}

/** Returns an agreement, or undefined when none was recorded. */
export async function readAgreement(client: NodeClient, agreementId: bigint) {
  const agreement = await readContract(client, { ...shares, functionName: 'agreementOf', args: [agreementId] })
  return agreement.version === 0 ? undefined : agreement
}
