import { RLP } from '@ethereumjs/rlp'
import { signRecoverable } from 'tiny-secp256k1'
import { type Address, decodeHex, encodeHex, type Hex } from '../../lib/bytes/hex.ts'
import { keccak256 } from '../../lib/bytes/keccak256.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { createSenders, holderAddress, type Sender, token } from './accounts.ts'

export type SignedTransfer = { raw: Hex; hash: Hex }

const type = Buffer.of(2)
const transferSelector = 'a9059cbb'
const gas = 60_000
const gwei = 1_000_000_000

/**
 * Returns signed ERC-20 transfers of one unit: senders in turn, recipients all over the `slots` balances, so that a block
 * touches as much of a large trie as a busy chain would.
 */
export function signTransfers({ slots, count }: { slots: number; count: number }): SignedTransfer[] {
  const senders = createSenders()
  return Array.from({ length: count }, (_, index) => {
    const sender = senders[index % senders.length]!
    return signTransfer(sender, Math.floor(index / senders.length), pickRecipient(senders, slots, index))
  })
}

function pickRecipient(senders: readonly Sender[], slots: number, index: number): Address {
  // A fixed stride that shares no factor with the number of slots visits them all, far apart.
  const picked = (index * 7_919 + 13) % slots
  return senders[picked]?.address ?? holderAddress(picked)
}

function signTransfer({ privateKey }: Sender, nonce: number, to: Address): SignedTransfer {
  const data = decodeHex(`0x${transferSelector}${to.slice(2).padStart(64, '0')}${'1'.padStart(64, '0')}`)
  const fields = [developmentChainId, nonce, 0, gwei, gas, decodeHex(token), 0, data, []]
  const digest = keccak256(Buffer.concat([type, RLP.encode(fields)]))
  const { signature, recoveryId } = signRecoverable(digest, privateKey)
  const parts = [signature.subarray(0, 32), signature.subarray(32)].map(withoutLeadingZeros)
  const raw = Buffer.concat([type, RLP.encode([...fields, recoveryId, ...parts])])
  return { raw: encodeHex(raw), hash: encodeHex(keccak256(raw)) }
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(bytes.findIndex((byte) => byte !== 0))
}
