import { Pool, type PoolClient, types } from 'pg'
import type { IndexStore, Reader, Value, Writer } from './IndexStore.ts'
import { insertSql } from './openSqliteStore.ts'
import { toParameters } from './toParameters.ts'

/** int8: heights, positions and counts stay below 2^53, so they are numbers as they are in SQLite. */
const bigintType = 20
const maxParameters = 60_000

/** Opens the database that the connection string names. */
export async function openPostgresStore(connectionString: string): Promise<IndexStore> {
  const pool = new Pool({
    connectionString,
    max: 8,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === bigintType ? Number : (types.getTypeParser(id, format as 'text') as (value: string) => unknown),
    } as never,
  })
  // A connection that breaks while it rests is replaced by the pool; the next query tells if the server is gone.
  pool.on('error', () => {})
  await pool.query('SELECT 1')
  let last: Promise<unknown> = Promise.resolve()

  async function transact<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const result = await work(createWriter(client))
      await client.query('COMMIT')
      client.release()
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {})
      client.release(error as Error)
      throw error
    }
  }

  return {
    dialect: 'postgres',
    ...createReader(pool),
    write(work) {
      const turn = last.then(
        () => transact(work),
        () => transact(work),
      )
      last = turn
      return turn
    },
    async close() {
      await last.catch(() => {})
      await pool.end()
    },
  }
}

type Queryable = Pick<PoolClient, 'query'>

function createReader(client: Queryable): Reader {
  return {
    all: async <T>(sql: string, params: readonly Value[] = []) =>
      (await client.query(numberParameters(sql), toParameters(params))).rows as T[],
  }
}

function createWriter(client: Queryable): Writer {
  return {
    ...createReader(client),
    async run(sql, params = []) {
      await client.query(numberParameters(byBytes(sql)), toParameters(params))
    },
    async insert(table, rows, conflict) {
      if (rows.length === 0) return
      const columns = Object.keys(rows[0]!)
      // A statement that meets one row twice cannot update it twice, so updates go row by row.
      const perStatement = conflict?.includes('UPDATE') ? 1 : Math.floor(maxParameters / columns.length)
      for (let from = 0; from < rows.length; from += perStatement) {
        const part = rows.slice(from, from + perStatement)
        const sql = numberParameters(insertSql(table, columns, part.length, conflict))
        const values = part.flatMap((row) => columns.map((column) => row[column]!))
        await client.query(sql, toParameters(values))
      }
    },
  }
}

/** Ranges of hashes and names want the order of bytes, as SQLite has it, whatever the language of the database. */
function byBytes(sql: string): string {
  return /^\s*CREATE TABLE/i.test(sql) ? sql.replace(/\btext\b/g, 'text COLLATE "C"') : sql
}

/** PostgreSQL counts its parameters: $1, $2, … */
function numberParameters(sql: string): string {
  let count = 0
  return sql.replace(/\?/g, () => `$${++count}`)
}
