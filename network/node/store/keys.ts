/** Keys of the store: fixed-width big-endian numbers, so that byte order is numeric order. */

/** How many bytes a height takes. */
export const heightBytes = 6

/** Where `meta` keeps the height of the newest block. */
export const headKey: Buffer = Buffer.from('head')

/** Returns a height as 6 bytes. */
export function heightKey(number: number): Buffer {
  const key = Buffer.allocUnsafe(heightBytes)
  key.writeUIntBE(number, 0, heightBytes)
  return key
}

/** Returns the height at the end of a key. */
export function readHeight(key: Uint8Array): number {
  let number = 0
  for (let at = key.length - heightBytes; at < key.length; at++) number = number * 256 + key[at]!
  return number
}

/** Returns the key of what a trie node was before the block. */
export function pastKey(number: number, location: Buffer): Buffer {
  const key = Buffer.allocUnsafe(heightBytes + location.length)
  key.writeUIntBE(number, 0, heightBytes)
  location.copy(key, heightBytes)
  return key
}

/** Returns the key of a waypoint: location, a byte that no location holds there, height. */
export function waypointKey(location: Buffer, number: number): Buffer {
  const key = Buffer.allocUnsafe(location.length + 1 + heightBytes)
  location.copy(key)
  key[location.length] = 0xff
  key.writeUIntBE(number, location.length + 1, heightBytes)
  return key
}
