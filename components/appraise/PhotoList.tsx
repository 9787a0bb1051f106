'use client'

import { useTranslations } from 'next-intl'
import { type Photo, StoredPhoto } from './StoredPhoto.tsx'

/** Stored photos side by side; nothing where there are none. */
export function PhotoList({ photos, className }: { photos: readonly Photo[]; className?: string }) {
  const t = useTranslations('inspection')
  if (photos.length === 0) return null
  return (
    <ul className={`flex flex-wrap gap-2 ${className ?? ''}`}>
      {photos.map((photo, index) => (
        <li key={photo.cid}>
          <StoredPhoto photo={photo} label={t('photoNumber', { number: index + 1 })} />
        </li>
      ))}
    </ul>
  )
}
