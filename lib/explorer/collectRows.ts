import type { IndexClient, IndexParams } from './createIndexClient.ts'
import type { IndexPage } from './IndexRows.ts'

export type CollectOptions = {
  path: string
  params: IndexParams
  /** No more rows than this; a list that is longer is cut, and `isCut` says so. */
  maxRows: number
  signal: AbortSignal
  onProgress(rows: number): void
}

const pageRows = 200

/** Returns all rows of a list of the index, newest first, page after page. */
export async function collectRows<row>(
  client: IndexClient,
  options: CollectOptions,
): Promise<{ rows: row[]; isCut: boolean }> {
  const rows: row[] = []
  let before: number | string | undefined
  for (;;) {
    const params = { ...options.params, limit: pageRows, before }
    const page = await client.get<IndexPage<row>>(options.path, params, options.signal)
    rows.push(...(page?.rows ?? []))
    options.onProgress(rows.length)
    if (page?.next === undefined) return { rows, isCut: false }
    if (rows.length >= options.maxRows) return { rows: rows.slice(0, options.maxRows), isCut: true }
    before = page.next
  }
}
