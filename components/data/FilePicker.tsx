'use client'

import { FileUp } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { type DragEvent, useRef, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { formatBytes } from './formatBytes.ts'

/** Takes a file by the browser's own dialog, or by dropping it. */
export function FilePicker({ file, onPick }: { file: File | undefined; onPick(file: File): unknown }) {
  const t = useTranslations('dataNew')
  const locale = useLocale()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const [first] = files ?? []
    if (first) void onPick(first)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={cx(
        'm-4 flex flex-col items-start gap-3 rounded-md border border-edge border-dashed p-5',
        isOver && 'bg-accent-soft',
      )}
    >
      {file && (
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="wrap-anywhere font-semibold">{file.name}</span>
          <span className="text-muted text-sm tabular">{formatBytes(file.size, locale)}</span>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button variant={file ? 'secondary' : 'primary'} onClick={() => input.current?.click()}>
          <FileUp aria-hidden className="size-4" />
          {file ? t('another') : t('choose')}
        </Button>
        <span className="text-muted text-sm">{t('drop')}</span>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ target }) => {
          take(target.files)
          target.value = ''
        }}
      />
      <p className="text-muted text-sm">{t('pickHint')}</p>
    </div>
  )
}
