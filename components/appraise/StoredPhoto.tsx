'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { decodeHex } from '../../lib/bytes/hex.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useStorageNodes } from './useStorageNodes.ts'

export type Photo = { cid: string; type: string; caption?: string | undefined; key?: string | undefined }

/** A photo from the storage nodes, checked against its content id before it is shown. */
export function StoredPhoto({ photo, label }: { photo: Photo; label: string }) {
  const t = useTranslations('inspection')
  const nodes = useStorageNodes()
  const { data, error } = useQuery({
    queryKey: ['photo', photo.cid],
    queryFn: async ({ signal }) => {
      const [{ fetchBlock }, { openRecord }] = await Promise.all([
        import('../../lib/ipfs/fetchBlock.ts'),
        import('../../lib/appraisal/recordSeal.ts'),
      ])
      const block = await fetchBlock({ cid: photo.cid, nodes: await nodes(), signal })
      const bytes = photo.key ? await openRecord(block, decodeHex(photo.key)) : block
      return new Blob([bytes as BlobPart], { type: photo.type })
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!data) return
    const made = URL.createObjectURL(data)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [data])
  if (error) return <p className="text-bad text-sm">{t('photoAway')}</p>
  if (!url) return <Skeleton className="size-32" />
  // biome-ignore lint/performance/noImgElement: bytes that were checked here
  return <img src={url} alt={photo.caption ?? label} className="h-32 rounded-md border border-line object-cover" />
}
