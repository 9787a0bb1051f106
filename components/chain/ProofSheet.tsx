'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ReadProof } from '../../lib/light/ReadProof.ts'
import proofWords from '../i18n/messages/en/proof.json'
import shieldWords from '../i18n/messages/en/shield.json'
import { Words } from '../i18n/Words.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'
import { Sheet } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { EvidenceView } from './EvidenceView.tsx'

const english = { ...shieldWords, ...proofWords }
const shown = 12

/** The chain of proof of a value: header, seals, way in the trie; or why it was refused or cannot be proved. */
export function ProofSheet(props: { proof: ReadProof; onClose(): void }) {
  return (
    <Words english={english}>
      <ReadsProvider>
        <Content {...props} />
      </ReadsProvider>
    </Words>
  )
}

function Content({ proof: newest, onClose }: { proof: ReadProof; onClose(): void }) {
  const t = useTranslations()
  // A page that reads again every few seconds has a new proof each time; what somebody reads stays as it is.
  const [proof] = useState(newest)
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={t('shield.title')}
      description={t(`proof.about.${proof.kind}`)}
      closeLabel={t('shield.close')}
    >
      {proof.kind === 'failed' && (
        <ErrorState title={t('proof.refused')} name={proof.name}>
          {proof.message}
        </ErrorState>
      )}
      {'evidence' in proof && (
        <div className="flex flex-col divide-y divide-line">
          {proof.evidence.slice(0, shown).map((evidence, index) => (
            <EvidenceView key={evidence.id} evidence={evidence} isFirst={index === 0} />
          ))}
        </div>
      )}
      {'evidence' in proof && proof.evidence.length > shown && (
        <p className="mt-3 text-muted text-sm">{t('proof.more', { count: proof.evidence.length - shown })}</p>
      )}
    </Sheet>
  )
}
