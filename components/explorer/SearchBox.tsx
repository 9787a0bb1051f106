'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { leastHeadDigits, parseHexPart } from '../../lib/chain/parseHexPart.ts'
import { parseSearch } from '../../lib/chain/parseSearch.ts'
import type { FoundRow } from '../../lib/explorer/IndexRows.ts'
import { useOpenExplorer } from '../frame/useOpenExplorer.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'
import { FoundList } from './FoundList.tsx'
import { openIndex, useIndexQuery } from './useIndexQuery.ts'
import { useOpenFound } from './useOpenFound.ts'

type Failure = 'searchBad' | 'searchShort' | 'searchUnknown' | 'searchFailed'

/** Finds by height, hash, address, name, vehicle, CID, or a part of them; what may be meant is offered while one types. */
export function SearchBox() {
  const t = useTranslations('explorer')
  const [text, setText] = useState('')
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(false)
  const wanted = useDeferredValue(text.trim())
  const query = useIndexQuery<{ rows: FoundRow[] }>({
    path: '/search',
    params: { q: wanted },
    enabled: wanted.length >= 2 && wanted.length <= 120 && !parseHexPart(wanted)?.isTooShort,
    staleTime: 5_000,
  })
  const found = wanted.length >= 2 ? query.data?.rows : undefined
  const openFound = useOpenFound()
  const open = useOpenExplorer()
  const chain = useChain()
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    setFailure((await openNamed(text)) ?? undefined)
    setBusy(false)
  }

  /** What names a page of the chain is opened at once; else the best of what the index found. */
  async function openNamed(typed: string): Promise<Failure | undefined> {
    const target = parseSearch(typed)
    if (!target) return openBest()
    if (target.kind !== 'hash') return void open(target.kind, target.id)
    try {
      const { findHash } = await import('../../lib/chain/findHash.ts')
      const kind = await findHash(await chain.client(), target.id)
      // A hash that is neither may be a root, which only the index knows.
      return kind ? void open(kind, target.id) : await openBest('searchUnknown')
    } catch {
      return 'searchFailed'
    }
  }

  async function openBest(otherwise: Failure = 'searchBad'): Promise<Failure | undefined> {
    const q = text.trim()
    if (q.length < 2) return 'searchBad'
    if (parseHexPart(q)?.isTooShort) return 'searchShort'
    try {
      // For what stands in the field: the offers beneath it may still be those of an earlier text.
      const answer = await (await openIndex(chain)).get<{ rows: FoundRow[] }>('/search', { q })
      const [best] = answer?.rows ?? []
      return best ? void openFound(best) : otherwise
    } catch {
      return 'searchFailed'
    }
  }

  return (
    <search>
      <form onSubmit={onSubmit}>
        <Input
          name="text"
          label={t('search')}
          hint={t('searchHint')}
          error={failure && t(failure, { digits: leastHeadDigits })}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setText(target.value)
            setFailure(undefined)
          }}
          action={
            <Button type="submit" variant="primary" busy={busy}>
              <Search aria-hidden className="size-4" />
              {t('find')}
            </Button>
          }
        />
      </form>
      {found && found.length > 0 && <FoundList rows={found} onOpen={openFound} />}
    </search>
  )
}
