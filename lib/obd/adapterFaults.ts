import { BaseError } from '../errors.ts'

/*
 * What an adapter says instead of a reply. Clones shorten, join and overwrite these words (`STOPPEDNG...` is STOPPED written
 * over SEARCHING...), so they are matched by how they begin, without spaces.
 */
const faults: readonly (readonly [prefix: string, make: (text: string) => BaseError])[] = [
  ['NODATA', (text) => new NoDataError(text)],
  ['STOPPED', (text) => new StoppedError(text)],
  ['UNABLETOCONNECT', (text) => new UnableToConnectError(text)],
  ['BUSINIT', (text) => new BusInitError(text)],
  ['BUSBUSY', (text) => new BusBusyError(text)],
  ['BUSERROR', (text) => new BusError(text)],
  ['CANERROR', (text) => new CanError(text)],
  ['DATAERROR', (text) => new DataError(text)],
  ['<DATAERROR', (text) => new DataError(text)],
  ['RXERROR', (text) => new DataError(text)],
  ['<RXERROR', (text) => new DataError(text)],
  ['BUFFERFULL', (text) => new BufferFullError(text)],
  ['OUTOFMEMORY', (text) => new BufferFullError(text)],
  ['FCRXTIMEOUT', (text) => new FlowControlError(text)],
  ['FBERROR', (text) => new FeedbackError(text)],
  ['LVRESET', (text) => new AdapterResetError(text)],
  ['LPALERT', (text) => new AdapterResetError(text)],
  ['ACTALERT', (text) => new AdapterResetError(text)],
  ['ELM327', (text) => new AdapterResetError(text)],
  ['ERR', (text) => new AdapterFaultError(text)],
  ['?', (text) => new UnknownCommandError(text)],
]

/** Returns the failure that a line (upper case, without spaces) stands for, if it is one. */
export function findFault(compact: string): BaseError | undefined {
  return faults.find(([prefix]) => compact.startsWith(prefix))?.[1](compact)
}

/** Returns the failure that is written behind the data of a line. */
export function findTrailingFault(compact: string): BaseError | undefined {
  return /(<?(?:DATA|RX)ERROR)/.test(compact) ? new DataError(compact) : undefined
}

const said = (text: string) => ({ details: `The adapter said "${text.slice(0, 60)}".` })

export class NoDataError extends BaseError {
  override readonly name = 'Obd.NoDataError'
  constructor(text: string) {
    super('Expected a reply of the car, found that it did not answer this request.', said(text))
  }
}

export class StoppedError extends BaseError {
  override readonly name = 'Obd.StoppedError'
  constructor(text: string) {
    super('The adapter stopped because a character came before it was done.', said(text))
  }
}

export class UnableToConnectError extends BaseError {
  override readonly name = 'Obd.UnableToConnectError'
  constructor(text: string) {
    super('The adapter found no car. Is the ignition on?', {
      ...said(text),
      metaMessages: ['Turn the ignition on, push the plug in firmly, and try again.'],
    })
  }
}

export class BusInitError extends BaseError {
  override readonly name = 'Obd.BusInitError'
  constructor(text: string) {
    super('The car did not answer the wake-up of its bus. Is the ignition on?', said(text))
  }
}

export class BusBusyError extends BaseError {
  override readonly name = 'Obd.BusBusyError'
  constructor(text: string) {
    super('The bus of the car was too busy to send the request.', said(text))
  }
}

export class BusError extends BaseError {
  override readonly name = 'Obd.BusError'
  constructor(text: string) {
    super('The wires between adapter and car carry no valid signal.', said(text))
  }
}

export class CanError extends BaseError {
  override readonly name = 'Obd.CanError'
  constructor(text: string) {
    super('The adapter cannot speak on the CAN bus: ignition off, or another protocol.', said(text))
  }
}

export class DataError extends BaseError {
  override readonly name = 'Obd.DataError'
  constructor(text: string) {
    super('A reply was damaged between car and adapter.', said(text))
  }
}

export class BufferFullError extends BaseError {
  override readonly name = 'Obd.BufferFullError'
  constructor(text: string) {
    super('More data came than the adapter could pass on; some of it is lost.', said(text))
  }
}

export class FlowControlError extends BaseError {
  override readonly name = 'Obd.FlowControlError'
  constructor(text: string) {
    super('The car did not let the adapter send the rest of a long message.', said(text))
  }
}

export class FeedbackError extends BaseError {
  override readonly name = 'Obd.FeedbackError'
  constructor(text: string) {
    super('The adapter does not see its own signal on the wire; it may be broken.', said(text))
  }
}

export class AdapterResetError extends BaseError {
  override readonly name = 'Obd.AdapterResetError'
  constructor(text: string) {
    super('The adapter started again or went to sleep, by low voltage or a loose plug.', said(text))
  }
}

export class AdapterFaultError extends BaseError {
  override readonly name = 'Obd.AdapterFaultError'
  constructor(text: string) {
    super('The adapter reports a fault of its own.', said(text))
  }
}

export class UnknownCommandError extends BaseError {
  override readonly name = 'Obd.UnknownCommandError'
  constructor(text: string) {
    super('The adapter does not know this command.', said(text))
  }
}
