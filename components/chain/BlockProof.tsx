'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { BlockEvidence } from '../../lib/light/Evidence.ts'
import { ExplorerLink } from '../frame/ExplorerLink.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { TimeAgo } from '../ui/TimeAgo.tsx'
import { SealMarks } from './SealMarks.tsx'
import { useProducerNames } from './useProducerNames.ts'

/** Why a block is final: its header, who sealed it by name, and why these were to seal it. */
export function BlockProof({ block }: { block: BlockEvidence }) {
  const t = useTranslations('proof')
  const format = useFormatter()
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <p className="font-semibold">
        <ExplorerLink kind="block" id={String(block.number)}>
          {t('block', { number: format.number(block.number) })}
        </ExplorerLink>{' '}
        <span className="font-normal text-muted">
          <TimeAgo timestampMs={block.timestamp * 1000} />
        </span>
      </p>
      <p>
        {t('hash')} <code className="font-mono">{shortenHex(block.hash, 8, 6)}</code>
      </p>
      <p className="text-muted">
        {t(`link.${block.link}`, { epoch: block.setEpoch, under: block.under ?? block.number })}
      </p>
      {block.signers.length > 0 && <Seals block={block} />}
    </div>
  )
}

function Seals({ block: { producers, signers, quorum, round } }: { block: BlockEvidence }) {
  const t = useTranslations('proof')
  const nameOf = useProducerNames()
  const signed = new Set(signers)
  const words = { seals: signers.length, producers: producers.length, quorum }
  return (
    <>
      <SealMarks lit={producers.map((producer) => signed.has(producer))} label={t('seals', words)} />
      <p>
        {t('seals', words)}
        {round > 0 && ` ${t('round', { round })}`}
      </p>
      <details>
        <summary className="cursor-pointer text-sm">{t('who')}</summary>
        <ul className="grid grid-cols-2 gap-x-3 pt-1 text-xs">
          {producers.map((producer) => (
            <li key={producer} className="truncate py-0.5">
              <ExplorerLink
                kind="address"
                id={producer}
                className={signed.has(producer) ? 'link' : 'text-muted line-through'}
              >
                {nameOf(producer)}
              </ExplorerLink>
              {!signed.has(producer) && <span className="sr-only"> {t('didNot')}</span>}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
