import type { IndexTable } from '../IndexTable.ts'

/** The root of a trie without any entry, which each empty block has: it finds nothing in particular. */
const emptyRoot = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'

/** Blocks by the roots that their headers commit to. A root that many blocks share leads to the first of them. */
export const rootsTable: IndexTable = {
  name: 'roots',
  tables: ['roots'],
  schema: ['CREATE TABLE roots (root text PRIMARY KEY, kind text NOT NULL, block bigint NOT NULL)'],
  async onBlock(block, { write }) {
    const { state, transactions, receipts } = block.roots
    const rows = Object.entries({ state, transactions, receipts })
      .filter(([, root]) => root !== emptyRoot)
      .map(([kind, root]) => ({ root, kind, block: block.number }))
    await write.insert('roots', rows, '(root) DO NOTHING')
  },
}
