'use client'

import { useTranslations } from 'next-intl'
import type { Hex } from '../../lib/bytes/hex.ts'
import { embeddedQuorum } from '../../lib/chain/quorum.ts'
import type { Sealers } from '../../lib/chain/readSealers.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Badge } from '../ui/Badge.tsx'
import { cx } from '../ui/cx.ts'
import { Fact } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'

/** Who sealed the block: the signatures are recovered in this browser. */
export function SealsFact({ blockHash }: { blockHash: Hex }) {
  const t = useTranslations('block')
  const query = useChainQuery({
    queryKey: ['sealers', blockHash],
    queryFn: async (client) => {
      const { readSealers } = await import('../../lib/chain/readSealers.ts')
      return (await readSealers(client, blockHash)) ?? null
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Fact name={t('seals')}>
      {query.data ? (
        <SealsOf sealers={query.data} />
      ) : query.data === null ? (
        t('noSeals')
      ) : query.error ? (
        <span className="text-bad">{t('sealsFailed', { name: query.error.name })}</span>
      ) : (
        <Skeleton className="w-48" />
      )}
    </Fact>
  )
}

function SealsOf({ sealers }: { sealers: Sealers }) {
  const t = useTranslations('block')
  const { producers, round } = sealers
  const signed = new Set(sealers.signers.map((signer) => signer.toLowerCase()))
  const valid = producers.filter((producer) => signed.has(producer.toLowerCase())).length
  const quorum = embeddedQuorum(producers.length)
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        {t('sealsOf', { seals: valid, producers: producers.length })}
        <Badge tone={valid >= quorum ? 'good' : 'warn'}>{valid >= quorum ? t('final') : t('notFinal')}</Badge>
        {round > 0 && <span className="text-muted">{t('round', { round })}</span>}
      </p>
      <p className="text-muted">{t('sealsHow', { quorum })}</p>
      <details>
        <summary className="cursor-pointer py-1">{t('sealsList')}</summary>
        <ul className="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">
          {producers.map((producer) => {
            const here = signed.has(producer.toLowerCase())
            return (
              <li key={producer} className="flex items-center gap-2 py-0.5">
                <span aria-hidden className={cx('h-3.5 w-1.5', here ? 'bg-accent' : 'border border-edge')} />
                <ExplorerLink kind="address" id={producer} className="link font-mono">
                  {shortenHex(producer)}
                </ExplorerLink>
                <span className="text-muted text-xs">{here ? t('signed') : t('absent')}</span>
              </li>
            )
          })}
        </ul>
      </details>
    </>
  )
}
