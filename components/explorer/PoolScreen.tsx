'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { PooledTransaction } from '../../lib/explorer/readPool.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { cx } from '../ui/cx.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { AddressLink } from './AddressLink.tsx'
import { FromTo } from './FromTo.tsx'
import { RowShield } from './RowShield.tsx'
import { SendRawCard } from './SendRawCard.tsx'

const step = 50
/** On a phone all stands below the hash, line by line, so that it is in sight. */
const wide = 'max-sm:hidden'
const narrow = 'sm:hidden'

/** What waits for a block. Nothing proves it: a pool is the node's own. */
export function PoolScreen() {
  const t = useTranslations('pool')
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
                  <Th className={wide}>{t('state')}</Th>
                  <Th className={wide}>{t('from')}</Th>
                  <Th className={wide}>{t('to')}</Th>
                  <Th className={wide} align="right">
                    {t('nonce')}
                  </Th>
                  <Th className={wide} align="right">
                    {t('gas')}
                  </Th>
                  <Th className={wide} align="right">
                    {t('value')}
                  </Th>
                </tr>
              </thead>
              <tbody>
                {waiting.slice(0, shown).map((one) => (
                  <Row key={one.hash} one={one} />
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

function Row({ one }: { one: PooledTransaction }) {
  const t = useTranslations('pool')
  const format = useFormatter()
  const state = <Badge tone={one.state === 'pending' ? 'accent' : 'neutral'}>{t(`states.${one.state}`)}</Badge>
  const from = <AddressLink address={one.from} />
  const to = one.to ? <AddressLink address={one.to} /> : <span>{t('creation')}</span>
  const value = <Amount value={one.valueWei} decimals={18} unit="" />
  return (
    <Tr>
      <Td className="max-sm:w-full max-sm:max-w-0">
        <span className="flex justify-between gap-3">
          <ExplorerLink kind="tx" id={one.hash} className="link font-mono">
            {shortenHex(one.hash, 8, 4)}
          </ExplorerLink>
          <span className={narrow}>{state}</span>
        </span>
        <FromTo from={from} to={to} className={narrow} />
        <span className={cx('flex flex-wrap gap-x-3 whitespace-normal', narrow)}>
          <Small name={t('nonce')}>{format.number(one.nonce)}</Small>
          <Small name={t('gas')}>{format.number(one.gas)}</Small>
          <Small name={t('value')}>{value}</Small>
        </span>
      </Td>
      <Td className={wide}>{state}</Td>
      <Td className={wide}>{from}</Td>
      <Td className={wide}>{to}</Td>
      <Td className={wide} align="right">
        {format.number(one.nonce)}
      </Td>
      <Td className={wide} align="right">
        {format.number(one.gas)}
      </Td>
      <Td className={wide} align="right">
        {value}
      </Td>
    </Tr>
  )
}

function Small({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span>
      <span className="text-muted">{name}</span> {children}
    </span>
  )
}
