'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { modelCatalogue } from '../../lib/appraisal/modelCatalogue.ts'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import type { Stated } from './statedEvidence.ts'

const damages = ['none', 'light', 'medium', 'heavy'] as const

/** Asks for what a valuation looks at, of a car that has no records here. */
export function StatedForm({ onStated }: { onStated(stated: Stated): void }) {
  const t = useTranslations('stated')
  const [codeError, setCodeError] = useState<string>()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const codes = text('codes')
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean)
    const wrong = codes.find((code) => !/^[PCBU][0-3][0-9A-F]{3}$/.test(code))
    setCodeError(wrong && t('codesBad', { code: wrong }))
    if (wrong) return
    onStated({
      model: modelCatalogue.find(({ id }) => id === text('model'))!,
      firstMonth: text('firstMonth'),
      odometerKm: Number(text('odometer')),
      owners: Number(text('owners')),
      services: Number(text('services')),
      damage: text('damage') as Stated['damage'],
      codes,
    })
  }
  return (
    <Card>
      <CardHeader title={t('title')} note={t('note')} />
      <form onSubmit={onSubmit} className="grid gap-x-4 gap-y-2 p-4 sm:grid-cols-2">
        <Select
          name="model"
          label={t('model')}
          defaultValue={modelCatalogue[2]!.id}
          options={modelCatalogue.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Input
          name="firstMonth"
          type="month"
          required
          min="1990-01"
          pattern="\d{4}-\d{2}"
          defaultValue="2021-06"
          label={t('firstMonth')}
          hint={t('firstMonthHint')}
        />
        <NumberField name="odometer" max={2_000_000} first={62_000} label={t('odometer')} />
        <NumberField name="owners" min={1} max={30} first={1} label={t('owners')} />
        <NumberField name="services" max={100} first={4} label={t('services')} />
        <Select
          name="damage"
          label={t('damage')}
          options={damages.map((id) => ({ value: id, label: t(`damages.${id}`) }))}
        />
        <Input
          name="codes"
          mono
          autoComplete="off"
          spellCheck={false}
          label={t('codes')}
          hint={t('codesHint')}
          error={codeError}
          className="sm:col-span-2"
        />
        <Button type="submit" variant="primary" className="justify-self-start">
          {t('submit')}
        </Button>
      </form>
    </Card>
  )
}

function NumberField(props: { name: string; label: string; first: number; min?: number; max: number }) {
  const { name, label, first, min = 0, max } = props
  return (
    <Input
      name={name}
      type="number"
      inputMode="numeric"
      required
      min={min}
      max={max}
      step={1}
      defaultValue={first}
      label={label}
    />
  )
}
