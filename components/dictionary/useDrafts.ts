'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createDraftStore, type Draft, type DraftStore } from '../../lib/dictionary/createDraftStore.ts'

let store: DraftStore | undefined

export function draftStore(): DraftStore {
  store ??= createDraftStore({ indexedDB: window.indexedDB })
  return store
}

/** Returns the drafts of this browser. */
export function useDrafts() {
  return useQuery({ queryKey: ['dictionaryDrafts'], queryFn: () => draftStore().list() })
}

/** Returns a draft as it was saved; `null` when there is none of that key. */
export function useSavedDraft(key: string | undefined) {
  return useQuery({
    queryKey: ['dictionaryDraft', key],
    queryFn: async () => (await draftStore().load(key!)) ?? null,
    enabled: key !== undefined,
    staleTime: 0,
    gcTime: 0,
    refetchOnReconnect: false,
  })
}

/** Returns the functions that keep and remove drafts and let the lists know. */
export function useDraftActions() {
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: ['dictionaryDrafts'] })
  return {
    async create(value: Record<string, unknown>, baseRelease: number | undefined): Promise<string> {
      const draft: Draft = { key: crypto.randomUUID(), baseRelease, value, updatedAtMs: Date.now() }
      await draftStore().save(draft)
      await refresh()
      return draft.key
    },
    async remove(key: string): Promise<void> {
      await draftStore().remove(key)
      await refresh()
    },
  }
}
