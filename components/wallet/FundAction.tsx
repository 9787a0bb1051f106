'use client'

import { useTranslations } from 'next-intl'
import type { Address } from '../../lib/bytes/hex.ts'
import english from '../i18n/messages/en/wallet.json'
import { Words } from '../i18n/Words.tsx'
import { Button } from '../ui/Button.tsx'
import { useFailureWords } from './useFailureWords.ts'
import { useFunds } from './useFunds.ts'

/** The faucet as a step of the first run. */
export function FundAction({ address }: { address: Address }) {
  return (
    <Words english={english}>
      <FundButton address={address} />
    </Words>
  )
}

function FundButton({ address }: { address: Address }) {
  const t = useTranslations('faucet')
  const { busy, error, get } = useFunds(address)
  const say = useFailureWords()
  return (
    <>
      <Button size="sm" variant="primary" busy={busy} onClick={get}>
        {busy ? t('asking') : t('get')}
      </Button>
      <p role="alert" className="text-bad text-sm empty:hidden">
        {say(error)}
      </p>
    </>
  )
}
