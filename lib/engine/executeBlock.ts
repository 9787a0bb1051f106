import type { Header } from '../chain/Header.ts'
import type { Receipt } from '../chain/Receipt.ts'
import { BaseError } from '../errors.ts'
import type { SignedTransaction } from './applyTransaction.ts'
import { buildBlock, type Machine } from './buildBlock.ts'
import type { StateDiff } from './StateReader.ts'

const followsFromExecution = ['stateRoot', 'transactionsRoot', 'receiptsRoot', 'logsBloom', 'gasUsed'] as const
const fixed = [
  'ommersHash',
  'difficulty',
  'mixHash',
  'nonce',
  'baseFeePerGas',
  'withdrawalsRoot',
  'blobGasUsed',
  'excessBlobGas',
  'parentBeaconBlockRoot',
  'requestsHash',
] as const

/**
 * Runs a block that somebody else built and returns what it did; throws the first field of the header that does not
 * follow from the transactions. Seals and ancestry are `verifyHeader`'s.
 */
export async function executeBlock(
  machine: Machine,
  header: Header,
  transactions: readonly SignedTransaction[],
): Promise<{ receipts: Receipt[]; diff: StateDiff }> {
  const built = await buildBlock(machine, header, transactions)
  const refused = built.refused[0]
  if (refused || built.transactions.length !== transactions.length)
    throw new UnfitBlockError(header.number, refused?.reason)
  for (const field of [...followsFromExecution, ...fixed]) {
    if (built.header[field] !== header[field]) {
      throw new WrongFieldError(header.number, field, built.header[field], header[field])
    }
  }
  return built
}

export class UnfitBlockError extends BaseError {
  override readonly name = 'Engine.UnfitBlockError'
  constructor(number: number, cause: unknown) {
    super(`Expected every transaction of block ${number} to run within its gas limit.`, { cause })
  }
}

export class WrongFieldError extends BaseError {
  override readonly name = 'Engine.WrongFieldError'
  constructor(number: number, field: string, expected: unknown, found: unknown) {
    super(`Expected ${field} ${String(expected)} in block ${number}, found ${String(found)}.`)
  }
}
