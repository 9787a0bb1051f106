import type { IncomingMessage, Server } from 'node:http'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Dispatcher } from './createDispatcher.ts'
import { decodeText, failureText } from './createHttpHandler.ts'
import type { Subscriptions } from './createSubscriptions.ts'
import type { Limits } from './Limits.ts'
import { ParseError } from './RpcError.ts'

export type Sockets = { count(): number; stop(): void }

export type SocketOptions = {
  server: Server
  dispatcher: Dispatcher
  subscriptions: Subscriptions
  limits: Pick<Limits, 'bodyBytes' | 'socketBufferBytes' | 'connections'>
}

const heartbeatMs = 30_000
const policyViolation = 1008
const tryAgainLater = 1013

/** Returns a handle once WebSocket upgrades of the server are answered with JSON-RPC. */
export function serveSockets({ server, dispatcher, subscriptions, limits }: SocketOptions): Sockets {
  const sockets = new WebSocketServer({ server, maxPayload: limits.bodyBytes, perMessageDeflate: false })
  const quiet = new WeakSet<WebSocket>()
  sockets.on('connection', (socket, request) => {
    if (sockets.clients.size > limits.connections) return socket.close(tryAgainLater, 'too many connections')
    socket.on('pong', () => quiet.delete(socket))
    serveSocket(socket, request)
  })
  // A fault of one connection closes that connection; without a listener it would end the process.
  sockets.on('error', () => {})
  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (quiet.has(socket)) socket.terminate()
      else {
        quiet.add(socket)
        socket.ping()
      }
    }
  }, heartbeatMs)
  heartbeat.unref()

  function serveSocket(socket: WebSocket, request: IncomingMessage): void {
    const send = (text: string): void => {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > limits.socketBufferBytes) socket.terminate()
      else socket.send(text, () => {})
    }
    const session = subscriptions.open(send)
    const client = { address: request.socket.remoteAddress ?? '', notifications: session }
    socket.on('error', () => socket.terminate())
    socket.on('close', () => session.close())
    socket.on('message', async (data) => {
      const text = decodeText(toBytes(data))
      if (text === undefined) return send(failureText(new ParseError('bytes that are not UTF-8')))
      // Requests of a caller who does not read the answers would pile up here.
      if (socket.bufferedAmount > limits.socketBufferBytes) return socket.close(policyViolation, 'read faster')
      const answer = await dispatcher.handle(text, client)
      if (answer !== undefined) send(answer)
      session.flush()
    })
  }

  return {
    count: () => sockets.clients.size,
    stop() {
      clearInterval(heartbeat)
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
