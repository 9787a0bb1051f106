/** The roles that others rely on, as Roles.sol numbers them. */
export const roleIds = {
  maker: 1,
  workshop: 2,
  inspector: 3,
  appraiser: 4,
  insurer: 5,
  lender: 6,
  registrar: 7,
  feeder: 8,
  auditor: 9,
  enforcer: 10,
  arbitrator: 11,
  editor: 12,
  issuer: 13,
  rewarder: 14,
} as const

export type RoleName = keyof typeof roleIds
