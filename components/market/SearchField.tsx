'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Input } from '../ui/Input.tsx'

const quietMs = 250

/** The words one looks for; the search follows a moment after the last key. */
export function SearchField({ text, change }: { text: string; change(part: { text: string | undefined }): void }) {
  const t = useTranslations('market')
  const [typed, setTyped] = useState(text)
  useEffect(() => {
    if (typed.trim() === text) return
    const timer = setTimeout(() => change({ text: typed.trim() || undefined }), quietMs)
    return () => clearTimeout(timer)
  }, [typed, text, change])
  return (
    <Input
      label={t('search')}
      type="search"
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      placeholder={t('searchExample')}
      className="min-w-56 flex-1 [&>p]:hidden"
      maxLength={200}
    />
  )
}
