'use client'

import { ExplorerLink } from '../frame/ExplorerLink.tsx'

/** One item of a collection, by its id. Ids may be long hashes. */
export function ItemLink({ token, id }: { token: string; id: string }) {
  return (
    <ExplorerLink kind="token" id={token} query={{ item: id }} title={id}>
      #{id.length > 12 ? `${id.slice(0, 6)}…${id.slice(-4)}` : id}
    </ExplorerLink>
  )
}
