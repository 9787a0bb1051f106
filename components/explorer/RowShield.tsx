'use client'

import type { ReadProof } from '../../lib/light/ReadProof.ts'
import { Shield } from '../chain/Shield.tsx'

/** What a value among many rests on, once the chain was asked about it. */
export function RowShield({ query }: { query: { readonly proof: ReadProof } }) {
  return <Shield proof={query.proof} look="icon" />
}
