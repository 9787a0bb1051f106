// node lib/obd/startPolling.bench.ts: queries and samples per second against the simulator, and gaps between samples of one parameter.
import { createSimulator } from './simulator.ts'
import { simulatorTransport } from './simulatorTransport.ts'
import { startPolling } from './startPolling.ts'
import { startSession } from './startSession.ts'

const seconds = Number(process.argv[2] ?? 4)
const pids = ['04', '05', '0C', '0D', '0F', '11']

for (const replyDelayMs of [0, 20, 50]) {
  for (const joint of [true, false]) {
    const simulator = createSimulator({ replyDelayMs, searchMs: 0, quirks: { noMultiPid: !joint } })
    const session = await startSession(simulatorTransport(simulator))
    const times: number[] = []
    let queries = 0
    let samples = 0
    const polling = startPolling(session, {
      signals: pids.map((pid) => ({ pid, hz: 0 })),
      onBatch({ atMs, readings }) {
        queries++
        samples += readings.filter(({ ecu }) => ecu === '7E8').length
        if (readings.some(({ pid }) => pid === '0C')) times.push(atMs)
      },
      onLost(reason) {
        throw reason
      },
    })
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    await polling.stop()
    await session.close()
    const gaps = times
      .slice(1)
      .map((time, index) => time - times[index]!)
      .sort((a, b) => a - b)
    console.log(
      `reply after ${replyDelayMs} ms, ${joint ? 'six parameters a request' : 'one a request'}: ` +
        `${(queries / seconds).toFixed(0)} queries/s, ${(samples / seconds).toFixed(0)} samples/s, ` +
        `gap of 0C p50 ${gaps[Math.floor(gaps.length / 2)]?.toFixed(1)} ms, p95 ${gaps[Math.floor(gaps.length * 0.95)]?.toFixed(1)} ms`,
    )
  }
}
