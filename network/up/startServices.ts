import { join } from 'node:path'
import { monotonicNow } from '../monotonicNow.ts'
import { type Endpoints, launchService, type ServiceMessage } from './launchService.ts'
import type { Service } from './services.ts'
import { superviseNode } from './superviseNode.ts'

export type ServicesOptions = {
  services: readonly Service[]
  data: string
  rpcUrl: string
  wsUrl: string
  /** Of all services, by name. */
  ports: Readonly<Record<string, number>>
  say: (line: string) => void
  launch?: typeof launchService
  /** How long one may take to be ready. */
  readyMs?: number
}

export type RunningServices = {
  /** Resolves when each is ready or has failed. */
  settled: Promise<void>
  /** Those that are ready now. */
  endpoints(): Readonly<Record<string, Endpoints>>
  /** Each ends as soon as those that need it have ended. */
  stop(): Promise<void>
  kill(): void
}

/** Starts the services, each as soon as those it needs are ready, and starts again what dies. */
export function startServices(options: ServicesOptions): RunningServices {
  const ready = new Map<string, Endpoints>()
  const supervisors = new Map<string, ReturnType<typeof superviseNode>>()
  const started = new Map<string, Promise<boolean>>()
  const stopped = new Map<string, Promise<void>>()
  let halted = false
  for (const service of options.services) started.set(service.name, startWhenNeeded(service))
  return {
    settled: Promise.all(started.values()).then(() => {}),
    endpoints: () => Object.fromEntries(ready),
    async stop() {
      halted = true
      await Promise.all(options.services.map(stopWhenUnused))
    },
    kill() {
      halted = true
      for (const supervisor of supervisors.values()) supervisor.kill()
    },
  }

  async function startWhenNeeded(service: Service): Promise<boolean> {
    const needs = service.needs ?? []
    const there = await Promise.all(needs.map((name) => started.get(name) ?? false))
    if (halted) return false
    const missing = needs.filter((_, index) => !there[index])
    if (missing.length === 0) return start(service)
    options.say(`The ${service.name} is not started: it needs the ${missing.join(' and the ')}.`)
    return false
  }

  function stopWhenUnused({ name }: Service): Promise<void> {
    const users = options.services.filter(({ needs }) => needs?.includes(name))
    const stop = () => Promise.all(users.map(stopWhenUnused)).then(() => supervisors.get(name)?.stop())
    const stopping = stopped.get(name) ?? stop()
    stopped.set(name, stopping)
    return stopping
  }

  function start(service: Service): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const logPath = join(options.data, 'logs', `${service.name}.log`)
    const fail = (why: string) => {
      ready.delete(service.name)
      options.say(`The ${service.name} is not running: ${why} Log: ${logPath}`)
      resolve(false)
    }
    const onMessage = (message: ServiceMessage) => {
      if (message.kind === 'refused') {
        void supervisor.stop()
        return fail(message.message)
      }
      ready.set(service.name, message.endpoints)
      resolve(true)
    }
    const { data, rpcUrl, wsUrl } = options
    const ports = Object.fromEntries(service.ports.map((name) => [name, options.ports[name]!]))
    const argv = () => [
      service.command ?? service.name,
      ...service.argv({ data, rpcUrl, wsUrl, ports, allPorts: options.ports, endpoints: Object.fromEntries(ready) }),
    ]
    const launch = options.launch ?? launchService
    const supervisor = superviseNode({
      launch: () => launch({ argv: argv(), logPath, onMessage }),
      onDeath(reason, waitMs) {
        ready.delete(service.name)
        options.say(`The ${service.name} died (${reason}); starting it again in ${waitMs} ms. Log: ${logPath}`)
      },
      onGiveUp: (reason) => fail(`it died three times within a minute, the last time by ${reason}.`),
      now: monotonicNow,
      backOffMs: 500,
      stopMs: 15_000,
    })
    supervisors.set(service.name, supervisor)
    const readyMs = options.readyMs ?? defaultReadyMs
    const timer = setTimeout(() => fail(`it was not ready after ${readyMs / 1_000} seconds.`), readyMs)
    return promise.finally(() => clearTimeout(timer))
  }
}

const defaultReadyMs = 60_000
