import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const script = `
import { serveUntilStopped } from ${JSON.stringify(join(import.meta.dirname, 'serveUntilStopped.ts'))}
setInterval(() => {}, 1_000)
process.exitCode = await serveUntilStopped(async () => ({ endpoints: {}, stop: async () => {} }))
`

test('a service that has stopped ends well, whatever it left open', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const exited = once(child, 'exit')
  child.kill('SIGINT')
  expect(await exited).toEqual([0, null])
}, 30_000)
