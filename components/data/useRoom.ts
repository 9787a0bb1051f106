'use client'

import { useQuery } from '@tanstack/react-query'

export type Room = { usedBytes: number; freeBytes: number; isPersistent: boolean }

/** Returns how much this browser keeps for the app and how much more it would; undefined where it does not tell. */
export function useRoom(): Room | undefined {
  const { data } = useQuery({ queryKey: ['data', 'room'], queryFn: readRoom, refetchInterval: 10_000 })
  return data ?? undefined
}

async function readRoom(): Promise<Room | null> {
  if (!navigator.storage?.estimate) return null
  const { usage = 0, quota = 0 } = await navigator.storage.estimate()
  const isPersistent = (await navigator.storage.persisted?.()) ?? false
  return { usedBytes: usage, freeBytes: Math.max(0, quota - usage), isPersistent }
}
