import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Returns whether this part of an exported page answers to presses and keys yet. */
export function useAwake(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
