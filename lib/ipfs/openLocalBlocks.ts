import { IDBBlockstore } from 'blockstore-idb'
import type { HeliaInit } from 'helia'
import { CID } from 'multiformats/cid'
import { formatRawCid } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'

export type Blockstore = NonNullable<HeliaInit['blockstore']>

/** Blocks that are kept on this machine. */
export type LocalBlocks = {
  blockstore: Blockstore
  put(cid: string, bytes: Uint8Array): Promise<void>
  get(cid: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  has(cid: string): Promise<boolean>
  remove(cid: string): Promise<void>
  list(): AsyncGenerator<string>
}

/** Opens the blocks that this browser keeps for this app, in IndexedDB. They stay until they are removed. */
export function openLocalBlocks(name = 'qoodblock-blocks'): LocalBlocks {
  const blockstore = new IDBBlockstore(name)
  return wrapBlockstore(blockstore, blockstore.open())
}

/** Returns a blockstore as what sealing and storing work on. */
export function wrapBlockstore(blockstore: Blockstore, opened: Promise<void> = Promise.resolve()): LocalBlocks {
  // Told by whoever waits for it.
  opened.catch(() => {})
  return {
    blockstore,
    async put(cid, bytes) {
      await opened
      try {
        await blockstore.put(CID.parse(cid), bytes)
      } catch (error) {
        throw /quota/i.test(String(error)) ? new NoSpaceError(error) : error
      }
    },
    async get(cid) {
      await opened
      try {
        const pieces: Uint8Array[] = []
        for await (const piece of blockstore.get(CID.parse(cid))) pieces.push(piece)
        return join(pieces)
      } catch (error) {
        if ((error as Error).name === 'NotFoundError') return undefined
        throw error
      }
    },
    has: (cid) => opened.then(() => blockstore.has(CID.parse(cid))),
    remove: (cid) => opened.then(() => blockstore.delete(CID.parse(cid))),
    async *list() {
      await opened
      for await (const { cid } of blockstore.getAll()) yield formatRawCid(cid.multihash.digest)
    },
  }
}

/** A copy with a buffer of its own, which can move to a worker. */
function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

export class NoSpaceError extends BaseError {
  override readonly name = 'Ipfs.NoSpaceError'
  constructor(cause: unknown) {
    super('The browser gives this app no more room on the disk.', {
      cause,
      metaMessages: ['Remove local copies of data sets that are stored elsewhere, then go on. Nothing is lost.'],
    })
  }
}
