import type { Address, Hex } from '../../../lib/bytes/hex.ts'
import { decodeHex } from '../../../lib/bytes/hex.ts'
import { loadKeccak } from '../../../lib/bytes/keccak256.ts'
import type { StateLimits } from '../../../lib/engine/StateTries.ts'
import type { ChainGenesis } from '../../genesis/createChainGenesis.ts'
import { developmentProducers } from '../../genesis/developmentKeys.ts'
import { createNodeCommon } from '../createNodeCommon.ts'
import { loadSecp256k1 } from '../loadSecp256k1.ts'
import { openNodeStore } from '../openNodeStore.ts'
import type { Store } from '../store/openStore.ts'
import { createProducer, type HashedTransaction, type Producer, type Turn } from './createProducer.ts'

export type BlockTurn = Extract<Turn, { kind: 'block' }>

export type TestProducer = {
  store: Store
  producer: Producer
  stopped: Set<Address>
  clock: { now: number }
  turn(transactions?: readonly HashedTransaction[]): Promise<Turn>
  /** Turns until there are that many blocks; misses count as turns. */
  blocks(count: number): Promise<BlockTurn[]>
}

/** Opens the chain in the directory with a producer on it that has no timers: it moves when told, on a clock by hand. */
export async function openTestProducer(
  data: string,
  genesis: ChainGenesis,
  limits?: StateLimits,
): Promise<TestProducer> {
  await loadKeccak()
  const { recover, signSeal } = loadSecp256k1()
  const { store } = await openNodeStore({ data, stateWindow: 100, genesis })
  const clock = { now: (genesis.timestamp + 60) * 1_000 }
  const stopped = new Set<Address>()
  const producer = await createProducer({
    store,
    common: createNodeCommon(genesis.chainId),
    sealers: developmentProducers(genesis.chainId).map(({ address, privateKey }) => {
      const key = decodeHex(privateKey)
      return { address, sign: (digest: Hex) => signSeal(digest, key) }
    }),
    epochBlocks: genesis.epochBlocks,
    recover,
    now: () => clock.now,
    limits,
  })
  const turn = (transactions: readonly HashedTransaction[] = []) => {
    clock.now += 500
    return producer.turn({ transactions, stopped, turnMs: 60_000 })
  }
  return {
    store,
    producer,
    stopped,
    clock,
    turn,
    async blocks(count) {
      const made: BlockTurn[] = []
      while (made.length < count) {
        const one = await turn()
        if (one.kind === 'block') made.push(one)
        if (one.kind === 'waiting') throw new Error('too few producers run')
      }
      return made
    },
  }
}
