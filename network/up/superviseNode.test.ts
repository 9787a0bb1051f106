import { expect, test } from 'vitest'
import { type Child, superviseNode } from './superviseNode.ts'

/** Processes that end when the test says so. */
function setUp() {
  const running: (Child & { end: (reason: string) => void; signals: string[] })[] = []
  const events: string[] = []
  let time = 0
  let next = Promise.withResolvers<void>()
  const supervisor = superviseNode({
    launch() {
      const { promise: exited, resolve: end } = Promise.withResolvers<string>()
      const signals: string[] = []
      const kill = () => end(`killed${signals.push('kill')}`)
      running.push({ exited, end, signals, stop: () => void signals.push('stop'), kill })
      next.resolve()
      next = Promise.withResolvers()
      return running.at(-1)!
    },
    onDeath: (reason, waitMs) => events.push(`${reason}, again in ${waitMs}`),
    onGiveUp: (reason) => {
      events.push(`gave up: ${reason}`)
      next.resolve()
    },
    now: () => time,
    backOffMs: 1,
    stopMs: 5,
  })
  const die = async (reason: string) => {
    const { promise } = next
    running.at(-1)!.end(reason)
    await promise
  }
  return { supervisor, running, events, die, pass: (ms: number) => (time += ms) }
}

test('starts a dead process again, later each time, and gives up at the third death in a minute', async () => {
  const { running, events, die } = setUp()
  await die('one')
  await die('two')
  await die('three')
  expect(running).toHaveLength(3)
  expect(events).toEqual(['one, again in 1', 'two, again in 2', 'gave up: three'])
})

test('deaths that lie further apart do not add up', async () => {
  const { supervisor, running, events, die, pass } = setUp()
  for (let i = 0; i < 5; i++) {
    await die('late')
    pass(60_000)
  }
  expect(events).toEqual(Array(5).fill('late, again in 1'))
  supervisor.kill()
  expect(running).toHaveLength(6)
})

test('asks a process to stop and waits for it; nothing is started again', async () => {
  const { supervisor, running, events } = setUp()
  const stopped = supervisor.stop()
  expect(running[0]!.signals).toEqual(['stop'])
  running[0]!.end('exit code 0')
  await stopped
  expect([running.length, events.length]).toEqual([1, 0])
})

test('kills a process that does not stop', async () => {
  const { supervisor, running } = setUp()
  await supervisor.stop()
  expect(running[0]!.signals).toEqual(['stop', 'kill'])
})

test('stopping between a death and the next start starts nothing', async () => {
  const { supervisor, running, events } = setUp()
  running[0]!.end('one')
  await running[0]!.exited
  await supervisor.stop()
  expect(running).toHaveLength(1)
  expect(events.length).toBeLessThanOrEqual(1)
})
