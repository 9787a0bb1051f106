'use client'

import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useMemo, useState } from 'react'

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }))
const MenuSheet = lazy(async () => ({ default: (await import('./MenuSheet.tsx')).MenuSheet }))
const HelpSheet = lazy(async () => ({ default: (await import('./HelpSheet.tsx')).HelpSheet }))

export type HelpTopic = 'overview' | 'explorer' | 'block' | 'tx' | 'address' | 'token'
type Overlay = { kind: 'palette' } | { kind: 'menu' } | { kind: 'help'; topic: HelpTopic }
type Overlays = { openPalette(): void; openMenu(): void; openHelp(topic: HelpTopic): void }

const OverlayContext = createContext<Overlays | undefined>(undefined)

export function useOverlays(): Overlays {
  const overlays = useContext(OverlayContext)
  if (!overlays) throw new Error('useOverlays must be used inside OverlayProvider.')
  return overlays
}

/** Holds what opens over the page, one at a time; its code is fetched when it is first wanted. */
export function OverlayProvider({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>()
  const overlays = useMemo<Overlays>(
    () => ({
      openPalette: () => setOverlay({ kind: 'palette' }),
      openMenu: () => setOverlay({ kind: 'menu' }),
      openHelp: (topic) => setOverlay({ kind: 'help', topic }),
    }),
    [],
  )
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      setOverlay((open) => (open?.kind === 'palette' ? undefined : { kind: 'palette' }))
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  const close = () => setOverlay(undefined)
  return (
    <OverlayContext value={overlays}>
      {children}
      <Suspense>
        {overlay?.kind === 'palette' && <CommandPalette onClose={close} />}
        {overlay?.kind === 'menu' && <MenuSheet onClose={close} />}
        {overlay?.kind === 'help' && <HelpSheet topic={overlay.topic} onClose={close} />}
      </Suspense>
    </OverlayContext>
  )
}
