'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { SaleTerms } from '../../lib/appraisal/vehicleSale.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { developmentOffices } from '../../lib/chain/developmentOffices.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { useSigning } from '../data/useSigning.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { TextArea } from '../ui/TextArea.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { ActionButton } from './ActionButton.tsx'
import { DollarInput, toUnits } from './DollarInput.tsx'
import { formatUsd } from './formatUsd.ts'
import { PhotoPicker } from './PhotoPicker.tsx'
import { useChainNow } from './useChainNow.ts'
import { useDesk } from './useDesk.ts'
import { useReports } from './useReports.ts'
import { useRoleHolders } from './useRoleHolders.ts'

const hourSeconds = 3_600
const daySeconds = 86_400

/** Offers a car: price, who decides in doubt, and how long each step may take. */
export function OfferForm({ vehicle }: { vehicle: string }) {
  const t = useTranslations('sale')
  return (
    <Card className="max-w-2xl">
      <CardHeader title={t('newOffer')} />
      <div className="p-4">
        <WalletGate>{(connection) => <Form vehicle={vehicle} connection={connection} />}</WalletGate>
      </div>
    </Card>
  )
}

function Form({ vehicle, connection }: { vehicle: string; connection: WalletConnection }) {
  const { address } = connection
  const t = useTranslations('sale')
  const locale = useLocale()
  const router = useRouter()
  const { data: arbitrators = [] } = useRoleHolders('arbitrator', [developmentOffices.arbitrator])
  const [price, setPrice] = useState('')
  const [fee, setFee] = useState('100')
  const [buyer, setBuyer] = useState('')
  const [arbitrator, setArbitrator] = useState('')
  const [handoverDays, setHandoverDays] = useState('7')
  const [report, setReport] = useState('')
  const [words, setWords] = useState('')
  const [place, setPlace] = useState('')
  const [photos, setPhotos] = useState<readonly File[]>([])
  const { data: reports = [] } = useReports(vehicle)
  const { seed } = useSigning(connection)
  const desk = useDesk()
  const now = useChainNow()
  const units = toUnits(price)
  const feeUnits = toUnits(fee)
  const isBuyer = buyer === '' || /^0x[0-9a-fA-F]{40}$/.test(buyer)
  const chosen = (arbitrator || arbitrators[0]?.address) as Address | undefined
  const isReady = units !== undefined && units > 0n && feeUnits !== undefined && feeUnits <= units && isBuyer && chosen
  const terms = (): Omit<SaleTerms, 'reportHash'> => ({
    vehicleId: BigInt(vehicle),
    seller: address,
    buyer: (buyer || `0x${'0'.repeat(40)}`) as Address,
    arbitrator: chosen!,
    token: systemContracts.qdd,
    price: units!,
    arbitratorFee: feeUnits!,
    handoverTime: Math.max(hourSeconds, Number(handoverDays) * daySeconds),
    decisionTime: 7 * daySeconds,
    expiresAt: now + 30 * daySeconds,
    nonce: BigInt(Date.now()),
  })
  return (
    <div className="flex flex-col gap-2">
      <div className="grid gap-x-4 gap-y-2 px-4 sm:grid-cols-2">
        <DollarInput label={t('askPrice')} hint={t('askPriceHint')} value={price} onChange={setPrice} />
        <DollarInput label={t('arbitratorFee')} hint={t('feeHint')} value={fee} onChange={setFee} />
        <Select
          label={t('arbitrator')}
          value={chosen ?? ''}
          onChange={({ target }) => setArbitrator(target.value)}
          options={arbitrators.map((holder) => ({
            value: holder.address,
            label: t('arbitratorOption', { address: shortenHex(holder.address, 6, 4), jobs: holder.jobs }),
          }))}
        />
        <Select
          label={t('handoverTime')}
          value={handoverDays}
          onChange={({ target }) => setHandoverDays(target.value)}
          options={['1', '3', '7', '14', '30'].map((value) => ({ value, label: t('days', { count: Number(value) }) }))}
        />
        <Input
          label={t('onlyBuyer')}
          hint={t('onlyBuyerHint')}
          mono
          autoComplete="off"
          spellCheck={false}
          value={buyer}
          onChange={({ target }) => setBuyer(target.value.trim())}
          error={isBuyer ? undefined : t('onlyBuyerBad')}
          className="sm:col-span-2"
        />
        <Select
          label={t('report')}
          value={report}
          onChange={({ target }) => setReport(target.value)}
          className="sm:col-span-2"
          options={[
            { value: '', label: t('ownReport') },
            ...reports.map(({ id, cid, priceUsd }) => ({
              value: cid,
              label: t('reportOption', { id: String(id), price: formatUsd(priceUsd, locale) }),
            })),
          ]}
        />
      </div>
      <div className="flex flex-col gap-3 px-4 pt-2">
        <TextArea
          label={t('words')}
          rows={4}
          maxLength={4_000}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <Input
          label={t('seenAt')}
          hint={t('seenAtHint')}
          maxLength={200}
          value={place}
          onChange={({ target }) => setPlace(target.value)}
        />
        <PhotoPicker photos={photos} onChange={setPhotos} />
      </div>
      <ActionButton
        address={address}
        variant="primary"
        label={t('offer')}
        disabled={!isReady}
        action={async (context) => {
          const { offerCar } = await import('./offerCar.ts')
          const offer = { terms: terms(), report: report || undefined, words, place, photos }
          router.push(`/sale?id=${await offerCar({ ...(await desk(context)), seed }, offer)}`)
        }}
      >
        {t('offerText')}
      </ActionButton>
    </div>
  )
}
