'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import type { ObdSnapshot } from '../../lib/appraisal/VehicleEvidence.ts'
import { Shield } from '../chain/Shield.tsx'
import { NothingHere } from '../explorer/NothingHere.tsx'
import { QueryState } from '../explorer/QueryState.tsx'
import { PageHeader } from '../frame/PageHeader.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { ConfirmCard } from './ConfirmCard.tsx'
import { CoverageCard } from './CoverageCard.tsx'
import { LifeCard } from './LifeCard.tsx'
import { OdometerCard } from './OdometerCard.tsx'
import { OwnerCards } from './OwnerCards.tsx'
import { ReadCar } from './ReadCar.tsx'
import { useEvidence } from './useEvidence.ts'
import { useLife } from './useLife.ts'
import { useQueryId } from './useQueryId.ts'
import { ValuationCard } from './ValuationCard.tsx'
import { VehicleActions } from './VehicleActions.tsx'
import { VehicleFacts } from './VehicleFacts.tsx'

/** The page of a Credit ID: what is known of a car's life, and what it is worth. */
export function VehicleScreen() {
  return (
    <Suspense>
      <Vehicle />
    </Suspense>
  )
}

function Vehicle() {
  const t = useTranslations('vehicle')
  const id = useQueryId()
  const query = useLife(id)
  const title = id ? t('titleOf', { id }) : t('title')
  return (
    <>
      <PageHeader
        title={title}
        tabTitle={title}
        purpose={t('purpose')}
        help="appraise"
        mark={id !== '' && <Shield proof={query.proof} />}
      />
      {id === '' ? (
        <NothingHere title={t('emptyTitle')}>{t('empty')}</NothingHere>
      ) : query.data === null ? (
        <NothingHere title={t('missingTitle')}>{t('missing', { id })}</NothingHere>
      ) : (
        <QueryState query={query} rows={6}>
          {(life) => <Life life={life} />}
        </QueryState>
      )}
    </>
  )
}

function Life({ life }: { life: VehicleLife }) {
  return (
    <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-[3fr_2fr]">
      <div className="flex flex-col gap-6 *:min-w-0">
        <VehicleFacts life={life} />
        <LifeCard life={life} />
        <OdometerCard life={life} />
        <CoverageCard life={life} />
      </div>
      <div className="flex flex-col gap-6 *:min-w-0">
        <ConfirmCard vehicle={life.vehicle} />
        <Value life={life} />
        <VehicleActions life={life} />
        <OwnerCards life={life} />
      </div>
    </div>
  )
}

function Value({ life }: { life: VehicleLife }) {
  const t = useTranslations('vehicle')
  const [obd, setObd] = useState<ObdSnapshot>()
  const query = useEvidence(life, { obd })
  if (query.error?.name === 'Appraisal.UnknownModelError') {
    return (
      <Card>
        <ErrorState title={t('unknownModelTitle')} name={query.error.name}>
          {t('unknownModel')}
        </ErrorState>
      </Card>
    )
  }
  return (
    <>
      <QueryState query={query} rows={8}>
        {(evidence) => <ValuationCard evidence={evidence} />}
      </QueryState>
      <ReadCar snapshot={obd} onRead={setObd} />
    </>
  )
}
