import { decodeHex } from '../../../lib/bytes/hex.ts'
import type { Header } from '../../../lib/chain/Header.ts'
import { type BlockOverrides, environmentOf, overrideEnvironment } from '../../../lib/engine/BlockEnvironment.ts'
import { nextBaseFee, nextExcessBlobGas } from '../../../lib/engine/blockFees.ts'
import type { CallContext } from '../../../lib/engine/callMessage.ts'
import type { BlockHashes } from '../../../lib/engine/createChainVm.ts'
import { State } from '../../../lib/engine/State.ts'
import { StateTries } from '../../../lib/engine/StateTries.ts'
import type { StateOverrides } from '../../../lib/engine/stateOverrides.ts'
import type { ChainReader } from '../ChainReader.ts'
import { type BlockParam, resolveBlock } from './blockParam.ts'
import { ServerError } from './RpcError.ts'

export type CallQuestion = {
  block: BlockParam
  overrides?: StateOverrides | undefined
  blockOverrides?: BlockOverrides | undefined
  gasCap: bigint
  now: () => number
}

/** Returns state and surroundings for calls after that block; throws when the block or its state is not there. */
export function openCallContext(chain: ChainReader, question: CallQuestion): CallContext {
  const number = resolveBlock(chain, question.block)
  const header = question.block === 'pending' ? pendingHeader(chain, question.now) : chain.header(number)!
  const common = chain.commonAt(header)
  return {
    stateManager: openState(chain, number),
    common,
    environment: overrideEnvironment(environmentOf(header, common), question.blockOverrides),
    blockHash: hashesOf(chain),
    gasCap: question.gasCap,
    overrides: question.overrides,
  }
}

/** Returns a throw-away state as it was after that block. */
export function openState(chain: ChainReader, number: number): State {
  return new State(openTries(chain, number))
}

export function openTries(chain: ChainReader, number: number): StateTries {
  const reader = chain.state(number)
  if (reader === undefined) {
    throw new ServerError(
      `state of block ${number} is not available: states from block ${chain.oldestState()} on are kept`,
    )
  }
  return new StateTries(reader)
}

/** Returns the hashes that BLOCKHASH gives. */
export function hashesOf(chain: ChainReader): BlockHashes {
  return (number) => {
    const hash = chain.hash(number)
    return hash === undefined ? undefined : decodeHex(hash)
  }
}

/** Returns the header of a block that would be made now on the head, as far as it is known. */
export function pendingHeader(chain: ChainReader, now: () => number): Header {
  const parent = chain.header(chain.head())!
  const number = parent.number + 1
  const timestamp = Math.max(parent.timestamp, Math.floor(now() / 1000))
  const common = chain.commonAt({ number, timestamp })
  return {
    ...parent,
    parentHash: chain.hash(parent.number)!,
    number,
    timestamp,
    gasUsed: 0n,
    ...(common.isActivatedEIP(1559) && { baseFeePerGas: nextFeeAfter(chain, parent) }),
    ...(common.isActivatedEIP(4844) && { excessBlobGas: nextExcessBlobGas(parent, common), blobGasUsed: 0n }),
  }
}

/** Returns the base fee after that block. A chain of ours has none, which is a rule of the chain, not of EIP-1559. */
export function nextFeeAfter(chain: ChainReader, parent: Header): bigint {
  return chain.consensus === 'qbft' ? 0n : nextBaseFee(parent)
}
