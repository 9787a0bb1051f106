'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { type OracleFeed, oracleFeeds } from '../../lib/appraisal/oracleFeeds.ts'
import { Hash } from '../chain/Hash.tsx'
import { Shield } from '../chain/Shield.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Badge } from '../ui/Badge.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { AppraiseTabs } from './AppraiseTabs.tsx'
import { FeedCard } from './FeedCard.tsx'
import { formatFigure } from './formatFigure.ts'

/** The oracle: what its feeders report, the median that counts, and how each has served. */
export function OracleScreen() {
  const t = useTranslations('oracle')
  const [chosen, setChosen] = useState<OracleFeed>(oracleFeeds[0]!)
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="oracle" />
      <AppraiseTabs page="oracle" />
      <div className="flex flex-col gap-6">
        <Banner tone="info" title={t('simulatedTitle')}>
          {t('simulated')}
        </Banner>
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[2fr_3fr]">
          <Feeds chosen={chosen} onChoose={setChosen} />
          <FeedCard key={chosen.id} feed={chosen} />
        </div>
        <Feeders />
      </div>
    </>
  )
}

function Feeds({ chosen, onChoose }: { chosen: OracleFeed; onChoose(feed: OracleFeed): void }) {
  const t = useTranslations('oracle')
  const locale = useLocale()
  const query = useChainQuery({
    queryKey: ['oracleFeeds'],
    queryFn: async (client) => {
      const { readValue } = await import('../../lib/appraisal/readOracle.ts')
      return Promise.all(oracleFeeds.map(({ id }) => readValue(client, id).then((value) => value ?? null)))
    },
    againMs: () => 15_000,
  })
  return (
    <QueryState query={query} rows={oracleFeeds.length}>
      {(values) => (
        <Card>
          <CardHeader title={t('feeds')} action={<Shield proof={query.proof} />} />
          <Table caption={t('feeds')}>
            <thead>
              <tr>
                <Th>{t('feed')}</Th>
                <Th className="hidden sm:table-cell">{t('kind')}</Th>
                <Th align="right">{t('median')}</Th>
              </tr>
            </thead>
            <tbody>
              {oracleFeeds.map((feed, index) => (
                <Tr key={feed.id}>
                  <Td>
                    <Button size="sm" variant="quiet" aria-pressed={feed === chosen} onClick={() => onChoose(feed)}>
                      {feed.name}
                    </Button>
                  </Td>
                  <Td className="hidden sm:table-cell">{t(`kinds.${feed.kind}`)}</Td>
                  <Td align="right">
                    {values[index] == null ? (
                      <Badge tone="warn">{t('stale')}</Badge>
                    ) : (
                      formatFigure(values[index], feed, locale)
                    )}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </Card>
      )}
    </QueryState>
  )
}

function Feeders() {
  const t = useTranslations('oracle')
  const query = useChainQuery({
    queryKey: ['oracleFeeders'],
    queryFn: async (client) => {
      const { readFeeders } = await import('../../lib/appraisal/readOracle.ts')
      return readFeeders(client)
    },
    againMs: () => 15_000,
  })
  return (
    <QueryState query={query} rows={5}>
      {(feeders) => (
        <Card>
          <CardHeader title={t('feeders')} note={t('feederNote')} action={<Shield proof={query.proof} />} />
          <Table caption={t('feeders')}>
            <thead>
              <tr>
                <Th>{t('feeder')}</Th>
                <Th align="right">{t('reports')}</Th>
                <Th align="right">{t('outliers')}</Th>
                <Th align="right">{t('bond')}</Th>
              </tr>
            </thead>
            <tbody>
              {feeders.map(({ feeder, reports, outliers, bond }) => (
                <Tr key={feeder}>
                  <Td>
                    <Hash value={feeder} kind="address" what={t('feeder')} />
                  </Td>
                  <Td align="right">{reports}</Td>
                  <Td align="right">{outliers > 0 ? <Badge tone="warn">{outliers}</Badge> : outliers}</Td>
                  <Td align="right">{t('bondOf', { amount: Number(bond / 10n ** 18n) })}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </Card>
      )}
    </QueryState>
  )
}
