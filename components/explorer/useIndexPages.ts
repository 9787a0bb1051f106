'use client'

import type { IndexParams } from '../../lib/explorer/createIndexClient.ts'
import type { IndexPage } from '../../lib/explorer/IndexRows.ts'
import { useIndexQuery } from './useIndexQuery.ts'
import { useSetUrlState, useUrlState } from './useUrlState.ts'

export const pageRows = 25
const newsMs = 3_000
const mostNews = 100

/** Returns a page of a list of the index and the ways to the others; the cursor stands in the address. */
export function useIndexPages<row extends { position: number }>(id: string, path: string, params: IndexParams = {}) {
  const before = useUrlState(`${id}Before`)
  const after = useUrlState(`${id}After`)
  const setUrl = useSetUrlState()
  const isTop = before === undefined && after === undefined
  const query = useIndexQuery<IndexPage<row>>({
    path,
    params: { ...params, limit: pageRows, before, after: before === undefined ? after : undefined },
    staleTime: isTop ? 0 : Number.POSITIVE_INFINITY,
  })
  const answered = query.data
  const upwards = before === undefined && after !== undefined
  const rows = answered && (upwards ? answered.rows.toReversed() : answered.rows)
  const first = rows?.[0]?.position
  const last = rows?.at(-1)?.position
  const news = useIndexQuery<IndexPage<row>>({
    path,
    params: { ...params, limit: mostNews, after: first ?? 0 },
    enabled: isTop && rows !== undefined && rows !== null,
    againMs: () => newsMs,
  })
  const newest = news.data?.rows.at(-1)?.position ?? -1
  const fresh = isTop && newest > (first ?? -1) ? (news.data?.rows.length ?? 0) : 0
  const hasOlder = upwards ? after !== undefined && last !== undefined : answered?.next !== undefined
  const hasNewer = upwards ? answered?.next !== undefined : !isTop
  const go = (cursor: { before?: number; after?: number }) =>
    setUrl({
      [`${id}Before`]: cursor.before === undefined ? undefined : String(cursor.before),
      [`${id}After`]: cursor.after === undefined ? undefined : String(cursor.after),
    })
  return {
    query,
    rows: rows ?? undefined,
    isTop,
    fresh,
    showFresh: () => void query.refetch(),
    toNewest: () => go({}),
    toOldest: () => go({ after: 0 }),
    newer: hasNewer && first !== undefined ? () => go({ after: first }) : undefined,
    older: hasOlder && last !== undefined ? () => go({ before: last }) : undefined,
  }
}
