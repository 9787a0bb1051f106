import { decodeTransfers, type TokenMove } from '../../lib/explorer/decodeTransfers.ts'
import { type IndexedBlock, type IndexedLog, positionOf } from './IndexTable.ts'

/** A move of tokens. A batch tells of several in one log, so moves are counted, and `position` is the place of the move. */
export type IndexedMove = { log: IndexedLog; move: TokenMove; part: number; position: number }

/** Returns what moved in a block, in order. */
export function movesOf(block: IndexedBlock): IndexedMove[] {
  return block.logs
    .flatMap((log) => decodeTransfers(log).map((move, part) => ({ log, move, part })))
    .map((found, index) => ({ ...found, position: positionOf(block.number, index) }))
}
