'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type PasswordRating, ratePassword } from '../../lib/wallet/ratePassword.ts'
import { cx } from '../ui/cx.ts'
import { Input } from '../ui/Input.tsx'

const bars = [0, 1, 2, 3] as const
const tones = ['bg-bad', 'bg-warn', 'bg-accent', 'bg-good']

/** A new password, twice, with advice. The fields keep it; no state does. */
export function PasswordFields({ label, error }: { label?: string; error?: string | undefined }) {
  const t = useTranslations('walletPassword')
  const [rating, setRating] = useState<PasswordRating>()
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      <div>
        <Input
          name="password"
          type="password"
          autoComplete="new-password"
          required
          label={label ?? t('password')}
          hint={rating ? t(`advice.${rating.advice}`) : t('hint')}
          onChange={({ target: { value } }) => setRating(value === '' ? undefined : ratePassword(value))}
        />
        {rating && (
          <div className="mt-1.5 flex items-center gap-2">
            <span aria-hidden className="flex flex-1 gap-1">
              {bars.map((bar) => (
                <span
                  key={bar}
                  className={cx(
                    'h-1.5 flex-1 rounded-full',
                    bar <= rating.strength ? tones[rating.strength] : 'bg-line',
                  )}
                />
              ))}
            </span>
            <span role="status" className="font-semibold text-sm">
              <span className="sr-only">{t('strength')}: </span>
              {t(`levels.${rating.strength}`)}
            </span>
          </div>
        )}
      </div>
      <Input name="repeat" type="password" autoComplete="new-password" required label={t('repeat')} error={error} />
    </div>
  )
}

/** Returns the password of the form, or undefined when the two differ. */
export function readNewPassword(form: FormData): string | undefined {
  const password = String(form.get('password'))
  return password === String(form.get('repeat')) ? password : undefined
}
