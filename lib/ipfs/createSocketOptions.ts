import { noise } from '@libp2p/noise'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import type { Libp2pOptions } from 'libp2p'

type Protector = ReturnType<NonNullable<Libp2pOptions['connectionProtector']>>
/** A connection with the two functions of its class that its interface leaves out. */
type SocketConnection = { sendReset(): void; sendClose(): Promise<void> }

/** Returns how all peers here speak to each other: over encrypted, shared WebSockets. */
export function createSocketOptions(): Libp2pOptions {
  return {
    transports: [webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionProtector: closeAbortedSockets,
  }
}

/**
 * The protector is shown each connection first. @libp2p/websockets 10.1.21 closes an aborted one with code 1006, which
 * WebSockets refuse: the socket would stay open, and keep a process alive that has stopped its peer.
 */
function closeAbortedSockets(): Protector {
  return {
    async protect(connection) {
      const socket = connection as typeof connection & SocketConnection
      socket.sendReset = () => void socket.sendClose()
      return connection
    },
  }
}
