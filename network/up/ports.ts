import { once } from 'node:events'
import { createServer } from 'node:net'
import { BaseError } from '../../lib/errors.ts'

export type Ports = { rpc: number; app: number; services: Readonly<Record<string, number>> }

const defaults = { rpc: 8545, app: 3000 }

/** Returns the ports to use: the option (such as "rpc=8546,app=3001") before the environment before the defaults. */
export function choosePorts(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  serviceNames: readonly string[],
): Ports {
  const chosen = { ...defaults }
  const services: Record<string, number> = {}
  if (env.QOOD_RPC_PORT) chosen.rpc = parsePort('QOOD_RPC_PORT', env.QOOD_RPC_PORT)
  if (env.QOOD_APP_PORT) chosen.app = parsePort('QOOD_APP_PORT', env.QOOD_APP_PORT)
  for (const part of option?.split(',') ?? []) {
    const [name, text = '', ...rest] = part.trim().split('=')
    const isKnown = name === 'rpc' || name === 'app' || serviceNames.includes(name!)
    if (!isKnown || rest.length > 0) throw new InvalidPortsError(`"${part}" in --ports`)
    const port = parsePort(`${name} in --ports`, text)
    if (name === 'rpc' || name === 'app') chosen[name] = port
    else services[name!] = port
  }
  const all = [...Object.values(chosen), ...Object.values(services)]
  const twice = all.find((port, index) => all.indexOf(port) !== index)
  if (twice !== undefined) throw new InvalidPortsError(`${twice} twice`)
  return { ...chosen, services }
}

/** Throws when a port is taken, and says which and what to do. */
export async function checkPorts(ports: Partial<Ports>): Promise<void> {
  const { services, ...own } = ports
  for (const [name, port] of Object.entries({ ...own, ...services })) {
    const code = await tryPort(port)
    if (code === 'EADDRINUSE') throw new BusyPortError(name, port)
    if (code !== undefined) throw new ForbiddenPortError(port, code)
  }
}

/** Returns the code of the error that listening there gives; undefined for a port that is free. */
export async function tryPort(port: number): Promise<string | undefined> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  } finally {
    server.close()
  }
}

function parsePort(source: string, text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) throw new InvalidPortsError(`"${text}" as ${source}`)
  return port
}

export class InvalidPortsError extends BaseError {
  override readonly name = 'Up.InvalidPortsError'
  constructor(found: string) {
    super(`Expected different ports from 1 to 65535, as in --ports rpc=8546,app=3001; found ${found}.`)
  }
}

export class BusyPortError extends BaseError {
  override readonly name = 'Up.BusyPortError'
  constructor(name: string, port: number) {
    const purpose = { rpc: 'JSON-RPC', app: 'the app' }[name] ?? `the ${name}`
    super(
      `Port ${port} on 127.0.0.1, meant for ${purpose}, is taken by another program. ` +
        `Stop that one, or choose another port: npm start -- --ports ${name}=${port + 1}`,
    )
  }
}

export class ForbiddenPortError extends BaseError {
  override readonly name = 'Up.ForbiddenPortError'
  constructor(port: number, code: string) {
    super(`Port ${port} on 127.0.0.1 cannot be used (${code}). Choose one above 1023 with --ports.`)
  }
}
