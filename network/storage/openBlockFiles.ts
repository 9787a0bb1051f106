import { readFile, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { FsBlockstore } from 'blockstore-fs'
import { NextToLast } from 'blockstore-fs/sharding'
import { base32upper } from 'multiformats/bases/base32'
import { CID } from 'multiformats/cid'
import * as raw from 'multiformats/codecs/raw'
import { decode as decodeDigest } from 'multiformats/hashes/digest'
import { formatRawCid, isBlockOf } from '../../lib/crypto/rawCid.ts'

/** Files are named by the hash alone; the library reads such names back only where the hash is SHA-256. */
class FilesByHash extends NextToLast {
  override decode(path: string): CID {
    return CID.createV1(raw.code, decodeDigest(base32upper.decode(basename(path, '.data'))))
  }
}

/** Opens blocks as files. `blockstore` is what Helia works on; reading checks the bytes against the CID. */
export async function openBlockFiles(folder: string) {
  const sharding = new FilesByHash()
  const blockstore = new FsBlockstore(folder, { shardingStrategy: sharding })
  await blockstore.open()

  async function readRaw(cid: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { dir, file } = sharding.encode(CID.parse(cid))
    try {
      return await readFile(join(folder, dir, file))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  return {
    blockstore,
    /** Returns the block, `damaged` when the disk gives other bytes, undefined when there is none. */
    async read(cid: string): Promise<Uint8Array<ArrayBuffer> | 'damaged' | undefined> {
      const bytes = await readRaw(cid)
      return bytes && !(await isBlockOf(cid, bytes)) ? 'damaged' : bytes
    },
    write: async (cid: string, bytes: Uint8Array) => void (await blockstore.put(CID.parse(cid), bytes)),
    remove: (cid: string) => blockstore.delete(CID.parse(cid)),
    async *list(): AsyncGenerator<string> {
      for await (const { cid } of blockstore.getAll()) yield formatRawCid(cid.multihash.digest)
    },
    async freeBytes(): Promise<number> {
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
  }
}
export type BlockFiles = Awaited<ReturnType<typeof openBlockFiles>>
