'use client'

import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import type { ReactNode } from 'react'
import { buttonClass } from './buttonClass.ts'
import { cx } from './cx.ts'
import { useFocusReturn } from './useFocusReturn.ts'

export type DialogProps = {
  open: boolean
  onOpenChange(open: boolean): void
  title: string
  /** One sentence under the title; screen readers hear it when the dialog opens. */
  description: ReactNode
  closeLabel: string
  children?: ReactNode
}

/** A question or a form in the middle of the screen. Escape, the cross and a press outside close it. */
export function Dialog(props: DialogProps) {
  return (
    <Layer
      {...props}
      className={cx(
        '-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg',
        'overflow-y-auto rounded-lg border border-line bg-surface p-5 shadow-pop data-[state=open]:animate-rise',
      )}
    />
  )
}

/** The same at the edge of the screen, for help and menus that accompany the page. */
export function Sheet(props: DialogProps) {
  return (
    <Layer
      {...props}
      className="fixed inset-y-0 right-0 z-50 w-[min(26rem,calc(100vw-2.5rem))] overflow-y-auto border-line border-l bg-surface p-5 shadow-pop data-[state=open]:animate-slide"
    />
  )
}

function Layer({ open, onOpenChange, ...content }: DialogProps & { className: string }) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-(--scrim) data-[state=open]:animate-rise" />
        {open && <LayerContent {...content} />}
      </Radix.Portal>
    </Radix.Root>
  )
}

function LayerContent({
  className,
  children,
  ...head
}: Omit<DialogProps, 'open' | 'onOpenChange'> & { className: string }) {
  return (
    <Radix.Content onCloseAutoFocus={useFocusReturn()} className={className}>
      <DialogHead {...head} />
      {children}
    </Radix.Content>
  )
}

function DialogHead({ title, description, closeLabel }: Pick<DialogProps, 'title' | 'description' | 'closeLabel'>) {
  return (
    <div className="mb-4 flex items-start justify-between gap-4">
      <div>
        <Radix.Title className="font-bold text-lg">{title}</Radix.Title>
        <Radix.Description className="text-muted text-sm">{description}</Radix.Description>
      </div>
      <Radix.Close
        aria-label={closeLabel}
        className={cx(buttonClass({ variant: 'quiet', size: 'icon' }), '-mt-1.5 -mr-2')}
      >
        <X aria-hidden className="size-4" />
      </Radix.Close>
    </div>
  )
}
