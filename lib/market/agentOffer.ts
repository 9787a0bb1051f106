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
}

/** Returns the EIP-712 message by which an owner tells an agent how to sell. */
export function offerTypedData(offer: AgentOffer, chainId: number) {
  const { price, chunkPrice, samplePrice, deliverTimeS, disputeTimeS, expiresAtS, ...rest } = offer
  return {
    domain: { name: 'QoodBlock agent', version: '1', chainId },
    types: {
      Offer: [
        { name: 'agent', type: 'address' },
        { name: 'dataSet', type: 'bytes32' },
        { name: 'token', type: 'address' },
        { name: 'price', type: 'uint128' },
        { name: 'chunkPrice', type: 'uint128' },
        { name: 'samplePrice', type: 'uint128' },
        { name: 'deliverTimeS', type: 'uint32' },
        { name: 'disputeTimeS', type: 'uint32' },
        { name: 'expiresAtS', type: 'uint40' },
      ],
    },
    primaryType: 'Offer',
    message: {
      ...rest,
      price: BigInt(price),
      chunkPrice: BigInt(chunkPrice),
      samplePrice: BigInt(samplePrice),
      ...{ deliverTimeS, disputeTimeS, expiresAtS },
    },
  } as const
}
