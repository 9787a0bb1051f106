import type { Address } from '../../lib/bytes/hex.ts'
import { createChainGenesis } from '../genesis/createChainGenesis.ts'
import type { GenesisState } from './writeBesuNetwork.ts'

/**
 * Returns the genesis state of a Besu network whose first validators are these: the contracts of the embedded chain, told
 * that turns are not shuffled. The first validator holds the QDT that nobody else was given.
 */
export async function createBesuState(validators: readonly Address[], chainId: number): Promise<GenesisState> {
  const [first] = validators
  const timestamp = Math.floor(Date.now() / 1_000)
  return createChainGenesis({
    chainId,
    timestamp,
    shuffled: false,
    candidates: validators.map((address, index) => ({ address, name: `Validator ${index + 1}`, stakeQdt: 1_000_000n })),
    foundation: first!,
    team: first!,
    holders: [],
  })
}
