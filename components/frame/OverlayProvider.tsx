'use client'

import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useMemo, useState } from 'react'
import { LoadBoundary } from '../ui/LoadBoundary.tsx'
import { BrokenOverlay } from './BrokenOverlay.tsx'

const load = {
  palette: () => import('./CommandPalette.tsx'),
  menu: () => import('./MenuSheet.tsx'),
  help: () => import('./HelpSheet.tsx'),
}
const CommandPalette = lazy(async () => ({ default: (await load.palette()).CommandPalette }))
const MenuSheet = lazy(async () => ({ default: (await load.menu()).MenuSheet }))
const HelpSheet = lazy(async () => ({ default: (await load.help()).HelpSheet }))

export type HelpTopic =
  | 'overview'
  | 'data'
  | 'explorer'
  | 'block'
  | 'tx'
  | 'address'
  | 'token'
  | 'wallet'
  | 'dictionary'
  | 'garage'
  | 'market'
  | 'appraise'
  | 'sale'
  | 'oracle'
  | 'verify'
  | 'trust'
type Overlay = { kind: 'palette' } | { kind: 'menu' } | { kind: 'help'; topic: HelpTopic }
type Overlays = { openPalette(): void; openMenu(): void; openHelp(topic: HelpTopic): void }

/** After this the first load has surely been painted; fetched now, dialogs open at once, even when the server is gone. */
const restMs = 2500

const OverlayContext = createContext<Overlays | undefined>(undefined)

export function useOverlays(): Overlays {
  const overlays = useContext(OverlayContext)
  if (!overlays) throw new Error('useOverlays must be used inside OverlayProvider.')
  return overlays
}

/** Holds what opens over the page, one at a time; its code is fetched when the page has come to rest. */
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
  useEffect(() => {
    const fetchAll = () => {
      for (const fetchOne of Object.values(load)) void fetchOne().catch(() => {})
    }
    const timer = setTimeout(fetchAll, restMs)
    return () => clearTimeout(timer)
  }, [])
  const close = () => setOverlay(undefined)
  return (
    <OverlayContext value={overlays}>
      {children}
      <LoadBoundary key={overlay?.kind} fallback={<BrokenOverlay onClose={close} />}>
        <Suspense>
          {overlay?.kind === 'palette' && <CommandPalette onClose={close} />}
          {overlay?.kind === 'menu' && <MenuSheet onClose={close} />}
          {overlay?.kind === 'help' && <HelpSheet topic={overlay.topic} onClose={close} />}
        </Suspense>
      </LoadBoundary>
    </OverlayContext>
  )
}
