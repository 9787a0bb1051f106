'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { StorageHealth } from '../../lib/ipfs/leases.ts'
import type { StorageNode } from '../../lib/ipfs/StorageNode.ts'
import { QueryState } from '../explorer/QueryState.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { dataHandle } from './dataHandle.ts'
import { formatBytes } from './formatBytes.ts'
import { nodeName } from './nodeName.ts'
import { useNodeHealth, useStorageNodes } from './useStorageNodes.ts'

/** How the storage nodes of this network are. */
export function NodesContent() {
  const t = useTranslations('dataNodes')
  const query = useStorageNodes()
  return (
    <QueryState query={query} rows={4}>
      {(nodes) =>
        nodes.length === 0 ? (
          <Card>
            <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
          </Card>
        ) : (
          <div className="flex flex-col gap-4">
            <p className="max-w-prose text-muted text-sm">{t('claimed')}</p>
            <ul aria-label={t('caption')} className="grid gap-6 lg:grid-cols-2 *:min-w-0">
              {nodes.map((node) => (
                <li key={node.http}>
                  <NodeCard node={node} />
                </li>
              ))}
            </ul>
          </div>
        )
      }
    </QueryState>
  )
}

function NodeCard({ node }: { node: StorageNode }) {
  const t = useTranslations('dataNodes')
  const { data: health, isPending } = useNodeHealth(node.http)
  const state = health ? health.status : 'away'
  const tone = { ok: 'good', full: 'warn', away: 'bad' } as const
  return (
    <Card aria-busy={isPending}>
      <CardHeader
        title={nodeName(node.http)}
        action={!isPending && <Badge tone={tone[state]}>{t(`states.${state}`)}</Badge>}
      />
      {health === null && <ErrorState title={t('awayTitle')}>{t('away')}</ErrorState>}
      {health && <NodeFacts node={node} health={health} />}
    </Card>
  )
}

function NodeFacts({ node, health }: { node: StorageNode; health: StorageHealth }) {
  const t = useTranslations('dataNodes')
  const c = useTranslations('copy')
  const format = useFormatter()
  const locale = useLocale()
  const hours = Math.floor(health.upSeconds / 3_600)
  const { blocks, leases } = health
  const long = (value: string, what: string) => (
    <Copyable value={value} label={c('button', { what })} copiedLabel={c('done')}>
      {shortenHex(value, 12, 8)}
    </Copyable>
  )
  return (
    <Facts>
      <Fact name={t('http')}>
        <a href={`${node.http}/metrics`} className="link">
          {node.http}
        </a>
      </Fact>
      <Fact name={t('peer')}>{long(health.node, t('peer'))}</Fact>
      {node.swarm && <Fact name={t('swarm')}>{long(node.swarm, t('swarm'))}</Fact>}
      <Fact name={t('peers')}>{format.number(health.peers)}</Fact>
      <Fact name={t('kept')}>{t('keptValue', { blocks, leases, size: formatBytes(health.bytes, locale) })}</Fact>
      <Fact name={t('free')}>{formatBytes(health.freeBytes, locale)}</Fact>
      <Fact name={t('mine')}>
        <Mine node={node} />
      </Fact>
      <Fact name={t('up')}>
        {hours > 0 ? t('hours', { hours }) : t('minutes', { minutes: Math.floor(health.upSeconds / 60) })}
      </Fact>
    </Facts>
  )
}

function Mine({ node }: { node: StorageNode }) {
  const t = useTranslations('dataNodes')
  const locale = useLocale()
  const { connection } = useWallet()
  const account = connection?.address
  const { data } = useQuery({
    queryKey: ['storage', 'account', node.http, account],
    queryFn: () => dataHandle().account({ node, account: account! }),
    enabled: account !== undefined,
  })
  if (!account || !data || data.account === 'anybody') return <span className="text-muted">{t('mineNone')}</span>
  return t('mineValue', { used: formatBytes(data.usedBytes, locale), quota: formatBytes(data.quotaBytes, locale) })
}
