import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const run = promisify(execFile)
const packages = '/usr/lib/postgresql'
/** PostgreSQL refuses to run as root, so there it runs as the user that owns nothing. */
const nobody = 65_534

/** Returns the folder of a PostgreSQL server's programs, if this machine has one. */
export function findPostgres(): string | undefined {
  const installed = existsSync(packages) ? readdirSync(packages).map((version) => join(packages, version, 'bin')) : []
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...installed]
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))))
}

/** Starts a server with an empty database of its own, on a socket in a folder and on no port. */
export async function startTestPostgres(programs: string) {
  const folder = await mkdtemp(join(tmpdir(), 'qood-pg-'))
  const isRoot = process.getuid?.() === 0
  const as = isRoot ? { uid: nobody, gid: nobody } : {}
  if (isRoot) await chown(folder, nobody, nobody)
  const data = join(folder, 'data')
  const options = { ...as, cwd: folder, env: { ...process.env, LC_ALL: 'C' } }
  await run(join(programs, 'initdb'), ['-D', data, '-U', 'qood', '-A', 'trust', '-E', 'UTF8', '--no-sync'], options)
  const settings = ['-h', '', '-k', folder, '-F']
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const stopped = once(server, 'exit')
  await new Promise<void>((resolve, reject) => {
    createInterface(server.stderr).on('line', (line) => {
      if (line.includes('ready to accept connections')) resolve()
    })
    stopped.then(() => reject(new Error('The PostgreSQL server ended before it was ready.')), reject)
  })
  return {
    url: `postgres://qood@localhost/postgres?host=${encodeURIComponent(folder)}`,
    async stop(): Promise<void> {
      server.kill('SIGINT')
      await stopped
      await rm(folder, { recursive: true, force: true })
    },
  }
}
