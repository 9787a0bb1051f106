'use client'

import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from 'react'

import { LoadBoundary } from './LoadBoundary.tsx'

const ToastList = lazy(async () => ({ default: (await import('./ToastList.tsx')).ToastList }))

export type Toast = {
  title: string
  description?: ReactNode
  tone?: 'neutral' | 'good' | 'bad'
  /** Where to read more, for instance the transaction. */
  link?: { href: string; label: string }
}

const ToastContext = createContext<(toast: Toast) => void>(() => {})

/** Returns the function that shows a toast. */
export function useToast() {
  return useContext(ToastContext)
}

/** Keeps the toasts of the page; their code is fetched with the first one. */
export function ToastProvider({
  label,
  closeLabel,
  olderLabel,
  children,
}: {
  label: string
  closeLabel: string
  /** Leads to the toasts that a phone does not show beside the newest. */
  olderLabel(count: number): string
  children: ReactNode
}) {
  const [toasts, setToasts] = useState<readonly (Toast & { id: number })[]>([])
  const [used, setUsed] = useState(false)
  const show = useCallback((toast: Toast) => {
    setUsed(true)
    setToasts((shown) => [...shown.slice(-3), { ...toast, id: (shown.at(-1)?.id ?? 0) + 1 }])
  }, [])
  const drop = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), [])
  return (
    <ToastContext value={show}>
      {children}
      <LoadBoundary fallback={<PlainToast toast={toasts.at(-1)} />}>
        <Suspense>
          {used && (
            <ToastList toasts={toasts} onDrop={drop} label={label} closeLabel={closeLabel} olderLabel={olderLabel} />
          )}
        </Suspense>
      </LoadBoundary>
    </ToastContext>
  )
}

/** What is left to say when even the code of the toasts could not be fetched. */
function PlainToast({ toast }: { toast: Toast | undefined }) {
  if (!toast) return null
  return (
    <p
      role="alert"
      className="fixed right-4 bottom-20 z-50 max-w-sm rounded-md border border-line bg-surface p-4 shadow-pop"
    >
      <b>{toast.title}</b> {toast.description}
    </p>
  )
}
