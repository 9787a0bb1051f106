import type { Hex } from '../bytes/hex.ts'
import { systemContracts } from '../chain/systemContracts.ts'
import { selectors } from '../contracts/selectors.ts'
import { systemSources } from './systemSources.ts'

const selectorLength = 10

/** Returns the function of a system contract that a call names, or null where it is none. */
export function findMethod(to: string, input: Hex): string | null {
  return methodsOf(to)?.[input.slice(0, selectorLength).toLowerCase()] ?? null
}

function methodsOf(address: string): Readonly<Record<string, string>> | undefined {
  const source = sources.get(address.toLowerCase())
  return source && selectors[source]
}

const sources = new Map(
  Object.entries(systemSources).map(([name, source]) => {
    return [systemContracts[name as keyof typeof systemSources].toLowerCase(), source]
  }),
)
