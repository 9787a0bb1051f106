import { encodeFunctionData, keccak256, stringToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { fiatTokenAbi } from '../../lib/contracts/FiatToken.ts'
import { hashBlock } from '../../lib/crypto/blake3.ts'
import { formatRawCid } from '../../lib/crypto/rawCid.ts'
import { developmentCast } from './developmentCast.ts'
import { developmentChainId } from './developmentKeys.ts'

const unit = 10n ** 18n
const reserve = 10_000_000_000n * unit
const document = stringToBytes(
  'Development chain: no reserve stands behind this currency. It is simulated and worth nothing.\n',
)
const types = {
  Attestation: [
    { name: 'reserve', type: 'uint256' },
    { name: 'takenAt', type: 'uint40' },
    { name: 'documentHash', type: 'bytes32' },
    { name: 'documentCid', type: 'string' },
  ],
} as const

/** The names under which the currencies of genesis are signed for. */
export const currencyNames = { qdd: 'QoodBlock Dollar', qde: 'QoodBlock Euro', qdr: 'QoodBlock Renminbi' } as const
export type CurrencyKey = keyof typeof currencyNames

/**
 * Returns the call that brings a currency its next attestation: ten billion, signed by the development auditor. `takenAt`
 * is in seconds since 1970 and may not be after the block's time.
 */
export async function encodeDevelopmentAttestation(currency: CurrencyKey, takenAt: number): Promise<Hex> {
  const { auditor } = developmentCast(developmentChainId)
  const documentCid = formatRawCid(hashBlock(document))
  const attestation = { reserve, takenAt, documentHash: keccak256(document), documentCid }
  const signature = await privateKeyToAccount(auditor.privateKey).signTypedData({
    domain: {
      name: currencyNames[currency],
      version: '1',
      chainId: developmentChainId,
      verifyingContract: systemContracts[currency],
    },
    types,
    primaryType: 'Attestation',
    message: attestation,
  })
  return encodeFunctionData({ abi: fiatTokenAbi, functionName: 'attest', args: [attestation, signature] })
}
