import type { Address, Hex } from '../../bytes/hex.ts'
import type { NodeClient } from '../../chain/createNodeClient.ts'
import { readContract } from '../../chain/readContract.ts'
import { roleIds } from '../../chain/roleIds.ts'
import { systemContracts } from '../../chain/systemContracts.ts'
import { dictionaryRegistryAbi } from '../../contracts/DictionaryRegistry.ts'
import { rolesAbi } from '../../contracts/Roles.ts'
import { formatVersion } from '../version.ts'
import { decodeName } from './readReleases.ts'

/** What somebody wants to be published or deprecated. */
export type Proposal = {
  number: number
  kind: 'publish' | 'deprecate'
  state: 'open' | 'published' | 'rejected'
  proposer: Address
  id: string
  version: string
  reviewUntil: number
  voteUntil: number
  approvals: number
  objections: number
  yes: number
  no: number
  hash: Hex
  cid: string
  release: number
  replacement: number
}

const registry = { address: systemContracts.dictionaryRegistry, abi: dictionaryRegistryAbi } as const
const states = ['none', 'open', 'published', 'rejected'] as const
const maxListed = 500

/** Returns the proposals, the newest first. */
export async function readProposals(client: NodeClient): Promise<Proposal[]> {
  const count = Number(await readContract(client, { ...registry, functionName: 'proposals' }))
  const numbers = Array.from({ length: Math.min(count, maxListed) }, (_, i) => count - i)
  const found = await Promise.all(numbers.map((number) => readProposal(client, number)))
  return found.filter((proposal) => proposal !== undefined)
}

/** Returns a proposal by its number, or undefined when there is none. */
export async function readProposal(client: NodeClient, number: number): Promise<Proposal | undefined> {
  const found = await readContract(client, { ...registry, functionName: 'proposalOf', args: [BigInt(number)] })
  const state = states[found.state]
  if (state === undefined || state === 'none') return undefined
  return {
    number,
    state,
    kind: found.kind === 0 ? 'publish' : 'deprecate',
    proposer: found.proposer,
    id: decodeName(found.name),
    version: formatVersion(found.version),
    reviewUntil: Number(found.reviewUntil),
    voteUntil: Number(found.voteUntil),
    approvals: found.approvals,
    objections: found.objections,
    yes: found.yes,
    no: found.no,
    hash: found.hash,
    cid: found.cid,
    release: found.release,
    replacement: found.replacement,
  }
}

/** Returns whether the account may review and vote. */
export function readIsEditor(client: NodeClient, account: Address): Promise<boolean> {
  const role = { address: systemContracts.roles, abi: rolesAbi, functionName: 'hasRole' } as const
  return readContract(client, { ...role, args: [roleIds.editor, account] })
}
