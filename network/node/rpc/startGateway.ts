import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { monotonicNow } from '../../monotonicNow.ts'
import type { ChainReader } from '../ChainReader.ts'
import type { EpochArchive } from '../light/EpochArchive.ts'
import type { Pool } from '../Pool.ts'
import { createDispatcher } from './createDispatcher.ts'
import { createFilters } from './createFilters.ts'
import { createHttpHandler } from './createHttpHandler.ts'
import { createMethods } from './createMethods.ts'
import { createMetrics } from './createMetrics.ts'
import { createQueries, type Queries } from './createQueries.ts'
import { createRateLimiter } from './createRateLimiter.ts'
import { createSubscriptions, type SubscribeHeads } from './createSubscriptions.ts'
import { defaultLimits, type Limits } from './Limits.ts'
import { serveSockets } from './serveSockets.ts'

export type GatewayOptions = {
  chain: ChainReader
  pool: Pool
  /** Calls the listener after each committed block. */
  subscribeHeads: SubscribeHeads
  /** Where calls, traces and log searches run; in this thread unless told otherwise (see startQueries). */
  queries?: Queries | undefined
  /** Where checkpoints for light clients are kept; only on a chain that has producers. */
  archive?: Pick<EpochArchive, 'read'> | undefined
  /** 0 takes any free port. */
  port?: number | undefined
  clientVersion?: string | undefined
  limits?: Partial<Limits> | undefined
  now?: (() => number) | undefined
  onFault?: ((method: string, error: unknown) => void) | undefined
}

export type Gateway = { port: number; stop: () => Promise<void> }

/** Returns once JSON-RPC is served over HTTP and WebSocket on one port of 127.0.0.1. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { chain, pool, now = Date.now } = options
  const limits = { ...defaultLimits, ...options.limits }
  const queries = options.queries ?? createQueries({ chain, limits })
  const subscriptions = createSubscriptions({ chain, pool, subscribeHeads: options.subscribeHeads, limits })
  const filters = createFilters({ chain, pool, queries, limits, now: monotonicNow })
  const clientVersion = options.clientVersion ?? 'QoodBlock/0.1.0'
  const methods = createMethods({ ...options, chain, pool, queries, filters, clientVersion, limits, now })
  const metrics = createMetrics(Object.keys(methods))
  const limiter = createRateLimiter({ ...limits, now: monotonicNow })
  const dispatcher = createDispatcher({
    methods,
    limits,
    metrics,
    admit: (client, requests) => limiter.take(client.address, requests),
    onFault: options.onFault,
  })
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 })
  server.maxConnections = limits.connections
  const sockets = serveSockets({ server, dispatcher, subscriptions, limits })
  const pages = { chain, pool, now, formatMetrics: metrics.format, countSockets: sockets.count }
  server.on('request', createHttpHandler({ ...pages, dispatcher, limits }))
  const port = await listen(server, options.port ?? 0)
  return {
    port,
    stop: async () => {
      subscriptions.stop()
      filters.stop()
      sockets.stop()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      await Promise.race([closed, delay(1_000)])
      server.closeAllConnections()
      await closed
      await queries.stop()
    },
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
