'use client'

import { useTranslations } from 'next-intl'
import english from '../i18n/messages/en/help.json'
import { Words } from '../i18n/Words.tsx'
import { Sheet } from '../ui/Dialog.tsx'
import type { HelpTopic } from './OverlayProvider.tsx'

const counts: Record<HelpTopic, readonly ('1' | '2' | '3')[]> = {
  dictionary: ['1', '2', '3'],
  overview: ['1', '2', '3'],
  data: ['1', '2', '3'],
  explorer: ['1', '2', '3'],
  block: ['1', '2', '3'],
  tx: ['1', '2', '3'],
  address: ['1', '2', '3'],
  token: ['1', '2', '3'],
  wallet: ['1', '2', '3'],
  garage: ['1', '2', '3'],
  market: ['1', '2', '3'],
  appraise: ['1', '2', '3'],
  sale: ['1', '2', '3'],
  oracle: ['1', '2', '3'],
  verify: ['1', '2', '3'],
  trust: ['1', '2', '3'],
}

/** The page's own help: a few questions that its readers ask, with their answers. */
export function HelpSheet(props: { topic: HelpTopic; onClose(): void }) {
  return (
    <Words english={english}>
      <Help {...props} />
    </Words>
  )
}

function Help({ topic, onClose }: { topic: HelpTopic; onClose(): void }) {
  const t = useTranslations()
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={t('frame.helpTitle')}
      description={t(`help.${topic}.about`)}
      closeLabel={t('frame.close')}
    >
      <dl className="flex flex-col gap-4">
        {counts[topic].map((entry) => (
          <div key={entry}>
            <dt className="font-bold">{t(`help.${topic}.question${entry}`)}</dt>
            <dd className="text-sm">{t(`help.${topic}.answer${entry}`)}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}
