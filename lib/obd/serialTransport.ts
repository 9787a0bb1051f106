import { BaseError } from '../errors.ts'
import { AdapterLostError } from './AdapterLostError.ts'
import type { Link, LinkEvents, Transport } from './Transport.ts'

/* Web Serial, as far as we use it; TypeScript does not know it yet. */
export type SerialPort = EventTarget & {
  readonly readable: ReadableStream<Uint8Array> | null
  readonly writable: WritableStream<Uint8Array> | null
  getInfo(): { usbVendorId?: number; usbProductId?: number; bluetoothServiceClassId?: string | number }
  open(options: { baudRate: number; bufferSize?: number }): Promise<void>
  close(): Promise<void>
}
export type SerialPortFilter = { usbVendorId?: number; bluetoothServiceClassId?: string | number }
export type Serial = EventTarget & {
  requestPort(options?: {
    filters?: readonly SerialPortFilter[]
    allowedBluetoothServiceClassIds?: readonly (string | number)[]
  }): Promise<SerialPort>
  getPorts(): Promise<SerialPort[]>
}

/** The serial port profile of classic Bluetooth. */
const serialPortProfile = '00001101-0000-1000-8000-00805f9b34fb'
const chips: Record<number, string> = {
  1027: 'FTDI',
  6790: 'CH340',
  4292: 'CP210x',
  1659: 'PL2303',
  1240: 'Microchip',
}
export const adapterFilters: readonly SerialPortFilter[] = [
  ...Object.keys(chips).map((id) => ({ usbVendorId: Number(id) })),
  { bluetoothServiceClassId: serialPortProfile },
]
const baudRates = [38_400, 115_200, 500_000, 9600, 230_400, 57_600, 1_000_000, 2_000_000]

/** Returns a name for the port; many say nothing about themselves. */
export function describePort(port: SerialPort): string {
  const { usbVendorId, usbProductId, bluetoothServiceClassId } = port.getInfo()
  if (bluetoothServiceClassId !== undefined) return 'Bluetooth'
  if (usbVendorId === undefined) return 'Serial port'
  const product = (usbProductId ?? 0).toString(16).padStart(4, '0').toUpperCase()
  return `${chips[usbVendorId] ?? 'USB'} ${usbVendorId.toString(16).padStart(4, '0').toUpperCase()}:${product}`
}

/** Returns the transport of a serial port that the person has allowed. */
export function serialTransport(port: SerialPort): Transport {
  return {
    kind: 'serial',
    label: describePort(port),
    baudRates,
    async open(baudRate, events) {
      try {
        // The default buffer of 255 bytes overflows at the first long reply.
        await port.open({ baudRate, bufferSize: 8192 })
      } catch (cause) {
        throw new PortBusyError(cause)
      }
      return holdPort(port, events)
    },
  }
}

function holdPort(port: SerialPort, events: LinkEvents): Link {
  let closing = false
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  const lose = (cause: unknown) => !closing && events.lost(new AdapterLostError(cause))
  const unplugged = () => lose(new Error('unplugged'))
  port.addEventListener('disconnect', unplugged)

  /** A damaged byte ends the stream and not the port: it then has a fresh one. Without one the device is gone. */
  async function readAll(): Promise<void> {
    let cause: unknown
    while (port.readable && !closing) {
      reader = port.readable.getReader()
      try {
        for (let read = await reader.read(); !read.done; read = await reader.read()) events.receive(read.value)
        break
      } catch (error) {
        cause = error
      } finally {
        reader.releaseLock()
      }
    }
    lose(cause)
  }
  const reading = readAll()

  return {
    async write(bytes) {
      const writer = port.writable?.getWriter()
      if (!writer) throw new AdapterLostError(new Error('not writable'))
      try {
        await writer.write(bytes)
      } finally {
        writer.releaseLock()
      }
    },
    async close() {
      closing = true
      port.removeEventListener('disconnect', unplugged)
      // The reader must be let go first: a port that is being read cannot be closed.
      await reader?.cancel().catch(() => {})
      await reading.catch(() => {})
      await port.close().catch(() => {})
    },
  }
}

export class PortBusyError extends BaseError {
  override readonly name = 'Obd.PortBusyError'
  constructor(cause: unknown) {
    super('The port cannot be opened: another tab or program uses it, or the device is gone.', {
      cause,
      ...(cause instanceof Error && { details: cause.message }),
    })
  }
}
