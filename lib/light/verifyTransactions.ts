import { formatQuantity, type Hex } from '../bytes/hex.ts'
import type { Header } from '../chain/Header.ts'
import type { Recover } from '../chain/recoverSealers.ts'
import { orderedRoot } from '../chain/trie/orderedRoot.ts'
import { readAddress, readHash, readList, readObject } from './answers.ts'
import { type EncodedTransaction, encodeTransaction, recoverSender } from './encodeTransaction.ts'
import { ProofMismatchError } from './verifyTrieProof.ts'

export type VerifiedTransaction = EncodedTransaction & {
  /** By the word of the server, until `formatTransaction` recovers it. */
  claimedFrom: Hex
}

/** Returns the transactions of a block, in order; throws unless together they make up its transactions root. */
export function verifyTransactions(header: Header, transactions: unknown): VerifiedTransaction[] {
  const encoded = readList(transactions, 'transactions').map((value) => {
    const claim = readObject(value, 'a transaction')
    const transaction = encodeTransaction(claim)
    expectEqual('the hash of a transaction', transaction.hash, readHash(claim.hash, 'hash'))
    return { ...transaction, claimedFrom: readAddress(claim.from, 'from') }
  })
  const root = orderedRoot(encoded.map(({ raw }) => raw))
  expectEqual(`the transactions of block ${header.number}`, header.transactionsRoot, root)
  return encoded
}

/** Returns a transaction of a verified block as JSON-RPC writes it; throws unless the named sender signed it. */
export function formatTransaction(
  block: { header: Header; hash: Hex },
  transactions: readonly VerifiedTransaction[],
  index: number,
  recover?: Recover,
): Record<string, unknown> {
  const transaction = transactions[index]!
  const { header } = block
  const from = recoverSender(transaction, recover)
  expectEqual(`the sender of ${transaction.hash}`, from, transaction.claimedFrom)
  return {
    blockHash: block.hash,
    blockNumber: formatQuantity(header.number),
    blockTimestamp: formatQuantity(header.timestamp),
    transactionIndex: formatQuantity(index),
    from,
    hash: transaction.hash,
    ...transaction.fields,
    gasPrice: formatQuantity(effectivePrice(transaction, header.baseFeePerGas ?? 0n)),
  }
}

/** Returns what the transaction pays per gas in a block of that base fee. */
export function effectivePrice({ fields }: EncodedTransaction, baseFee: bigint): bigint {
  if (fields.gasPrice !== undefined) return BigInt(fields.gasPrice as Hex)
  const most = BigInt(fields.maxFeePerGas as Hex)
  const tipped = baseFee + BigInt(fields.maxPriorityFeePerGas as Hex)
  return tipped < most ? tipped : most
}

function expectEqual(subject: string, expected: string, found: string): void {
  if (expected !== found) throw new ProofMismatchError(subject, expected, found)
}
