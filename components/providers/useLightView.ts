'use client'

import type { LightView } from '../../lib/light/createLightApi.ts'
import { useChain } from './ChainProvider.tsx'
import { useFollowed } from './useFollowed.ts'

/** Returns what the light client knows of the head, its servers and the evidence; undefined until it runs. */
export function useLightView(): LightView | undefined {
  return useFollowed<LightView | undefined>(useChain().view, undefined)
}
