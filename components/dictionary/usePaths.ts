'use client'

import { useState } from 'react'
import type { Field } from '../../lib/dictionary/dictionarySchema.ts'

/** Returns the paths of the fields: the same list as long as none of them changed, so that typing into a field moves nothing. */
export function usePaths(fields: readonly Field[]): readonly string[] {
  const [paths, setPaths] = useState(() => fields.map(({ path }) => path))
  const isSame = paths.length === fields.length && fields.every(({ path }, i) => path === paths[i])
  if (isSame) return paths
  const next = fields.map(({ path }) => path)
  setPaths(next)
  return next
}
