'use client'

import { useTranslations } from 'next-intl'
import english from '../i18n/messages/en/appraise.json'
import { useFailureWords } from '../wallet/useFailureWords.ts'

type Reason = keyof typeof english.refusals

/** Returns what says why an action failed: the contract's reason in words, else what the wallet knows. */
export function useActionWords() {
  const t = useTranslations('refusals')
  const wallet = useFailureWords()
  return (error: unknown): string | undefined => {
    const { reason, name = '' } = (error ?? {}) as { reason?: unknown; name?: string }
    const [, own = ''] = /^Appraisal\.(\w+)$/.exec(name) ?? []
    if (own in english.refusals) return t(`${own as Reason}`)
    if (typeof reason !== 'string') return wallet(error)
    return reason in english.refusals ? t(`${reason as Reason}`) : t('other', { reason })
  }
}
