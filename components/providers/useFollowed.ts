'use client'

import { startTransition, useEffect, useState } from 'react'
import type { Store } from '../../lib/chain/createHeadStore.ts'
import { useAwake } from '../ui/useAwake.ts'

/**
 * Returns the value of a store that changes twice a second below a whole page. What follows from a change is drawn in
 * slices, between which the browser answers whoever types or taps; `exported` is the value while the page wakes up.
 */
export function useFollowed<value>({ get, subscribe }: Store<value>, exported: value): value {
  const isAwake = useAwake()
  const [state, setState] = useState(() => (isAwake ? get() : exported))
  useEffect(() => {
    const follow = () => startTransition(() => setState(() => get()))
    follow()
    return subscribe(follow)
  }, [get, subscribe])
  return state
}
