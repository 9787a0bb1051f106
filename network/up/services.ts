import type { Endpoints } from './launchService.ts'

/** What a service may build its command line from. `ports` are its own; `endpoints` those of the services it needs. */
export type ServiceContext = {
  data: string
  rpcUrl: string
  wsUrl: string
  ports: Readonly<Record<string, number>>
  endpoints: Readonly<Record<string, Endpoints>>
  /** The ports of all services, for one that can do without the others. */
  allPorts: Readonly<Record<string, number>>
}

/**
 * A process beside the node that `qood up` starts, watches and stops. It is a command of its own (`qood NAME ...`) that
 * runs inside `serveUntilStopped`; what it tells there as its endpoints stands in /config.json under `services.NAME`.
 */
export type Service = {
  name: string
  /** The word after `qood`, where it is not the name. */
  command?: string
  /** Its line in the table that `qood up` prints. */
  title: string
  /** Names of the ports it listens on, as in --ports NAME=N; free ones are chosen and kept in the data directory. */
  ports: readonly string[]
  /** Services that must be ready first. */
  needs?: readonly string[]
  argv(context: ServiceContext): readonly string[]
}

/** In the order of the table. Where one cannot start, the others and the chain go on without it. */
export const services: readonly Service[] = [
  {
    name: 'indexer',
    title: 'Index',
    ports: ['indexer'],
    argv: ({ data, rpcUrl, wsUrl, ports, allPorts }) => [
      ...['--data', data, '--rpc', rpcUrl, '--ws', wsUrl],
      ...['--port', String(ports.indexer)],
      ...[allPorts.storage, allPorts.storage2].flatMap((port) => ['--storage', `http://127.0.0.1:${port}`]),
    ],
  },
  {
    name: 'storage',
    title: 'Storage',
    ports: ['storage', 'storage-swarm'],
    argv: ({ data, rpcUrl, ports }) => [
      ...storageArgv(`${data}/storage`, ports.storage!, ports['storage-swarm']!),
      ...['--rpc', rpcUrl],
    ],
  },
  {
    name: 'storage2',
    command: 'storage',
    title: 'Storage, second',
    ports: ['storage2', 'storage2-swarm'],
    needs: ['storage'],
    argv: ({ data, rpcUrl, ports, endpoints }) => [
      ...storageArgv(`${data}/storage2`, ports.storage2!, ports['storage2-swarm']!),
      ...['--peer', endpoints.storage!.swarm!, '--rpc', rpcUrl],
    ],
  },
  {
    name: 'agent',
    title: 'Data agent',
    ports: ['agent'],
    needs: ['storage', 'storage2'],
    argv: ({ data, rpcUrl, ports, endpoints }) => [
      ...['--data', `${data}/agent`, '--rpc', rpcUrl, '--port', String(ports.agent), '--fleet', '8'],
      ...['--storage', endpoints.storage!.http!, '--storage', endpoints.storage2!.http!],
    ],
  },
  {
    name: 'registrar',
    title: 'Registrar',
    ports: ['registrar'],
    argv: ({ rpcUrl, ports }) => ['--rpc', rpcUrl, '--port', String(ports.registrar)],
  },
  { name: 'oracle', title: 'Oracle', ports: [], argv: ({ rpcUrl }) => ['--rpc', rpcUrl] },
]

function storageArgv(folder: string, http: number, swarm: number): string[] {
  return ['--data', folder, '--http-port', String(http), '--swarm-port', String(swarm)]
}
