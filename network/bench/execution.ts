import { decodeHex } from '../../lib/bytes/hex.ts'
import { emptyVanity, encodeExtraData } from '../../lib/chain/extraData.ts'
import type { Header } from '../../lib/chain/Header.ts'
import { hashQbftHeader } from '../../lib/chain/hashHeader.ts'
import { buildBlock, type Machine } from '../../lib/engine/buildBlock.ts'
import { createChainVm } from '../../lib/engine/createChainVm.ts'
import { createGenesis } from '../../lib/engine/createGenesis.ts'
import { createMemoryReader } from '../../lib/engine/createMemoryReader.ts'
import { State } from '../../lib/engine/State.ts'
import { StateTries } from '../../lib/engine/StateTries.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { createNodeCommon } from '../node/createNodeCommon.ts'
import { createSenders } from './accounts.ts'
import { createBenchAlloc } from './createBenchGenesis.ts'
import { percentile } from './percentile.ts'
import { signTransfers } from './signTransfers.ts'

const perBlock = 400
const blocks = 20
const warmUp = 5

/**
 * What it costs to run a transfer and to hash what it changed, in memory and with nothing around it: processor time, which
 * other programs on the machine hardly change, collecting of garbage included.
 */
export async function benchExecution({ slots }: { slots: readonly number[] }): Promise<void> {
  const rows: object[] = []
  for (const count of slots) rows.push(await measure(count))
  console.table(rows)
}

async function measure(slots: number): Promise<object> {
  const genesis = createGenesis({
    alloc: createBenchAlloc(slots),
    extraData: encodeExtraData({ vanity: emptyVanity, validators: [], vote: undefined, round: 0, seals: [] }),
    gasLimit: 60_000_000n,
    timestamp: 1_800_000_000,
  })
  const state = new State(new StateTries(createMemoryReader(genesis.header.stateRoot, genesis.diff)))
  const machine: Machine = {
    state,
    vm: await createChainVm(createNodeCommon(developmentChainId), state, () => undefined),
  }
  const senders = createSenders().map(({ address }) => address)
  const transfers = signTransfers({ slots, count: blocks * perBlock }).map(({ raw }, index) => {
    return { raw: decodeHex(raw), sender: senders[index % senders.length]! }
  })
  let parent: Header = genesis.header
  const runMs: number[] = []
  const hashMs: number[] = []
  for (let block = 0; block < blocks; block++) {
    const offered = transfers.slice(block * perBlock, (block + 1) * perBlock)
    const startedAt = cpuMs()
    let ranUntil = startedAt
    const plan = {
      parentHash: hashQbftHeader(parent),
      number: parent.number + 1,
      timestamp: parent.timestamp + 1,
      miner: senders[0]!,
      gasLimit: parent.gasLimit,
      extraData: genesis.header.extraData,
    }
    const built = await buildBlock(machine, plan, offered, () => {
      ranUntil = cpuMs()
      return false
    })
    if (built.receipts.length !== perBlock || built.receipts.some(({ status }) => status !== 1)) {
      throw new Error(`Expected ${perBlock} transfers to succeed.`)
    }
    parent = built.header
    if (block < warmUp) continue
    runMs.push(ranUntil - startedAt)
    hashMs.push(cpuMs() - ranUntil)
  }
  const perTransfer = (times: number[]) => Number(((percentile(times, 0.5) * 1_000) / perBlock).toFixed(0))
  return { slots, 'run us': perTransfer(runMs), 'hash us': perTransfer(hashMs), root: parent.stateRoot.slice(0, 18) }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
