import type { Address, Hex } from '../bytes/hex.ts'

/** What an owner asks an agent to list, as both sides write it; amounts are decimal text in JSON. */
export type AgentOffer = {
  agent: Address
  dataSet: Hex
  token: Address
  price: string
  chunkPrice: string
  samplePrice: string
  deliverTimeS: number
  disputeTimeS: number
  expiresAtS: number
  /** When the owner signed, in milliseconds: of two requests about a data set the later one counts, and an older one is refused. */
  signedAtMs: number
}

/** What an owner asks an agent to end: every listing of a data set. */
export type AgentClosing = Pick<AgentOffer, 'agent' | 'dataSet' | 'signedAtMs'>

// 1 had no time: such an offer could be brought again and again.
const version = '2'
const domainOf = (chainId: number) => ({ name: 'QoodBlock agent', version, chainId })
const subject = [
  { name: 'agent', type: 'address' },
  { name: 'dataSet', type: 'bytes32' },
] as const
const signedAt = { name: 'signedAtMs', type: 'uint64' } as const

/** Returns the EIP-712 message by which an owner tells an agent how to sell. */
export function offerTypedData(offer: AgentOffer, chainId: number) {
  const { price, chunkPrice, samplePrice, signedAtMs, ...rest } = offer
  return {
    domain: domainOf(chainId),
    types: {
      Offer: [
        ...subject,
        { name: 'token', type: 'address' },
        { name: 'price', type: 'uint128' },
        { name: 'chunkPrice', type: 'uint128' },
        { name: 'samplePrice', type: 'uint128' },
        { name: 'deliverTimeS', type: 'uint32' },
        { name: 'disputeTimeS', type: 'uint32' },
        { name: 'expiresAtS', type: 'uint40' },
        signedAt,
      ],
    },
    primaryType: 'Offer',
    message: {
      ...rest,
      price: BigInt(price),
      chunkPrice: BigInt(chunkPrice),
      samplePrice: BigInt(samplePrice),
      signedAtMs: BigInt(signedAtMs),
    },
  } as const
}

/** Returns the EIP-712 message by which an owner tells an agent to sell a data set no longer. */
export function closingTypedData({ agent, dataSet, signedAtMs }: AgentClosing, chainId: number) {
  return {
    domain: domainOf(chainId),
    types: { Closing: [...subject, signedAt] },
    primaryType: 'Closing',
    message: { agent, dataSet, signedAtMs: BigInt(signedAtMs) },
  } as const
}
