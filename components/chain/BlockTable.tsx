'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { memo } from 'react'
import type { BlockSummary } from '../../lib/chain/HeadState.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'

/** Blocks in rows; grey bars of the same size while they are on their way. */
export function BlockTable({
  blocks,
  rows,
  down = false,
  nameOf = () => undefined,
}: {
  blocks: readonly BlockSummary[] | undefined
  rows: number
  down?: boolean
  /** What a producer calls itself, where that is known. */
  nameOf?: (address: string) => string | undefined
}) {
  const t = useTranslations('blocks')
  if (!blocks && down) return <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
  // The head comes first, the blocks before it when they have been checked.
  const waiting = blocks ? Math.min(rows - blocks.length, blocks.at(-1)?.number ?? 0) : rows
  return (
    <Table caption={t('caption')} className="min-w-160 table-fixed">
      <thead>
        <tr>
          <Th className="w-[13%]">{t('number')}</Th>
          <Th className="w-[18%]">{t('age')}</Th>
          <Th align="right" className="w-[16%]">
            {t('transactions')}
          </Th>
          <Th align="right" className="w-[11%]">
            {t('seals')}
          </Th>
          <Th align="right" className="w-[18%]">
            {t('gas')}
          </Th>
          <Th>{t('producer')}</Th>
        </tr>
      </thead>
      <tbody>
        {blocks?.map((block) => (
          <BlockRow key={block.hash} block={block} name={nameOf(block.producer)} />
        ))}
        {Array.from({ length: waiting }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the waiting rows are all alike
          <WaitingRow key={index} />
        ))}
      </tbody>
    </Table>
  )
}

/** A block never changes, so a new one draws one row. */
const BlockRow = memo(function BlockRow({ block, name }: { block: BlockSummary; name: string | undefined }) {
  const format = useFormatter()
  return (
    <Tr>
      <Td>
        <ExplorerLink kind="block" id={String(block.number)} className="link font-semibold">
          {format.number(block.number)}
        </ExplorerLink>
      </Td>
      <Td>
        <TimeAgo timestampMs={block.timestamp * 1000} />
      </Td>
      <Td align="right">{format.number(block.transactionCount)}</Td>
      <Td align="right">{block.seals ?? '–'}</Td>
      <Td align="right">{format.number(block.gasUsed)}</Td>
      <Td>
        <ExplorerLink
          kind="address"
          id={block.producer}
          title={block.producer}
          className={name ? 'link' : 'link font-mono'}
        >
          {name ?? shortenHex(block.producer)}
        </ExplorerLink>
      </Td>
    </Tr>
  )
})

function WaitingRow() {
  return (
    <tr>
      {['w-12', 'w-16', 'w-6', 'w-6', 'w-14', 'w-24'].map((width, index) => (
        <Td key={width + String(index)}>
          <Skeleton className={width} />
        </Td>
      ))}
    </tr>
  )
}
