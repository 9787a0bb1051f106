import { expect, test } from 'vitest'
import { createPollPlan } from './createPollPlan.ts'
import { createSimulator, type SimulatorOptions } from './simulator.ts'
import { simulatorTransport } from './simulatorTransport.ts'
import { type PollBatch, startPolling } from './startPolling.ts'
import { startSession } from './startSession.ts'

async function poll(
  options: SimulatorOptions,
  pids: readonly string[],
  until: (batches: PollBatch[], misses: string[]) => boolean,
) {
  const session = await startSession(simulatorTransport(createSimulator({ replyDelayMs: 0, searchMs: 0, ...options })))
  const batches: PollBatch[] = []
  const misses: string[] = []
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = () => until(batches, misses) && resolve()
  const polling = startPolling(session, {
    signals: pids.map((pid) => ({ pid, hz: 0 })),
    onBatch(batch) {
      batches.push(batch)
      look()
    },
    onMiss(name) {
      misses.push(name)
      look()
    },
    onLost: reject,
  })
  await promise
  await polling.stop()
  await session.close()
  return { batches, misses, session }
}

test('six parameters travel in one request where the car allows it', async () => {
  const { batches } = await poll({}, ['04', '05', '0C', '0D', '0F', '11'], (all) => all.length >= 5)
  const main = batches[0]!.readings.filter(({ ecu }) => ecu === '7E8')
  expect(main.map(({ pid }) => pid)).toEqual(['04', '05', '0C', '0D', '0F', '11'])
})

test('one at a time on an adapter that knows no joint requests, each in its turn', async () => {
  const { batches } = await poll({ quirks: { noMultiPid: true } }, ['05', '0C', '0D'], (all) => all.length >= 6)
  expect(batches.slice(0, 6).map(({ answer }) => answer.request)).toEqual([
    '0105',
    '010C',
    '010D',
    '0105',
    '010C',
    '010D',
  ])
})

test('OBD9141#28, ELMduino#286: an older bus is not asked too fast', async () => {
  const { misses } = await poll({ protocol: '3', quirks: { minGapMs: 45 } }, ['0C', '0D'], (all) => all.length >= 6)
  expect(misses).toEqual([])
})

test('a parameter without an answer is asked less often, and does not hold up the others', async () => {
  const { batches, misses } = await poll({ quirks: { noMultiPid: true } }, ['0C', '99'], (all) => all.length >= 30)
  expect(misses.every((name) => name === 'Obd.NoDataError')).toBe(true)
  expect(misses.length).toBeLessThan(batches.length / 3)
})

test('the plan keeps rates: 10 Hz comes ten times as often as 1 Hz', () => {
  const plan = createPollPlan(
    [
      { pid: '0C', hz: 10 },
      { pid: '05', hz: 1 },
    ],
    { join: 1, startMs: 0 },
  )
  const count: Record<string, number> = {}
  for (let nowMs = 0; nowMs < 10_000; nowMs += 20)
    for (const pid of plan.take(nowMs)) count[pid] = (count[pid] ?? 0) + 1
  expect(count['0C']).toBeGreaterThan(95)
  expect(count['05']).toBeLessThan(13)
})
