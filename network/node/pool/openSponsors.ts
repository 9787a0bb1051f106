import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Address } from '../../../lib/bytes/hex.ts'
import { BaseError } from '../../../lib/errors.ts'

/*
 * Who pays for whom out of their gas budget: a setting of the one who runs the node, so that the users of an app need no
 * coin-days of their own. Kept in a file beside the chain; each change replaces the file as a whole.
 */
export type Sponsors = {
  /** Account -> who pays for it first. */
  map: ReadonlyMap<Address, Address>
  /** Names the sponsor of an account, or takes it away. */
  set(account: Address, sponsor: Address | undefined): void
}

const addressSchema = z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-f]{40}$/.test(value))
const fileSchema = z.record(addressSchema, addressSchema)
const maxSponsored = 100_000

/** Returns the sponsors that the file names; none where there is no file. */
export function openSponsors(path: string): Sponsors {
  const map = new Map(Object.entries(read(path)) as [Address, Address][])
  return {
    map,
    set(account, sponsor) {
      if (sponsor !== undefined && map.size >= maxSponsored && !map.has(account)) {
        throw new TooManySponsoredError(maxSponsored)
      }
      if (sponsor === undefined) map.delete(account)
      else map.set(account, sponsor)
      const draft = `${path}.new`
      writeFileSync(draft, `${JSON.stringify(Object.fromEntries(map), undefined, 2)}\n`)
      renameSync(draft, path)
    },
  }
}

function read(path: string): Record<Address, Address> {
  if (!existsSync(path)) return {}
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new InvalidSponsorsError(path, cause)
  }
}

export class InvalidSponsorsError extends BaseError {
  override readonly name = 'Pool.InvalidSponsorsError'
  constructor(path: string, cause: unknown) {
    super(`Expected ${path} to map accounts to their sponsors, each address in lower-case hex, found something else.`, {
      cause,
      metaMessages: ['Mend the file, or delete it and name the sponsors again with qood sponsor add.'],
    })
  }
}

export class TooManySponsoredError extends BaseError {
  override readonly name = 'Pool.TooManySponsoredError'
  constructor(most: number) {
    super(`Expected at most ${most} sponsored accounts, found one more.`)
  }
}
