import { type Address, encodeHex, formatQuantity, type Hex } from '../bytes/hex.ts'
import { encodeHeader } from '../chain/encodeHeader.ts'
import { withSeals } from '../chain/hashHeader.ts'
import { formatHeader } from '../chain/parseHeader.ts'
import { emptyRoot } from '../chain/trie/Trie.ts'
import { readHash, readNumber, readObject } from './answers.ts'
import type { Recorder } from './Evidence.ts'
import { encodeTransaction, recoverSender } from './encodeTransaction.ts'
import type { LightBlock } from './LightBlock.ts'
import { findBlock, type ProvedMethod, type ProviderContext } from './ProviderContext.ts'
import { InvalidParamsError, readBlockParam, readParam } from './readParams.ts'
import { formatReceipt, type VerifiedBody } from './verifyReceipts.ts'
import { formatTransaction, type VerifiedTransaction } from './verifyTransactions.ts'
import { ProofMismatchError } from './verifyTrieProof.ts'

/** Reads of blocks, transactions and receipts: headers by seals, the rest by the roots in the header. */
export const blockMethods: Readonly<Record<string, ProvedMethod>> = {
  eth_blockNumber: async (context, _params, recorder) =>
    formatQuantity((await findBlock(context, 'latest', recorder))!.header.number),
  eth_getBlockByNumber: getBlock,
  eth_getBlockByHash: getBlock,
  eth_getBlockTransactionCountByNumber: countTransactions,
  eth_getBlockTransactionCountByHash: countTransactions,
  eth_getTransactionByBlockNumberAndIndex: getTransactionAt,
  eth_getTransactionByBlockHashAndIndex: getTransactionAt,

  async eth_getTransactionByHash(context, params, recorder) {
    const hash = readParam(params, 0, readHash)
    const answer = await context.client.transport.request({ method: 'eth_getTransactionByHash', params: [hash] })
    if (answer === null || answer === undefined) return claimAbsent(recorder)
    const claim = readObject(answer, 'a transaction')
    if (claim.blockHash === null || claim.blockHash === undefined) return formatPending(context, claim, hash, recorder)
    const { block, index } = await locate(context, claim, recorder)
    const transactions = await readTransactions(context, block, recorder)
    expectHash(transactions[index], hash)
    return formatTransaction(block, transactions, index, context.client.recover)
  },

  async eth_getTransactionReceipt(context, params, recorder) {
    const hash = readParam(params, 0, readHash)
    const answer = await context.client.transport.request({ method: 'eth_getTransactionReceipt', params: [hash] })
    if (answer === null || answer === undefined) return claimAbsent(recorder)
    const { block, index } = await locate(context, readObject(answer, 'a receipt'), recorder)
    const body = await readBody(context, block, recorder)
    expectHash(body.transactions[index], hash)
    return formatReceipt(body, index, senderOf(context, body, index))
  },

  async eth_getBlockReceipts(context, params, recorder) {
    const block = await findBlock(context, readParam(params, 0, readBlockParam), recorder)
    if (block === undefined) return claimAbsent(recorder)
    const body = await readBody(context, block, recorder)
    return body.receipts.map((_, i) => formatReceipt(body, i, senderOf(context, body, i)))
  },

  /**
   * Headers of a range as RLP, linked by their hashes to a sealed one; beyond the head there are none. Without seals and
   * rounds, which the hashes do not cover.
   */
  async qood_getHeaders(context, params, recorder) {
    const [from, count] = [readParam(params, 0, readCount), readParam(params, 1, readCount)]
    if (count > mostHeaders) throw new InvalidParamsError(`Expected at most ${mostHeaders} headers, found ${count}.`)
    const head = (await findBlock(context, 'latest', recorder))!.header.number
    const blocks = await context.client.blocks(from, Math.min(from + count - 1, head))
    for (const block of blocks.slice(-1)) recorder.block(block)
    return blocks.map(({ header }) =>
      encodeHex(encodeHeader(header.number === 0 ? header : withSeals(header, { round: 0, seals: [] }))),
    )
  },
}

const mostHeaders = 1_024

function readCount(value: unknown, place: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw new InvalidParamsError(`Expected a whole number as ${place}, found ${String(value)}.`)
}

async function getBlock(context: ProviderContext, params: readonly unknown[], recorder: Recorder): Promise<unknown> {
  const block = await findBlock(context, readParam(params, 0, readBlockParam), recorder)
  if (block === undefined) return claimAbsent(recorder)
  const transactions = await readTransactions(context, block, recorder)
  const { header, hash } = block
  return {
    ...formatHeader(header),
    hash,
    ...formatSize(block, transactions),
    transactions:
      params[1] === true
        ? transactions.map((_, i) => formatTransaction(block, transactions, i, context.client.recover))
        : transactions.map((transaction) => transaction.hash),
    uncles: [],
  }
}

/** Blocks of QBFT have no uncles and no withdrawals, so the size follows from what is proved. */
function formatSize({ header }: LightBlock, transactions: readonly VerifiedTransaction[]): object {
  if (header.withdrawalsRoot !== undefined && header.withdrawalsRoot !== emptyRoot) return {}
  const sizes = transactions.map(({ raw, type }) => (type === 0 ? raw.length : raw.length + prefixLength(raw.length)))
  const body = sizes.reduce((sum, size) => sum + size, 0)
  const lists = header.withdrawalsRoot === undefined ? 1 : 2
  const content = encodeHeader(header).length + body + prefixLength(body) + lists
  return {
    size: formatQuantity(content + prefixLength(content)),
    ...(header.withdrawalsRoot !== undefined && { withdrawals: [] }),
  }
}

function prefixLength(length: number): number {
  return length < 56 ? 1 : 1 + Math.ceil(length.toString(16).length / 2)
}

async function countTransactions(context: ProviderContext, params: readonly unknown[], recorder: Recorder) {
  const block = await findBlock(context, readParam(params, 0, readBlockParam), recorder)
  if (block === undefined) return claimAbsent(recorder)
  return formatQuantity((await readTransactions(context, block, recorder)).length)
}

async function getTransactionAt(context: ProviderContext, params: readonly unknown[], recorder: Recorder) {
  const index = readParam(params, 1, readNumber)
  const block = await findBlock(context, readParam(params, 0, readBlockParam), recorder)
  if (block === undefined) return claimAbsent(recorder)
  const transactions = await readTransactions(context, block, recorder)
  if (index >= transactions.length) return null
  return formatTransaction(block, transactions, index, context.client.recover)
}

/** Nobody can prove that a transaction or a block is nowhere; that there is none is the word of the server. */
function claimAbsent(recorder: Recorder): null {
  recorder.grade('claimed')
  return null
}

/** A transaction that waits is what its sender signed; that it waits is claimed. */
function formatPending(
  context: ProviderContext,
  claim: Readonly<Record<string, unknown>>,
  hash: Hex,
  recorder: Recorder,
) {
  const transaction = encodeTransaction(claim)
  if (transaction.hash !== hash) throw new ProofMismatchError(`transaction ${hash}`, hash, transaction.hash)
  recorder.grade('claimed')
  recorder.step({ kind: 'hash', hash })
  const nowhere = { blockHash: null, blockNumber: null, blockTimestamp: null, transactionIndex: null }
  const from = recoverSender(transaction, context.client.recover)
  const { fields } = transaction
  return { ...nowhere, from, hash, ...fields, gasPrice: fields.gasPrice ?? fields.maxFeePerGas }
}

async function locate(context: ProviderContext, claim: Readonly<Record<string, unknown>>, recorder: Recorder) {
  const hash = readHash(claim.blockHash, 'blockHash')
  const index = readNumber(claim.transactionIndex, 'transactionIndex')
  const block = await findBlock(context, { hash }, recorder)
  if (block === undefined) throw new ProofMismatchError('the place of the transaction', 'a block that exists', hash)
  return { block, index }
}

async function readTransactions(
  context: ProviderContext,
  block: LightBlock,
  recorder: Recorder,
): Promise<readonly VerifiedTransaction[]> {
  const transactions = await context.bodies.transactions(block)
  const { number, transactionsRoot: root } = block.header
  recorder.step({ kind: 'transactions', block: number, count: transactions.length, root })
  return transactions
}

/** Returns transactions and receipts of a verified block, and takes down their roots. */
export async function readBody(context: ProviderContext, block: LightBlock, recorder: Recorder): Promise<VerifiedBody> {
  const body = await context.bodies.body(block)
  const { number, transactionsRoot, receiptsRoot } = block.header
  recorder.step({ kind: 'transactions', block: number, count: body.transactions.length, root: transactionsRoot })
  recorder.step({ kind: 'receipts', block: number, count: body.receipts.length, root: receiptsRoot })
  return body
}

function senderOf({ client }: ProviderContext, { transactions }: VerifiedBody, index: number): Address {
  return recoverSender(transactions[index]!, client.recover)
}

function expectHash(transaction: VerifiedTransaction | undefined, hash: Hex): void {
  if (transaction?.hash !== hash) {
    throw new ProofMismatchError('the place of the transaction', hash, transaction?.hash ?? 'nothing')
  }
}
