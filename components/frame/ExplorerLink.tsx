'use client'

import type { ComponentProps, MouseEvent } from 'react'
import { type ExplorerKind, type ExplorerQuery, explorerPath } from './explorerPath.ts'
import { useOpenExplorer } from './useOpenExplorer.ts'

/** A link to a block, transaction, address or token: an ordinary EIP-3091 link that opens within the app. */
export function ExplorerLink({
  kind,
  id,
  query,
  className = 'link',
  ...props
}: Omit<ComponentProps<'a'>, 'href' | 'id'> & { kind: ExplorerKind; id: string; query?: ExplorerQuery }) {
  const open = useOpenExplorer()
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    open(kind, id, query)
  }
  return <a {...props} href={explorerPath(kind, id, query)} onClick={onClick} className={className} />
}
