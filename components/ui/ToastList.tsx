'use client'

import { X } from 'lucide-react'
import * as Radix from 'radix-ui/toast'
import { buttonClass } from './buttonClass.ts'
import { cx } from './cx.ts'
import type { Toast } from './ToastProvider.tsx'

const edges = { neutral: 'border-l-accent', good: 'border-l-good', bad: 'border-l-bad' }

export function ToastList({
  toasts,
  onDrop,
  label,
  closeLabel,
}: {
  toasts: readonly (Toast & { id: number })[]
  onDrop(id: number): void
  label: string
  closeLabel: string
}) {
  return (
    <Radix.Provider label={label} duration={7000}>
      {toasts.map(({ id, title, description, tone = 'neutral', link }) => (
        <Radix.Root
          key={id}
          onOpenChange={(open) => !open && onDrop(id)}
          className={cx(
            'flex items-start gap-3 rounded-md border border-line border-l-4 bg-surface py-3 pr-2 pl-4 shadow-pop data-[state=open]:animate-rise',
            edges[tone],
          )}
        >
          <div className="min-w-0 flex-1">
            <Radix.Title className="font-bold">{title}</Radix.Title>
            {description && <Radix.Description className="text-sm">{description}</Radix.Description>}
            {link && (
              <Radix.Action altText={link.label} asChild>
                <a href={link.href} className="link text-sm">
                  {link.label}
                </a>
              </Radix.Action>
            )}
          </div>
          <Radix.Close aria-label={closeLabel} className={buttonClass({ variant: 'quiet', size: 'icon' })}>
            <X aria-hidden className="size-4" />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed right-4 bottom-20 z-50 flex w-[min(24rem,calc(100%-2rem))] flex-col gap-2 lg:bottom-4" />
    </Radix.Provider>
  )
}
