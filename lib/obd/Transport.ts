import type { BaseError } from '../errors.ts'

/** What a transport tells while it is open. */
export type LinkEvents = {
  receive(bytes: Uint8Array): void
  /** The adapter is gone. Nothing comes after this. */
  lost(reason: BaseError): void
}

/** An open line to an adapter. */
export type Link = {
  write(bytes: Uint8Array): Promise<void>
  /** Frees the adapter for others; never fails. */
  close(): Promise<void>
}

/** A way to reach an adapter: serial port, USB, Bluetooth, simulator, a saved log. */
export type Transport = {
  kind: 'serial' | 'usb' | 'bluetooth' | 'simulator' | 'replay' | 'socket'
  /** For people: the name of the device, as far as it is known. */
  label: string
  /** Speeds to try, the likeliest first; one entry where speed means nothing. */
  baudRates: readonly number[]
  open(baudRate: number, events: LinkEvents): Promise<Link>
}
