import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { IndexStore, Reader, Value, Writer } from './IndexStore.ts'
import { toParameters } from './toParameters.ts'

/** Opens the file, or a database in memory for `:memory:`. Readers have a connection of their own and never wait for the writer. */
export function openSqliteStore(path: string): IndexStore {
  const writing = openDatabase(path)
  const writer = createWriter(writing)
  // A database in memory belongs to its one connection.
  const reading = path === ':memory:' ? writing : openDatabase(path)
  const reader = reading === writing ? writer : createReader(reading)
  let last: Promise<unknown> = Promise.resolve()
  let closed = false

  async function transact<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    writing.exec('BEGIN IMMEDIATE')
    try {
      const result = await work(writer)
      writing.exec('COMMIT')
      return result
    } catch (error) {
      writing.exec('ROLLBACK')
      throw error
    }
  }

  return {
    dialect: 'sqlite',
    all: reader.all,
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
      if (closed) return
      closed = true
      writing.close()
      if (reading !== writing) reading.close()
    },
  }
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 })
  // The chain can always be read again, so a power cut may cost the newest blocks, but never the file.
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536',
  )
  return database
}

function createReader(database: DatabaseSync): Reader {
  const prepare = createStatements(database)
  return {
    all: async <T>(sql: string, params: readonly Value[] = []) => prepare(sql).all(...toParameters(params)) as T[],
  }
}

function createWriter(database: DatabaseSync): Writer {
  const prepare = createStatements(database)
  return {
    ...createReader(database),
    async run(sql, params = []) {
      prepare(sql).run(...toParameters(params))
    },
    async insert(table, rows, conflict) {
      if (rows.length === 0) return
      const columns = Object.keys(rows[0]!)
      const statement = prepare(insertSql(table, columns, 1, conflict))
      for (const row of rows) statement.run(...toParameters(columns.map((column) => row[column]!)))
    },
  }
}

/** Statements are prepared once; there are as many as there are lines of SQL in the code. */
function createStatements(database: DatabaseSync): (sql: string) => StatementSync {
  const known = new Map<string, StatementSync>()
  return (sql) => {
    const statement = known.get(sql) ?? database.prepare(sql)
    known.set(sql, statement)
    return statement
  }
}

/** Returns the statement that adds `count` rows. */
export function insertSql(table: string, columns: readonly string[], count: number, conflict?: string): string {
  const row = `(${columns.map(() => '?').join(', ')})`
  const values = Array.from({ length: count }, () => row).join(', ')
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values}${conflict ? ` ON CONFLICT ${conflict}` : ''}`
}
