'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Equivocation } from '../../lib/light/LightBlock.ts'
import { useProducerNames } from '../chain/useProducerNames.ts'
import { useLightView } from '../providers/useLightView.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { shortenHex } from '../ui/shortenHex.ts'

/** Pairs of final blocks of one height, as headers that the Election contract can read. */
export function EvidenceCard() {
  const t = useTranslations('trust')
  const evidence = useLightView()?.evidence ?? []
  return (
    <Card>
      <CardHeader title={t('evidence')} />
      {evidence.length === 0 ? (
        <EmptyState title={t('noEvidenceTitle')}>{t('noEvidence')}</EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {evidence.map((pair) => (
            <Pair key={pair.first.hash + pair.second.hash} pair={pair} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Pair({ pair }: { pair: Equivocation }) {
  const t = useTranslations('trust')
  const format = useFormatter()
  const nameOf = useProducerNames()
  return (
    <li className="flex flex-col gap-2 p-4 text-sm">
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        {t('double', { number: format.number(pair.number) })}
        <Badge tone={pair.isPunishable ? 'bad' : 'warn'}>{t(pair.isPunishable ? 'punishable' : 'notPunishable')}</Badge>
      </p>
      <ul className="font-mono text-xs">
        {[pair.first, pair.second].map(({ hash, round }) => (
          <li key={hash}>{t('side', { hash: shortenHex(hash, 10, 8), round })}</li>
        ))}
      </ul>
      <p>{t('culprits', { names: format.list(pair.culprits.map(nameOf)) })}</p>
      <Button size="sm" className="self-start" onClick={() => save(pair)}>
        {t('export')}
      </Button>
    </li>
  )
}

function save(pair: Equivocation): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(pair, null, 2)], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: `evidence-${pair.number}.json` })
  link.click()
  URL.revokeObjectURL(url)
}
