'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { PageHeader } from '../frame/PageHeader.tsx'
import verifyWords from '../i18n/messages/en/verify.json'
import { Words } from '../i18n/Words.tsx'
import { CheckForm } from './CheckForm.tsx'
import { CheckSteps } from './CheckSteps.tsx'
import { useCheck } from './useCheck.ts'

/** Any header or proof, from this chain or another one, checked step by step before one's eyes. */
export function VerifyScreen() {
  return (
    <Words english={verifyWords}>
      <Screen />
    </Words>
  )
}

function Screen() {
  const t = useTranslations('verify')
  const [text, setText] = useState('')
  const run = useCheck()
  return (
    <>
      <PageHeader title={t('title')} tabTitle={t('title')} purpose={t('purpose')} help="verify" />
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
        <CheckForm text={text} onText={setText} run={run} />
        <CheckSteps run={run} />
      </div>
    </>
  )
}
