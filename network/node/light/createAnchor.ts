import { hashQbftHeader } from '../../../lib/chain/hashHeader.ts'
import { sortAddresses } from '../../../lib/chain/setCommitment.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { createChainVm } from '../../../lib/engine/createChainVm.ts'
import { createGenesis } from '../../../lib/engine/createGenesis.ts'
import { createMemoryReader } from '../../../lib/engine/createMemoryReader.ts'
import { createQoodCommon } from '../../../lib/engine/createQoodCommon.ts'
import { readSchedule, readUnbondSeconds } from '../../../lib/engine/readSchedule.ts'
import { State } from '../../../lib/engine/State.ts'
import { StateTries } from '../../../lib/engine/StateTries.ts'
import type { LightAnchor } from '../../../lib/light/LightAnchor.ts'
import type { ChainGenesis } from '../../genesis/createChainGenesis.ts'
import { developmentChainId } from '../../genesis/developmentKeys.ts'

/** Returns what a light client of the embedded chain with that genesis is to believe from the start. */
export async function createAnchor(genesis: ChainGenesis): Promise<LightAnchor> {
  const { chainId, epochBlocks } = genesis
  const { header, diff } = createGenesis(genesis)
  const state = new State(new StateTries(createMemoryReader(header.stateRoot, diff)))
  const vm = await createChainVm(createQoodCommon({ chainId }), state, () => undefined)
  const { seed, validators } = await readSchedule(vm, 0)
  return {
    chainId,
    genesisHash: hashQbftHeader(header),
    genesisTime: header.timestamp,
    mode: 'contract',
    election: systemContracts.election,
    epochBlocks,
    firstSet: { epoch: 0, seed, validators: sortAddresses(validators) },
    quorumRule: 'embedded',
    trustSeconds: Math.floor((2 * (await readUnbondSeconds(vm))) / 3),
    ...(chainId === developmentChainId && { movableClock: true as const }),
  }
}
