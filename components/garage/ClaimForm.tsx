'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import type { Claim } from '../../lib/appraisal/claimVehicle.ts'
import { modelCatalogue } from '../../lib/appraisal/modelCatalogue.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { useAct } from '../appraise/useAct.ts'
import { Button } from '../ui/Button.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Input } from '../ui/Input.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { useTask } from '../wallet/useTask.ts'
import { FailureLine } from './FailureLine.tsx'
import { useGarageStore, useGarageView } from './GarageProvider.tsx'
import { useRegistrar } from './useRegistrar.ts'

/** Claims the Credit ID of a car by its VIN, read from the car or typed in. */
export function ClaimForm({ address }: { address: Address }) {
  const t = useTranslations('garage.cars')
  const registrar = useRegistrar()
  const store = useGarageStore()
  const { car } = useGarageView()
  const [vin, setVin] = useState('')
  const [model, setModel] = useState('')
  const [wrong, setWrong] = useState(false)
  const models = useId()
  const [claim, setClaim] = useState<Claim>()
  const reading = useTask()
  const { busy, error, act } = useAct(address)

  const read = () =>
    reading.run(async () => {
      const report = await (await store.garage()).readVehicle({}, { timeoutMs: 120_000 })
      if (report.vin) setVin(report.vin)
    })

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const isVin = /^[A-HJ-NPR-Z0-9]{17}$/.test(vin)
    setWrong(!isVin)
    if (!isVin || !registrar) return
    void act(async (context) => {
      const { claimVehicle } = await import('../../lib/appraisal/claimVehicle.ts')
      setClaim(await claimVehicle(context, { registrarUrl: registrar, fetch: (...all) => fetch(...all), vin, model }))
    })
  }

  if (!registrar) return null
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3 border-line border-t p-4">
      <Input
        label={t('vin')}
        mono
        required
        maxLength={17}
        autoComplete="off"
        spellCheck={false}
        value={vin}
        error={wrong ? t('badVin') : undefined}
        onChange={({ target }) => setVin(target.value.toUpperCase())}
        action={
          car && (
            <Button busy={reading.busy} onClick={read}>
              {t('readVin')}
            </Button>
          )
        }
      />
      <Input
        label={t('model')}
        hint={t('modelHint')}
        list={models}
        required
        maxLength={80}
        value={model}
        onChange={({ target }) => setModel(target.value)}
      />
      <datalist id={models}>
        {modelCatalogue.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p className="text-muted text-sm">{t('claimNote')}</p>
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          {t('claim')}
        </Button>
      </div>
      <div role="alert" className="empty:hidden">
        {error !== undefined && <FailureLine failure={error as Error} />}
        {reading.error !== undefined && <FailureLine failure={reading.error as Error} />}
      </div>
      {claim && (
        <div role="status" className="border-good border-l-4 bg-good-soft px-3 py-2 text-sm">
          <p>{t('claimed')}</p>
          <p className="text-muted">{t('salt')}</p>
          <Copyable value={claim.salt} label={t('copySalt')} copiedLabel={t('copied')}>
            <span className="break-all font-mono">{claim.salt}</span>
          </Copyable>
          <p className="mt-2">
            <PageLink href={`/vehicle?id=${claim.vehicleId}`} className="link">
              {t('toCar', { id: String(claim.vehicleId) })}
            </PageLink>
          </p>
        </div>
      )}
    </form>
  )
}
