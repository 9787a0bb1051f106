import { parseEventLogs } from 'viem'
import { getLogs } from 'viem/actions'
import type { Address } from '../bytes/hex.ts'
import type { NodeClient } from '../chain/createNodeClient.ts'
import { readContract } from '../chain/readContract.ts'
import { type RoleName, roleIds } from '../chain/roleIds.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { rolesAbi } from '../contracts/Roles.ts'

const roles = { address: systemContracts.roles, abi: rolesAbi } as const

/** Somebody with a role, and how they have served. `stars` is the mean of the ratings; absent without one. */
export type RoleHolder = {
  address: Address
  jobs: number
  disputes: number
  ratings: number
  stars: number | undefined
}

/** Returns who holds a role now, with the most work first. Names come from events; that they hold it is read. */
export async function readRoleHolders(
  { client, logs = client, hints = [] }: { client: NodeClient; logs?: NodeClient; hints?: readonly Address[] },
  role: RoleName,
): Promise<RoleHolder[]> {
  const found = await getLogs(logs, { address: roles.address, fromBlock: 0n })
  const changed = parseEventLogs({ abi: rolesAbi, eventName: 'RoleChanged', logs: found })
  const named = changed.filter(({ args }) => args.role === roleIds[role]).map(({ args }) => args.holder)
  const holders = await Promise.all(
    [...new Set([...named, ...hints])].map((address) => readHolder(client, role, address)),
  )
  return holders.filter((holder) => holder !== undefined).toSorted((a, b) => b.jobs - a.jobs)
}

/** Returns how a holder of a role has served, or undefined where the address does not hold it. */
export async function readHolder(
  client: NodeClient,
  role: RoleName,
  address: Address,
): Promise<RoleHolder | undefined> {
  const holds = await readContract(client, { ...roles, functionName: 'hasRole', args: [roleIds[role], address] })
  if (!holds) return undefined
  const record = await readContract(client, { ...roles, functionName: 'recordOf', args: [address] })
  const { jobs, disputes, ratings, stars } = record
  return { address, jobs, disputes, ratings, stars: ratings === 0 ? undefined : Number(stars) / ratings }
}
