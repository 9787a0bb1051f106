import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BaseError } from '../../lib/errors.ts'
import { createFaucet } from '../faucet/createFaucet.ts'
import { createFaucetRoute } from '../faucet/createFaucetRoute.ts'
import { developmentChainId } from '../genesis/developmentKeys.ts'
import { monotonicNow } from '../monotonicNow.ts'
import { buildApp, kitOf } from '../up/buildApp.ts'
import { DirectoryInUseError, openDataDirectory, resetDataDirectory } from '../up/dataDirectory.ts'
import { formatTable } from '../up/formatTable.ts'
import { launchNode, type NodeMessage, readLogTail } from '../up/launchNode.ts'
import type { Endpoints } from '../up/launchService.ts'
import { findHolder } from '../up/lockDirectory.ts'
import { checkPorts, choosePorts, type Ports } from '../up/ports.ts'
import { type Route, serveStatic } from '../up/serveStatic.ts'
import { chooseServicePorts } from '../up/servicePorts.ts'
import { services } from '../up/services.ts'
import { type RunningServices, startServices } from '../up/startServices.ts'
import { stopSignal } from '../up/stopSignal.ts'
import { superviseNode } from '../up/superviseNode.ts'
import { writeAnchor } from '../up/writeAnchor.ts'
import { type Command, parseCommand, UsageError } from './Command.ts'
import { confirmReset } from './reset.ts'

const servicePorts = services.flatMap(({ ports }) => ports)

const usage = `Usage: qood up [--data DIR] [--ports rpc=8545,app=3000] [--allow URL] [--reset [--yes]]

Starts everything on this machine: builds the app if it changed, runs the node and the services beside it, serves the
app, until Ctrl-C.

  --data DIR     where the chain lies (default .qood)
  --ports LIST   ports on 127.0.0.1 (default rpc=8545,app=3000, or QOOD_RPC_PORT and QOOD_APP_PORT); the services
                 take free ones and keep them, unless told${servicePorts.map((name) => ` ${name}=N`).join('')}
  --allow URL    another server that the app may ask, such as a witness of somebody else; can be given often
  --reset        delete the chain first; asks, unless told --yes`

export const upCommand: Command = {
  name: 'up',
  summary: 'Start everything: node, producers, JSON-RPC and the app',
  usage,
  async run(argv) {
    const { values } = parseCommand(argv, {
      data: { type: 'string', default: '.qood' },
      ports: { type: 'string' },
      allow: { type: 'string', multiple: true },
      reset: { type: 'boolean' },
      yes: { type: 'boolean' },
    })
    const ports = choosePorts(values.ports, process.env, servicePorts)
    if (values.reset && !(values.yes || (await confirmReset(values.data)))) return 1
    if (values.reset && resetDataDirectory(values.data)) say('The old chain is deleted.')
    const data = openDataDirectory(values.data)
    const holder = findHolder(data)
    if (holder !== undefined) throw new DirectoryInUseError(data, holder)
    await checkPorts(ports)
    return runAll(data, ports, (values.allow ?? []).flatMap(originsOf))
  },
}

const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '')

/** Returns the addresses of a server as a content security policy names them: of HTTP, and of its socket. */
function originsOf(url: string): string[] {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`Expected --allow to be an http or https address, found ${url}`)
  }
  const { origin } = new URL(url)
  return [origin, origin.replace(/^http/, 'ws')]
}

async function runAll(data: string, ports: Ports, allowed: readonly string[]): Promise<number> {
  const halt = new AbortController()
  let force = () => {}
  const stopped = stopSignal(() => {
    force()
    process.exit(130)
  })
  void stopped.then(() => halt.abort())
  try {
    if (await build(halt.signal)) say('The app is built.')
  } catch (error) {
    if (halt.signal.aborted) return 0
    throw error
  }

  const node = startNodeProcess(data, ports)
  let beside: RunningServices | undefined
  force = () => {
    beside?.kill()
    node.kill()
  }
  let app: Awaited<ReturnType<typeof serveStatic>> | undefined
  try {
    say('Starting the node ...')
    if ((await Promise.race([node.ready, node.failed, stopped])) === 'ready') {
      const { rpcUrl, wsUrl } = node.config()!
      const names = servicePorts
      const chosen = await chooseServicePorts({ data, names, told: ports.services })
      if (services.length > 0) say('Starting the services ...')
      beside = startServices({ services, data, rpcUrl, wsUrl, ports: chosen, say })
      await Promise.race([beside.settled, node.failed, stopped])
      if (halt.signal.aborted) return 0
      const endpoints = beside.endpoints
      const config = () => node.config() && { ...node.config(), services: endpoints() }
      const connect = () => [rpcUrl, wsUrl, ...allowed, ...webOrigins(endpoints())]
      const routes = createRoutes(node.config()!)
      app = await serveStatic({ root: join(root, 'out'), port: ports.app, config, connect, routes })
      printTable({ data, config: node.config()!, appPort: app.port, head: node.head(), endpoints: endpoints() })
      await Promise.race([stopped, node.failed])
      say('Stopping ...')
    }
    return 0
  } finally {
    await app?.stop()
    await beside?.stop()
    await node.stop()
  }
}

/** Of all that the services tell, the page may talk to what is an address of the web. */
function webOrigins(endpoints: Readonly<Record<string, Endpoints>>): string[] {
  const urls = Object.values(endpoints).flatMap((those) => Object.values(those))
  return [...new Set(urls.filter((url) => /^(https?|wss?):/.test(url)).map((url) => new URL(url).origin))]
}

function build(signal: AbortSignal): Promise<boolean> {
  let told = false
  const onLine = (line: string) => {
    if (!told) say('Building the app (a minute or two, only after changes) ...')
    told = true
    say(`  ${line.trim()}`)
  }
  return buildApp({ root, kit: kitOf(process.env, 'either'), onLine, signal, prepare: () => writeAnchor(root) })
}

/** Money is given away on the development chain only. */
function createRoutes(config: AppConfig): ReadonlyMap<string, Route> {
  if (config.chainId !== developmentChainId) return new Map()
  const faucet = createFaucet(config)
  return new Map([['/faucet', createFaucetRoute(faucet)]])
}

type AppConfig = { rpcUrl: string; wsUrl: string; chainId: number; genesisHash: string; anchor?: object | undefined }

function startNodeProcess(data: string, ports: Ports) {
  const logPath = join(data, 'logs', 'node.log')
  const { promise: ready, resolve: setReady } = Promise.withResolvers<'ready'>()
  const { promise: failed, reject: fail } = Promise.withResolvers<never>()
  failed.catch(() => {})
  let config: AppConfig | undefined
  let head = 0
  const onMessage = (message: NodeMessage) => {
    if (message.kind === 'refused') return fail(new NodeRefusedError(message.message))
    if (config) say(`The node is back at block ${message.head}.`)
    const { rpcUrl, chainId, genesisHash, anchor } = message
    config = { rpcUrl, wsUrl: rpcUrl.replace(/^http/, 'ws'), chainId, genesisHash, anchor }
    head = message.head
    clearTimeout(timer)
    setReady('ready')
  }
  const argv = ['--data', data, '--rpc-port', String(ports.rpc)]
  const supervisor = superviseNode({
    launch: () => launchNode({ argv, logPath, onMessage }),
    onDeath: (reason, waitMs) => say(`The node died (${reason}); starting it again in ${waitMs} ms. Log: ${logPath}`),
    onGiveUp: (reason) => fail(new NodeGaveUpError(reason, logPath)),
    now: monotonicNow,
    backOffMs: 500,
    stopMs: 20_000,
  })
  const timer = setTimeout(() => fail(new NodeLateError(logPath)), readyTimeoutMs)
  return {
    ready,
    failed,
    config: () => config,
    head: () => head,
    kill: supervisor.kill,
    stop() {
      clearTimeout(timer)
      return supervisor.stop()
    },
  }
}

function printTable(shown: {
  data: string
  config: AppConfig
  appPort: number
  head: number
  endpoints: Readonly<Record<string, Endpoints>>
}): void {
  const { config, endpoints } = shown
  const table = formatTable([
    ['App', `http://127.0.0.1:${shown.appPort}`],
    ['JSON-RPC', config.rpcUrl],
    ['WebSocket', config.wsUrl],
    ...services.map(({ name, title }): [string, string] => [title, describeService(endpoints[name])]),
    ['Chain id', String(config.chainId)],
    ['Head', `block ${shown.head}`],
    ['Data', shown.data],
  ])
  say(`\n${table}\n`)
  say(
    'A development network on this machine only: its keys are public, so its coins are worth nothing. Ctrl-C stops it.',
  )
}

function describeService(endpoints: Endpoints | undefined): string {
  return endpoints ? (endpoints.http ?? 'running') : 'not running'
}

function say(line: string): void {
  console.log(line)
}

const readyTimeoutMs = 120_000

export class NodeRefusedError extends BaseError {
  override readonly name = 'Up.NodeRefusedError'
  constructor(message: string) {
    super(`The node does not start: ${message}`)
  }
}

export class NodeGaveUpError extends BaseError {
  override readonly name = 'Up.NodeGaveUpError'
  constructor(reason: string, logPath: string) {
    super(
      `The node died three times within a minute, the last time by ${reason}. Its log is ${logPath}; it ends with:`,
      {
        metaMessages: readLogTail(logPath, 10),
      },
    )
  }
}

export class NodeLateError extends BaseError {
  override readonly name = 'Up.NodeLateError'
  constructor(logPath: string) {
    super(`Expected the node to serve within ${readyTimeoutMs / 1_000} seconds, found it busy. Its log is ${logPath}.`)
  }
}
