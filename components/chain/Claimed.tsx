'use client'

import type { ReadProof } from '../../lib/light/ReadProof.ts'
import { Shield } from './Shield.tsx'

const claimed: ReadProof = { kind: 'claimed', evidence: [] }

/** Marks values that rest on a server's word alone, such as those of the indexer. */
export function Claimed() {
  return <Shield proof={claimed} />
}
