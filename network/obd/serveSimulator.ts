import { once } from 'node:events'
import { createServer } from 'node:net'
import { createSimulator, type SimulatorOptions } from '../../lib/obd/simulator.ts'

/** Serves a simulated car with its adapter on a TCP port of this machine; each connection is an adapter at the same car. */
export async function serveSimulator(options: SimulatorOptions, port = 0): Promise<{ port: number; stop(): void }> {
  const simulator = createSimulator(options)
  const server = createServer((socket) => {
    socket.setNoDelay(true)
    const adapter = simulator.connect((bytes) => socket.writable && socket.write(bytes))
    socket.on('data', (bytes) => adapter.receive(bytes))
    socket.on('error', () => {})
    socket.on('close', () => adapter.stop())
  })
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
