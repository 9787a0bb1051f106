'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Draft } from '../../lib/dictionary/createDraftStore.ts'
import type { Dictionary } from '../../lib/dictionary/dictionarySchema.ts'
import { repairDraft } from '../../lib/dictionary/repairDraft.ts'
import { canRedo, canUndo, changeValue, type History, redo, startHistory, undo } from './draftHistory.ts'
import { draftStore } from './useDrafts.ts'

/** A dictionary that may not be sound yet. Its shape is what the forms write; the worker says what is wrong with it. */
export type DraftValue = Dictionary
const saveAfterMs = 400

export type DraftEditor = {
  value: DraftValue
  /** Changes of the same kind in a row are undone together. */
  change(update: (value: DraftValue) => DraftValue, kind?: string): void
  undo: (() => void) | undefined
  redo: (() => void) | undefined
  /** Whether the browser keeps what is on the screen; the failure's name where it cannot. */
  saved: 'saved' | 'saving' | { failure: string }
}

/** Returns a draft with undo and redo that saves itself, also when the page is left. */
export function useDraft(draft: Draft): DraftEditor {
  const [history, setHistory] = useState<History<DraftValue>>(() => startHistory(repairDraft(draft.value)))
  const [saved, setSaved] = useState<DraftEditor['saved']>('saved')
  const value = history.present
  const unsaved = useRef<DraftValue>(undefined)

  const save = useCallback(async () => {
    const pending = unsaved.current
    if (!pending) return
    unsaved.current = undefined
    try {
      const { key, baseRelease } = draft
      await draftStore().save({
        key,
        baseRelease,
        value: pending as unknown as Draft['value'],
        updatedAtMs: Date.now(),
      })
      setSaved(unsaved.current ? 'saving' : 'saved')
    } catch (error) {
      unsaved.current ??= pending
      setSaved({ failure: error instanceof Error ? error.name : 'Error' })
    }
  }, [draft])

  const first = useRef(value)
  useEffect(() => {
    if (value === first.current && unsaved.current === undefined) return
    first.current = value
    unsaved.current = value
    setSaved('saving')
    const timer = setTimeout(save, saveAfterMs)
    return () => clearTimeout(timer)
  }, [value, save])

  useEffect(() => {
    const now = () => void save()
    window.addEventListener('pagehide', now)
    document.addEventListener('visibilitychange', now)
    return () => {
      now()
      window.removeEventListener('pagehide', now)
      document.removeEventListener('visibilitychange', now)
    }
  }, [save])

  return {
    value,
    change: (update, kind) => setHistory((known) => changeValue(known, update(known.present), kind)),
    undo: canUndo(history) ? () => setHistory(undo) : undefined,
    redo: canRedo(history) ? () => setHistory(redo) : undefined,
    saved,
  }
}
