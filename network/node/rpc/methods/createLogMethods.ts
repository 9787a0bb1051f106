import { collectLogs } from '../collectLogs.ts'
import { parseLogFilter, resolveLogRange } from '../logFilterParam.ts'
import type { Methods } from '../Method.ts'
import type { QueryDeps } from './createCallMethods.ts'

/** Returns the search for logs. */
export function createLogMethods({ chain, limits }: QueryDeps): Methods {
  return {
    eth_getLogs([value]) {
      const filter = parseLogFilter(value)
      return collectLogs(chain, filter, resolveLogRange(chain, value, limits), limits)
    },
  }
}
