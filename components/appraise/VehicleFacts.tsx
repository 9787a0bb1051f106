'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { findModel } from '../../lib/appraisal/modelCatalogue.ts'
import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import { Hash } from '../chain/Hash.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Card } from '../ui/Card.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'

export function VehicleFacts({ life: { vehicle } }: { life: VehicleLife }) {
  const t = useTranslations('vehicle')
  const format = useFormatter()
  const model = findModel(vehicle.model)
  return (
    <Card>
      <Facts>
        <Fact name={t('model')}>
          {model ? (
            <>
              <span className="font-semibold">{model.name}</span>{' '}
              <span className="text-muted">
                {t(`segments.${model.segment}`)}, {t(`fuels.${model.fuel}`)}
              </span>
            </>
          ) : (
            <Hash value={vehicle.model} what={t('model')} />
          )}
        </Fact>
        <Fact name={t('state')}>
          <Badge tone={vehicle.state === 'confirmed' ? 'good' : 'warn'}>
            {t(`states.${vehicle.state as KnownState}`)}
          </Badge>{' '}
          {vehicle.lockedBy && <Badge tone="accent">{t('locked')}</Badge>}
        </Fact>
        <Fact name={t('odometer')}>
          {vehicle.odometerKm === undefined ? t('noReading') : t('km', { km: format.number(vehicle.odometerKm) })}{' '}
          {vehicle.regressions > 0 && <Badge tone="bad">{t('regressions', { count: vehicle.regressions })}</Badge>}
        </Fact>
        <Fact name={t('owner')}>
          <Hash value={vehicle.owner} kind="address" what={t('owner')} />
        </Fact>
        <Fact name={t('maker')}>
          <Hash value={vehicle.maker} kind="address" what={t('maker')} />
        </Fact>
        <Fact name={t('ownersBefore')}>{format.number(vehicle.epoch)}</Fact>
        <Fact name={t('vin')} note={t('vinNote')}>
          <Hash value={vehicle.commitment} what={t('vin')} />
        </Fact>
      </Facts>
    </Card>
  )
}

type KnownState = 'claimed' | 'confirmed' | 'duplicate'
