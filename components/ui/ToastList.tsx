'use client'

import { X } from 'lucide-react'
import * as Radix from 'radix-ui/toast'
import { useState } from 'react'
import { buttonClass } from './buttonClass.ts'
import { cx } from './cx.ts'
import type { Toast } from './ToastProvider.tsx'

const edges = { neutral: 'border-l-accent', good: 'border-l-good', bad: 'border-l-bad' }

/** All toasts, the newest last. On a phone, where they would cover the page, the newest alone, with the way to the others. */
export function ToastList({
  toasts,
  onDrop,
  label,
  closeLabel,
  olderLabel,
}: {
  toasts: readonly (Toast & { id: number })[]
  onDrop(id: number): void
  label: string
  closeLabel: string
  olderLabel(count: number): string
}) {
  const [isOpen, setOpen] = useState(false)
  const older = toasts.length - 1
  // Once they are gone, the next ones are to cover the page no more than these did.
  if (isOpen && older < 1) setOpen(false)
  return (
    <Radix.Provider label={label} duration={7000}>
      {toasts.map(({ id, title, description, tone = 'neutral', link }, i) => (
        <Radix.Root
          key={id}
          onOpenChange={(open) => !open && onDrop(id)}
          className={cx(
            'flex items-start gap-3 rounded-md border border-line border-l-4 bg-surface py-3 pr-2 pl-4 shadow-pop data-[state=open]:animate-rise max-sm:py-2',
            edges[tone],
            i < older && !isOpen && 'max-sm:hidden',
          )}
        >
          <div className="min-w-0 flex-1">
            <Radix.Title className="font-bold">{title}</Radix.Title>
            {description && <Radix.Description className="text-sm">{description}</Radix.Description>}
            <span className="flex flex-wrap gap-x-4">
              {link && (
                <Radix.Action altText={link.label} asChild>
                  <a href={link.href} className="link text-sm">
                    {link.label}
                  </a>
                </Radix.Action>
              )}
              {i === older && older > 0 && !isOpen && (
                // It is no part of what this toast says when it is announced.
                <span data-radix-toast-announce-exclude="" className="sm:hidden">
                  <button type="button" className="link text-sm" onClick={() => setOpen(true)}>
                    {olderLabel(older)}
                  </button>
                </span>
              )}
            </span>
          </div>
          <Radix.Close aria-label={closeLabel} className={buttonClass({ variant: 'quiet', size: 'icon' })}>
            <X aria-hidden className="size-4" />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport
        label={`${label} ({hotkey})`}
        className="fixed right-4 bottom-20 z-50 flex max-h-[calc(100dvh-10rem)] w-[min(24rem,calc(100%-2rem))] flex-col gap-2 overflow-y-auto lg:bottom-4"
      />
    </Radix.Provider>
  )
}
