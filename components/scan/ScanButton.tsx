'use client'

import { ScanLine } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { LoadBoundary } from '../ui/LoadBoundary.tsx'

const ScanDialog = lazy(async () => ({ default: (await import('./ScanDialog.tsx')).ScanDialog }))

/** Opens the scanner and hands on what it read. */
export function ScanButton({ label, onText }: { label: string; onText(text: string): void }) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button aria-label={label} title={label} size="icon" onClick={() => setOpen(true)}>
        <ScanLine aria-hidden className="size-4.5" />
      </Button>
      <LoadBoundary key={String(open)} fallback={null}>
        <Suspense>{open && <ScanDialog onText={onText} onClose={close} />}</Suspense>
      </LoadBoundary>
    </>
  )
}
