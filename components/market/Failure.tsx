'use client'

import { useMarketFailure } from './useMarketFailure.ts'

/** What went wrong, in a live region; nothing while all is well. */
export function Failure({ error }: { error: unknown }) {
  const say = useMarketFailure()
  return (
    <p role="alert" className="text-bad text-sm empty:hidden">
      {say(error)}
    </p>
  )
}
