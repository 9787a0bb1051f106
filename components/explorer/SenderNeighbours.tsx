'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { TransactionRow } from '../../lib/explorer/IndexRows.ts'
import { useOpenExplorer } from '../frame/useOpenExplorer.ts'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Button } from '../ui/Button.tsx'
import { useIndexQuery } from './useIndexQuery.ts'

/** The ways to what the same sender sent before and after. The index names them; only what the chain confirms is opened. */
export function SenderNeighbours({ sender, nonce }: { sender: string; nonce: number }) {
  const t = useTranslations('tx')
  const open = useOpenExplorer()
  const previous = useNonce(sender, nonce - 1)
  const next = useNonce(sender, nonce + 1)
  const show = (hash: string | undefined) => hash !== undefined && open('tx', hash)
  return (
    <div className="flex gap-1">
      <Button
        size="sm"
        disabled={previous === undefined}
        onClick={() => show(previous)}
        aria-label={t('previousOf')}
        title={t('previousOf')}
      >
        <ChevronLeft aria-hidden className="size-4" />
      </Button>
      <Button
        size="sm"
        disabled={next === undefined}
        onClick={() => show(next)}
        aria-label={t('nextOf')}
        title={t('nextOf')}
      >
        <ChevronRight aria-hidden className="size-4" />
      </Button>
    </div>
  )
}

/** Returns the hash of what the sender sent with that nonce, once the chain has confirmed it. */
function useNonce(sender: string, nonce: number): string | undefined {
  const { data } = useIndexQuery<{ rows: TransactionRow[] }>({
    path: `/addresses/${sender.toLowerCase()}/nonces/${nonce}`,
    enabled: nonce >= 0,
    // What is not there yet may come.
    againMs: (found) => (found?.rows[0] ? false : 4_000),
  })
  const row = data?.rows[0]
  const checked = useChainQuery({
    queryKey: ['checkNonce', row, sender, nonce],
    queryFn: async (client) => {
      const { checkNonceRow } = await import('../../lib/explorer/checkRow.ts')
      return checkNonceRow(client, row!, { sender, nonce })
    },
    enabled: Boolean(row),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return checked.data?.hash
}
