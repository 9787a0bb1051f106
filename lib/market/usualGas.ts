/*
 * What the steps of a trade are allowed to take, all their transactions together, with the margin that wallets add: docs/gas.md
 * and a fifth. Said before there is a transaction that could be measured.
 */
export const usualGas = {
  buy: 135_000n,
  register: 110_000n,
  /** Registering, a bond, and the listing. */
  publish: 300_000n,
  request: 180_000n,
  /** Closing the listing and making another. */
  reprice: 120_000n,
  withdraw: 45_000n,
} as const
