import type { Filters } from '../createFilters.ts'
import { checkLogFilter } from '../logFilterParam.ts'
import type { Methods } from '../Method.ts'
import { decodeObject, decodeText, param } from '../params.ts'

/** Returns the methods of callers who poll instead of subscribing. */
export function createFilterMethods({ filters }: { filters: Filters }): Methods {
  return {
    eth_newFilter(params) {
      const filter = param(params, 0, decodeObject)
      checkLogFilter(filter)
      return filters.addLogs(filter)
    },
    eth_newBlockFilter: () => filters.addBlocks(),
    eth_newPendingTransactionFilter: () => filters.addTransactions(),
    eth_getFilterChanges: (params) => filters.changes(param(params, 0, decodeText)),
    eth_getFilterLogs: (params) => filters.logs(param(params, 0, decodeText)),
    eth_uninstallFilter: (params) => filters.remove(param(params, 0, decodeText)),
  }
}
