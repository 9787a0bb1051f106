'use client'

import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { cx } from './cx.ts'

/** A value with a button that copies it whole, however short it is shown. */
export function Copyable({
  value,
  label,
  copiedLabel,
  children,
}: {
  value: string
  label: string
  copiedLabel: string
  children: ReactNode
}) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => {},
    )
  const Icon = copied ? Check : Copy
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-bottom">
      <span className="min-w-0 font-mono">{children}</span>
      <button
        type="button"
        onClick={copy}
        aria-label={label}
        className="grid size-6 shrink-0 place-items-center rounded-sm text-muted hover:bg-sunken hover:text-ink print:hidden"
      >
        <Icon aria-hidden className={cx('size-3.5', copied && 'text-good')} />
      </button>
      <span aria-live="polite" className="sr-only">
        {copied ? copiedLabel : ''}
      </span>
    </span>
  )
}
