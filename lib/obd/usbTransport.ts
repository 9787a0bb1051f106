import { BaseError } from '../errors.ts'
import { AdapterLostError } from './AdapterLostError.ts'
import type { Link, LinkEvents, Transport } from './Transport.ts'
import { chipOf, type UsbDevice, type UsbEndpoints } from './usbChips.ts'

/*
 * Serial over WebUSB, for browsers without Web Serial. It works where the system has not taken the device for its own driver:
 * on Android, mostly.
 */

/** Returns the transport of a USB device that the person has allowed. */
export function usbTransport(device: UsbDevice): Transport {
  return {
    kind: 'usb',
    label: device.productName ?? 'USB',
    baudRates: [38_400, 115_200, 500_000, 9600],
    async open(baudRate, events) {
      try {
        if (!device.opened) await device.open()
        if (!device.configuration) await device.selectConfiguration(1)
        const endpoints = findEndpoints(device)
        await device.claimInterface(endpoints.interfaceNumber)
        const chip = chipOf(device.vendorId)
        await chip.setUp(device, endpoints, baudRate)
        return holdDevice(device, endpoints, chip.strip, events)
      } catch (cause) {
        if (cause instanceof BaseError) throw cause
        throw new UsbRefusedError(cause)
      }
    },
  }
}

function holdDevice(
  device: UsbDevice,
  { interfaceNumber, input, output }: UsbEndpoints,
  strip: (bytes: Uint8Array) => Uint8Array,
  events: LinkEvents,
): Link {
  let closing = false
  async function readAll(): Promise<void> {
    try {
      while (!closing) {
        const { data } = await device.transferIn(input, 64)
        const bytes = data ? strip(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) : new Uint8Array()
        if (bytes.length > 0) events.receive(bytes.slice())
      }
    } catch (error) {
      if (!closing) events.lost(new AdapterLostError(error))
    }
  }
  void readAll()
  return {
    async write(bytes) {
      await device.transferOut(output, bytes as BufferSource)
    },
    async close() {
      closing = true
      await device.releaseInterface(interfaceNumber).catch(() => {})
      await device.close().catch(() => {})
    },
  }
}

/** The interface with a pair of bulk endpoints. */
function findEndpoints(device: UsbDevice): UsbEndpoints {
  const interfaces = device.configuration?.interfaces ?? []
  for (const { interfaceNumber, alternate } of interfaces) {
    const bulk = alternate.endpoints.filter(({ type }) => type === 'bulk')
    const input = bulk.find(({ direction }) => direction === 'in')
    const output = bulk.find(({ direction }) => direction === 'out')
    const control = interfaces.find((each) => each.alternate.interfaceClass === 2)?.interfaceNumber ?? interfaceNumber
    if (input && output) return { interfaceNumber, control, input: input.endpointNumber, output: output.endpointNumber }
  }
  throw new NotSerialUsbError()
}

export class NotSerialUsbError extends BaseError {
  override readonly name = 'Obd.NotSerialUsbError'
  constructor() {
    super('Expected a USB device with a serial line, found none of its interfaces to be one.')
  }
}

export class UsbRefusedError extends BaseError {
  override readonly name = 'Obd.UsbRefusedError'
  constructor(cause: unknown) {
    super('The system keeps this USB device for its own driver, or another program uses it.', {
      cause,
      ...(cause instanceof Error && { details: cause.message }),
    })
  }
}
