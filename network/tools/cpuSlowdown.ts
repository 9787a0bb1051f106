/** The middle of what Lighthouse calls a high-end desktop, for which it means a slowdown of four to be a mid-tier phone. */
const desktopIndex = 1_750
const phoneSlowdown = 4

/**
 * Returns how many times slower than this machine the mid-tier phone of Lighthouse is, from the machine's benchmark index:
 * on a machine that is half as fast as the one Lighthouse has in mind, four times as slow would be a phone half as fast.
 */
export function cpuSlowdown(benchmarkIndex: number): number {
  const slowdown = (phoneSlowdown * benchmarkIndex) / desktopIndex
  return Math.round(Math.min(phoneSlowdown, Math.max(1, slowdown)) * 10) / 10
}
