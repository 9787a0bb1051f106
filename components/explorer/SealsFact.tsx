'use client'

import { useTranslations } from 'next-intl'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { embeddedQuorum } from '../../lib/chain/quorum.ts'
import type { Sealers } from '../../lib/chain/readSealers.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Badge } from '../ui/Badge.tsx'
import { cx } from '../ui/cx.ts'
import { Fact } from '../ui/Facts.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { tallFact } from './QueryState.tsx'

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
      <div className={tallFact}>
        {query.data ? (
          <SealsOf sealers={query.data} />
        ) : query.data === null ? (
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

function SealsOf({ sealers: { signers, producers, round } }: { sealers: Sealers }) {
  const t = useTranslations('block')
  const signed = new Set(signers.map((signer) => signer.toLowerCase()))
  return (
    <>
      {producers ? (
        <Verdict producers={producers} signed={signed} />
      ) : (
        <p>{t('sealsUnknownSet', { seals: signed.size })}</p>
      )}
      {round > 0 && <p className="text-muted">{t('round', { round })}</p>}
      <details>
        <summary className="cursor-pointer py-1">{t('sealsList')}</summary>
        <ul className="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">
          {(producers ?? signers).map((producer) => (
            <Producer key={producer} address={producer} signed={signed.has(producer.toLowerCase())} />
          ))}
        </ul>
      </details>
    </>
  )
}

/** Only seals of the elected count. */
function Verdict({ producers, signed }: { producers: readonly Address[]; signed: ReadonlySet<string> }) {
  const t = useTranslations('block')
  const seals = producers.filter((producer) => signed.has(producer.toLowerCase())).length
  const quorum = embeddedQuorum(producers.length)
  const final = seals >= quorum
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        {t('sealsOf', { seals, producers: producers.length })}
        <Badge tone={final ? 'good' : 'warn'}>{t(final ? 'final' : 'notFinal')}</Badge>
      </p>
      <p className="text-muted">{t('sealsHow', { quorum })}</p>
    </>
  )
}

function Producer({ address, signed }: { address: Address; signed: boolean }) {
  const t = useTranslations('block')
  return (
    <li className="flex items-center gap-2 py-0.5">
      <span aria-hidden className={cx('h-3.5 w-1.5', signed ? 'bg-accent' : 'border border-edge')} />
      <ExplorerLink kind="address" id={address} className="link font-mono">
        {shortenHex(address)}
      </ExplorerLink>
      <span className="text-muted text-xs">{t(signed ? 'signed' : 'absent')}</span>
    </li>
  )
}
