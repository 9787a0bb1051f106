'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Vehicle } from '../../lib/appraisal/readVehicle.ts'
import type { Address } from '../../lib/bytes/hex.ts'
import { developmentOffices } from '../../lib/chain/developmentOffices.ts'
import { useSigning } from '../data/useSigning.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Select } from '../ui/Select.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { QrCode } from '../wallet/QrCode.tsx'
import type { WalletConnection } from '../wallet/WalletView.ts'
import { ActionButton } from './ActionButton.tsx'
import { useChainNow } from './useChainNow.ts'
import { useRoleHolders } from './useRoleHolders.ts'

const offices = {
  workshop: ['service'],
  inspector: ['inspection', 'correction'],
  insurer: ['accident', 'insurance'],
  lender: ['loan'],
} as const
type Office = keyof typeof offices
const hourSeconds = 3_600

/** The owner lets somebody write: signs a code to be scanned, which costs nothing and is good once. */
export function AuthoriseCard({ vehicle, connection }: { vehicle: Vehicle; connection: WalletConnection }) {
  const t = useTranslations('authorise')
  const c = useTranslations('copy')
  const chain = useChain()
  const now = useChainNow()
  const { seed } = useSigning(connection)
  const [office, setOffice] = useState<Office>('workshop')
  const { data: holders = [] } = useRoleHolders(office, [developmentOffices[office]])
  const [wanted, setWanted] = useState('')
  const [hours, setHours] = useState('24')
  const [code, setCode] = useState<string>()
  const issuer = (holders.find(({ address }) => address === wanted) ?? holders[0])?.address
  const link = code && `${location.origin}/vehicle/record#code=${code}`
  return (
    <Card>
      <CardHeader title={t('title')} />
      <div className="grid gap-x-4 gap-y-2 px-4 pt-4 sm:grid-cols-2">
        <Select
          label={t('office')}
          value={office}
          onChange={({ target }) => setOffice(target.value as Office)}
          options={Object.keys(offices).map((value) => ({ value, label: t(`offices.${value as Office}`) }))}
        />
        <Select
          label={t('who')}
          value={issuer ?? ''}
          onChange={({ target }) => setWanted(target.value)}
          options={holders.map(({ address, jobs }) => ({
            value: address,
            label: t('holder', { address: shortenHex(address, 6, 4), jobs }),
          }))}
        />
        <Select
          label={t('howLong')}
          value={hours}
          onChange={({ target }) => setHours(target.value)}
          options={['1', '24', '168'].map((value) => ({ value, label: t('hours', { count: Number(value) }) }))}
        />
      </div>
      <ActionButton
        address={connection.address}
        label={t('sign')}
        disabled={!issuer}
        action={async ({ account }) => {
          const [{ formatAuthorisationCode, signAuthorisation }, { deriveReadingKey, readingPoint }, { chainId = 0 }] =
            await Promise.all([
              import('../../lib/appraisal/authorisation.ts'),
              import('../../lib/appraisal/recordSeal.ts'),
              chain.config(),
            ])
          const point = readingPoint(await deriveReadingKey(await seed(), vehicle.id))
          const validUntil = now + Number(hours) * hourSeconds
          const grant = { issuer: issuer as Address, kinds: offices[office], validUntil }
          setCode(
            formatAuthorisationCode(await signAuthorisation({ account, chainId, vehicle, readingPoint: point }, grant)),
          )
        }}
      >
        {t('text')}
      </ActionButton>
      {link && (
        <div className="flex flex-wrap items-center gap-4 p-4">
          <div className="w-56">
            <QrCode text={link} label={t('code')} />
          </div>
          <div className="min-w-0 flex-1 basis-52 text-sm">
            <p className="mb-2 text-muted">{t('show')}</p>
            <Copyable value={link} label={c('button', { what: t('link') })} copiedLabel={c('done')}>
              <span className="block max-w-full truncate">{link}</span>
            </Copyable>
          </div>
        </div>
      )}
    </Card>
  )
}
