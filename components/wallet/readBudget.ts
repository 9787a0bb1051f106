/** Returns how much of an account's budget of free gas is left in percent, and in how many seconds there is enough, as a node says that refuses for want of it. */
export function readBudget(message: string): { left: number; seconds: number } | undefined {
  const found = /gas budget exceeded: (\d+) of (\d+) gas left.* in (\d+) second/.exec(message)
  if (!found) return undefined
  return { left: Math.floor((100 * Number(found[1])) / Number(found[2])), seconds: Number(found[3]) }
}
