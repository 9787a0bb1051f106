'use client'

import { Camera, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp']
const mostPhotos = 24

/** Takes photos with the camera of a phone, or files on a desktop; shows what was taken. */
export function PhotoPicker({
  photos,
  onChange,
}: {
  photos: readonly File[]
  onChange(photos: readonly File[]): void
}) {
  const t = useTranslations('inspection')
  const id = useId()
  const add = (files: FileList | null) => {
    const fit = [...(files ?? [])].filter(({ type }) => photoTypes.includes(type))
    onChange([...photos, ...fit].slice(0, mostPhotos))
  }
  return (
    <div>
      <p className="font-semibold text-sm">{t('photos', { count: photos.length })}</p>
      <p className="mb-2 text-muted text-sm">{t('photosHint')}</p>
      <ul className="mb-2 flex flex-wrap gap-2 empty:hidden">
        {photos.map((photo, index) => (
          <Photo
            key={`${photo.name} ${photo.lastModified} ${photo.size}`}
            photo={photo}
            onDrop={() => onChange(photos.filter((_, other) => other !== index))}
          />
        ))}
      </ul>
      <input
        id={id}
        type="file"
        accept={photoTypes.join(',')}
        capture="environment"
        multiple
        className="peer sr-only"
        onChange={({ target }) => {
          add(target.files)
          target.value = ''
        }}
      />
      <label htmlFor={id} className={`${buttonClass({ variant: 'secondary' })} peer-focus-visible:outline-2`}>
        <Camera aria-hidden className="size-4" />
        {t('addPhoto')}
      </label>
    </div>
  )
}

function Photo({ photo, onDrop }: { photo: File; onDrop(): void }) {
  const t = useTranslations('inspection')
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(photo)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [photo])
  return (
    <li className="relative">
      {/* biome-ignore lint/performance/noImgElement: a local picture that no server can make smaller */}
      {url && <img src={url} alt={photo.name} className="size-20 rounded-md border border-line object-cover" />}
      <Button
        size="icon"
        variant="quiet"
        aria-label={t('dropPhoto', { name: photo.name })}
        onClick={onDrop}
        className="absolute -top-2 -right-2 bg-surface"
      >
        <X aria-hidden className="size-4" />
      </Button>
    </li>
  )
}
