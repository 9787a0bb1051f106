import { type Address, decodeHex, encodeHex } from '../../../lib/bytes/hex.ts'
import { decodeRlp, encodeRlp, encodeScalar, type Rlp, rlpLength, rlpListLength } from '../../../lib/chain/rlp.ts'
import type { StoredBlock, Withdrawal } from '../ChainReader.ts'
import { toBuffer, toPlain } from './views.ts'

export type BlockBody = Pick<StoredBlock, 'transactions' | 'senders' | 'withdrawals' | 'ommers'>

/** Returns the bytes in which a body is kept. */
export function encodeBody({ transactions, senders, withdrawals, ommers }: BlockBody): Buffer {
  return toBuffer(
    encodeRlp([transactions, senders.map(decodeHex), withdrawals ? [withdrawals.map(encodeWithdrawal)] : [], ommers]),
  )
}

/** Returns the body kept in the bytes. */
export function decodeBody(bytes: Uint8Array): BlockBody {
  const [transactions, senders, withdrawals, ommers] = decodeRlp(toPlain(bytes)) as unknown as [
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

/** Returns the length of the block in RLP, as `eth_getBlock` reports it. */
export function blockSize(header: Uint8Array, { transactions, ommers, withdrawals }: BlockBody): number {
  // A transaction without a type, like a header, is a list that lies in the block as it is.
  const sizes = transactions.map((raw) => (raw[0]! >= 0xc0 ? raw.length : rlpLength(raw)))
  const parts = [
    header.length,
    rlpListLength(sum(sizes)),
    rlpListLength(sum(ommers.map((ommer) => ommer.length))),
    withdrawals ? rlpLength(withdrawals.map(encodeWithdrawal)) : 0,
  ]
  return rlpListLength(sum(parts))
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0)
}

function encodeWithdrawal({ index, validatorIndex, address, amount }: Withdrawal): Rlp {
  return [encodeScalar(index), encodeScalar(validatorIndex), decodeHex(address), encodeScalar(amount)]
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
