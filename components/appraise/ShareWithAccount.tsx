'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { VehicleRecord } from '../../lib/appraisal/VehicleLife.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { Input } from '../ui/Input.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { ActionButton } from './ActionButton.tsx'
import { useShareKeys } from './useShareKeys.ts'

/** Seals the keys of the chosen records to one account, which then reads them on this page. */
export function ShareWithAccount(props: {
  vehicleId: bigint
  records: readonly VehicleRecord[]
  connection: WalletConnection
}) {
  const { vehicleId, records, connection } = props
  const t = useTranslations('share')
  const share = useShareKeys(vehicleId)
  const [to, setTo] = useState('')
  const [count, setCount] = useState<number>()
  const isAddress = /^0x[0-9a-fA-F]{40}$/.test(to)
  return (
    <div className="border-line border-t pt-3">
      <Input
        label={t('account')}
        mono
        autoComplete="off"
        spellCheck={false}
        value={to}
        onChange={({ target }) => {
          setTo(target.value.trim())
          setCount(undefined)
        }}
        error={to === '' || isAddress ? undefined : t('accountBad')}
        className="px-4"
      />
      <ActionButton
        address={connection.address}
        label={t('seal')}
        disabled={!isAddress || records.length === 0}
        action={async (context) => setCount(await share(context, { to: to as Address, records }))}
      >
        {t('sealText')}
      </ActionButton>
      <p role="status" className="px-4 pb-3 text-good text-sm empty:hidden">
        {count !== undefined && t('sealed', { count })}
      </p>
    </div>
  )
}
