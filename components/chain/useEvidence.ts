'use client'

import { useEffect, useState } from 'react'
import type { Evidence, EvidenceSummary } from '../../lib/light/Evidence.ts'
import { useChain } from '../providers/ChainProvider.tsx'

/** Returns the whole evidence of an answer; where the light client keeps it no longer, what came with the answer. */
export function useEvidence(summary: EvidenceSummary): Evidence | undefined {
  const chain = useChain()
  const [found, setFound] = useState<Evidence>()
  useEffect(() => {
    let isCurrent = true
    const show = (evidence: Evidence | undefined) => isCurrent && setFound(evidence ?? { ...summary, steps: [] })
    chain
      .light()
      .then(({ handle }) => handle.api.explain({ of: summary.id }))
      .then(show, () => show(undefined))
    return () => {
      isCurrent = false
    }
  }, [chain, summary])
  return found
}
