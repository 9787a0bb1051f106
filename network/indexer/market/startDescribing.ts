import type { Hex } from '../../../lib/bytes/hex.ts'
import { createBlockReader } from '../../../lib/ipfs/fetchBlock.ts'
import type { StorageNode } from '../../../lib/ipfs/StorageNode.ts'
import { decodeContent, decodeDataSet } from '../../../lib/market/DataSet.ts'
import type { Description } from '../../../lib/market/descriptionSchema.ts'
import { fetchDescription } from '../../../lib/market/fetchDescription.ts'
import type { IndexStore } from '../IndexStore.ts'

const pollMs = 500
const perTurn = 20
/** So often in a row, and again after a while: a storage node may have been away. */
const mostTries = 4
const againMs = 60_000

type Input = { store: IndexStore; nodes: readonly StorageNode[]; onLog?: ((line: string) => void) | undefined }
type Row = { id: Hex; bytes: Hex; content: Hex; tries: number }

/**
 * Fetches the descriptions of new data sets from the storage nodes and adds title, facets and words. They are checked
 * against the registered hash; one that cannot be had is tried again later.
 */
export function startDescribing({ store, nodes, onLog }: Input): { stop(): Promise<void> } {
  const getBlock = createBlockReader(nodes, { timeoutMs: 5_000 })
  let stopping = false
  let againAt = Date.now()
  let wake = () => {}

  async function turn(): Promise<number> {
    if (Date.now() - againAt > againMs) {
      againAt = Date.now()
      await store.write((write) => write.run('UPDATE data_sets SET tries = 0 WHERE title IS NULL AND tries > 0'))
    }
    const rows = await store.all<Row>(
      'SELECT id, bytes, content, tries FROM data_sets WHERE tries < ? AND title IS NULL ORDER BY tries, position LIMIT ?',
      [mostTries, perTurn],
    )
    await Promise.all(rows.map(describe))
    return rows.filter(({ tries }) => tries === 0).length
  }

  async function describe({ id, bytes, content }: Row): Promise<void> {
    try {
      const registered = { dataSet: decodeDataSet(bytes), content: decodeContent(content) }
      const description = await fetchDescription(registered, getBlock)
      await store.write(async (write) => {
        const facts = factsOf(description)
        const sets = Object.keys(facts).map((column) => `${column} = ?`)
        await write.run(`UPDATE data_sets SET ${sets.join(', ')} WHERE id = ?`, [...Object.values(facts), id])
        const listings = await write.all<{ id: string }>('SELECT id FROM listings WHERE data_set = ?', [id])
        for (const listing of listings) {
          const next = '(SELECT coalesce(max(revision), 0) + 1 FROM listings)'
          await write.run(`UPDATE listings SET revision = ${next} WHERE id = ?`, [listing.id])
        }
      })
    } catch (error) {
      onLog?.(`no description of ${id} yet: ${(error as Error).message.split('\n', 1)[0]}`)
      await store
        .write((write) => write.run('UPDATE data_sets SET tries = tries + 1 WHERE id = ?', [id]))
        .catch(() => {})
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const done = await turn().catch(() => 0)
      if (stopping) return
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, done > 0 ? 0 : pollMs)
      })
    }
  }
  const running = nodes.length > 0 ? run() : Promise.resolve()
  return {
    async stop() {
      stopping = true
      wake()
      await running
    },
  }
}

function factsOf(description: Description) {
  const { title, summary, kind, vehicleClass, place, area, time, records, bytes, dictionary } = description
  return {
    title,
    summary: summary ?? null,
    kind: kind ?? null,
    vehicle_class: vehicleClass ?? null,
    place: place ?? null,
    south: area?.south ?? null,
    west: area?.west ?? null,
    north: area?.north ?? null,
    east: area?.east ?? null,
    from_ms: time?.fromMs ?? null,
    to_ms: time?.toMs ?? null,
    records,
    size: bytes,
    dictionary: dictionary?.id ?? null,
    fields: dictionary?.fields?.join(' ') ?? null,
  }
}
