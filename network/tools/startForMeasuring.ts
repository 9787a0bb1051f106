import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../up/findFreePort.ts'
import { waitForFleet } from './waitForFleet.ts'

const root = join(import.meta.dirname, '..', '..')
const readyMs = 240_000

/**
 * Starts the network as a user does, on free ports and in a folder that is gone afterwards, and waits until the simulated
 * fleet has listed its first drives: a page is measured beside a network that runs, not beside one that begins.
 */
export async function startForMeasuring(): Promise<{ appUrl: string; rpcUrl: string; stop(): Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'qood-measure-'))
  const [rpc, app] = [await findFreePort(), await findFreePort()]
  const args = ['network/qood.ts', 'up', '--ports', `rpc=${rpc},app=${app}`, '--data', data]
  const [command, ...rest] = [...givingWay(), process.execPath, ...args]
  const child = spawn(command!, rest, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const appUrl = `http://127.0.0.1:${app}`
  const stop = async () => {
    child.kill('SIGINT')
    await exited
    await rm(data, { recursive: true, force: true })
  }
  const { promise: ready, resolve } = Promise.withResolvers<'ready'>()
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.includes(appUrl)) resolve('ready')
  })
  const late = AbortSignal.timeout(readyMs)
  const outcome = await Promise.race([ready, exited.then(() => 'ended'), once(late, 'abort').then(() => 'late')])
  if (outcome === 'ready') {
    try {
      await waitForFleet(appUrl)
      return { appUrl, rpcUrl: `http://127.0.0.1:${rpc}`, stop }
    } catch (error) {
      await stop()
      throw error
    }
  }
  await stop()
  throw new Error(`The network did not start (${outcome}). It said:\n${output}`)
}

/** In life the network runs on machines of others: here it gives way to the browser that is measured, as far as the system lets it. */
function givingWay(): string[] {
  if (process.platform === 'win32') return []
  const nice = ['nice', '-n', '19']
  // Linux knows a class of processes that run only where no other wants to.
  return spawnSync('chrt', ['--idle', '0', 'true']).status === 0 ? ['chrt', '--idle', '0', ...nice] : nice
}
