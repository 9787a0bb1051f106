import { decodeFunctionResult, encodeFunctionData } from 'viem'
import { z } from 'zod'
import type { Address } from '../../../lib/bytes/hex.ts'
import { type HexPart, leastHeadDigits, parseHexPart } from '../../../lib/chain/parseHexPart.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { BaseError } from '../../../lib/errors.ts'
import { foundKinds } from '../../../lib/explorer/foundKinds.ts'
import { listSystemContracts, systemInterfaces } from '../../../lib/explorer/systemInterfaces.ts'
import { route } from '../api/Route.ts'
import type { IndexStore, Writer } from '../IndexStore.ts'
import type { HeadContext, IndexedEvent, IndexTable } from '../IndexTable.ts'

/** Something that has a name. `target` is what its page is opened by. */
export type Term = {
  term: string
  kind: 'producer' | 'token' | 'contract' | 'vehicle' | 'content' | 'listing' | 'dictionary'
  target: string
  label: string
  position: number
}

const foundSchema = z.object({
  kind: z.enum(foundKinds),
  target: z
    .string()
    .meta({ description: 'What opens its page: a height, a hash, an address, or address/id of an item.' }),
  label: z.string(),
})
type Found = z.infer<typeof foundSchema>

/** Names, vehicles and content by their first letters; hashes, heights and addresses by whole or by part. */
export const termsTable: IndexTable = {
  name: 'terms',
  tables: ['terms'],
  schema: [
    `CREATE TABLE terms (term text NOT NULL, kind text NOT NULL, target text NOT NULL, label text NOT NULL,
      position bigint NOT NULL, PRIMARY KEY (term, kind, target))`,
  ],
  async onBlock(block, { write }) {
    if (block.number !== 0) return
    const terms = listSystemContracts().flatMap(({ name, source, address }) =>
      [...new Set([source, name])].map(
        (term): Term => ({ term, kind: 'contract', target: address, label: source, position: 0 }),
      ),
    )
    await addTerms(write, terms)
  },
  async onEvent(event, { write }) {
    await addTerms(write, [...producerTerms(event), ...vehicleTerms(event), ...contentTerms(event)])
  },
  onHead: askCandidates,
  routes: [
    route({
      path: '/search',
      summary: `What a word may mean: a height, a hash, an address, their beginning or both ends (0x1234…abcd, with ${leastHeadDigits} digits or more before the dots), a name, a vehicle, a CID. Best first.`,
      params: z.object({ q: z.string().trim().min(1).max(120) }),
      answer: z.object({ rows: z.array(foundSchema) }),
      cost: 5,
      async run({ q }, { store }) {
        return { rows: (await search(store, q)).slice(0, maxFound) }
      },
    }),
  ],
}

const maxFound = 20
const perKind = 6

/** Adds names under which something is found; each word of a name leads to it. */
export async function addTerms(write: Writer, terms: readonly Term[]): Promise<void> {
  const rows = terms.flatMap((entry) => wordsOf(entry.term).map((term) => ({ ...entry, term })))
  await write.insert(
    'terms',
    rows,
    '(term, kind, target) DO UPDATE SET label = excluded.label, position = excluded.position',
  )
}

/** The whole name and what follows each of its gaps, so that "city drive" is found by "drive" too. */
function wordsOf(name: string): string[] {
  const whole = name.toLowerCase().trim().slice(0, 120)
  const starts = [...whole.matchAll(/\s+/g)].map((gap) => whole.slice(gap.index + gap[0].length))
  return [...new Set([whole, ...starts.slice(0, 8)])].filter((word) => word !== '')
}

async function search(store: IndexStore, text: string): Promise<Found[]> {
  const word = text.toLowerCase().replace(/^#/, '')
  const height = word.replace(/(?<=\d)[,_ ](?=\d{3})/g, '')
  const part = parseHexPart(word)
  if (part?.isTooShort) throw new ShortPartError()
  const found: Found[] = []
  if (/^\d{1,15}$/.test(height)) found.push(...(await findHeight(store, Number(height))))
  if (part) found.push(...(await findHex(store, part)))
  return [...found, ...(await findTerms(store, word))]
}

async function findHeight(store: IndexStore, number: number): Promise<Found[]> {
  const rows = await store.all<{ hash: string }>('SELECT hash FROM blocks WHERE number = ?', [number])
  return rows.map(({ hash }) => ({ kind: 'block', target: String(number), label: hash }))
}

const sources = [
  { kind: 'transaction', column: 'hash', table: 'transactions' },
  { kind: 'block', column: 'hash', table: 'blocks' },
  { kind: 'address', column: 'address', table: 'addresses' },
] as const

async function findHex(store: IndexStore, part: HexPart): Promise<Found[]> {
  const found = sources.map(async ({ kind, column, table }) => {
    const rows = await findPart<{ found: string }>(store, part, { column, table, columns: `${column} AS found` })
    return rows.map(({ found }): Found => ({ kind, target: found, label: found }))
  })
  return [...(await Promise.all(found)).flat(), ...(await findRoots(store, part))]
}

/** A root leads to the block whose header commits to it. */
async function findRoots(store: IndexStore, part: HexPart): Promise<Found[]> {
  const source = { column: 'root', table: 'roots', columns: 'root, kind, block' }
  const rows = await findPart<{ root: string; kind: string; block: number }>(store, part, source)
  return rows.map(
    ({ root, kind, block }): Found => ({ kind: `${kind}Root` as Found['kind'], target: String(block), label: root }),
  )
}

/** As many begin with one part in an honest chain of a billion. Anybody may name addresses that all begin alike. */
const mostLookedThrough = 20_000

/** Everything between "0xab" and "0xac" begins with "0xab": an index finds it at once. Only those are looked at for the end. */
function findPart<T>(
  store: IndexStore,
  { head, tail }: HexPart,
  { column, table, columns }: { column: string; table: string; columns: string },
): Promise<T[]> {
  const begun = `SELECT * FROM ${table} WHERE ${column} >= ? AND ${column} < ? ORDER BY ${column} LIMIT ?`
  return store.all<T>(`SELECT ${columns} FROM (${begun}) AS begun WHERE ${column} LIKE ? ORDER BY ${column} LIMIT ?`, [
    ...[head, `${head}g`, tail === '' ? perKind : mostLookedThrough],
    ...[`%${tail}`, perKind],
  ])
}

async function findTerms(store: IndexStore, word: string): Promise<Found[]> {
  const rows = await store.all<Found>(
    'SELECT kind, target, label FROM terms WHERE term >= ? AND term < ? ORDER BY term, position DESC LIMIT ?',
    [word, `${word}\u{10ffff}`, maxFound],
  )
  const known = new Set<string>()
  return rows.filter(({ kind, target }) => {
    const key = `${kind} ${target}`
    if (known.has(key)) return false
    known.add(key)
    return true
  })
}

function producerTerms({ contract, name, args, position }: IndexedEvent): Term[] {
  if (contract !== 'election' || (name !== 'Registered' && name !== 'MetadataChanged')) return []
  return [
    { term: String(args.name), kind: 'producer', target: lower(args.candidate), label: String(args.name), position },
  ]
}

function vehicleTerms({ contract, name, args, address, position }: IndexedEvent): Term[] {
  if (contract !== 'vehicle' || name !== 'Transfer') return []
  const id = String(args.tokenId ?? args.id)
  return [{ term: id, kind: 'vehicle', target: `${address}/${id}`, label: `#${id}`, position }]
}

const cidPattern = /^(baf[a-z2-7]{50,110}|Qm[1-9A-HJ-NP-Za-km-z]{44})$/

/** Content that an event names: it is found by its CID, and leads to the transaction that told of it. */
function contentTerms(event: IndexedEvent): Term[] {
  const label = `${event.contract}.${event.name}`
  return collectText(event.args)
    .map((text) => text.replace(/^ipfs:\/\//, ''))
    .filter((text) => cidPattern.test(text))
    .map((term) => ({ term, kind: 'content', target: event.transactionHash, label, position: event.position }))
}

function collectText(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(collectText)
}

const candidatesPage = 64

/** The candidates of block 0 were named by no event: the newest state is asked for them, once. */
async function askCandidates({ store, call }: HeadContext): Promise<boolean> {
  const [known] = await store.all("SELECT term FROM terms WHERE kind = 'producer' LIMIT 1")
  if (known) return false
  const { abi } = systemInterfaces.election!
  const pages = [0, candidatesPage].map((from) => ({
    to: systemContracts.election as Address,
    data: encodeFunctionData({ abi, functionName: 'candidates', args: [BigInt(from), BigInt(candidatesPage)] }),
  }))
  const answers = await call(pages)
  const terms = answers.flatMap((data) => (data === undefined || data === '0x' ? [] : readCandidates(data)))
  await store.write((write) => addTerms(write, terms))
  return false
}

function readCandidates(data: `0x${string}`): Term[] {
  const { abi } = systemInterfaces.election!
  const [page] = decodeFunctionResult({ abi, functionName: 'candidates', data }) as unknown as [
    readonly { account: string; name: string }[],
  ]
  return page.map(({ account, name }) => ({
    term: name,
    kind: 'producer',
    target: lower(account),
    label: name,
    position: 0,
  }))
}

function lower(value: unknown): string {
  return String(value).toLowerCase()
}

export class ShortPartError extends BaseError {
  override readonly name = 'Indexer.InvalidParameterError'
  constructor() {
    super(`Expected at least ${leastHeadDigits} digits before the end of a hash, found fewer.`)
  }
}
