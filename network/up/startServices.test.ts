import { expect, test } from 'vitest'
import type { ServiceMessage } from './launchService.ts'
import type { Service } from './services.ts'
import { startServices } from './startServices.ts'
import type { Child } from './superviseNode.ts'

const storage: Service = {
  name: 'storage',
  title: 'Storage',
  ports: ['storage'],
  argv: ({ ports }) => [`${ports.storage}`],
}
const agent: Service = {
  name: 'agent',
  title: 'Agent',
  ports: [],
  needs: ['storage'],
  argv: ({ endpoints }) => [endpoints.storage!.http!],
}

type TestChild = { argv: readonly string[]; tell: (message: ServiceMessage) => void; end: (why: string) => void }

/** Processes that speak and end when the test says so. */
function setUp(
  services: readonly Service[],
  { readyMs, onStop = (child) => child.end('stopped') }: { readyMs?: number; onStop?: (child: TestChild) => void } = {},
) {
  const children: TestChild[] = []
  const killed: TestChild[] = []
  const said: string[] = []
  let next = Promise.withResolvers<void>()
  const running = startServices({
    services,
    data: 'data',
    rpcUrl: 'http://127.0.0.1:1',
    wsUrl: 'ws://127.0.0.1:1',
    ports: { storage: 7 },
    say: (line) => said.push(line),
    launch: ({ argv, onMessage }): Child => {
      const { promise: exited, resolve: end } = Promise.withResolvers<string>()
      const child = { argv, tell: onMessage, end }
      const kill = () => {
        killed.push(child)
        end('killed')
      }
      children.push(child)
      next.resolve()
      next = Promise.withResolvers()
      return { exited, stop: () => onStop(child), kill }
    },
    ...(readyMs !== undefined && { readyMs }),
  })
  return { running, children, killed, said, launched: () => next.promise }
}

const ready: ServiceMessage = { kind: 'ready', endpoints: { http: 'http://127.0.0.1:7' } }

test('a service starts with the endpoints of the one it needs, and all of them are told', async () => {
  const { running, children, launched } = setUp([agent, storage].toReversed())
  await expect.poll(() => children.map(({ argv }) => argv)).toEqual([['storage', '7']])
  const second = launched()
  children[0]!.tell(ready)
  await second
  expect(children[1]!.argv).toEqual(['agent', 'http://127.0.0.1:7'])
  children[1]!.tell({ kind: 'ready', endpoints: {} })
  await running.settled
  expect(running.endpoints()).toEqual({ storage: { http: 'http://127.0.0.1:7' }, agent: {} })
  await running.stop()
})

test('a refusal is said with its reason, and what needs it is not started', async () => {
  const { running, children, said } = setUp([storage, agent])
  await expect.poll(() => children).toHaveLength(1)
  children[0]!.tell({ kind: 'refused', message: 'The disk is full.' })
  await running.settled
  expect(said).toEqual([
    expect.stringContaining('The storage is not running: The disk is full.'),
    'The agent is not started: it needs the storage.',
  ])
  expect([children.length, running.endpoints()]).toEqual([1, {}])
})

test('one that dies is started again and has no endpoints meanwhile', async () => {
  const { running, children, said, launched } = setUp([storage])
  await expect.poll(() => children).toHaveLength(1)
  children[0]!.tell(ready)
  await running.settled
  const again = launched()
  children[0]!.end('signal SIGKILL')
  await again
  expect(said).toEqual([expect.stringContaining('The storage died (signal SIGKILL)')])
  expect(running.endpoints()).toEqual({})
  children[1]!.tell(ready)
  expect(running.endpoints()).toHaveProperty('storage')
  await running.stop()
})

test('one that is never ready does not hold up the rest', async () => {
  const { running, said } = setUp([storage], { readyMs: 1 })
  await running.settled
  expect(said).toEqual([expect.stringContaining('was not ready after')])
  await running.stop()
})

test('nothing starts after the stop', async () => {
  const { running, children } = setUp([storage, agent])
  await expect.poll(() => children).toHaveLength(1)
  children[0]!.tell(ready)
  await running.stop()
  await running.settled
  expect(children).toHaveLength(1)
})

test('on the stop all end at once, except that a service waits for what needs it', async () => {
  const oracle: Service = { name: 'oracle', title: 'Oracle', ports: [], argv: () => [] }
  const told: TestChild[] = []
  const { running, children, killed } = setUp([storage, oracle, agent], { onStop: (child) => told.push(child) })
  await expect.poll(() => children).toHaveLength(2)
  for (const child of children) child.tell(ready)
  await expect.poll(() => children).toHaveLength(3)
  children[2]!.tell(ready)
  await running.settled
  const stopped = running.stop()
  await expect.poll(() => told.map(({ argv }) => argv[0]).sort()).toEqual(['agent', 'oracle'])
  told.find(({ argv }) => argv[0] === 'agent')!.end('exit code 0')
  await expect.poll(() => told.map(({ argv }) => argv[0])).toContain('storage')
  for (const child of told) child.end('exit code 0')
  await stopped
  // Who waits for another only ends as late as that one is killed.
  expect(killed).toEqual([])
})
