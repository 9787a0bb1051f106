import type { RoleName } from '../../lib/chain/roleIds.ts'
import { type DevelopmentKey, developmentAccounts } from './developmentKeys.ts'

/*
 * Who is who on the development chain: the index of each one's account (m/44'/60'/0'/0/index). Genesis gives the roles;
 * services, tests and examples that act in somebody's name take the keys from here, so that all mean the same person.
 */
const cast = {
  /** Holds what nobody else holds, grants roles, spends the rewards, executes published orders. */
  foundation: 0,
  maker: 1,
  workshop: 2,
  inspector: 3,
  appraiser: 4,
  secondAppraiser: 5,
  thirdAppraiser: 6,
  insurer: 7,
  lender: 8,
  /** Gives development funds away; issues QDD, QDE and QDR. */
  faucet: 9,
  feeder1: 10,
  feeder2: 11,
  feeder3: 12,
  feeder4: 13,
  feeder5: 14,
  auditor: 15,
  storage: 16,
  /** Turns VINs into tags and signs who a car is. */
  registrar: 17,
  arbitrator: 18,
  /** Sells and delivers for owners. */
  agent: 19,
} as const

export type CastName = keyof typeof cast

export const castRoles: Readonly<Partial<Record<CastName, readonly RoleName[]>>> = {
  foundation: ['editor', 'enforcer', 'rewarder'],
  maker: ['maker', 'editor'],
  workshop: ['workshop', 'editor'],
  inspector: ['inspector', 'editor'],
  appraiser: ['appraiser'],
  secondAppraiser: ['appraiser'],
  thirdAppraiser: ['appraiser'],
  insurer: ['insurer', 'editor'],
  lender: ['lender'],
  faucet: ['issuer'],
  feeder1: ['feeder'],
  feeder2: ['feeder'],
  feeder3: ['feeder'],
  feeder4: ['feeder'],
  feeder5: ['feeder'],
  auditor: ['auditor'],
  registrar: ['registrar'],
  arbitrator: ['arbitrator'],
}

/** Returns the keys of the cast; throws on any chain but the development chain. */
export function developmentCast(chainId: number): Readonly<Record<CastName, DevelopmentKey>> {
  const accounts = developmentAccounts(chainId)
  const entries = Object.entries(cast).map(([name, index]) => [name, accounts[index]!] as const)
  return Object.fromEntries(entries) as Record<CastName, DevelopmentKey>
}
