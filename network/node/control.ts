import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, rm } from 'node:fs/promises'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { BaseError } from '../../lib/errors.ts'

/*
 * How `qood status`, `producer` and friends talk to a running node: a socket that only the owner of the data directory
 * can open. One JSON object per line: { method, params } gets { value } or { error: { name, message } }.
 */
export type ControlHandlers = Readonly<Record<string, (params: unknown) => unknown>>
export type ControlRequest = { method: string; params?: unknown }

const requestSchema = z.object({ method: z.string().max(100), params: z.unknown().optional() })
const replySchema = z.union([
  z.object({ value: z.unknown() }).strict(),
  z.object({ error: z.object({ name: z.string(), message: z.string() }) }).strict(),
])

/** Returns where the node of a data directory listens. */
export function controlPath(dataDirectory: string, platform: string = process.platform): string {
  const directory = resolve(dataDirectory)
  const name = `qood-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`
  const path = join(directory, 'control.sock')
  // A socket address holds 104 bytes on some systems and is cut off without a word beyond.
  return Buffer.byteLength(path) <= maxPathBytes ? path : join(tmpdir(), `${name}.sock`)
}

/** Returns once the handlers answer on the socket. The caller holds the lock of the data directory, so a leftover is stale. */
export async function startControl(options: {
  path: string
  handlers: ControlHandlers
}): Promise<{ stop: () => Promise<void> }> {
  const { path, handlers } = options
  const isFile = !path.startsWith('\\\\')
  if (isFile) await rm(path, { force: true })
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serve(socket, handlers)
  })
  server.listen(path)
  await once(server, 'listening')
  if (isFile) await chmod(path, 0o600)
  return {
    async stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
      if (isFile) await rm(path, { force: true })
    },
  }
}

/** Returns the node's answer; throws when no node runs there, when it refuses, or when it takes too long. */
export async function callControl(path: string, request: ControlRequest, timeoutMs = 10_000): Promise<unknown> {
  const socket = createConnection(path)
  try {
    const line = await readReply(socket, request, timeoutMs)
    const reply = replySchema.safeParse(parseJson(line))
    if (!reply.success) throw new InvalidReplyError(line)
    if ('error' in reply.data) throw new RefusedRequestError(reply.data.error)
    return reply.data.value
  } finally {
    socket.destroy()
  }
}

function readReply(socket: Socket, request: ControlRequest, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(timeoutMs, () => reject(new NoAnswerError(timeoutMs)))
    socket.on('error', (cause) => reject(new NoNodeError(cause)))
    socket.on('close', () => reject(new NoNodeError()))
    socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`))
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
      else if (text.length > maxReplyLength) reject(new InvalidReplyError(text))
    })
  })
}

function serve(socket: Socket, handlers: ControlHandlers): void {
  socket.setTimeout(idleTimeoutMs, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  let received = 0
  socket.on('data', (chunk) => {
    received += chunk.length
    if (received > maxRequestBytes) socket.destroy()
  })
  createInterface({ input: socket }).on('line', async (line) => {
    const reply = await answer(line, handlers)
    if (!socket.destroyed) socket.write(`${JSON.stringify(reply)}\n`)
  })
}

async function answer(line: string, handlers: ControlHandlers): Promise<unknown> {
  try {
    const request = requestSchema.safeParse(parseJson(line))
    if (!request.success) throw new InvalidRequestError(line)
    const { method, params } = request.data
    if (!Object.hasOwn(handlers, method)) throw new UnknownMethodError(method, Object.keys(handlers))
    return { value: (await handlers[method]!(params)) ?? null }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    return { error: { name, message } }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const maxPathBytes = 100
const maxRequestBytes = 65_536
const maxReplyLength = 1_000_000
const idleTimeoutMs = 60_000

export class NoNodeError extends BaseError {
  override readonly name = 'Control.NoNodeError'
  constructor(cause?: unknown) {
    super('No node runs on this data directory. Start one with `qood up`.', { cause })
  }
}

export class NoAnswerError extends BaseError {
  override readonly name = 'Control.NoAnswerError'
  constructor(timeoutMs: number) {
    super(`Expected an answer of the node within ${timeoutMs} ms, found none. It may be busy; try again.`)
  }
}

/** What the node itself said; carries the name of its error. */
export class RefusedRequestError extends BaseError {
  override readonly name = 'Control.RefusedRequestError'
  readonly reason: string
  constructor(error: { name: string; message: string }) {
    super(error.message)
    this.reason = error.name
  }
}

export class InvalidReplyError extends BaseError {
  override readonly name = 'Control.InvalidReplyError'
  constructor(found: string) {
    super(`Expected a line of JSON from the node, found "${found.slice(0, 80)}".`)
  }
}

export class InvalidRequestError extends BaseError {
  override readonly name = 'Control.InvalidRequestError'
  constructor(found: string) {
    super(`Expected a line like {"method":"status"}, found "${found.slice(0, 80)}".`)
  }
}

export class UnknownMethodError extends BaseError {
  override readonly name = 'Control.UnknownMethodError'
  constructor(found: string, known: readonly string[]) {
    super(`Expected one of ${known.join(', ')}, found "${found}".`)
  }
}
