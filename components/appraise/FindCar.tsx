'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'

/** Leads to the page of a car by its number. */
export function FindCar() {
  const t = useTranslations('findCar')
  const router = useRouter()
  const [wrong, setWrong] = useState(false)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const match = /^\s*#?(\d{1,30})\s*$/.exec(String(new FormData(event.currentTarget).get('id')))
    setWrong(!match)
    if (match) router.push(`/vehicle?id=${match[1]}`)
  }
  return (
    <Card>
      <CardHeader title={t('title')} />
      <form onSubmit={onSubmit} className="p-4">
        <Input
          name="id"
          required
          inputMode="numeric"
          autoComplete="off"
          label={t('label')}
          hint={t('hint')}
          error={wrong ? t('wrong') : undefined}
          action={
            <Button type="submit" variant="primary">
              {t('open')}
            </Button>
          }
        />
      </form>
    </Card>
  )
}
