import { DatabaseSync, type StatementSync } from 'node:sqlite'

export type IndexedLease = {
  account: string
  id: string
  title: string
  untilMs: number
  blocks: number
  bytes: number
}

export type Use = { bytes: number; entries: number }

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS blocks (cid TEXT PRIMARY KEY, size INTEGER NOT NULL, account TEXT NOT NULL, putMs INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS leases (number INTEGER PRIMARY KEY, account TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, untilMs INTEGER NOT NULL, UNIQUE (account, id));
  CREATE TABLE IF NOT EXISTS members (lease INTEGER NOT NULL, cid TEXT NOT NULL, PRIMARY KEY (lease, cid)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS membersByCid ON members (cid);
  CREATE INDEX IF NOT EXISTS blocksByAccount ON blocks (account, putMs);
  CREATE TABLE IF NOT EXISTS names (name TEXT NOT NULL);
  INSERT INTO names SELECT lower(hex(randomblob(16))) WHERE NOT EXISTS (SELECT 1 FROM names);`

/** Opens what a store knows about its blocks: size, who brought them and when, and who wants them kept until when. */
export function openBlockIndex(path: string) {
  const db = new DatabaseSync(path)
  db.exec(schema)
  const find = db.prepare('SELECT size FROM blocks WHERE cid = ?')
  const add = db.prepare('INSERT OR IGNORE INTO blocks VALUES (?, ?, ?, ?)')
  const touch = db.prepare('UPDATE blocks SET putMs = ?, account = ? WHERE cid = ?')
  const drop = db.prepare('DELETE FROM blocks WHERE cid = ?')
  const sum = db.prepare('SELECT COUNT(*) AS blocks, COALESCE(SUM(size), 0) AS bytes FROM blocks')
  const countLeases = db.prepare('SELECT COUNT(*) AS leases FROM leases')
  const ofAccount = 'members JOIN leases ON number = lease WHERE leases.account = ?1'
  // In that order: an account is asked about more often than it has many leases.
  const bytesOf = db.prepare(`SELECT COALESCE(SUM(size), 0) AS bytes FROM (
    SELECT blocks.cid, size FROM leases CROSS JOIN members ON lease = number CROSS JOIN blocks ON blocks.cid = members.cid
    WHERE leases.account = ?1
    UNION SELECT cid, size FROM blocks WHERE account = ?1 AND putMs > ?2)`)
  const membersOfAccount = db.prepare(`SELECT COUNT(*) AS count FROM ${ofAccount}`)
  const leasesOfAccount = db.prepare('SELECT COUNT(*) AS count FROM leases WHERE account = ?')
  const isCounted = db.prepare(`SELECT 1 FROM members CROSS JOIN leases ON number = lease
    WHERE members.cid = ?3 AND leases.account = ?1 UNION ALL SELECT 1 FROM blocks WHERE cid = ?3 AND account = ?1 AND putMs > ?2 LIMIT 1`)
  const upsert = db.prepare(`INSERT INTO leases (account, id, title, untilMs) VALUES (?, ?, ?, ?)
    ON CONFLICT (account, id) DO UPDATE SET title = excluded.title, untilMs = MAX(untilMs, excluded.untilMs) RETURNING number`)
  const join = db.prepare('INSERT OR IGNORE INTO members VALUES (?, ?)')
  const listed = `SELECT number, leases.account AS account, id, title, untilMs,
    COUNT(members.cid) AS blocks, COALESCE(SUM(size), 0) AS bytes, COUNT(members.cid) - COUNT(blocks.cid) AS missing
    FROM leases LEFT JOIN members ON lease = number LEFT JOIN blocks ON blocks.cid = members.cid`
  const list = db.prepare(`${listed} WHERE leases.account = ? GROUP BY number ORDER BY number`)
  const one = db.prepare(`${listed} WHERE leases.account = ? AND id = ? GROUP BY number`)
  const membersOf = db.prepare('SELECT cid FROM members WHERE lease = ? ORDER BY cid')
  const waitingOf = db.prepare(`SELECT DISTINCT number, id FROM leases LEFT JOIN members ON lease = number
    WHERE leases.account = ? AND (members.cid IS NULL OR members.cid NOT IN (SELECT cid FROM blocks))`)
  const forgetMissing = db.prepare('DELETE FROM members WHERE lease = ? AND cid NOT IN (SELECT cid FROM blocks)')
  const endEmpty = db.prepare('DELETE FROM leases WHERE number = ? AND number NOT IN (SELECT lease FROM members)')
  const missingOf = db.prepare(`SELECT cid FROM members WHERE lease = ? AND cid NOT IN (SELECT cid FROM blocks)`)
  const part = db.prepare('DELETE FROM members WHERE lease = ?')
  const end = db.prepare('DELETE FROM leases WHERE number = ?')
  const overdue = db.prepare('SELECT number FROM leases WHERE untilMs <= ?')
  const unwanted = 'SELECT cid FROM blocks WHERE putMs <= ? AND cid NOT IN (SELECT cid FROM members)'
  const loose = db.prepare(`${unwanted} LIMIT 1000`)
  const looseOne = db.prepare(`${unwanted} AND cid = ?`)

  function inTransaction<T>(work: () => T): T {
    db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      db.exec('COMMIT')
      return result
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }

  const count = (statement: StatementSync, account: string) => statement.get(account)!.count as number

  function endLease(number: number): void {
    part.run(number)
    end.run(number)
  }

  return {
    /** What a store without a peer id is called; made up once. */
    name: () => db.prepare('SELECT name FROM names').get()!.name as string,
    sizeOf: (cid: string) => find.get(cid)?.size as number | undefined,
    add: (cid: string, size: number, account: string, putMs: number) => void add.run(cid, size, account, putMs),
    /** Somebody brought it again: it stays for a while, and counts for that account. */
    touch: (cid: string, account: string, putMs: number) => void touch.run(putMs, account, cid),
    drop: (cid: string) => void drop.run(cid),
    totals: () => ({ ...sum.get(), ...countLeases.get() }) as { blocks: number; bytes: number; leases: number },
    /** What an account leases or has brought since that time: bytes, and entries of this index. */
    use: (account: string, sinceMs: number): Use => ({
      bytes: bytesOf.get(account, sinceMs)!.bytes as number,
      entries: count(membersOfAccount, account) + count(leasesOfAccount, account),
    }),
    /** Writes a lease; it is taken back when `check`, which hears what the account uses more by it, throws. */
    lease(
      input: { account: string; id: string; title: string; untilMs: number; cids: readonly string[] },
      sinceMs: number,
      check: (more: Use) => void,
    ) {
      inTransaction(() => {
        const more = { bytes: 0, entries: -count(leasesOfAccount, input.account) }
        const { number } = upsert.get(input.account, input.id, input.title, input.untilMs) as { number: number }
        more.entries += count(leasesOfAccount, input.account)
        for (const cid of input.cids) {
          const size = (find.get(cid)?.size as number | undefined) ?? 0
          const isKnown = size === 0 || isCounted.get(input.account, sinceMs, cid) !== undefined
          if (join.run(number, cid).changes === 0) continue
          more.entries++
          if (!isKnown) more.bytes += size
        }
        check(more)
      })
    },
    countLeases: (account: string) => count(leasesOfAccount, account),
    /** Leases of an account that hold nothing, or name blocks that are not here. */
    waiting: (account: string) => waitingOf.all(account) as { number: number; id: string }[],
    /** Takes what is not here out of a lease, and ends it when nothing is left. */
    giveUp: (number: number) =>
      inTransaction(() => {
        forgetMissing.run(number)
        endEmpty.run(number)
      }),
    leases: (account: string) => list.all(account) as (IndexedLease & { number: number; missing: number })[],
    findLease: (account: string, id: string) =>
      one.get(account, id) as (IndexedLease & { number: number; missing: number }) | undefined,
    members: (number: number) => membersOf.all(number).map(({ cid }) => cid as string),
    missing: (number: number) => missingOf.all(number).map(({ cid }) => cid as string),
    endLease: (number: number) => inTransaction(() => endLease(number)),
    endOverdue: (nowMs: number) =>
      inTransaction(() => {
        const numbers = overdue.all(nowMs).map(({ number }) => number as number)
        for (const number of numbers) endLease(number)
        return numbers.length
      }),
    /** Up to a thousand blocks that nobody leases and nobody brought lately. */
    loose: (beforeMs: number) => loose.all(beforeMs).map(({ cid }) => cid as string),
    isLoose: (cid: string, beforeMs: number) => looseOne.get(beforeMs, cid) !== undefined,
    close: () => db.close(),
  }
}
export type BlockIndex = ReturnType<typeof openBlockIndex>
