import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../../network/up/findFreePort.ts'

export type Network = {
  appUrl: string
  rpcUrl: string
  /** The folder of this network; gone when it is removed. */
  data: string
  /** Moves the clock of the chain ahead, so that deadlines pass. */
  moveClock(seconds: number): Promise<void>
  /** Kills the node without a word (SIGKILL); the process that watches it starts it again. Twice within a minute at most. */
  killNode(): Promise<void>
  /** Resolves when the node answers. */
  answers(): Promise<void>
  /** Ends the processes and keeps the data. */
  stop(): Promise<void>
  /** Starts them again on the same ports and data. */
  start(): Promise<void>
  remove(): Promise<void>
}

const readyMs = 240_000
const stopMs = 60_000
const root = join(import.meta.dirname, '..', '..')

/** Starts the real network as a user does, on free ports and a data folder of its own. */
export async function startNetwork(): Promise<Network> {
  const data = await mkdtemp(join(tmpdir(), 'qood-e2e-'))
  const rpc = await findFreePort()
  const app = await findFreePort({ besides: [rpc] })
  const args = ['network/qood.ts', 'up', '--ports', `rpc=${rpc},app=${app}`, '--data', join(data, 'chain')]
  const appUrl = `http://127.0.0.1:${app}`
  let running = await run(args, appUrl)
  return {
    appUrl,
    rpcUrl: `http://127.0.0.1:${rpc}`,
    data,
    moveClock: async (seconds) => {
      const argv = ['network/qood.ts', 'clock', 'ahead', String(seconds), '--data', join(data, 'chain')]
      const [code] = await once(spawn(process.execPath, argv, { cwd: root, stdio: 'ignore' }), 'exit')
      if (code !== 0) throw new Error(`The clock was not moved: exit code ${code}.`)
    },
    killNode: async () => {
      const [pid] = (await readFile(join(data, 'chain', 'lock'), 'utf8')).split(' ')
      process.kill(Number(pid), 'SIGKILL')
    },
    answers: () => answers(`http://127.0.0.1:${rpc}`),
    stop: () => running.stop(),
    start: async () => {
      running = await run(args, appUrl)
    },
    remove: async () => {
      await running.stop()
      await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
    },
  }
}

/** Resolves when the command prints the address of the app, which it does when everything runs. */
async function run(args: readonly string[], appUrl: string): Promise<{ stop(): Promise<void> }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, QOOD_KIT: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The network ${why}. It said:\n${output}`))
    const timer = setTimeout(() => fail(`was not ready after ${readyMs} ms`), readyMs)
    const read = (chunk: Buffer) => {
      output += chunk
      if (!output.includes(appUrl)) return
      clearTimeout(timer)
      if (/ is not (running|started)/.test(output)) fail('lacks a service')
      resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    exited.then(() => {
      clearTimeout(timer)
      fail('ended')
    })
  })
  return {
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGINT')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await exited
      clearTimeout(timer)
    },
  }
}

async function answers(rpcUrl: string): Promise<void> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
  const headers = { 'content-type': 'application/json' }
  for (const deadline = Date.now() + readyMs; ; ) {
    const response = await fetch(rpcUrl, { method: 'POST', headers, body }).catch(() => undefined)
    if (response?.ok) return
    if (Date.now() > deadline) throw new Error(`The node did not answer within ${readyMs} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
