'use client'

import { useSyncExternalStore } from 'react'
import type { LightView } from '../../lib/light/createLightApi.ts'
import { useChain } from './ChainProvider.tsx'

/** Returns what the light client knows of the head, its servers and the evidence; undefined until it runs. */
export function useLightView(): LightView | undefined {
  const { view } = useChain()
  return useSyncExternalStore(view.subscribe, view.get, () => undefined)
}
