import { readHeight } from './keys.ts'
import type { Tables } from './openDatabase.ts'
import type { Nodes, WaitingBlock } from './stateStore.ts'
import { toPlain } from './views.ts'

/*
 * What a block changed, in one piece: location and bytes of each node, each with its length before it. A length of zero
 * is a node that the block removed.
 */
const lengthBytes = 4

/** Returns the bytes in which the changes of a block wait for their places. */
export function encodeNodes(nodes: Nodes): Buffer {
  let size = 0
  for (const [location, bytes] of nodes) size += 2 * lengthBytes + location.length + (bytes?.length ?? 0)
  const packed = Buffer.allocUnsafe(size)
  let at = 0
  for (const [location, bytes] of nodes) {
    at = packed.writeUInt32BE(location.length, at)
    at += packed.write(location, at, 'latin1')
    at = packed.writeUInt32BE(bytes?.length ?? 0, at)
    if (bytes === undefined) continue
    packed.set(bytes, at)
    at += bytes.length
  }
  return packed
}

/** Returns the changes that wait in the bytes. */
function decodeNodes(packed: Buffer): Nodes {
  const nodes: Nodes = new Map()
  for (let at = 0; at < packed.length; ) {
    const location = at + lengthBytes
    const length = location + packed.readUInt32BE(at)
    const bytes = length + lengthBytes
    at = bytes + packed.readUInt32BE(length)
    nodes.set(packed.toString('latin1', location, length), at === bytes ? undefined : toPlain(packed, bytes, at))
  }
  return nodes
}

/** Returns what waits for its places, oldest first. What is known already is not unpacked anew. */
export function readWaiting({ unsettled }: Tables, known: readonly WaitingBlock[] = []): WaitingBlock[] {
  return Array.from(unsettled.getKeys(), (key) => {
    const number = readHeight(key)
    return known.find((one) => one.number === number) ?? { number, nodes: decodeNodes(unsettled.get(key)!) }
  })
}
