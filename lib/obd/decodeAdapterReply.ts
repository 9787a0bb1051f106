import { BaseError } from '../errors.ts'
import { findFault } from './adapterFaults.ts'
import type { Decoded } from './Reading.ts'

/** Returns what the adapter says about itself; throws when it does not know the command. */
export function decodeAdapterReply(command: string, raw: string): Decoded {
  const lines = raw
    .split(/[\r\n>]+/)
    .map((line) => line.replace(/\0/g, '').trim())
    .filter((line) => line !== '' && line.replace(/\s+/g, '').toUpperCase() !== command)
  if (lines.length === 0 || /[^\x20-\x7e]/.test(lines.join(''))) throw new NoAdapterTextError(command)
  const isReset = /^(ATZ|ATWS|ATI|AT@|STI|ATLP|STDI)/.test(command)
  for (const line of lines) {
    const fault = findFault(line.replace(/\s+/g, '').toUpperCase())
    if (fault && !(isReset && fault.name === 'Obd.AdapterResetError')) throw fault
  }
  const text = lines.join('\n')
  const values = command === 'ATRV' ? [{ name: 'Adapter voltage', value: parseVoltage(text), unit: 'V' }] : []
  return { values, dtcs: [], codes: [], text }
}

/** Returns the volts in what adapters say to ATRV: `12.8V`, `13.4v`, `12.875`, `12`. */
export function parseVoltage(text: string): number {
  const match = /^(\d{1,2}(?:\.\d+)?)\s*V?$/i.exec(text.trim())
  if (!match) throw new InvalidVoltageError(text)
  return Number(match[1])
}

export class NoAdapterTextError extends BaseError {
  override readonly name = 'Obd.NoAdapterTextError'
  constructor(command: string) {
    super(`Expected the adapter to say something to ${command.slice(0, 20)}, found nothing readable.`)
  }
}

export class InvalidVoltageError extends BaseError {
  override readonly name = 'Obd.InvalidVoltageError'
  constructor(found: string) {
    super(`Expected a voltage such as 12.6V, found "${found.slice(0, 40)}".`)
  }
}
