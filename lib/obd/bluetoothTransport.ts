import { BaseError } from '../errors.ts'
import { AdapterLostError } from './AdapterLostError.ts'
import type { Transport } from './Transport.ts'

/* Web Bluetooth, as far as we use it. */
type Characteristic = EventTarget & {
  readonly uuid: string
  readonly value?: DataView
  readonly properties: { write: boolean; writeWithoutResponse: boolean; notify: boolean; indicate: boolean }
  startNotifications(): Promise<unknown>
  writeValueWithResponse(bytes: BufferSource): Promise<void>
  writeValueWithoutResponse(bytes: BufferSource): Promise<void>
}
type Service = { getCharacteristics(): Promise<Characteristic[]> }
export type BluetoothDevice = EventTarget & {
  readonly name?: string
  readonly gatt?: {
    connect(): Promise<{ getPrimaryServices(): Promise<Service[]> }>
    disconnect(): void
  }
}
export type Bluetooth = {
  requestDevice(options: {
    filters: object[]
    optionalServices: readonly (number | string)[]
  }): Promise<BluetoothDevice>
}

/** Adapters differ in service and characteristics; these families cover OBDLink CX, LELink and HM-10 boards, vLinker. */
export const adapterServices: readonly number[] = [0xfff0, 0xffe0, 0x18f0]
const pieceBytes = 20

/** Returns the transport of a Bluetooth Low Energy adapter: what it can notify of is read, what it can be written is written. */
export function bluetoothTransport(device: BluetoothDevice): Transport {
  return {
    kind: 'bluetooth',
    label: device.name ?? 'Bluetooth',
    baudRates: [38_400],
    async open(_, events) {
      const server = await device.gatt?.connect()
      if (!server) throw new NoSerialServiceError()
      const services = await server.getPrimaryServices()
      const all = (await Promise.all(services.map((service) => service.getCharacteristics()))).flat()
      const input = all.find(({ properties }) => properties.notify || properties.indicate)
      const output = all.find((each) => each !== input && canWrite(each)) ?? all.find(canWrite)
      if (!input || !output) throw new NoSerialServiceError()
      const receive = () => {
        const { value } = input
        if (value)
          events.receive(new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength)))
      }
      const lose = () => events.lost(new AdapterLostError(new Error('out of reach')))
      input.addEventListener('characteristicvaluechanged', receive)
      device.addEventListener('gattserverdisconnected', lose)
      await input.startNotifications()
      return {
        async write(bytes) {
          for (let at = 0; at < bytes.length; at += pieceBytes) {
            const piece = bytes.slice(at, at + pieceBytes)
            if (output.properties.writeWithoutResponse) await output.writeValueWithoutResponse(piece)
            else await output.writeValueWithResponse(piece)
          }
        },
        async close() {
          input.removeEventListener('characteristicvaluechanged', receive)
          device.removeEventListener('gattserverdisconnected', lose)
          device.gatt?.disconnect()
        },
      }
    },
  }
}

const canWrite = ({ properties }: Characteristic) => properties.write || properties.writeWithoutResponse

export class NoSerialServiceError extends BaseError {
  override readonly name = 'Obd.NoSerialServiceError'
  constructor() {
    super('Expected a Bluetooth adapter with a characteristic to read and one to write, found neither.')
  }
}
