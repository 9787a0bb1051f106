import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { token } from './accounts.ts'
import { createBenchAlloc } from './createBenchGenesis.ts'
import { callRpc, postRpc } from './postRpc.ts'
import type { Target } from './Target.ts'

const fillBatch = 1_000

/** Starts `hardhat node` and fills it with the same allocation by its setter methods; it reads no genesis file. */
export async function startHardhatTarget({ slots }: { slots: number }): Promise<Target> {
  const config = fileURLToPath(new URL('./hardhat.config.ts', import.meta.url))
  const cli = join(dirname(createRequire(import.meta.url).resolve('hardhat/package.json')), 'dist/src/cli.js')
  const child = spawn(process.execPath, [cli, 'node', '--config', config, '--port', '0', '--hostname', '127.0.0.1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
      if (address) resolve(address)
    })
    ended.then(() => reject(new Error('hardhat node ended before it listened')), reject)
  })
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
  }
  try {
    await callRpc(url, 'hardhat_setLoggingEnabled', [false])
    await fill(url, slots)
  } catch (error) {
    await stop()
    throw error
  }
  return { name: 'hardhat node', url, pid: child.pid!, stop }
}

async function fill(url: string, slots: number): Promise<void> {
  const calls: { method: string; params: unknown[] }[] = []
  for (const [address, { balance, code, storage }] of Object.entries(createBenchAlloc(slots))) {
    if (BigInt(balance) > 0n) calls.push({ method: 'hardhat_setBalance', params: [address, balance] })
    if (address === token) calls.push({ method: 'hardhat_setCode', params: [address, code] })
    for (const [slot, value] of Object.entries(storage ?? {})) {
      calls.push({ method: 'hardhat_setStorageAt', params: [address, `0x${BigInt(slot).toString(16)}`, value] })
    }
  }
  for (let at = 0; at < calls.length; at += fillBatch) {
    const answers = await postRpc(url, calls.slice(at, at + fillBatch))
    const failed = answers.find(({ error }) => error)
    if (failed) throw new Error(`filling failed: ${failed.error!.message}`)
  }
}
