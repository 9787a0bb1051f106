'use client'

import { useRouter } from 'next/navigation'
import type { FoundRow } from '../../lib/explorer/IndexRows.ts'
import { useOpenExplorer } from '../frame/useOpenExplorer.ts'

/** Returns the function that opens the page of something that the index found. */
export function useOpenFound(): (row: FoundRow) => void {
  const open = useOpenExplorer()
  const router = useRouter()
  return ({ kind, target }) => {
    const [address = '', item = ''] = target.split('/')
    switch (kind) {
      case 'block':
      case 'stateRoot':
      case 'transactionsRoot':
      case 'receiptsRoot':
        return open('block', target)
      case 'transaction':
      case 'content':
        return open('tx', target)
      case 'token':
        return open('token', target)
      case 'vehicle':
        return open('token', address, { item })
      case 'contract':
        return open('address', target, { tab: 'contract' })
      case 'listing':
        return router.push(`/market/listing?id=${encodeURIComponent(target)}`)
      case 'dictionary':
        return router.push(`/dictionary?id=${encodeURIComponent(target)}`)
      default:
        return open('address', target)
    }
  }
}
