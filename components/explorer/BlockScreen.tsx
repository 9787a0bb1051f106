'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Shield } from '../chain/Shield.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useExplorerId } from '../frame/useExplorerId.ts'
import { useOpenExplorer } from '../frame/useOpenExplorer.ts'
import { useHead } from '../providers/useHead.ts'
import { Button } from '../ui/Button.tsx'
import { BlockFacts } from './BlockFacts.tsx'
import { NothingHere } from './NothingHere.tsx'
import { QueryState } from './QueryState.tsx'
import { TransactionTable } from './TransactionTable.tsx'
import { useBlockDetails } from './useBlockDetails.ts'

export function BlockScreen() {
  const t = useTranslations('block')
  const format = useFormatter()
  const id = useExplorerId('block')
  const query = useBlockDetails(id)
  const number = query.data ? Number(query.data.number) : undefined
  const title = number === undefined ? t('title') : t('titleOf', { number: format.number(number) })
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={t('purpose')}
        help="block"
        mark={id !== '' && <Shield proof={query.proof} />}
      >
        <Neighbours number={number} />
      </PageHeader>
      {id === '' ? (
        <NothingHere title={t('emptyTitle')}>{t('empty')}</NothingHere>
      ) : query.data === null ? (
        <NothingHere title={t('missingTitle')}>{t('missing', { id: id ?? '' })}</NothingHere>
      ) : (
        <QueryState query={query} rows={12} tallRow={4}>
          {(block) => (
            <div className="flex flex-col gap-6">
              <BlockFacts block={block} />
              <TransactionTable transactions={block.transactions} />
            </div>
          )}
        </QueryState>
      )}
    </>
  )
}

function Neighbours({ number }: { number: number | undefined }) {
  const t = useTranslations('block')
  const open = useOpenExplorer()
  const state = useHead()
  const atHead = state.status === 'live' && number !== undefined && number >= state.head.number
  return (
    <div className="flex gap-1">
      <Button
        size="sm"
        disabled={!number}
        onClick={() => open('block', String(number! - 1))}
        aria-label={t('previous')}
      >
        <ChevronLeft aria-hidden className="size-4" />
      </Button>
      <Button
        size="sm"
        disabled={number === undefined || atHead}
        onClick={() => open('block', String(number! + 1))}
        aria-label={t('next')}
      >
        <ChevronRight aria-hidden className="size-4" />
      </Button>
    </div>
  )
}
