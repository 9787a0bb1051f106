'use client'

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'
import garage from '../i18n/messages/en/garage.json'
import { Words } from '../i18n/Words.tsx'
import { ReadsProvider } from '../providers/ReadsProvider.tsx'
import { createGarageStore, type GarageStore, type GarageView } from './createGarageStore.ts'

const GarageContext = createContext<GarageStore | undefined>(undefined)

/** Keeps one connection over the pages of the garage. */
export function GarageProvider({ children }: { children: ReactNode }) {
  const [store] = useState(() => createGarageStore(async () => (await import('../../workers/obd.ts')).startObd()))
  return (
    <Words english={garage}>
      <ReadsProvider>
        <GarageContext value={store}>{children}</GarageContext>
      </ReadsProvider>
    </Words>
  )
}

export function useGarageStore(): GarageStore {
  const store = useContext(GarageContext)
  if (!store) throw new Error('useGarageStore must be used inside GarageProvider.')
  return store
}

/** Returns what is known of connection and recorder now. */
export function useGarageView(): GarageView {
  const store = useGarageStore()
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}
