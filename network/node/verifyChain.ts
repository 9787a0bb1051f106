import { decodeHex } from '../../lib/bytes/hex.ts'
import { loadKeccak } from '../../lib/bytes/keccak256.ts'
import type { Header } from '../../lib/chain/Header.ts'
import { hashQbftHeader } from '../../lib/chain/hashHeader.ts'
import { embeddedQuorum } from '../../lib/chain/quorum.ts'
import { verifyHeader } from '../../lib/chain/verifyHeader.ts'
import { createChainVm } from '../../lib/engine/createChainVm.ts'
import { createGenesis } from '../../lib/engine/createGenesis.ts'
import { createMemoryReader } from '../../lib/engine/createMemoryReader.ts'
import { executeBlock } from '../../lib/engine/executeBlock.ts'
import { readSchedule } from '../../lib/engine/readSchedule.ts'
import { State } from '../../lib/engine/State.ts'
import { StateTries } from '../../lib/engine/StateTries.ts'
import { BaseError } from '../../lib/errors.ts'
import type { ChainGenesis } from '../genesis/createChainGenesis.ts'
import { createNodeCommon } from './createNodeCommon.ts'
import { loadSecp256k1 } from './loadSecp256k1.ts'
import { decodeTransaction } from './pool/decodeTransaction.ts'
import { startRecovery } from './pool/startRecovery.ts'
import type { Store } from './store/openStore.ts'

/**
 * Goes through a chain from its genesis as a stranger would: every seal, every signature, every transaction run again,
 * every root compared. Yields each height that holds; throws the first rule that a block breaks.
 */
export async function* verifyChain(store: Store, genesis: ChainGenesis, signal?: AbortSignal): AsyncGenerator<number> {
  await loadKeccak()
  const recovery = startRecovery()
  try {
    const replay = await createReplay(store, genesis)
    for (let number = 1; number <= store.head(); number++) {
      signal?.throwIfAborted()
      const block = store.block(number)
      if (!block) throw new MissingBlockError(number)
      const signed = block.transactions.map(async (raw, index) => {
        const { signingHash, signature } = decodeTransaction(raw, store.chainId)
        const sender = await recovery.recover(signingHash, signature)
        if (sender !== block.senders[index]) throw new WrongSenderError(number, index)
        return { raw, sender }
      })
      await replay(block.header, await Promise.all(signed))
      yield number
    }
  } finally {
    await recovery.stop()
  }
}

async function createReplay(store: Store, genesis: ChainGenesis) {
  const first = createGenesis(genesis)
  if (hashQbftHeader(first.header) !== store.genesisHash) throw new MissingBlockError(0)
  const common = createNodeCommon(store.chainId)
  const reader = createMemoryReader(first.header.stateRoot, first.diff)
  const tries = new StateTries(reader)
  const state = new State(tries)
  const hashes = new Map<number, Uint8Array>([[0, decodeHex(store.genesisHash)]])
  const vm = await createChainVm(common, state, (number) => hashes.get(number))
  const { recover } = loadSecp256k1()
  let parent = first.header
  let schedule = await readSchedule(await createChainVm(common, new State(tries), () => undefined), 1)

  return async (header: Header, transactions: { raw: Uint8Array; sender: `0x${string}` }[]): Promise<void> => {
    if (header.number % genesis.epochBlocks === 0) {
      schedule = await readSchedule(await createChainVm(common, new State(tries), () => undefined), header.number)
    }
    const { validators } = schedule
    const quorum = embeddedQuorum(validators.length)
    const { hash } = verifyHeader({ header, parent, validators, quorum, mode: 'contract', recover })
    const { diff } = await executeBlock({ vm, state }, header, transactions)
    reader.apply(diff)
    hashes.set(header.number, decodeHex(hash))
    hashes.delete(header.number - 257)
    parent = header
  }
}

export class MissingBlockError extends BaseError {
  override readonly name = 'Node.MissingBlockError'
  constructor(number: number) {
    super(`Expected block ${number} of this chain in the store, found none or another.`)
  }
}

export class WrongSenderError extends BaseError {
  override readonly name = 'Node.WrongSenderError'
  constructor(number: number, index: number) {
    super(`Expected the sender of transaction ${index} in block ${number} to be who signed it, found another.`)
  }
}
