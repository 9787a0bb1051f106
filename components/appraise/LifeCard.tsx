'use client'

import {
  BadgeCheck,
  CarFront,
  ClipboardCheck,
  Factory,
  FilePenLine,
  HandCoins,
  type LucideIcon,
  Megaphone,
  OctagonAlert,
  Puzzle,
  ShieldCheck,
  Wrench,
} from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { VehicleLife } from '../../lib/appraisal/readLife.ts'
import type { RecordKind, VehicleRecord } from '../../lib/appraisal/VehicleLife.ts'
import { Hash } from '../chain/Hash.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { DocumentButton } from './DocumentButton.tsx'

const icons: Record<RecordKind, LucideIcon> = {
  part: Puzzle,
  assembly: Factory,
  transfer: CarFront,
  service: Wrench,
  inspection: ClipboardCheck,
  accident: OctagonAlert,
  insurance: ShieldCheck,
  loan: HandCoins,
  recall: Megaphone,
  correction: FilePenLine,
}

/** The records of a car, newest first. That none is missing or changed was checked against the head of their chain. */
export function LifeCard({ life: { vehicle, records } }: { life: VehicleLife }) {
  const t = useTranslations('vehicle')
  return (
    <Card>
      <CardHeader
        title={t('life')}
        note={t('recordCount', { count: records.length })}
        action={
          <Badge tone="good">
            <BadgeCheck aria-hidden className="size-3.5" />
            {t('complete')}
          </Badge>
        }
      />
      {records.length === 0 ? (
        <EmptyState title={t('noRecordsTitle')}>{t('noRecords')}</EmptyState>
      ) : (
        <ol className="p-4">
          {records.toReversed().map((record) => (
            <Entry key={record.number} vehicleId={vehicle.id} record={record} />
          ))}
        </ol>
      )}
    </Card>
  )
}

function Entry({ vehicleId, record }: { vehicleId: bigint; record: VehicleRecord }) {
  const t = useTranslations('vehicle')
  const format = useFormatter()
  const Icon = icons[record.kind]
  return (
    <li className="group relative flex gap-3 pb-5 last:pb-0">
      <span aria-hidden className="absolute top-7 bottom-0 left-3.5 w-px bg-line group-last:hidden" />
      <span className="grid size-7 shrink-0 place-items-center rounded-sm bg-sunken">
        <Icon aria-hidden className="size-4" strokeWidth={1.75} />
      </span>
      <div className="flex min-w-0 flex-col gap-0.5 text-sm">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-semibold">{t(`kinds.${record.kind}`)}</span>
          <span className="text-muted tabular">
            {format.dateTime(record.happenedAt * 1_000, { dateStyle: 'medium' })}
          </span>
          {record.odometerKm !== undefined && (
            <span className="tabular">{t('km', { km: format.number(record.odometerKm) })}</span>
          )}
          {record.isRegression && <Badge tone="bad">{t('backwards')}</Badge>}
        </p>
        <p className="flex flex-wrap items-center gap-x-1 text-muted">
          {t('by')} <Hash value={record.issuer} kind="address" what={t('issuer')} />
          {record.transaction && <Hash value={record.transaction} kind="tx" what={t('transaction')} />}
        </p>
        {record.cid !== '' && <DocumentButton vehicleId={vehicleId} record={record} />}
      </div>
    </li>
  )
}
