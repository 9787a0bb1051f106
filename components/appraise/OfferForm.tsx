'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { SaleTerms } from '../../lib/appraisal/vehicleSale.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { developmentOffices } from '../../lib/chain/developmentOffices.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { ActionButton } from './ActionButton.tsx'
import { DollarInput, toUnits } from './DollarInput.tsx'
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
        <WalletGate>{({ address }) => <Form vehicle={vehicle} address={address} />}</WalletGate>
      </div>
    </Card>
  )
}

function Form({ vehicle, address }: { vehicle: string; address: Address }) {
  const t = useTranslations('sale')
  const router = useRouter()
  const { data: arbitrators = [] } = useRoleHolders('arbitrator', [developmentOffices.arbitrator])
  const [price, setPrice] = useState('')
  const [fee, setFee] = useState('100')
  const [buyer, setBuyer] = useState('')
  const [arbitrator, setArbitrator] = useState('')
  const [handoverDays, setHandoverDays] = useState('7')
  const units = toUnits(price)
  const feeUnits = toUnits(fee)
  const isBuyer = buyer === '' || /^0x[0-9a-fA-F]{40}$/.test(buyer)
  const chosen = (arbitrator || arbitrators[0]?.address) as Address | undefined
  const isReady = units !== undefined && units > 0n && feeUnits !== undefined && feeUnits <= units && isBuyer && chosen
  const terms = (): SaleTerms => ({
    vehicleId: BigInt(vehicle),
    seller: address,
    buyer: (buyer || `0x${'0'.repeat(40)}`) as Address,
    arbitrator: chosen!,
    token: systemContracts.qdd,
    price: units!,
    arbitratorFee: feeUnits!,
    handoverTime: Math.max(hourSeconds, Number(handoverDays) * daySeconds),
    decisionTime: 7 * daySeconds,
    expiresAt: Math.floor(Date.now() / 1_000) + 30 * daySeconds,
    reportHash: `0x${'00'.repeat(32)}`,
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
      </div>
      <ActionButton
        address={address}
        variant="primary"
        label={t('offer')}
        disabled={!isReady}
        action={async (context) => {
          const { offerVehicle } = await import('../../lib/appraisal/vehicleSale.ts')
          router.push(`/sale?id=${await offerVehicle(context, terms())}`)
        }}
      >
        {t('offerText')}
      </ActionButton>
    </div>
  )
}
