/** How steadily records were taken. Times in milliseconds. */
export type TimeQuality = {
  from: number
  to: number
  /** Half of the steps are shorter; nothing with fewer than two records. */
  medianStepMs: number | undefined
  ratePerSecond: number | undefined
  /** Steps more than five times as long as half of them are, and longer than a second. */
  gaps: { count: number; longestMs: number; list: { fromMs: number; toMs: number }[] }
  /** Records with the time of the one before. */
  duplicates: number
  /** Times that go backwards. */
  clockJumps: { count: number; largestMs: number }
}

const buckets = 600
const perDoubling = 12
const gapFactor = 5
const leastGapMs = 1_000
const listedGaps = 20

/** Returns what takes times one after the other, of one or of several vehicles, and sums them up in little memory. */
export function createTimeQuality() {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  let duplicates = 0
  let jumps = 0
  let largestJumpMs = 0
  let last: number | undefined
  let lastVehicle: string | undefined
  const lastOf = new Map<string | undefined, number>()
  const steps = new Float64Array(buckets)
  /** One exact step of each bucket stands for the others: a steady record has only that one. */
  const samples = new Float64Array(buckets)
  const longest: { fromMs: number; toMs: number }[] = []
  let shortestListed = leastGapMs

  function add(time: number, vehicle?: string): void {
    if (vehicle !== lastVehicle) {
      if (last !== undefined) lastOf.set(lastVehicle, last)
      last = lastOf.get(vehicle)
      lastVehicle = vehicle
    }
    if (time < from) from = time
    if (time > to) to = time
    if (last !== undefined) addStep(last, time)
    last = time
  }

  function addStep(before: number, time: number): void {
    const step = time - before
    if (step > 0) {
      const bucket = bucketOf(step)
      steps[bucket] = steps[bucket]! + 1
      if (steps[bucket] === 1) samples[bucket] = step
      if (step > shortestListed) keepLongest(before, time)
    } else if (step === 0) duplicates++
    else {
      jumps++
      largestJumpMs = Math.max(largestJumpMs, -step)
    }
  }

  function keepLongest(fromMs: number, toMs: number): void {
    longest.push({ fromMs, toMs })
    if (longest.length < 2_000) return
    longest.sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs)).length = 1_000
    shortestListed = longest[999]!.toMs - longest[999]!.fromMs
  }

  function finish(): TimeQuality | undefined {
    if (to < from) return undefined
    const count = steps.reduce((sum, n) => sum + n, 0)
    const medianStepMs = count > 0 ? samples[middleOf(steps, count)]! : undefined
    const limit = Math.max(leastGapMs, (medianStepMs ?? 0) * gapFactor)
    const gaps = longest.filter(({ fromMs, toMs }) => toMs - fromMs > limit)
    gaps.sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))
    const exact = longest.length < 1_000
    return {
      from,
      to,
      medianStepMs,
      ratePerSecond: medianStepMs && Number((1_000 / medianStepMs).toPrecision(3)),
      gaps: {
        count: exact ? gaps.length : countAbove(steps, samples, limit),
        longestMs: gaps[0] ? gaps[0].toMs - gaps[0].fromMs : 0,
        list: gaps.slice(0, listedGaps),
      },
      duplicates,
      clockJumps: { count: jumps, largestMs: largestJumpMs },
    }
  }
  return { add, finish }
}

/** Twelve buckets to a doubling, from a thousandth of a millisecond on: each is six percent wide. */
function bucketOf(step: number): number {
  return Math.min(buckets - 1, Math.max(0, Math.round(Math.log2(step * 1_000) * perDoubling)))
}

function middleOf(steps: Float64Array, count: number): number {
  let seen = 0
  for (let bucket = 0; bucket < steps.length; bucket++) {
    seen += steps[bucket]!
    if (seen * 2 >= count) return bucket
  }
  return 0
}

function countAbove(steps: Float64Array, samples: Float64Array, limit: number): number {
  return steps.reduce((sum, n, bucket) => (samples[bucket]! > limit ? sum + n : sum), 0)
}
