import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { browserArgs } from './measuredPages.ts'

const startMs = 20_000

/** Starts the browser that comes out of npm by itself, with a port for tools that steer it. */
export async function startChromium(): Promise<{ port: number; stop(): Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'qood-chromium-'))
  const args = [...browserArgs, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  const child = spawn(await sparticuz.executablePath(), args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const exited = once(child, 'exit')
  const stop = async () => {
    child.kill()
    await exited
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const timer = setTimeout(() => reject(new Error('The browser did not start in time.')), startMs)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
    const port = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said)?.[1]
    if (port) resolve(Number(port))
  })
  exited.then(() => reject(new Error(`The browser ended. It said: ${said}`)))
  try {
    return { port: await promise, stop }
  } catch (error) {
    await stop()
    throw error
  } finally {
    clearTimeout(timer)
  }
}
