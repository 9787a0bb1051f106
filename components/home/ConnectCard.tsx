'use client'

import { useTranslations } from 'next-intl'
import { useHead } from '../providers/useHead.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'

/** What a wallet or a script needs to use this chain. */
export function ConnectCard() {
  const t = useTranslations('connect')
  const c = useTranslations('copy')
  const state = useHead()
  const live = state.status === 'live' ? state : undefined
  const rows = [
    { id: 'rpc', value: live?.rpcUrl, shown: live?.rpcUrl },
    { id: 'chainId', value: live && String(live.identity.chainId), shown: live && String(live.identity.chainId) },
    { id: 'genesis', value: live?.identity.genesisHash, shown: live && shortenHex(live.identity.genesisHash, 8, 8) },
  ] as const
  return (
    <Card>
      <CardHeader title={t('title')} />
      <p className="px-4 pt-3 pb-1 text-muted text-sm">{t('purpose')}</p>
      <Facts>
        {rows.map((row) => (
          <Fact key={row.id} name={t(row.id)}>
            {row.value ? (
              <Copyable value={row.value} label={c('button', { what: t(row.id) })} copiedLabel={c('done')}>
                {row.shown}
              </Copyable>
            ) : state.status === 'connecting' ? (
              <Skeleton className="w-40" />
            ) : (
              <span className="text-muted">–</span>
            )}
          </Fact>
        ))}
      </Facts>
    </Card>
  )
}
