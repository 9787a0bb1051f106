import type { TurnTiming } from '../node/producer/createProducer.ts'
import { type Forked, forkProcess } from './forkProcess.ts'
import { percentile } from './percentile.ts'
import { startAnvilTarget, startPrunedAnvil } from './startAnvilTarget.ts'
import { startHardhatTarget } from './startHardhatTarget.ts'
import { startQood } from './startQood.ts'
import type { LoadRequest, LoadResult, Target } from './Target.ts'

type Start = (options: { slots: number }) => Promise<Target>
export type TransfersOptions = { slots: readonly number[]; blocks: number; targets: readonly string[] }

const starts: Record<string, Start> = {
  qood: startQood,
  anvil: startAnvilTarget,
  'anvil-pruned': startPrunedAnvil,
  hardhat: startHardhatTarget,
}
const slotMs = 500
/** Twice the goal: a chain that could do more than this would need more transactions signed beforehand. */
const perSecondSigned = 1_400

/** ERC-20 transfers per second through HTTP, ours beside others, under one load and in one run. */
export async function benchTransfers({ slots, blocks, targets }: TransfersOptions): Promise<void> {
  const load = forkProcess('./loadProcess.ts')
  const rows: object[] = []
  for (const count of slots) {
    const signed = { slots: count, count: Math.ceil(((blocks + 20) * slotMs * perSecondSigned) / 1_000) }
    await load.ask({ sign: signed })
    for (const name of targets) {
      console.log(`transfers: ${name} at ${count} slots`)
      const row = await runTarget(load, starts[name]!, { ...signed, blocks })
      console.log(JSON.stringify(row))
      rows.push(row)
    }
  }
  await load.kill()
  console.table(rows)
}

async function runTarget(load: Forked, start: Start, sizes: { slots: number; count: number; blocks: number }) {
  const startedAt = performance.now()
  const target = await start(sizes)
  const readyMs = performance.now() - startedAt
  const full: LoadRequest = { url: target.url, ...sizes, outstanding: 1_000, perSecond: Infinity, maxSeconds: 60 }
  try {
    const result = await load.ask<LoadResult>({ run: full })
    return toRow(target.name, sizes.slots, readyMs, result, (await target.timings?.()) ?? [])
  } finally {
    await target.stop()
  }
}

function toRow(chain: string, slots: number, readyMs: number, result: LoadResult, timings: readonly TurnTiming[]) {
  return {
    chain,
    slots,
    'ready s': round(readyMs / 1_000, 1),
    'transfers/s': round(result.included / result.seconds),
    blocks: result.blocks,
    'block s': round(result.seconds / result.blocks, 2),
    'latency p50/p95 ms': `${round(result.latencyMs.p50)} / ${round(result.latencyMs.p95)}`,
    ...(timings.length > 0 && describeTimings(timings)),
    refused: result.refused,
    ok: result.succeeded,
  }
}

function describeTimings(timings: readonly TurnTiming[]) {
  const whole = timings.map(({ runMs, hashMs, sealMs, writeMs }) => runMs + hashMs + sealMs + writeMs)
  const median = (name: keyof TurnTiming) =>
    round(
      percentile(
        timings.map((timing) => timing[name]),
        0.5,
      ),
    )
  const inTime = whole.filter((ms) => ms <= slotMs).length
  return {
    'turn p50/p95 ms': `${round(percentile(whole, 0.5))} / ${round(percentile(whole, 0.95))}`,
    'run/hash/seal/write p50 ms': [median('runMs'), median('hashMs'), median('sealMs'), median('writeMs')].join(' / '),
    'final in its slot': `${round((100 * inTime) / whole.length, 1)} %`,
  }
}

function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}
