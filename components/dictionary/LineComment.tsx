'use client'

import { MessageSquarePlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { controlClass } from '../ui/Input.tsx'

type LineCommentProps = { text: string; label: string; onChange: ((text: string) => void) | undefined }

/** What a reviewer says about one line; it becomes public with the review. */
export function LineComment({ text, label, onChange }: LineCommentProps) {
  const t = useTranslations('dictionaryProposal')
  const [isOpen, setOpen] = useState(false)
  if (!onChange) return null
  if (!isOpen && text === '') {
    return (
      <Button size="sm" variant="quiet" className="mt-1 -ml-2.5" aria-label={label} onClick={() => setOpen(true)}>
        <MessageSquarePlus aria-hidden className="size-4" />
        {t('comment')}
      </Button>
    )
  }
  return (
    <textarea
      aria-label={label}
      // biome-ignore lint/a11y/noAutofocus: it appears because its button was pressed
      autoFocus
      rows={2}
      maxLength={2_000}
      value={text}
      onChange={({ target }) => onChange(target.value)}
      className={cx(controlClass, 'mt-2 h-auto! py-1.5')}
    />
  )
}
