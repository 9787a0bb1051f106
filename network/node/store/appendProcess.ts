import { openStore } from './openStore.ts'
import { changesOf, settling } from './scriptedChanges.ts'
import { createTestBlock } from './testBlock.ts'

/* Appends blocks to the store in a directory until it is killed, and names each that is on the disk. */
const store = openStore({ path: process.argv[2]!, settling })
for (let number = store.head() + 1; ; number++) {
  await store.append(createTestBlock(number), { nodes: changesOf(number), codes: new Map() })
  process.send!(number)
  store.settle()
}
