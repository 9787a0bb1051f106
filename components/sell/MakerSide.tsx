'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { unpackClasses } from '../../lib/market/fieldGroups.ts'
import { Failure } from '../market/Failure.tsx'
import { useMarket } from '../market/MarketProvider.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { useTask } from '../wallet/useTask.ts'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { parseDraft } from './agreementDraft.ts'

/** The maker's side: what the owner has signed, and the maker's yes, which records it. */
export function MakerSide({ draft, connection }: { draft: string; connection: WalletConnection }) {
  const t = useTranslations('agreement')
  const market = useMarket()
  const { busy, error, run } = useTask()
  const [isDone, setDone] = useState(false)
  const parsed = parseDraft(draft)
  if (!parsed) {
    return (
      <Card className="mt-6">
        <EmptyState title={t('badDraft')}>{t('badDraftText')}</EmptyState>
      </Card>
    )
  }
  const { terms, ownerSignature } = parsed
  const agree = () =>
    run(async () => {
      const [{ recordAgreement }, actor] = await Promise.all([import('../../lib/market/agreement.ts'), market.actor()])
      // Who sends it need not sign as well.
      await recordAgreement(await actor.context(), { terms, ownerSignature })
      setDone(true)
    })
  return (
    <Card className="mt-6">
      <CardHeader title={t('asMaker')} note={connection.address} />
      <Facts>
        <Fact name={t('car')}>{t('carNumber', { id: String(terms.vehicleId) })}</Fact>
        {(['makerDataBps', 'userDataBps', 'disputedDataBps'] as const).map((name) => (
          <Fact key={name} name={t(`parts.${name}`)}>
            {`${terms[name] / 100} %`}
          </Fact>
        ))}
        {unpackClasses(terms.classes).map(({ id, dataClass }) => (
          <Fact key={id} name={t(`names.${id}`)}>
            {t(`classes.${dataClass}`)}
          </Fact>
        ))}
      </Facts>
      {isDone ? (
        <Banner tone="info" title={t('recorded')}>
          {t('recordedText')}
        </Banner>
      ) : (
        <div className="flex flex-col items-start gap-2 p-4">
          <Button variant="primary" busy={busy} onClick={agree}>
            {t('agree')}
          </Button>
          <Failure error={error} />
        </div>
      )}
    </Card>
  )
}
