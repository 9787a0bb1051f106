import type { TurnTiming } from '../node/producer/createProducer.ts'
import { type Forked, forkProcess } from './forkProcess.ts'
import { percentile } from './percentile.ts'
import { readCpuMs } from './readCpuMs.ts'
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
/** A block of 60 million gas holds 1,748 transfers, so a chain here makes at most 3,496 a second. */
const perSecondSigned = 3_600
/** More than two full blocks, so that no chain waits for transfers. */
const underWay = 4_000

/** ERC-20 transfers per second through HTTP, ours beside others, under one load and in one run. */
export async function benchTransfers({ slots, blocks, targets }: TransfersOptions): Promise<void> {
  const load = forkProcess('./loadProcess.ts')
  const rows: object[] = []
  for (const count of slots) {
    for (const name of targets) {
      console.log(`transfers: ${name} at ${count} slots`)
      const startedAt = performance.now()
      const target = await starts[name]!({ slots: count })
      const readyMs = performance.now() - startedAt
      try {
        const { row } = await measureTarget(load, target, { slots: count, blocks })
        rows.push({ ...row, 'ready s': round(readyMs / 1_000, 1) })
        console.log(JSON.stringify(rows.at(-1)))
      } finally {
        await target.stop()
      }
    }
  }
  await load.kill()
  console.table(rows)
}

/** Runs the full load, and then a light one, against a chain that stands at its beginning as far as senders go. */
export async function measureTarget(
  load: Forked,
  target: Target,
  { slots, blocks }: { slots: number; blocks: number },
): Promise<{ row: object; included: number }> {
  const count = Math.ceil(((blocks + 20) * slotMs * perSecondSigned) / 1_000)
  await load.ask({ sign: { slots, count } })
  const full: LoadRequest = { url: target.url, outstanding: underWay, perSecond: 1e9, blocks, maxSeconds: 60 }
  await target.timings?.()
  const cpuBefore = await readCpuMs(target.pid)
  const result = await load.ask<LoadResult>({ run: full })
  const cpuAfter = await readCpuMs(target.pid)
  const cpuMs = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore
  const timings = (await target.timings?.()) ?? []
  const light = await load.ask<LoadResult>({ run: { ...full, perSecond: 100, blocks: Math.ceil(blocks / 4) } })
  return { row: toRow(target.name, slots, { full: result, light, cpuMs }, timings), included: result.included }
}

type Results = { full: LoadResult; light: LoadResult; cpuMs: number | undefined }

function toRow(chain: string, slots: number, { full: result, light, cpuMs }: Results, timings: readonly TurnTiming[]) {
  return {
    chain,
    slots,
    'transfers/s': round(result.included / result.seconds),
    ...(cpuMs !== undefined && { 'CPU ms per transfer': round(cpuMs / result.sent, 2) }),
    blocks: result.blocks,
    'block s': round(result.seconds / result.blocks, 2),
    'latency p50/p95 ms': `${round(result.latencyMs.p50)} / ${round(result.latencyMs.p95)}`,
    'at 100/s p50/p95 ms': `${round(light.latencyMs.p50)} / ${round(light.latencyMs.p95)}`,
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
    'run/hash/seal/write/settle p50 ms': (['runMs', 'hashMs', 'sealMs', 'writeMs', 'settleMs'] as const)
      .map(median)
      .join(' / '),
    'final in its slot': `${round((100 * inTime) / whole.length, 1)} %`,
  }
}

function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}
