'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Badge } from '../ui/Badge.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { CustomPids } from './CustomPids.tsx'
import { useGarageView } from './GarageProvider.tsx'

/** How the adapter does: what it is, how fast, what went wrong. */
export function AdapterPanel() {
  const t = useTranslations('garage.adapter')
  const format = useFormatter()
  const { car, meter } = useGarageView()
  if (!car) return null
  const { identity } = car
  const misses = Object.entries(meter?.misses ?? {})
  const one = (value: number | undefined) =>
    value === undefined ? '—' : format.number(value, { maximumFractionDigits: 1 })
  return (
    <div className="flex flex-col gap-6 py-2">
      <Facts>
        <Fact name={t('version')}>
          {identity.stn ? `${identity.stn} (${identity.version})` : identity.version}{' '}
          {identity.clone && <Badge tone="warn">{t('clone')}</Badge>}
        </Fact>
        <Fact name={t('speed')}>
          {identity.kind === 'serial' || identity.kind === 'usb' ? `${identity.baudRate} baud` : t('fixed')}
        </Fact>
        <Fact name={t('protocol')}>
          {t(`protocols.${car.protocol as 'can11'}`)} ({car.protocolNumber})
        </Fact>
        <Fact name={t('units')}>{car.units.map(({ ecu }) => ecu ?? '—').join(', ')}</Fact>
        <Fact name={t('voltage')}>{meter?.volts === undefined ? '—' : `${one(meter.volts)} V`}</Fact>
        <Fact name={t('joint')}>{car.canJoin ? t('six') : t('single')}</Fact>
        <Fact name={t('queries')}>{one(meter?.queriesPerSecond)}</Fact>
        <Fact name={t('samples')}>{one(meter?.samplesPerSecond)}</Fact>
        <Fact name={t('latency')}>{meter ? `${one(meter.latencyMs)} ms` : '—'}</Fact>
        <Fact name={t('gap')}>{meter ? `${one(meter.gapP95Ms)} ms` : '—'}</Fact>
        <Fact name={t('reconnects')}>{meter?.reconnects ?? 0}</Fact>
        <Fact name={t('misses')}>
          {misses.length === 0 ? t('noMisses') : misses.map(([name, count]) => `${name} ${count}`).join(', ')}
        </Fact>
        {identity.lacks.length > 0 && <Fact name={t('lacks')}>{identity.lacks.join(', ')}</Fact>}
      </Facts>
      <CustomPids />
    </div>
  )
}
