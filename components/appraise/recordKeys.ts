import { decodeHex, encodeHex } from '../../lib/bytes/hex.ts'

/*
 * An owner shows sealed records to a visitor by a link: behind the # stand the keys of the chosen records, which the
 * browser sends to no server.
 */

/** Returns the part of a link that opens records, by their number. */
export function formatRecordKeys(keys: ReadonlyMap<number, Uint8Array>): string {
  return `#keys=${[...keys].map(([number, key]) => `${number}.${encodeHex(key).slice(2)}`).join('_')}`
}

/** Returns the keys in a link; what is none is left out. */
export function parseRecordKeys(hash: string): Map<number, Uint8Array> {
  const [, packed = ''] = /^#keys=([\w.]+)$/.exec(hash) ?? []
  const entries = [...packed.matchAll(/(\d{1,9})\.([0-9a-f]{64})(?:_|$)/g)]
  return new Map(entries.map(([, number, key]) => [Number(number), decodeHex(`0x${key}`)]))
}
