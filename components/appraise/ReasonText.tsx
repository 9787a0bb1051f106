'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { PhotoList } from './PhotoList.tsx'
import { useStorageNodes } from './useStorageNodes.ts'

/** Why somebody did it, in their own words: fetched and checked against what the transaction names. */
export function ReasonText({ cid, about }: { cid: string; about: string }) {
  const t = useTranslations('reason')
  const nodes = useStorageNodes()
  const { data, error } = useQuery({
    queryKey: ['reason', cid, about],
    queryFn: async ({ signal }) => {
      const [{ fetchBlock }, { parseReason }] = await Promise.all([
        import('../../lib/ipfs/fetchBlock.ts'),
        import('../../lib/appraisal/reasonDocument.ts'),
      ])
      return parseReason(await fetchBlock({ cid, nodes: await nodes(), signal }), about)
    },
    enabled: cid !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (cid === '') return <p className="text-muted">{t('none')}</p>
  if (error) return <p className="text-bad">{t('away', { name: error.name })}</p>
  if (!data) return null
  return (
    <div className="basis-full rounded-md bg-sunken px-3 py-2">
      <p className="whitespace-pre-line">{data.text}</p>
      <PhotoList photos={data.photos ?? []} className="mt-2" />
    </div>
  )
}
