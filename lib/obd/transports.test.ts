import { expect, test } from 'vitest'
import { type BluetoothDevice, bluetoothTransport } from './bluetoothTransport.ts'
import { bridgeTransport, serveBridge } from './bridgeTransport.ts'
import type { Exchange } from './createDialogue.ts'
import { formatLogLine, parseLog, replayTransport } from './replayTransport.ts'
import { type SerialPort, serialTransport } from './serialTransport.ts'
import { createSimulator, simulatedVin } from './simulator.ts'
import { simulatorTransport } from './simulatorTransport.ts'
import { startSession } from './startSession.ts'
import type { Transport } from './Transport.ts'
import { ch340Divisor, chipOf, type UsbDevice } from './usbChips.ts'
import { usbTransport } from './usbTransport.ts'

const fast = () => createSimulator({ replyDelayMs: 0, searchMs: 0 })

async function vinThrough(transport: Transport, log?: (exchange: Exchange) => void) {
  const session = await startSession(transport, { ...(log && { log }) })
  const { decoded } = await session.request('0902')
  await session.close()
  return decoded.vin
}

/** A port in memory with streams like those of the browser. */
function createPort(options: { breakAfter?: number; goneAfter?: number } = {}) {
  const simulator = fast()
  let chunks = 0
  let adapter: ReturnType<typeof simulator.connect> | undefined
  const port = new EventTarget() as { -readonly [K in keyof SerialPort]: SerialPort[K] } & { opens: number }
  const freshReadable = () => {
    let feed!: ReadableStreamDefaultController<Uint8Array>
    let open = true
    port.readable = new ReadableStream<Uint8Array>({
      start(controller) {
        feed = controller
      },
      cancel() {
        open = false
      },
    })
    return (bytes: Uint8Array) => {
      chunks++
      if (options.breakAfter === chunks) {
        port.readable = null
        const send = freshReadable()
        feed.error(new DOMException('framing', 'FramingError'))
        queueMicrotask(() => send(bytes))
        current = send
      } else if (options.goneAfter === chunks) {
        port.readable = null
        open = false
        feed.error(new DOMException('The device has been lost.', 'NetworkError'))
      } else if (open) feed.enqueue(bytes)
    }
  }
  let current: (bytes: Uint8Array) => void = () => {}
  port.opens = 0
  Object.assign(port, {
    writable: null,
    getInfo: () => ({ usbVendorId: 0x0403, usbProductId: 0x6015 }),
    async open() {
      port.opens++
      current = freshReadable()
      adapter = simulator.connect((bytes) => setTimeout(() => current(bytes)))
      port.writable = new WritableStream({ write: (bytes: Uint8Array) => adapter!.receive(bytes) })
    },
    async close() {
      if (port.readable?.locked) throw new TypeError('locked')
      port.readable = null
      port.writable = null
    },
  })
  return port
}

test('a serial port reads through, and is closed in the order that browsers want', async () => {
  const port = createPort()
  expect(serialTransport(port).label).toBe('FTDI 0403:6015')
  expect(await vinThrough(serialTransport(port))).toBe(simulatedVin)
  expect(port.readable).toBeNull()
})

test('webchirp#80: a recoverable error of the stream does not end the session', async () => {
  expect(await vinThrough(serialTransport(createPort({ breakAfter: 12 })))).toBe(simulatedVin)
})

test('a NetworkError in the middle of a reply is a lost adapter, and nothing hangs', async () => {
  await expect(vinThrough(serialTransport(createPort({ goneAfter: 12 })))).rejects.toMatchObject({
    name: 'Obd.AdapterLostError',
  })
})

test('a port that another tab holds is busy', async () => {
  const port = createPort()
  port.open = () => Promise.reject(new DOMException('already open', 'NetworkError'))
  await expect(vinThrough(serialTransport(port))).rejects.toMatchObject({ name: 'Obd.PortBusyError' })
})

test('a bridge that is over closes its port and frees the device, also one that was just being opened', async () => {
  const info = { kind: 'usb', label: '', baudRates: [38_400] } as const
  const opening = Promise.withResolvers<void>()
  let closed = 0
  const transport = {
    ...info,
    async open() {
      await opening.promise
      return { write: async () => {}, close: async () => void closed++ }
    },
  }
  const over = new AbortController()
  const port = serveBridge(transport, over.signal)
  const isClosed = new Promise((resolve) => port.addEventListener('close', resolve))
  void bridgeTransport(port, info).open(38_400, { receive: () => {}, lost: () => {} })
  await new Promise((resolve) => setImmediate(resolve))
  over.abort()
  opening.resolve()
  await isClosed
  await new Promise((resolve) => setImmediate(resolve))
  expect(closed).toBe(1)
})

test('a bridge carries a transport of the page into a worker, and its loss', async () => {
  const info = { kind: 'serial' as const, label: 'over there', baudRates: [38_400] }
  const port = serveBridge(simulatorTransport(fast()))
  expect(await vinThrough(bridgeTransport(port, info))).toBe(simulatedVin)
  port.close()
  const gone = serveBridge(serialTransport(createPort({ goneAfter: 12 })))
  await expect(vinThrough(bridgeTransport(gone, info))).rejects.toMatchObject({ name: 'Obd.AdapterLostError' })
  gone.close()
})

test('a saved log replays what was recorded, and formats without loss', async () => {
  const lines: string[] = []
  const log = ({ receivedMs, request, raw }: Exchange) => lines.push(formatLogLine({ atMs: receivedMs, request, raw }))
  expect(await vinThrough(simulatorTransport(fast()), log)).toBe(simulatedVin)
  expect(await vinThrough(replayTransport(parseLog(lines.join('\n'))))).toBe(simulatedVin)
  expect(parseLog(formatLogLine({ atMs: 5, request: '0902', raw: 'a\\b\r\n\0' }))).toEqual([
    { atMs: 5, request: '0902', raw: 'a\\b\r\n\0' },
  ])
  expect(() => parseLog('nothing')).toThrow('found none')
})

test('AndrOBD#342, nissan-leaf-obd-ble#10: Bluetooth adapters are known by what their characteristics can do', async () => {
  const simulator = fast()
  const input = Object.assign(new EventTarget(), {
    properties: { notify: true, write: false, writeWithoutResponse: false, indicate: false },
    startNotifications: async () => {},
    value: undefined as DataView | undefined,
  })
  const adapter = simulator.connect((bytes) => {
    for (let at = 0; at < bytes.length; at += 20) {
      input.value = new DataView(bytes.slice(at, at + 20).buffer)
      input.dispatchEvent(new Event('characteristicvaluechanged'))
    }
  })
  const pieces: number[] = []
  const output = {
    properties: { notify: false, write: false, writeWithoutResponse: true, indicate: false },
    async writeValueWithoutResponse(bytes: Uint8Array) {
      pieces.push(bytes.length)
      queueMicrotask(() => adapter.receive(bytes))
    },
  }
  const device = Object.assign(new EventTarget(), {
    name: 'OBDBLE',
    gatt: {
      connect: async () => ({ getPrimaryServices: async () => [{ getCharacteristics: async () => [input, output] }] }),
      disconnect() {},
    },
  }) as unknown as BluetoothDevice
  expect(await vinThrough(bluetoothTransport(device))).toBe(simulatedVin)
  expect(Math.max(...pieces)).toBeLessThanOrEqual(20)
})

function createUsb(vendorId: number) {
  const simulator = fast()
  const waiting: Uint8Array[] = []
  let wake: (() => void) | undefined
  const adapter = simulator.connect((bytes) => {
    const status = vendorId === 0x0403 ? [1, 0x60] : []
    const size = 64 - status.length
    for (let at = 0; at < bytes.length; at += size)
      waiting.push(Uint8Array.from([...status, ...bytes.subarray(at, at + size)]))
    wake?.()
  })
  const controls: string[] = []
  let gone = false
  const device = {
    vendorId,
    productName: 'adapter',
    opened: false,
    configuration: {
      interfaces: [
        { interfaceNumber: 0, alternate: { interfaceClass: 2, endpoints: [] } },
        {
          interfaceNumber: 1,
          alternate: {
            interfaceClass: 10,
            endpoints: [
              { endpointNumber: 1, direction: 'in', type: 'bulk' },
              { endpointNumber: 2, direction: 'out', type: 'bulk' },
            ],
          },
        },
      ],
    },
    open: async () => {},
    close: async () => {
      gone = true
      wake?.()
    },
    claimInterface: async () => {},
    releaseInterface: async () => {},
    controlTransferOut: async (setup: { request: number; value: number; index: number }) =>
      void controls.push(`${setup.request.toString(16)} ${setup.value.toString(16)} ${setup.index.toString(16)}`),
    async transferIn() {
      while (waiting.length === 0) {
        if (gone) throw new DOMException('closed', 'NetworkError')
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const bytes = waiting.shift()!
      return { data: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
    },
    transferOut: async (_: number, bytes: Uint8Array) => adapter.receive(bytes),
  } as unknown as UsbDevice
  return { device, controls }
}

test.each([
  ['CDC-ACM', 0x2341, ['20 0 0', '22 3 0']],
  ['FTDI', 0x0403, ['0 0 0', '3 c04e 0', '4 8 0', '1 303 0']],
  ['CP210x', 0x10c4, ['0 1 1', '1e 0 1', '3 800 1', '7 303 1']],
  ['CH340', 0x1a86, ['a1 0 0', '9a 1312 6482', '9a f2c 9d', '9a 2518 c3', 'a4 ff9f 0']],
])('%s over WebUSB is set up and read', async (_, vendorId, expected) => {
  const { device, controls } = createUsb(vendorId)
  expect(await vinThrough(usbTransport(device))).toBe(simulatedVin)
  if (vendorId !== 0x1a86) expect(controls.slice(0, expected.length)).toEqual(expected)
  else expect(controls.length).toBe(5)
})

test('the divisors give the speed within half a percent', () => {
  for (const baudRate of [9600, 38_400, 115_200, 500_000]) {
    const { factor, prescaler } = ch340Divisor(baudRate)
    const made = 1_532_620_800 / (0x10000 - factor) / 8 ** (3 - (prescaler & 3))
    expect(Math.abs(made / baudRate - 1)).toBeLessThan(0.005)
  }
  expect(chipOf(0x0403).strip(Uint8Array.from([1, 2, 65, 66]))).toEqual(Uint8Array.from([65, 66]))
})
