import { adapterServices, type Bluetooth, bluetoothTransport } from '../../lib/obd/bluetoothTransport.ts'
import { adapterFilters, type Serial, type SerialPort, serialTransport } from '../../lib/obd/serialTransport.ts'
import type { Transport } from '../../lib/obd/Transport.ts'
import { type Usb, usbFilters } from '../../lib/obd/usbChips.ts'
import { usbTransport } from '../../lib/obd/usbTransport.ts'

type Devices = { serial?: Serial; usb?: Usb; bluetooth?: Bluetooth }
const devices = () => navigator as Devices

/** What was chosen: how to reach it now, and how to reach it again after it was unplugged. */
export type Chosen = { transport: Transport; info?: string; again(): Promise<Transport | undefined> }

/** Asks the person for a serial port: known adapters, or every port there is. */
export async function requestSerial(all: boolean): Promise<Chosen> {
  const serial = devices().serial!
  const port = await serial.requestPort(all ? {} : { filters: adapterFilters })
  return chooseSerial(serial, port)
}

function chooseSerial(serial: Serial, port: SerialPort): Chosen {
  const info = JSON.stringify(port.getInfo())
  return {
    transport: serialTransport(port),
    info,
    async again() {
      const ports = await serial.getPorts()
      const found = ports.find((each) => each === port) ?? ports.find((each) => JSON.stringify(each.getInfo()) === info)
      return found && serialTransport(found)
    },
  }
}

export async function requestUsb(): Promise<Chosen> {
  const device = await devices().usb!.requestDevice({ filters: usbFilters })
  return { transport: usbTransport(device), again: async () => usbTransport(device) }
}

export async function requestBluetooth(): Promise<Chosen> {
  const device = await devices().bluetooth!.requestDevice({
    filters: [
      ...adapterServices.map((service) => ({ services: [service] })),
      { namePrefix: 'OBD' },
      { namePrefix: 'V' },
    ],
    optionalServices: adapterServices,
  })
  return { transport: bluetoothTransport(device), again: async () => bluetoothTransport(device) }
}
