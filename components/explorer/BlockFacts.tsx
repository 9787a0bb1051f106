'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { BlockDetails } from '../../lib/chain/readBlockDetails.ts'
import { Hash } from '../chain/Hash.tsx'
import { Card } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { AddressBadge } from './AddressBadge.tsx'
import { SealsFact } from './SealsFact.tsx'

export function BlockFacts({ block }: { block: BlockDetails }) {
  const t = useTranslations('block')
  const format = useFormatter()
  const timestampMs = Number(block.timestamp) * 1000
  return (
    <Card>
      <Facts>
        <Fact name={t('time')}>
          <TimeAgo timestampMs={timestampMs} />{' '}
          <span className="text-muted">
            {new Date(timestampMs).toISOString().replace('T', ' ').replace('.000Z', ' UTC')}
          </span>
        </Fact>
        <Fact name={t('hash')}>
          <Hash value={block.hash} what={t('hash')} />
        </Fact>
        <Fact name={t('parent')}>
          {block.number === 0n ? (
            t('genesis')
          ) : (
            <Hash value={block.parentHash} kind="block" id={String(block.number - 1n)} what={t('parent')} />
          )}
        </Fact>
        <Fact name={t('producer')}>
          <Hash value={block.miner} kind="address" what={t('producer')} /> <AddressBadge address={block.miner} />
        </Fact>
        <SealsFact blockHash={block.hash} />
        <Fact name={t('gas')}>
          {t('gasOf', { used: format.number(block.gasUsed), limit: format.number(block.gasLimit) })}
        </Fact>
        <Fact name={t('baseFee')}>{t('wei', { amount: format.number(block.baseFeePerGas ?? 0n) })}</Fact>
        <Fact name={t('size')}>{t('bytes', { count: format.number(block.size) })}</Fact>
        <Fact name={t('stateRoot')}>
          <Hash value={block.stateRoot} what={t('stateRoot')} />
        </Fact>
        <Fact name={t('transactionsRoot')}>
          <Hash value={block.transactionsRoot} what={t('transactionsRoot')} />
        </Fact>
        <Fact name={t('receiptsRoot')}>
          <Hash value={block.receiptsRoot} what={t('receiptsRoot')} />
        </Fact>
        <Fact name={t('extraData')}>
          <details>
            <summary className="cursor-pointer">
              {t('bytes', { count: format.number((block.extraData.length - 2) / 2) })}
            </summary>
            <code className="block max-h-56 overflow-y-auto break-all pt-2 font-mono text-xs">{block.extraData}</code>
          </details>
        </Fact>
      </Facts>
    </Card>
  )
}
