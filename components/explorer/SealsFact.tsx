'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { BlockEvidence } from '../../lib/light/Evidence.ts'
import { useProducerNames } from '../chain/useProducerNames.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChain } from '../providers/ChainProvider.tsx'
import { Badge } from '../ui/Badge.tsx'
import { cx } from '../ui/cx.ts'
import { Fact } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { tallFact } from './QueryState.tsx'

/** Who sealed the block, recovered and held against the elected set by the light client. */
export function SealsFact({ blockHash }: { blockHash: Hex }) {
  const t = useTranslations('block')
  const chain = useChain()
  const query = useQuery({
    queryKey: ['sealers', blockHash],
    queryFn: async () => (await (await chain.light()).handle.api.block({ ref: blockHash })) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Fact name={t('seals')}>
      <div className={tallFact}>
        {query.data && query.data.link !== 'anchor' ? (
          <SealsOf block={query.data} />
        ) : query.data !== undefined ? (
          t('noSeals')
        ) : query.error ? (
          <span className="text-bad">{t('sealsFailed', { name: query.error.name })}</span>
        ) : (
          <Skeleton className="w-48" />
        )}
      </div>
    </Fact>
  )
}

function SealsOf({ block: { signers, producers, quorum, round } }: { block: BlockEvidence }) {
  const t = useTranslations('block')
  const signed = new Set(signers)
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        {t('sealsOf', { seals: signers.length, producers: producers.length })}
        <Badge tone="good">{t('final')}</Badge>
      </p>
      <p className="text-muted">{t('sealsHow', { quorum })}</p>
      {round > 0 && <p className="text-muted">{t('round', { round })}</p>}
      <details>
        <summary className="cursor-pointer py-1">{t('sealsList')}</summary>
        <ul className="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">
          {producers.map((producer) => (
            <Producer key={producer} address={producer} signed={signed.has(producer)} />
          ))}
        </ul>
      </details>
    </>
  )
}

function Producer({ address, signed }: { address: Address; signed: boolean }) {
  const t = useTranslations('block')
  const nameOf = useProducerNames()
  return (
    <li className="flex items-center gap-2 py-0.5">
      <span aria-hidden className={cx('h-3.5 w-1.5', signed ? 'bg-accent' : 'border border-edge')} />
      <ExplorerLink kind="address" id={address} className="link">
        <bdi>{nameOf(address)}</bdi>
      </ExplorerLink>
      <span className="text-muted text-xs">{t(signed ? 'signed' : 'absent')}</span>
    </li>
  )
}
