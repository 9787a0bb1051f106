import { isBlockOf } from '../../lib/crypto/rawCid.ts'
import { BaseError } from '../../lib/errors.ts'
import { maxBlockBytes } from '../../lib/ipfs/car.ts'
import type { AccountUse, Lease, LeaseCheck } from '../../lib/ipfs/leases.ts'
import { createPuller, type Pull } from './createPuller.ts'
import { createTurns } from './createTurns.ts'
import type { BlockFiles } from './openBlockFiles.ts'
import type { BlockIndex, Use } from './openBlockIndex.ts'

/** Who asks without a proof. Such blocks have a small quota and a short life, and nobody can end their leases early. */
export const anybody = 'anybody'

export type StorageLimits = {
  quotaBytes: number
  anybodyQuotaBytes: number
  longestLeaseMs: number
  anybodyLeaseMs: number
  /** How long a block stays that nobody has leased yet: the time between upload and lease. */
  graceMs: number
  /** What must stay free on the disk. */
  reserveBytes: number
}

/** What each lease and each block named in one counts beside the bytes: entries, and the least that a file takes. */
export const entryBytes = 4_096

const day = 86_400_000
export const defaultStorageLimits: StorageLimits = {
  quotaBytes: 20 * 2 ** 30,
  anybodyQuotaBytes: 2 ** 30,
  longestLeaseMs: 3 * 365 * day,
  anybodyLeaseMs: 90 * day,
  graceMs: 3_600_000,
  reserveBytes: 2 ** 28,
}

type Options = {
  index: BlockIndex
  files: BlockFiles
  limits: StorageLimits
  now: () => number
  pull?: Pull | undefined
}
type LeaseWish = { id: string; title: string; untilMs: number; cids: readonly string[]; pull: boolean }

/** Returns a store of blocks with quotas and leases. Every block is checked against its CID when it comes and when it goes. */
export function createStorage({ index, files, limits, now, pull }: Options) {
  const used = new Map<string, number>()
  /** Room for what is on its way to the disk: of each account's quota, and of the disk. */
  const reserved = new Map<string, number>()
  let reservedOnDisk = 0
  // File and entry of a block change one after the other: whoever does so has its turn, or one would undo the other.
  const inTurn = createTurns()
  const counters = { put: 0, putBytes: 0, served: 0, servedBytes: 0, refused: 0, collected: 0, damaged: 0 }
  let measuring: Promise<void> | undefined
  let free = { bytes: Number.POSITIVE_INFINITY, atMs: Number.NEGATIVE_INFINITY }

  const quotaOf = (account: string) => (account === anybody ? limits.anybodyQuotaBytes : limits.quotaBytes)
  const leaseOf = (account: string) => (account === anybody ? limits.anybodyLeaseMs : limits.longestLeaseMs)

  function usedBytes(account: string): number {
    const known = used.get(account) ?? weigh(index.use(account, now() - limits.graceMs))
    used.set(account, known)
    return known
  }

  const weigh = ({ bytes, entries }: Use) => bytes + entries * entryBytes

  function checkQuota(account: string, moreBytes: number): void {
    const found = usedBytes(account) + (reserved.get(account) ?? 0) + moreBytes
    if (found > quotaOf(account)) throw new QuotaExceededError(found, quotaOf(account))
  }

  async function reserveOnDisk(size: number): Promise<void> {
    if (now() - free.atMs > 1_000) {
      measuring ??= measureFree()
      await measuring
    }
    if (free.bytes - reservedOnDisk - size < limits.reserveBytes) throw new DiskFullError()
    reservedOnDisk += size
  }

  /** One measures for all who ask meanwhile: a second figure could be from before what the first one allowed. */
  async function measureFree(): Promise<void> {
    try {
      free = { bytes: await files.freeBytes(), atMs: now() }
    } finally {
      measuring = undefined
    }
  }

  /** Others come while one is written, so its room is taken before. */
  async function inReservedRoom(account: string, size: number, act: () => Promise<void>): Promise<void> {
    checkQuota(account, size)
    reserve(account, size)
    try {
      await reserveOnDisk(size)
      await act().finally(() => {
        reservedOnDisk -= size
      })
      free.bytes -= size
    } finally {
      reserve(account, -size)
    }
  }

  function reserve(account: string, size: number): void {
    const left = (reserved.get(account) ?? 0) + size
    if (left === 0) reserved.delete(account)
    else reserved.set(account, left)
  }

  async function put(cid: string, bytes: Uint8Array, account: string): Promise<'stored' | 'already'> {
    if (bytes.length > maxBlockBytes) throw new BlockTooLargeError(bytes.length)
    if (!(await isBlockOf(cid, bytes))) throw new WrongBytesError(cid)
    return await inTurn(cid, () => take(cid, bytes, account))
  }

  async function take(cid: string, bytes: Uint8Array, account: string): Promise<'stored' | 'already'> {
    if (index.sizeOf(cid) !== undefined) {
      index.touch(cid, account, now())
      used.delete(account)
      checkQuota(account, 0)
      return 'already'
    }
    await inReservedRoom(account, bytes.length, async () => {
      try {
        await files.write(cid, bytes)
      } catch (error) {
        throw /ENOSPC|EDQUOT/.test(String(error)) ? new DiskFullError(error) : error
      }
      keep(cid, bytes.length, account)
    })
    return 'stored'
  }

  function keep(cid: string, size: number, account: string): void {
    // What is not noted is read from the index, where the block must not be yet.
    const before = usedBytes(account)
    index.add(cid, size, account, now())
    used.set(account, before + size)
    counters.put++
    counters.putBytes += size
  }

  async function get(cid: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (index.sizeOf(cid) === undefined) return undefined
    const bytes = await files.read(cid)
    if (bytes === undefined || bytes === 'damaged') {
      await forget(cid)
      return undefined
    }
    counters.served++
    counters.servedBytes += bytes.length
    return bytes
  }

  /** What the disk has lost is asked for again by whoever wants it kept. It may have come again meanwhile. */
  const forget = (cid: string) =>
    inTurn(cid, async () => {
      const bytes = await files.read(cid)
      if (bytes !== undefined && bytes !== 'damaged') return
      index.drop(cid)
      if (bytes === undefined) return
      counters.damaged++
      await files.remove(cid)
    })

  const puller = createPuller({
    pull,
    wanted: (account, id) => index.missing(index.findLease(account, id)?.number ?? -1),
    arrive: (cid, account) => inTurn(cid, () => takePulled(cid, account)),
    discard: (cid) =>
      inTurn(cid, async () => {
        if (index.sizeOf(cid) === undefined) await files.remove(cid)
      }),
  })

  async function takePulled(cid: string, account: string): Promise<void> {
    if (index.sizeOf(cid) !== undefined) {
      used.delete(account)
      return checkQuota(account, 0)
    }
    const bytes = await files.read(cid)
    if (bytes === undefined || bytes === 'damaged') throw new WrongBytesError(cid)
    await inReservedRoom(account, bytes.length, async () => keep(cid, bytes.length, account))
  }

  function show(found: NonNullable<ReturnType<BlockIndex['findLease']>>): Lease {
    const { number: _, ...lease } = found
    return { ...lease, ...puller.stateOf(lease.account, lease.id) }
  }

  function lease(account: string, { pull: isPulled, ...wish }: LeaseWish): Lease {
    const longestMs = now() + leaseOf(account)
    if (wish.untilMs <= now() || wish.untilMs > longestMs) throw new LeaseTimeError(wish.untilMs, longestMs)
    const before = usedBytes(account)
    index.lease({ account, ...wish }, now() - limits.graceMs, (more) => {
      // Whoever only prolongs takes no more room than before.
      if (weigh(more) > 0) checkQuota(account, weigh(more))
      used.set(account, before + weigh(more))
    })
    if (isPulled && index.findLease(account, wish.id)!.missing > 0) puller.start(account, wish.id)
    return show(index.findLease(account, wish.id)!)
  }

  function need(account: string, id: string) {
    const found = index.findLease(account, id)
    if (!found) throw new UnknownLeaseError(id)
    return found
  }

  async function check(account: string, id: string): Promise<LeaseCheck> {
    const result: LeaseCheck = { checked: 0, bytes: 0, missing: [], damaged: [] }
    for (const cid of index.members(need(account, id).number)) {
      const bytes = await files.read(cid)
      result.checked++
      if (bytes === undefined || bytes === 'damaged') {
        result[bytes === 'damaged' ? 'damaged' : 'missing'].push(cid)
        if (index.sizeOf(cid) !== undefined) await forget(cid)
      } else result.bytes += bytes.length
    }
    return result
  }

  /** Ends leases whose time is over and deletes what nobody keeps; returns how many blocks went. */
  async function collect(): Promise<number> {
    index.endOverdue(now())
    giveUpForAnybody()
    let gone = 0
    for (;;) {
      const loose = index.loose(now() - limits.graceMs)
      for (const cid of loose) if (await inTurn(cid, () => removeLoose(cid))) gone++
      if (loose.length === 0) break
    }
    used.clear()
    counters.collected += gone
    return gone
  }

  /** What nobody stands for may not hold room for blocks that never come. */
  function giveUpForAnybody(): void {
    for (const { number, id } of index.waiting(anybody)) {
      if (!puller.stateOf(anybody, id).pulling) index.giveUp(number)
    }
  }

  /** By now somebody may have leased it or brought it again. */
  async function removeLoose(cid: string): Promise<boolean> {
    if (!index.isLoose(cid, now() - limits.graceMs)) return false
    index.drop(cid)
    await files.remove(cid)
    return true
  }

  /** Files that a crash left without an entry get one, and go with the next collection unless somebody wants them. */
  async function reconcile(): Promise<void> {
    for await (const cid of files.list()) await inTurn(cid, () => takeIn(cid))
    used.clear()
  }

  async function takeIn(cid: string): Promise<void> {
    if (index.sizeOf(cid) !== undefined) return
    const bytes = await files.read(cid)
    if (bytes && bytes !== 'damaged') index.add(cid, bytes.length, anybody, now())
    else await files.remove(cid)
  }

  return {
    put,
    get,
    sizeOf: index.sizeOf,
    missing: (cids: readonly string[]) => cids.filter((cid) => index.sizeOf(cid) === undefined),
    lease,
    leases: (account: string) => index.leases(account).map(show),
    findLease: (account: string, id: string) => show(need(account, id)),
    members: (account: string, id: string) => index.members(need(account, id).number),
    check,
    release(account: string, id: string): void {
      if (account === anybody) throw new NobodysLeaseError()
      puller.stop(account, id)
      index.endLease(need(account, id).number)
      used.delete(account)
    },
    account: (account: string): AccountUse => ({
      account,
      usedBytes: usedBytes(account),
      quotaBytes: quotaOf(account),
      leases: index.countLeases(account),
      longestLeaseMs: leaseOf(account),
    }),
    collect,
    reconcile,
    async health() {
      const freeBytes = await files.freeBytes()
      return {
        status: freeBytes < limits.reserveBytes ? ('full' as const) : ('ok' as const),
        ...index.totals(),
        freeBytes,
      }
    },
    counters,
    stop: () => puller.stopAll(),
  }
}
export type Storage = ReturnType<typeof createStorage>

export class WrongBytesError extends BaseError {
  override readonly name = 'Storage.WrongBytesError'
  constructor(cid: string) {
    super(`The bytes are not those that ${cid} names.`)
  }
}

export class BlockTooLargeError extends BaseError {
  override readonly name = 'Storage.BlockTooLargeError'
  constructor(found: number) {
    super(`Expected a block of at most ${maxBlockBytes} bytes, found ${found}.`)
  }
}

export class QuotaExceededError extends BaseError {
  override readonly name = 'Storage.QuotaExceededError'
  constructor(wanted: number, quota: number) {
    super(`This would make ${wanted} bytes for this account; the node keeps ${quota} for each.`, {
      metaMessages: ['End a lease, or store at another node. What is uploaded already stays and is not sent again.'],
    })
  }
}

export class DiskFullError extends BaseError {
  override readonly name = 'Storage.DiskFullError'
  constructor(cause?: unknown) {
    super('The disk of the storage node is full.', {
      cause,
      metaMessages: ['Store at another node; go on here when its operator has made room. Nothing is lost.'],
    })
  }
}

export class LeaseTimeError extends BaseError {
  override readonly name = 'Storage.LeaseTimeError'
  constructor(found: number, latest: number) {
    const [shown, limit] = [found, latest].map((ms) => new Date(Math.min(ms, 8.64e15)).toISOString())
    super(`Expected a lease that ends between now and ${limit}, found ${shown}.`)
  }
}

export class UnknownLeaseError extends BaseError {
  override readonly name = 'Storage.UnknownLeaseError'
  constructor(id: string) {
    super(`There is no lease "${id.slice(0, 100)}" of this account.`)
  }
}

export class NobodysLeaseError extends BaseError {
  override readonly name = 'Storage.NobodysLeaseError'
  constructor() {
    super('Leases that were made without an account belong to nobody; they end with their time.')
  }
}
