'use client'

import { useTranslations } from 'next-intl'
import english from '../i18n/messages/en/market.json'
import { useFailureWords } from '../wallet/useFailureWords.ts'

type Known = keyof typeof english.marketErrors
type Named = { name?: string; reason?: string; message?: string; shortMessage?: string; cause?: unknown }

/** Returns the function that says what went wrong on the market: a contract's refusal, a missing block, a wallet's no. */
export function useMarketFailure() {
  const t = useTranslations('marketErrors')
  const wallet = useFailureWords()
  return (error: unknown): string | undefined => {
    if (error === undefined || error === null) return undefined
    for (let cause = error as Named | undefined; cause; cause = cause.cause as Named | undefined) {
      const key = cause.name === 'Market.RefusedError' ? cause.reason : cause.name?.split('.')[1]
      if (key && key in english.marketErrors) return t(`${key as Known}`)
      if (cause.name === 'Market.RefusedError') return t('refused', { reason: cause.reason ?? '' })
    }
    const { name = '', shortMessage } = error as Named
    if (/^(Crypto|Ipfs|Market|Agent|Storage)\./.test(name) && shortMessage) return shortMessage
    return wallet(error)
  }
}
