'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { type AuthorisationCode, parseAuthorisationCode } from '../../lib/appraisal/authorisation.ts'
import { PageHeader } from '../frame/PageHeader.tsx'
import { ScanButton } from '../scan/ScanButton.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Input } from '../ui/Input.tsx'
import { WalletGate } from '../wallet/WalletGate.tsx'
import { RecordForm } from './RecordForm.tsx'
import { RecordQueue } from './RecordQueue.tsx'

/** Where a workshop, inspector, insurer or lender writes into the life of a car by the owner's code. */
export function RecordScreen() {
  const t = useTranslations('record')
  const [text, setText] = useState('')
  useEffect(() => setText(/code=([\w-]+)/.exec(location.hash)?.[1] ?? ''), [])
  const code = read(text)
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="appraise" />
      <div className="flex max-w-3xl flex-col gap-6">
        <Card>
          <CardHeader title={t('codeTitle')} />
          <div className="p-4">
            <Input
              label={t('code')}
              hint={code ? t('codeFor', { id: code.vehicleId }) : t('codeHint')}
              error={text !== '' && !code ? t('codeBad') : undefined}
              mono
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={({ target }) => setText(target.value)}
              action={<ScanButton label={t('scan')} onText={setText} />}
            />
          </div>
        </Card>
        {code && (
          <WalletGate>
            {(connection) => <RecordForm key={code.signature} code={code} address={connection.address} />}
          </WalletGate>
        )}
        <RecordQueue />
      </div>
    </>
  )
}

function read(text: string): AuthorisationCode | undefined {
  try {
    return text === '' ? undefined : parseAuthorisationCode(text)
  } catch {
    return undefined
  }
}
