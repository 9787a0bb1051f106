import type { Address } from '../bytes/hex.ts'

/** Where the contracts of the base chain stand from genesis on, on every chain of ours. */
export const systemContracts = {
  qdt: '0x0000000000000000000000000000000000001001',
  election: '0x0000000000000000000000000000000000001002',
  issuance: '0x0000000000000000000000000000000000001003',
  allocation: '0x0000000000000000000000000000000000001004',
  sealReader: '0x0000000000000000000000000000000000001005',
} as const satisfies Record<string, Address>
