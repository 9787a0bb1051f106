/** Returns how many of n validators must seal a block of a Besu QBFT network: two thirds, rounded up. */
export function besuQuorum(validatorCount: number): number {
  return Math.ceil((2 * validatorCount) / 3)
}

/** Returns how many of n producers must seal a block of the embedded chain: more than two thirds. */
export function embeddedQuorum(validatorCount: number): number {
  return Math.floor((2 * validatorCount) / 3) + 1
}
