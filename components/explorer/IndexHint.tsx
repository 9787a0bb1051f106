'use client'

import type { ReadProof } from '../../lib/light/ReadProof.ts'
import { Shield } from '../chain/Shield.tsx'

const claimed: ReadProof = { kind: 'claimed', evidence: [] }

/** Marks what the index says and nothing proves, such as a count. */
export function IndexHint() {
  return <Shield proof={claimed} look="icon" />
}
