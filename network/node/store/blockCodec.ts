import { RLP } from '@ethereumjs/rlp'
import { type Address, decodeHex, encodeHex } from '../../../lib/bytes/hex.ts'
import { encodeRlp, encodeScalar, type Rlp } from '../../../lib/chain/rlp.ts'
import type { StoredBlock, Withdrawal } from '../ChainReader.ts'

export type BlockBody = Pick<StoredBlock, 'transactions' | 'senders' | 'withdrawals' | 'ommers'>

/** Returns the bytes in which a body is kept. */
export function encodeBody({ transactions, senders, withdrawals, ommers }: BlockBody): Buffer {
  return toBuffer(
    encodeRlp([transactions, senders.map(decodeHex), withdrawals ? [withdrawals.map(encodeWithdrawal)] : [], ommers]),
  )
}

/** Returns the body kept in the bytes. */
export function decodeBody(bytes: Uint8Array): BlockBody {
  const [transactions, senders, withdrawals, ommers] = RLP.decode(bytes) as unknown as [
    Uint8Array[],
    Uint8Array[],
    Uint8Array[][][],
    Uint8Array[],
  ]
  return {
    transactions,
    senders: senders.map((sender) => encodeHex(sender)),
    ...(withdrawals[0] && { withdrawals: withdrawals[0].map(toWithdrawal) }),
    ommers,
  }
}

/** Returns the items of a withdrawal as the withdrawals trie holds them. */
export function withdrawalItems({ index, validatorIndex, address, amount }: Withdrawal) {
  return [index, validatorIndex, decodeHex(address), amount] as const
}

/** Returns the length of the block in RLP, as `eth_getBlock` reports it. */
export function blockSize(header: Uint8Array, body: BlockBody): number {
  const transactions = body.transactions.map((raw) => (raw[0]! >= 0xc0 ? RLP.decode(raw) : raw))
  const parts = [RLP.decode(header), transactions, body.ommers.map((ommer) => RLP.decode(ommer))]
  if (body.withdrawals) parts.push(body.withdrawals.map((withdrawal) => [...withdrawalItems(withdrawal)]) as never)
  return RLP.encode(parts as never).length
}

function encodeWithdrawal({ index, validatorIndex, address, amount }: Withdrawal): Rlp {
  return [encodeScalar(index), encodeScalar(validatorIndex), decodeHex(address), encodeScalar(amount)]
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function toWithdrawal(items: Uint8Array[]): Withdrawal {
  const [index, validatorIndex, address, amount] = items as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  return {
    index: toBigInt(index),
    validatorIndex: toBigInt(validatorIndex),
    address: encodeHex(address) as Address,
    amount: toBigInt(amount),
  }
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(encodeHex(bytes))
}
