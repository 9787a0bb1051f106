'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { parseSearch } from '../../lib/chain/parseSearch.ts'
import { useOpenExplorer } from '../frame/useOpenExplorer.ts'
import { useChain } from '../providers/ChainProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'

type Failure = 'searchBad' | 'searchUnknown' | 'searchFailed'

export function SearchBox() {
  const t = useTranslations('explorer')
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(false)
  const search = useSearch()
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    setFailure(await search(String(new FormData(event.currentTarget).get('text'))))
    setBusy(false)
  }
  return (
    <search>
      <form onSubmit={onSubmit}>
        <Input
          name="text"
          label={t('search')}
          hint={t('searchHint')}
          error={failure && t(failure)}
          autoComplete="off"
          spellCheck={false}
          onChange={() => setFailure(undefined)}
          action={
            <Button type="submit" variant="primary" busy={busy}>
              <Search aria-hidden className="size-4" />
              {t('find')}
            </Button>
          }
        />
      </form>
    </search>
  )
}

/** Returns the function that opens what the text names, or tells why it cannot. */
function useSearch() {
  const open = useOpenExplorer()
  const chain = useChain()
  return async (text: string): Promise<Failure | undefined> => {
    const target = parseSearch(text)
    if (!target) return 'searchBad'
    if (target.kind !== 'hash') return void open(target.kind, target.id)
    try {
      const { findHash } = await import('../../lib/chain/findHash.ts')
      const kind = await findHash(await chain.client(), target.id)
      if (!kind) return 'searchUnknown'
      return void open(kind, target.id)
    } catch {
      return 'searchFailed'
    }
  }
}
