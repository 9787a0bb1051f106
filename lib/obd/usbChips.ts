/* WebUSB, as far as we use it, and how the chips in adapters are told their speed. */
type Endpoint = { endpointNumber: number; direction: 'in' | 'out'; type: string }
export type UsbDevice = {
  readonly vendorId: number
  readonly productName?: string
  readonly opened: boolean
  readonly configuration: {
    interfaces: { interfaceNumber: number; alternate: { interfaceClass: number; endpoints: Endpoint[] } }[]
  } | null
  open(): Promise<void>
  close(): Promise<void>
  selectConfiguration(value: number): Promise<void>
  claimInterface(number: number): Promise<void>
  releaseInterface(number: number): Promise<void>
  controlTransferOut(
    setup: {
      requestType: 'class' | 'vendor'
      recipient: 'interface' | 'device'
      request: number
      value: number
      index: number
    },
    data?: BufferSource,
  ): Promise<unknown>
  transferIn(endpoint: number, length: number): Promise<{ data?: DataView }>
  transferOut(endpoint: number, data: BufferSource): Promise<unknown>
}
export type Usb = {
  requestDevice(options: { filters: { vendorId?: number; classCode?: number }[] }): Promise<UsbDevice>
}
export type UsbEndpoints = { interfaceNumber: number; control: number; input: number; output: number }

export type UsbChip = {
  setUp(device: UsbDevice, endpoints: UsbEndpoints, baudRate: number): Promise<void>
  /** Takes off what the chip puts in front of the data. */
  strip(bytes: Uint8Array): Uint8Array
}

export const usbFilters = [{ vendorId: 0x0403 }, { vendorId: 0x1a86 }, { vendorId: 0x10c4 }, { classCode: 2 }]

/** Returns how to speak to the chip of this maker; CDC-ACM is what every other one speaks. */
export function chipOf(vendorId: number): UsbChip {
  return { 1027: ftdi, 6790: ch340, 4292: cp210x }[vendorId] ?? cdcAcm
}

const same = (bytes: Uint8Array) => bytes
const vendor = (device: UsbDevice, request: number, value: number, index = 0, data?: BufferSource) =>
  device.controlTransferOut({ requestType: 'vendor', recipient: 'device', request, value, index }, data)

/** 8 data bits, no parity, 1 stop bit; then both control lines on. */
const cdcAcm: UsbChip = {
  strip: same,
  async setUp(device, { control }, baudRate) {
    const coding = new DataView(new ArrayBuffer(7))
    coding.setUint32(0, baudRate, true)
    coding.setUint8(6, 8)
    const send = (request: number, value: number, data?: BufferSource) =>
      device.controlTransferOut({ requestType: 'class', recipient: 'interface', request, value, index: control }, data)
    await send(0x20, 0, coding.buffer)
    await send(0x22, 3)
  },
}

const ftdi: UsbChip = {
  // Two bytes of line status stand before the data of each packet of 64.
  strip(bytes) {
    const kept: number[] = []
    for (let at = 0; at < bytes.length; at += 64) kept.push(...bytes.subarray(at + 2, Math.min(at + 64, bytes.length)))
    return Uint8Array.from(kept)
  },
  async setUp(device, _, baudRate) {
    await vendor(device, 0, 0)
    // 3 MHz over a divisor in eighths, of which the fraction is written in a code of its own.
    const eighths = Math.round((3_000_000 * 8) / baudRate)
    const fraction = [0, 3, 2, 4, 1, 5, 6, 7][eighths & 7]!
    const divisor = (eighths >> 3) | ((fraction & 3) << 14)
    await vendor(device, 3, divisor, fraction >> 2)
    await vendor(device, 4, 8)
    await vendor(device, 1, 0x0303)
  },
}

const cp210x: UsbChip = {
  strip: same,
  async setUp(device, { interfaceNumber }, baudRate) {
    const send = (request: number, value: number, data?: BufferSource) =>
      device.controlTransferOut(
        { requestType: 'vendor', recipient: 'interface', request, value, index: interfaceNumber },
        data,
      )
    await send(0x00, 1)
    const rate = new DataView(new ArrayBuffer(4))
    rate.setUint32(0, baudRate, true)
    await send(0x1e, 0, rate.buffer)
    await send(0x03, 0x0800)
    await send(0x07, 0x0303)
  },
}

const ch340: UsbChip = {
  strip: same,
  async setUp(device, _, baudRate) {
    await vendor(device, 0xa1, 0)
    const { factor, prescaler } = ch340Divisor(baudRate)
    await vendor(device, 0x9a, 0x1312, (factor & 0xff00) | prescaler)
    await vendor(device, 0x9a, 0x0f2c, factor & 0xff)
    // 8 data bits, receiver and sender on.
    await vendor(device, 0x9a, 0x2518, 0xc3)
    await vendor(device, 0xa4, 0xff9f)
  },
}

/** Returns the divisor of a CH340: the clock of 1,532,620,800 over the speed, in at most 16 bits. */
export function ch340Divisor(baudRate: number): { factor: number; prescaler: number } {
  let factor = Math.floor(1_532_620_800 / baudRate)
  let prescaler = 3
  while (factor > 0xfff0 && prescaler > 0) {
    factor >>= 3
    prescaler--
  }
  return { factor: 0x10000 - factor, prescaler: prescaler | 0x80 }
}
