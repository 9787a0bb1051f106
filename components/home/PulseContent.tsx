'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Pulse, PulseEvent, PulseKind } from '../../lib/market/readPulse.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'
import { useChainQuery } from '../providers/useChainQuery.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { TimeAgo } from '../ui/TimeAgo.tsx'

const kinds: readonly PulseKind[] = ['listed', 'bought', 'settled', 'requested', 'car']

export function PulseContent() {
  return (
    <ReadsProvider>
      <PulseOfChain />
    </ReadsProvider>
  )
}

function PulseOfChain() {
  const t = useTranslations('pulse')
  const { data, error } = useChainQuery<Pulse | null>({
    queryKey: ['pulse'],
    queryFn: async (client) => {
      const { readPulse } = await import('../../lib/market/readPulse.ts')
      return (await readPulse(client)) ?? null
    },
    againMs: () => 4000,
  })
  if (data === undefined) {
    return error ? <p className="p-4 text-muted text-sm">{t('failed')}</p> : <Skeleton className="m-4 w-60" />
  }
  if (data === null) return <p className="p-4 text-muted text-sm">{t('none')}</p>
  return (
    <>
      <Counts pulse={data} />
      {data.newest.length === 0 ? (
        <p className="px-4 py-3 text-muted text-sm">{t('quiet')}</p>
      ) : (
        <ul className="divide-y divide-line text-sm">
          {data.newest.map((event) => (
            <EventRow key={`${event.hash}${event.logIndex}`} event={event} />
          ))}
        </ul>
      )}
    </>
  )
}

function Counts({ pulse }: { pulse: Pulse }) {
  const t = useTranslations('pulse')
  const format = useFormatter()
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(5.5rem,1fr))] border-line border-b text-sm">
      {kinds.map((kind) => (
        <div key={kind} className="px-4 py-3">
          <dt className="text-muted text-xs">{t(`counts.${kind}`)}</dt>
          <dd className="font-extrabold text-xl tabular">{format.number(pulse.counts[kind])}</dd>
        </div>
      ))}
    </dl>
  )
}

function EventRow({ event: { kind, hash, timestampMs } }: { event: PulseEvent }) {
  const t = useTranslations('pulse')
  return (
    <li className="flex items-baseline justify-between gap-4 px-4 py-2">
      <ExplorerLink kind="tx" id={hash} className="link">
        {t(`events.${kind}`)}
      </ExplorerLink>
      <span className="text-muted">{timestampMs !== undefined && <TimeAgo timestampMs={timestampMs} />}</span>
    </li>
  )
}
