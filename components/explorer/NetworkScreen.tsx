'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import type { IndexStatus, Totals } from '../../lib/explorer/IndexRows.ts'
import { HeadPanel } from '../chain/HeadPanel.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import home from '../i18n/messages/en/home.json'
import { Words } from '../i18n/Words.tsx'
import { useChain } from '../providers/ChainProvider.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { useHead } from '../providers/useHead.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { ActivityCard } from './ActivityCard.tsx'
import { FillCard } from './FillCard.tsx'
import { IndexFailure } from './IndexFailure.tsx'
import { IndexHint } from './IndexHint.tsx'
import { RateCharts } from './RateCharts.tsx'
import { useIndexQuery } from './useIndexQuery.ts'

const english = { head: home.head }

/** How the network does: its node, its index, what goes through it. */
export function NetworkScreen() {
  return (
    <Words english={english}>
      <Network />
    </Words>
  )
}

function Network() {
  const t = useTranslations('network')
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="explorer" />
      <div className="flex flex-col gap-6">
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
          <HeadPanel />
          <NodeCard />
        </div>
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
          <IndexCard />
          <ServicesCard />
        </div>
        <RateCharts />
        <div className="grid gap-6 *:min-w-0 lg:grid-cols-2">
          <ActivityCard />
          <FillCard />
        </div>
      </div>
    </>
  )
}

function NodeCard() {
  const t = useTranslations('network')
  const format = useFormatter()
  const state = useHead()
  const query = useChainQuery({
    queryKey: ['nodeStatus'],
    queryFn: async (client) => {
      const { readNodeStatus } = await import('../../lib/explorer/readNodeStatus.ts')
      return readNodeStatus(client)
    },
    againMs: () => 3_000,
  })
  const waiting = <Skeleton className="w-32" />
  const live = state.status === 'live' ? state : undefined
  return (
    <Card>
      <CardHeader title={t('node')} />
      <Facts>
        <Fact name={t('version')}>{query.data?.version ?? waiting}</Fact>
        <Fact name={t('chain')}>{live ? live.identity.chainId : waiting}</Fact>
        <Fact name={t('genesis')}>
          {live ? <span className="break-all font-mono text-xs">{live.identity.genesisHash}</span> : waiting}
        </Fact>
        <Fact name={t('pool')}>
          {query.data
            ? t('poolOf', { pending: format.number(query.data.pending), queued: format.number(query.data.queued) })
            : waiting}
        </Fact>
        <Fact name={t('gasLimit')}>{live ? format.number(live.head.gasLimit) : waiting}</Fact>
      </Facts>
    </Card>
  )
}

function IndexCard() {
  const t = useTranslations('network')
  const format = useFormatter()
  const query = useIndexQuery<IndexStatus>({ path: '/status', againMs: () => 2_000 })
  const totals = useIndexQuery<Totals>({ path: '/totals', againMs: () => 5_000 }).data
  const status = query.data
  if (query.error && !status) {
    return (
      <Card>
        <CardHeader title={t('index')} />
        <IndexFailure error={query.error} busy={query.isFetching} retry={() => query.refetch()} />
      </Card>
    )
  }
  const behind = status?.head === undefined ? undefined : status.head - status.number
  const waiting = <Skeleton className="w-32" />
  return (
    <Card>
      <CardHeader title={t('index')} note={t('indexNote')} />
      <Facts>
        <Fact name={t('state')}>
          {status ? (
            <Badge tone={status.status === 'live' ? 'good' : 'warn'}>{t(`indexStates.${status.status}`)}</Badge>
          ) : (
            waiting
          )}
        </Fact>
        <Fact name={t('indexBlock')}>{status ? format.number(status.number) : waiting}</Fact>
        <Fact name={t('behind')}>{behind === undefined ? waiting : t('behindBlocks', { count: behind })}</Fact>
        <Fact name={t('lag')}>
          {status ? (status.lagMs === undefined ? '–' : t('ms', { ms: format.number(status.lagMs) })) : waiting}
        </Fact>
        <Fact name={t('total')}>
          {totals ? (
            <span className="flex flex-wrap items-center gap-2">
              {t('totals', totals)} <IndexHint />
            </span>
          ) : (
            waiting
          )}
        </Fact>
      </Facts>
    </Card>
  )
}

function ServicesCard() {
  const t = useTranslations('network')
  const chain = useChain()
  const { data } = useQuery({ queryKey: ['config'], queryFn: () => chain.config(), staleTime: 30_000 })
  const services = Object.entries(data?.services ?? {}).filter(([, endpoints]) => Object.keys(endpoints).length > 0)
  return (
    <Card>
      <CardHeader title={t('endpoints')} note={t('endpointsNote')} />
      <Facts>
        <Fact name="JSON-RPC">
          <code className="break-all font-mono text-xs">{data?.rpcUrl}</code>
        </Fact>
        <Fact name="WebSocket">
          <code className="break-all font-mono text-xs">{data?.wsUrl}</code>
        </Fact>
        {services.map(([name, endpoints]) => (
          <Fact key={name} name={name}>
            <code className="break-all font-mono text-xs">{Object.values(endpoints).join(' ')}</code>
          </Fact>
        ))}
        {data?.services?.indexer?.http && (
          <Fact name={t('api')}>
            <a className="link" href={`${data.services.indexer.http}/openapi.json`}>
              {t('apiOpen')}
            </a>
          </Fact>
        )}
      </Facts>
    </Card>
  )
}
