'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CoarsePlace } from '../../lib/appraisal/coarsePlace.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Select } from '../ui/Select.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { ActionButton } from './ActionButton.tsx'
import { AppraiserList, type Wanted } from './AppraiserList.tsx'
import { DollarInput, toUnits } from './DollarInput.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import { useAppraisers } from './useAppraisers.ts'

const daySeconds = 86_400

/** Orders an appraisal of a car: by whom, for what fee, in what time. */
export function OrderForm({ vehicle }: { vehicle: string }) {
  const t = useTranslations('job')
  return (
    <Card className="max-w-2xl">
      <CardHeader title={t('newOrder')} />
      <div className="p-4">
        <WalletGate>{({ address }) => <Form vehicle={vehicle} address={address} />}</WalletGate>
      </div>
    </Card>
  )
}

function Form({ vehicle, address }: { vehicle: string; address: Address }) {
  const t = useTranslations('job')
  const router = useRouter()
  const p = useTranslations('place')
  const { data: appraisers } = useAppraisers()
  const [here, setHere] = useState<CoarsePlace>()
  const [fee, setFee] = useState('80')
  const [wanted, setWanted] = useState<Wanted>('anybody')
  const [days, setDays] = useState('7')
  const units = toUnits(fee)
  return (
    <div className="flex flex-col gap-4">
      <div className="px-4">
        <p className="mb-2 max-w-prose text-muted text-sm">{p('mine')}</p>
        <PlaceFields onChange={setHere} />
      </div>
      <AppraiserList appraisers={appraisers} here={here} wanted={wanted} onChange={setWanted} />
      <div className="grid gap-x-4 gap-y-2 px-4 sm:grid-cols-2">
        <DollarInput label={t('feeAsked')} hint={t('feeHint')} value={fee} onChange={setFee} />
        <Select
          label={t('workTime')}
          value={days}
          onChange={({ target }) => setDays(target.value)}
          options={['1', '3', '7', '14', '30'].map((value) => ({ value, label: t('days', { count: Number(value) }) }))}
        />
      </div>
      <ActionButton
        address={address}
        variant="primary"
        label={t('order')}
        disabled={!units}
        action={async (context) => {
          const { inviteAppraisers, orderAppraisal } = await import('../../lib/appraisal/appraisalJob.ts')
          const terms = {
            vehicleId: BigInt(vehicle),
            token: systemContracts.qdd,
            fee: units!,
            workTimeS: Number(days) * daySeconds,
            challengeTimeS: 3 * daySeconds,
          }
          const id =
            wanted === 'applicants'
              ? await inviteAppraisers(context, terms)
              : await orderAppraisal(context, { ...terms, appraiser: wanted === 'anybody' ? undefined : wanted })
          router.push(`/appraisal?id=${id}`)
        }}
      >
        {t('orderText')}
      </ActionButton>
    </div>
  )
}
