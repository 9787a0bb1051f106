import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { type WebSocket as Socket, WebSocketServer } from 'ws'
import { createSimulator, type SimulatorOptions } from '../../lib/obd/simulator.ts'

/** A simulated car behind a port that one page at a time can hold, and that can be pulled out. */
export type SerialCar = { url: string; isHeld(): boolean; unplug(): void; plugIn(): void; stop(): void }

/** Serves the simulator to injected serial ports; one connection at a time, as a port has one holder. */
export async function startSerialCar(options: SimulatorOptions = {}): Promise<SerialCar> {
  const simulator = createSimulator({ replyDelayMs: 5, searchMs: 0, faults: ['catalyst'], ...options })
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  let holder: Socket | undefined
  let plugged = true
  server.on('connection', (socket) => {
    if (holder || !plugged) return socket.close()
    holder = socket
    socket.send('open')
    const adapter = simulator.connect((bytes) => socket.send(bytes))
    socket.on('message', (data) => adapter.receive(new Uint8Array(data as Buffer)))
    socket.on('close', () => {
      adapter.stop()
      if (holder === socket) holder = undefined
    })
  })
  await once(server, 'listening')
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isHeld: () => holder !== undefined,
    unplug() {
      plugged = false
      holder?.terminate()
    },
    plugIn() {
      plugged = true
    },
    stop() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

/** Gives the page a `navigator.serial` with one port, and what the browser's own dialog would answer. */
export async function injectSerial(
  page: Page,
  url: string,
  answer: 'port' | 'NotFoundError' | 'SecurityError' = 'port',
) {
  await page.addInitScript(
    ({ url, answer }) => {
      class Port extends EventTarget {
        readable: ReadableStream<Uint8Array> | null = null
        writable: WritableStream<Uint8Array> | null = null
        socket: WebSocket | undefined
        getInfo() {
          return { usbVendorId: 0x0403, usbProductId: 0x6015 }
        }
        async open() {
          if (this.socket) throw new DOMException('The port is already open.', 'InvalidStateError')
          const socket = new WebSocket(url)
          socket.binaryType = 'arraybuffer'
          await new Promise<void>((resolve, reject) => {
            socket.onclose = () => reject(new DOMException('Failed to open serial port.', 'NetworkError'))
            // The first thing said is that the port is open; whoever refuses closes instead.
            socket.onmessage = () => resolve()
          })
          this.socket = socket
          this.readable = new ReadableStream({
            start: (controller) => {
              socket.onmessage = ({ data }) => controller.enqueue(new Uint8Array(data as ArrayBuffer))
              socket.onclose = () => {
                if (!this.socket) return
                this.socket = undefined
                this.readable = null
                this.writable = null
                controller.error(new DOMException('The device has been lost.', 'NetworkError'))
                this.dispatchEvent(new Event('disconnect'))
              }
            },
          })
          this.writable = new WritableStream({
            write(bytes: Uint8Array) {
              // A port that was pulled out takes nothing any more.
              if (socket.readyState !== WebSocket.OPEN) {
                throw new DOMException('The device has been lost.', 'NetworkError')
              }
              socket.send(bytes as Uint8Array<ArrayBuffer>)
            },
          })
        }
        async close() {
          const { socket } = this
          this.socket = undefined
          this.readable = null
          this.writable = null
          socket?.close()
        }
      }
      const port = new Port()
      const serial = Object.assign(new EventTarget(), {
        getPorts: async () => [port],
        async requestPort() {
          if (answer !== 'port') throw new DOMException('No port selected by the user.', answer)
          return port
        },
      })
      Object.defineProperty(Navigator.prototype, 'serial', { configurable: true, get: () => serial })
    },
    { url, answer },
  )
}
