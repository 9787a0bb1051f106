'use client'

import { useTranslations } from 'next-intl'
import { useState, useSyncExternalStore } from 'react'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Input } from '../ui/Input.tsx'
import { PageLink } from '../ui/PageLink.tsx'
import { savedSearches } from './savedSearches.ts'

/** Searches under names, kept in this browser. */
export function SavedSearchesDialog({ query }: { query: string }) {
  const t = useTranslations('market')
  const saved = useSyncExternalStore(savedSearches.subscribe, savedSearches.get, savedSearches.none)
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('saved.open')}</Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('saved.title')}
        description={t('saved.purpose')}
        closeLabel={t('close')}
      >
        <ul className="mb-4 divide-y divide-line">
          {saved.map((search) => (
            <li key={search.name} className="flex items-center justify-between gap-3 py-2">
              <PageLink
                href={`/market?${search.query}`}
                onClick={() => setOpen(false)}
                className="min-w-0 truncate font-semibold text-accent hover:underline"
              >
                {search.name}
              </PageLink>
              <Button size="sm" variant="quiet" onClick={() => savedSearches.remove(search.name)}>
                {t('saved.remove')}
              </Button>
            </li>
          ))}
          {saved.length === 0 && <li className="py-2 text-muted text-sm">{t('saved.none')}</li>}
        </ul>
        {query !== '' && (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (name.trim() === '') return
              savedSearches.add({ name: name.trim(), query })
              setName('')
            }}
          >
            <Input
              label={t('saved.name')}
              value={name}
              maxLength={60}
              onChange={({ target }) => setName(target.value)}
              action={<Button type="submit">{t('saved.keep')}</Button>}
            />
          </form>
        )}
      </Dialog>
    </>
  )
}
