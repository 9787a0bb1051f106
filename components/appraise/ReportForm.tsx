'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { AppraisalJob } from '../../lib/appraisal/appraisalJob.ts'
import { checklistIds, verdicts } from '../../lib/appraisal/appraisalReport.ts'
import type { ObdSnapshot } from '../../lib/appraisal/VehicleEvidence.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { controlClass } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { ActionButton } from './ActionButton.tsx'
import { DollarInput } from './DollarInput.tsx'
import { PhotoPicker } from './PhotoPicker.tsx'
import { ReadCar } from './ReadCar.tsx'
import type { Findings } from './submitInspection.ts'
import { useDesk } from './useDesk.ts'

/** The appraiser at the car: each point of the list, photos, a grade and a price; signed and handed in. */
export function ReportForm({ job, address }: { job: AppraisalJob; address: Address }) {
  const t = useTranslations('inspection')
  const desk = useDesk()
  const [findings, setFindings] = useState<Findings>({})
  const [photos, setPhotos] = useState<readonly File[]>([])
  const [grade, setGrade] = useState('7')
  const [price, setPrice] = useState('')
  const [remarks, setRemarks] = useState('')
  const [obd, setObd] = useState<ObdSnapshot>()
  const isComplete = checklistIds.every((id) => findings[id]) && /^[1-9]\d{0,8}$/.test(price)
  return (
    <div className="flex flex-col gap-4">
      <fieldset>
        <legend className="font-semibold text-sm">{t('checklist')}</legend>
        <ul className="mt-2 grid gap-x-4 gap-y-2 sm:grid-cols-2">
          {checklistIds.map((id) => (
            <li key={id}>
              <Select
                label={t(`points.${id}`)}
                value={findings[id] ?? ''}
                onChange={({ target }) => setFindings({ ...findings, [id]: target.value })}
                options={[
                  { value: '', label: t('choose') },
                  ...verdicts.map((verdict) => ({ value: verdict, label: t(`verdicts.${verdict}`) })),
                ]}
              />
            </li>
          ))}
        </ul>
      </fieldset>
      <PhotoPicker photos={photos} onChange={setPhotos} />
      <ReadCar snapshot={obd} onRead={setObd} />
      <label className="flex flex-col gap-1 font-semibold text-sm">
        {t('remarks')}
        <textarea
          rows={4}
          maxLength={4_000}
          value={remarks}
          onChange={({ target }) => setRemarks(target.value)}
          className={`${controlClass} h-auto py-2 font-normal`}
        />
      </label>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t('grade')}
          value={grade}
          onChange={({ target }) => setGrade(target.value)}
          options={Array.from({ length: 10 }, (_, index) => ({
            value: `${10 - index}`,
            label: t('gradeOf', { grade: 10 - index }),
          }))}
        />
        <DollarInput label={t('price')} hint={t('priceHint')} value={price} onChange={setPrice} />
      </div>
      <ActionButton
        address={address}
        variant="primary"
        label={t('submit')}
        disabled={!isComplete}
        action={async (context) => {
          const { submitInspection } = await import('./submitInspection.ts')
          const found = { findings, photos, grade: Number(grade), priceUsd: Number(price), remarks, obd }
          await submitInspection(await desk(context), { job, ...found })
        }}
      >
        {t('submitText')}
      </ActionButton>
    </div>
  )
}
