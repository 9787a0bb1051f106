'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useToast } from '../ui/ToastProvider.tsx'

/** Stands in for an overlay whose code could not be fetched: says so and leaves the page as it is. */
export function BrokenOverlay({ onClose }: { onClose(): void }) {
  const t = useTranslations('broken')
  const toast = useToast()
  useEffect(() => {
    toast({ title: t('title'), description: t('text'), tone: 'bad' })
    onClose()
  }, [toast, t, onClose])
  return null
}
