import { expect } from 'vitest'
import type { TestMarket } from '../agent/testMarket.ts'
import { timeNow } from './testGarage.ts'

/** Moves the clock of the chain and waits for a block that shows it. */
export async function passTime(market: TestMarket, seconds: number): Promise<void> {
  const wanted = (await timeNow(market)) + seconds
  await market.skip(seconds)
  await expect.poll(() => timeNow(market), { interval: 50 }).toBeGreaterThanOrEqual(wanted)
}
