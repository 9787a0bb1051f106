'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { AddressLink } from './AddressLink.tsx'
import { RowShield } from './RowShield.tsx'
import { SendRawCard } from './SendRawCard.tsx'

const step = 50

/** What waits for a block. Nothing proves it: a pool is the node's own. */
export function PoolScreen() {
  const t = useTranslations('pool')
  const format = useFormatter()
  const [shown, setShown] = useState(step)
  const query = useChainQuery({
    queryKey: ['pool'],
    queryFn: async (client) => {
      const { readPool } = await import('../../lib/explorer/readPool.ts')
      return readPool(client)
    },
    againMs: () => 1_000,
  })
  const waiting = query.data
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="explorer" />
      <div className="flex flex-col gap-6">
        <Card>
          <CardHeader
            title={t('waiting')}
            note={waiting && t('count', { count: waiting.length })}
            action={<RowShield query={query} />}
          />
          {query.error && !waiting ? (
            <ErrorState title={t('failed')} name={query.error.name} />
          ) : !waiting ? (
            <Skeleton className="m-4 w-60" />
          ) : waiting.length === 0 ? (
            <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
          ) : (
            <Table caption={t('waiting')}>
              <thead>
                <tr>
                  <Th>{t('hash')}</Th>
                  <Th>{t('state')}</Th>
                  <Th>{t('from')}</Th>
                  <Th>{t('to')}</Th>
                  <Th align="right">{t('nonce')}</Th>
                  <Th align="right">{t('gas')}</Th>
                  <Th align="right">{t('value')}</Th>
                </tr>
              </thead>
              <tbody>
                {waiting.slice(0, shown).map((one) => (
                  <Tr key={one.hash}>
                    <Td>
                      <ExplorerLink kind="tx" id={one.hash} className="link font-mono">
                        {shortenHex(one.hash, 8, 4)}
                      </ExplorerLink>
                    </Td>
                    <Td>
                      <Badge tone={one.state === 'pending' ? 'accent' : 'neutral'}>{t(`states.${one.state}`)}</Badge>
                    </Td>
                    <Td>
                      <AddressLink address={one.from} />
                    </Td>
                    <Td>{one.to ? <AddressLink address={one.to} /> : t('creation')}</Td>
                    <Td align="right">{format.number(one.nonce)}</Td>
                    <Td align="right">{format.number(one.gas)}</Td>
                    <Td align="right">
                      <Amount value={one.valueWei} decimals={18} unit="" />
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          )}
          {waiting && waiting.length > shown && (
            <div className="border-line border-t p-3">
              <Button size="sm" onClick={() => setShown(shown + step)}>
                {t('more', { count: waiting.length - shown })}
              </Button>
            </div>
          )}
        </Card>
        <SendRawCard />
      </div>
    </>
  )
}
