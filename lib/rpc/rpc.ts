import { BaseError } from '../errors.ts'
import { decodeError, type ErrorData, encodeError } from './transferError.ts'

/*
 * The conversation between a page and a worker. The page sends { id, method, params } and may send { id, cancel }; the
 * worker answers every request once, with { id, value } or { id, error }, and may send { event, data } at any time.
 * Parameters, values and event data are structured-clone data. The own functions of the served object are the whole
 * list of what can be called.
 */
type Request = { id: number; method: string; params: unknown } | { id: number; cancel: true }
type Reply = { id: number; value: unknown } | { id: number; error: ErrorData } | { event: string; data: unknown }

/** What both sides need of a Worker, a worker's own scope or a MessagePort. */
export type Port = {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: string, listener: (event: Event) => void): void
  removeEventListener(type: string, listener: (event: Event) => void): void
  start?(): void
  close?(): void
  terminate?(): void
}

// biome-ignore lint/suspicious/noExplicitAny: the bound of a generic, never the type of a value
export type Api = Record<string, (params: any, signal: AbortSignal) => unknown>
export type Events = Record<string, unknown>
export type CallOptions = { signal?: AbortSignal; timeoutMs?: number; transfer?: Transferable[] }

const transferKey: unique symbol = Symbol('transfer')
type Transferred<T> = { readonly [transferKey]: Transferable[]; readonly value: T }
type Plain<T> = T extends Transferred<infer Value> ? Value : T

type Arguments<F extends Api[string]> = Parameters<F>['length'] extends 0
  ? [params?: object, options?: CallOptions]
  : [params: Parameters<F>[0], options?: CallOptions]

export type Remote<A extends Api, E extends Events = Record<never, never>> = {
  [K in keyof A]: (...args: Arguments<A[K]>) => Promise<Plain<Awaited<ReturnType<A[K]>>>>
} & {
  /** Calls the listener for each event of this name; returns how to stop that. */
  on<K extends keyof E & string>(event: K, listener: (data: E[K]) => void): () => void
  /** Ends the worker; what is pending and what comes later is rejected. */
  stop(): void
}

/** Returns a reply whose buffers move to the caller instead of being copied. */
export function transfer<T>(value: T, buffers: Transferable[]): Transferred<T> {
  return { [transferKey]: buffers, value }
}

/** Answers requests on the port with the own functions of `api`; returns how to send events and how to stop. */
export function serve<E extends Events>(port: Port, api: Api) {
  const running = new Map<number, AbortController>()
  const send = (message: Reply, buffers: Transferable[] = []) => port.postMessage(message, buffers)

  async function answer(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      const run = Object.hasOwn(api, method) ? api[method] : undefined
      if (typeof run !== 'function') throw new UnknownMethodError(method)
      const value = await run(params, controller.signal)
      if (isTransferred(value)) send({ id, value: value.value }, value[transferKey])
      else send({ id, value })
    } catch (error) {
      send({ id, error: encodeError(error) })
    } finally {
      running.delete(id)
    }
  }

  function receive(event: Event): void {
    const message = (event as MessageEvent<unknown>).data
    if (!isRequest(message)) return
    if ('cancel' in message) running.get(message.id)?.abort()
    else void answer(message.id, message.method, message.params)
  }

  port.addEventListener('message', receive)
  port.start?.()
  return {
    emit: <K extends keyof E & string>(event: K, data: E[K]) => send({ event, data }),
    stop() {
      port.removeEventListener('message', receive)
      for (const controller of running.values()) controller.abort()
    },
  }
}

/** Returns a handle whose methods call the served object on the other side of the port. */
export function connect<A extends Api, E extends Events = Record<never, never>>(
  port: Port,
  { timeoutMs = 60_000 }: { timeoutMs?: number } = {},
): Remote<A, E> {
  const pending = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>()
  const listeners = new Map<string, Set<(data: never) => void>>()
  let nextId = 1
  let ended: BaseError | undefined

  function end(reason: BaseError): void {
    if (ended) return
    ended = reason
    port.removeEventListener('message', receive)
    for (const call of pending.values()) call.reject(reason)
    if (port.terminate) port.terminate()
    else port.close?.()
  }

  function receive(event: Event): void {
    const message = (event as MessageEvent<Reply>).data
    if ('event' in message) {
      for (const listener of [...(listeners.get(message.event) ?? [])]) listener(message.data as never)
    } else if ('error' in message) pending.get(message.id)?.reject(decodeError(message.error))
    else pending.get(message.id)?.resolve(message.value)
  }

  function call(method: string, params: unknown, options: CallOptions = {}): Promise<unknown> {
    if (ended) return Promise.reject(ended)
    if (options.signal?.aborted) return Promise.reject(options.signal.reason)
    const id = nextId++
    const limitMs = options.timeoutMs ?? timeoutMs
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const giveUp = (reason: unknown) => {
      port.postMessage({ id, cancel: true } satisfies Request, [])
      reject(reason)
    }
    const abort = () => giveUp(options.signal?.reason)
    const timer = setTimeout(() => giveUp(new TimeoutError(method, limitMs)), limitMs)
    options.signal?.addEventListener('abort', abort, { once: true })
    pending.set(id, { resolve, reject })
    try {
      port.postMessage({ id, method, params } satisfies Request, options.transfer ?? [])
    } catch (error) {
      reject(new UncloneableError(method, error))
    }
    return promise.finally(() => {
      clearTimeout(timer)
      pending.delete(id)
      options.signal?.removeEventListener('abort', abort)
    })
  }

  function on(event: string, listener: (data: never) => void): () => void {
    const set = listeners.get(event) ?? new Set()
    listeners.set(event, set.add(listener))
    return () => set.delete(listener)
  }

  port.addEventListener('message', receive)
  port.addEventListener('error', (event) => end(new WorkerCrashedError((event as ErrorEvent).message)))
  port.addEventListener('messageerror', () => end(new WorkerCrashedError('A message could not be read.')))
  port.start?.()
  const own: Record<string, unknown> = { on, stop: () => end(new StoppedError()) }
  return new Proxy(own, {
    get(target, key) {
      // A handle is not a promise, although promises ask every object whether it has `then`.
      if (typeof key === 'symbol' || key === 'then') return undefined
      return Object.hasOwn(target, key)
        ? target[key]
        : (params: unknown, options?: CallOptions) => call(key, params, options)
    },
  }) as Remote<A, E>
}

function isTransferred(value: unknown): value is Transferred<unknown> {
  return typeof value === 'object' && value !== null && transferKey in value
}

function isRequest(message: unknown): message is Request {
  if (typeof message !== 'object' || message === null || !('id' in message)) return false
  if (typeof message.id !== 'number') return false
  return 'cancel' in message || ('method' in message && typeof message.method === 'string')
}

export class UnknownMethodError extends BaseError {
  override readonly name = 'Rpc.UnknownMethodError'
  constructor(method: string) {
    super(`The worker has no method "${method.slice(0, 80)}".`)
  }
}

export class UncloneableError extends BaseError {
  override readonly name = 'Rpc.UncloneableError'
  constructor(method: string, cause: unknown) {
    super(`The parameters of "${method}" cannot be sent to a worker.`, { cause })
  }
}

export class TimeoutError extends BaseError {
  override readonly name = 'Rpc.TimeoutError'
  constructor(method: string, limitMs: number) {
    super(`The worker did not answer "${method}" within ${limitMs} ms.`)
  }
}

export class WorkerCrashedError extends BaseError {
  override readonly name = 'Rpc.WorkerCrashedError'
  constructor(details: string | undefined) {
    super('The worker stopped by an error; start it again.', details ? { details } : {})
  }
}

export class StoppedError extends BaseError {
  override readonly name = 'Rpc.StoppedError'
  constructor() {
    super('The worker was stopped.')
  }
}
