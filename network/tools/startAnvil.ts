import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

/**
 * Starts anvil, the yardstick of tests and benchmarks, on a free port. The program itself and not the script that npm
 * puts in front of it: killing that would leave anvil behind.
 */
export async function startAnvil(
  flags: readonly string[],
): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const process = spawn(findAnvil(), ['--port', '0', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(process, 'exit')
  const lines = createInterface({ input: process.stdout })
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const address = /Listening on (\S+)/.exec(line)?.[1]
      if (address) resolve(`http://${address}`)
    })
    ended.then(() => reject(new Error(`anvil ended before it listened: ${flags.join(' ')}`)), reject)
  })
  return {
    url,
    pid: process.pid!,
    async stop() {
      process.kill('SIGKILL')
      await ended
    },
  }
}

function findAnvil(): string {
  const { platform, arch } = process
  const system = platform === 'win32' ? 'win32' : platform
  const machine = arch === 'x64' ? 'amd64' : arch
  const file = platform === 'win32' ? 'anvil.exe' : 'anvil'
  return createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${system}-${machine}/bin/${file}`)
}
