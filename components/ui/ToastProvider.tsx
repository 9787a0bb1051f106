'use client'

import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from 'react'

const ToastList = lazy(async () => ({ default: (await import('./ToastList.tsx')).ToastList }))

export type Toast = {
  title: string
  description?: string
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
  children,
}: {
  label: string
  closeLabel: string
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
      <Suspense>{used && <ToastList toasts={toasts} onDrop={drop} label={label} closeLabel={closeLabel} />}</Suspense>
    </ToastContext>
  )
}
