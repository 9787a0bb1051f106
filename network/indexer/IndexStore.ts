/** What a column holds. Amounts are decimal text, since they outgrow every integer of a database. */
export type Value = string | number | null
export type Row = Record<string, Value>

export type Reader = {
  /** Returns all rows; `?` stands for a parameter. */
  all<T = Row>(sql: string, params?: readonly Value[]): Promise<T[]>
}

export type Writer = Reader & {
  run(sql: string, params?: readonly Value[]): Promise<void>
  /** Adds rows of one shape; `conflict` is what follows ON CONFLICT. */
  insert(table: string, rows: readonly Row[], conflict?: string): Promise<void>
}

/**
 * The one door to a database. The SQL is what SQLite and PostgreSQL both read: bigint, integer and text columns,
 * `ON CONFLICT`, `RETURNING`. Where one of them has something of its own (FTS5), `dialect` tells which it is. A text comes
 * back with U+FFFD in the place of each zero byte (see toParameters).
 */
export type IndexStore = Reader & {
  dialect: 'sqlite' | 'postgres'
  /** Runs the work in one transaction: all of it is there afterwards, or nothing. One at a time. */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>
  close(): Promise<void>
}
