import type { IndexTable } from './IndexTable.ts'
import { blocksTable } from './tables/blocks.ts'
import { contractsTable } from './tables/contracts.ts'
import { eventsTable } from './tables/events.ts'
import { holdingsTable } from './tables/holdings.ts'
import { marketTable } from './tables/market.ts'
import { piecesTable } from './tables/pieces.ts'
import { producersTable } from './tables/producers.ts'
import { rootsTable } from './tables/roots.ts'
import { seriesTable } from './tables/series.ts'
import { termsTable } from './tables/terms.ts'
import { tokensTable } from './tables/tokens.ts'
import { transactionsTable } from './tables/transactions.ts'
import { transfersTable } from './tables/transfers.ts'

/** Raise it whenever a table changes: an index of another version is dropped and built anew from the chain. */
export const indexVersion = 9

/** All tables, in the order in which they see a block. IndexTable.ts says how to add one. */
export const indexTables: readonly IndexTable[] = [
  blocksTable,
  transactionsTable,
  transfersTable,
  eventsTable,
  contractsTable,
  tokensTable,
  holdingsTable,
  piecesTable,
  rootsTable,
  termsTable,
  seriesTable,
  producersTable,
  marketTable,
]
