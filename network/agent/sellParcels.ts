import { readContract } from 'viem/actions'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { vehicleAbi } from '../../lib/contracts/Vehicle.ts'
import { sealChunk } from '../../lib/crypto/sealChunk.ts'
import { agreementIdOf, readAgreement } from '../../lib/market/agreement.ts'
import { createListing } from '../../lib/market/createListing.ts'
import { parseDescription } from '../../lib/market/description.ts'
import { groupOf, packGroups, unpackClasses } from '../../lib/market/fieldGroups.ts'
import { leastSamplePrice } from '../../lib/market/listedPrice.ts'
import { fingerprintOf, sealDataSet } from '../../lib/market/publishDataSet.ts'
import { createRegistration, registerDataSet } from '../../lib/market/registerDataSet.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'
import type { Cheat } from './cheats.ts'
import type { AgentStorage } from './createAgentStorage.ts'
import { cutAtGaps } from './cutAtGaps.ts'
import type { AgentStore } from './openAgentStore.ts'
import { sealWrongly } from './sealWrongly.ts'
import { type ParcelKind, parcelKinds, type VehiclePolicy, vehiclePolicySchema } from './vehiclePolicy.ts'

const windowMs = 60_000
const listingS = 180 * 86_400
const deliverTimeS = 1_800
const disputeTimeS = 1_800

type Input = {
  context: MarketContext
  store: AgentStore
  storage: AgentStorage
  seed: Uint8Array
  nowS: number
  cheat?: Cheat | undefined
  say(line: string): void
}

type Line = { time: number; record: string }
/** What is to be sold; kept until it is listed, so that a crash in between loses nothing. */
type Facts = {
  kind: ParcelKind
  lines: Line[]
  /** Of how many records of a whole parcel this is a piece; it costs its part. */
  part?: { records: number; of: number }
  text?: string
  cid?: string
  agreementId?: string
  dictionary?: number
  /** When what is offered ends, in seconds: said once, so that offering again after a crash makes the same listing. */
  expiresAtS?: number
}
type Row = {
  number: number
  vehicle: string
  step: 'collected' | 'sealed' | 'registered'
  facts: string
  data_set: Hex | null
}

/** Cuts what has come in from each vehicle into parcels, and brings every parcel a step nearer to the market. */
export async function sellParcels(input: Input): Promise<void> {
  for (const { id, policy } of input.store.all<{ id: string; policy: string }>('select id, policy from vehicles')) {
    cutParcels(input.store, id, vehiclePolicySchema.parse(JSON.parse(policy)))
  }
  const rows = input.store.all<Row>(
    "select number, vehicle, step, facts, data_set from parcels where step != 'listed' order by number limit 24",
  )
  await Promise.all(rows.map((row) => sellOne(input, row)))
}

function cutParcels(store: AgentStore, vehicle: string, policy: VehiclePolicy): void {
  const { parcelRecords } = policy
  for (;;) {
    const lines = store.all<Line & { number: number }>(
      'select number, time, record from records where vehicle = ? order by time, number limit ?',
      ...[vehicle, parcelRecords],
    )
    if (lines.length < parcelRecords) return
    store.atomically(() => {
      const pieces = cutAtGaps(lines)
      for (const kind of Object.keys(policy.prices) as ParcelKind[]) {
        for (const piece of pieces) {
          const part = { records: piece.length, of: lines.length }
          const picked = pickFields(piece, kind)
          if (picked.length > 0) collect(store, vehicle, { kind, lines: picked, ...(pieces.length > 1 && { part }) })
        }
      }
      for (const { number } of lines) store.run('delete from records where number = ?', number)
    })
  }
}

function collect(store: AgentStore, vehicle: string, facts: Facts): void {
  store.run("insert into parcels (vehicle, step, facts) values (?, 'collected', ?)", vehicle, JSON.stringify(facts))
}

/** Puts the pieces of a parcel in its place: one from before parcels were cut. */
function recut(store: AgentStore, { number, vehicle }: Row, { kind, lines }: Facts, pieces: readonly Line[][]): void {
  store.atomically(() => {
    store.run('delete from parcels where number = ?', number)
    for (const piece of pieces) {
      collect(store, vehicle, { kind, lines: piece, part: { records: piece.length, of: lines.length } })
    }
  })
}

/** Of each record, the fields of the groups of one class: what is not granted together is not sealed together. */
function pickFields(lines: readonly Line[], kind: ParcelKind): Line[] {
  const groups: readonly number[] = parcelKinds[kind].groups
  return lines.flatMap(({ time, record }) => {
    const fields = Object.entries(JSON.parse(record) as Record<string, unknown>).filter(([path]) => {
      const group = groupOf(path)
      return group !== undefined && groups.includes(group.number)
    })
    return fields.length === 0 ? [] : [{ time, record: JSON.stringify({ time, ...Object.fromEntries(fields) }) }]
  })
}

async function sellOne(input: Input, row: Row): Promise<void> {
  const { store, say } = input
  try {
    const policy = readPolicy(store, row.vehicle)
    const facts = JSON.parse(row.facts) as Facts
    const pieces = cutAtGaps(facts.lines)
    if (pieces.length > 1) recut(store, row, facts, pieces)
    else if (row.step === 'collected') await seal(input, row, facts, policy)
    else if (row.step === 'sealed') await register(input, row, facts)
    else await list(input, row, facts, policy)
  } catch (error) {
    const { message } = error as Error
    store.run('update parcels set fault = ? where number = ?', message.slice(0, 500), row.number)
    say(`parcel ${row.number} waits (${message.split('\n', 1)[0]})`)
  }
}

function readPolicy(store: AgentStore, vehicle: string): VehiclePolicy {
  const row = store.one<{ policy: string }>('select policy from vehicles where id = ?', vehicle)
  return vehiclePolicySchema.parse(JSON.parse(row!.policy))
}

async function seal({ context, store, storage, seed, cheat }: Input, row: Row, facts: Facts, policy: VehiclePolicy) {
  const { dataClass, privacy, kind, groups } = parcelKinds[facts.kind]
  const { id: agreementId, dictionary, owner } = await findAgreement(context, row.vehicle, groups[0])
  const bytes = new TextEncoder().encode(facts.lines.map(({ record }) => `${record}\n`).join(''))
  const [fromMs, toMs] = [facts.lines[0]!.time, facts.lines.at(-1)!.time]
  const blocks: { cid: string; bytes: Uint8Array<ArrayBuffer> }[] = []
  const fields = [...new Set(facts.lines.flatMap(({ record }) => Object.keys(JSON.parse(record) as object)))]
  const fingerprint = await fingerprintOf(bytes)
  const made = await sealDataSet({
    ...{ account: context.account, seed, dataClass, privacy },
    source: {
      fingerprint,
      async *open(offset) {
        yield bytes.slice(offset)
      },
    },
    plan: {
      ...{ kind: 'windows', windowMs, timeField: 'time' },
      maxChunkBytes: 65_536,
      firstMs: floorTo(fromMs, windowMs),
    },
    sealChunk: cheat === 'wrongSector' ? sealWrongly : sealChunk,
    putBlock: async (cid, block) => void blocks.push({ cid, bytes: block }),
    choices: {
      title: `${policy.title}: ${titles[facts.kind]}`,
      summary: summaryOf(policy, facts, fromMs, toMs),
      mediaType: 'application/x-ndjson',
      dictionary: { id: 'driving', version: '1.0.0', fields: fields.filter((field) => field !== 'time') },
      time: { fromMs: floorTo(fromMs, windowMs), toMs: floorTo(toMs, windowMs) + windowMs },
      ...(policy.place && { place: policy.place }),
      ...(policy.area && { area: policy.area }),
      ...{ kind, vehicleClass: policy.vehicleClass, samples: { most: 8 } },
    },
  })
  await storage.keep(made.description.id, made.description.title, blocks)
  const { text, cid } = made
  const next: Facts = { ...facts, lines: [], text, cid, agreementId: String(agreementId), dictionary }
  store.atomically(() => {
    const registration = registrationOf(context.account.address, next, made.description)
    const { id } = createRegistration(registration)
    // The key is on the disk before the data set is on the chain.
    store.putRoot(id, made.root)
    store.putOwner(id, owner)
    const update = "update parcels set step = 'sealed', facts = ?, data_set = ?, fault = null where number = ?"
    store.run(update, JSON.stringify(next), id, row.number)
  })
}

async function findAgreement({ client }: MarketContext, vehicle: string, group: number) {
  const epoch = await readContract(client, {
    ...{ address: systemContracts.vehicle, abi: vehicleAbi },
    functionName: 'epochOf',
    args: [BigInt(vehicle)],
  })
  const id = agreementIdOf(BigInt(vehicle), epoch)
  const agreement = await readAgreement(client, id)
  const isTradable = agreement && unpackClasses(agreement.classes).some(({ number }) => number === group)
  if (!isTradable) throw new TypeError(`No agreement lets group ${group} of vehicle ${vehicle} be sold.`)
  return { id, dictionary: agreement.dictionary, owner: agreement.owner }
}

function registrationOf(publisher: Address, facts: Facts, description: Awaited<ReturnType<typeof parseDescription>>) {
  const { text, cid, agreementId, dictionary, kind } = facts
  const groups = packGroups(parcelKinds[kind].groups)
  const agreement = { id: BigInt(agreementId!), groups, dictionary: dictionary! }
  return { description, text: text!, cid: cid!, publisher, agreement }
}

async function register({ context, store, nowS }: Input, row: Row, facts: Facts): Promise<void> {
  const input = registrationOf(context.account.address, facts, await parseDescription(facts.text!))
  try {
    await registerDataSet(context, input)
  } catch (error) {
    // A crash came between the transaction and this step.
    if ((error as { reason?: string }).reason !== 'DataRegistryExists') throw error
  }
  const next: Facts = { ...facts, expiresAtS: endOf(nowS) }
  const update = "update parcels set step = 'registered', facts = ?, fault = null where number = ?"
  store.run(update, JSON.stringify(next), row.number)
}

async function list({ context, store, nowS, say }: Input, row: Row, facts: Facts, policy: VehiclePolicy) {
  const { records, of } = facts.part ?? { records: 1, of: 1 }
  const whole = BigInt(policy.prices[facts.kind] ?? '0')
  // What is for sale is never given away.
  const price = whole === 0n ? 0n : (whole * BigInt(records)) / BigInt(of) || 1n
  const { chunks } = await parseDescription(facts.text!)
  const partFor = (share: bigint) => (price === 0n ? 0n : (price * share) / BigInt(chunks) / 100n || 1n)
  const { id, terms } = await createListing(context, {
    ...{ dataSet: row.data_set!, token: policy.token as Address, price, deliverTimeS, disputeTimeS },
    ...{ chunkPrice: partFor(120n), samplePrice: leastSamplePrice(price, chunks) },
    // Parcels of before do not say it.
    expiresAtS: facts.expiresAtS ?? endOf(nowS),
  }).catch((error: { reason?: string; facts?: string[] }) => {
    if (error.reason === 'DataMarketListingExists') return { id: error.facts![0] as Hex, terms: undefined }
    throw error
  })
  if (terms) store.putListing(id, terms)
  store.run("update parcels set step = 'listed', facts = '{}', fault = null where number = ?", row.number)
  say(`listed ${id}`)
}

const titles: Record<ParcelKind, string> = {
  motion: 'how it was driven',
  location: 'where it went',
  powertrain: 'what the engine did',
}

function summaryOf(
  { model, isSimulated, place }: VehiclePolicy,
  { lines, kind }: Facts,
  fromMs: number,
  toMs: number,
): string {
  const minutes = Math.max(1, Math.round((toMs - fromMs) / 60_000))
  const what = {
    motion: 'Speed, acceleration and distance',
    location: 'Position',
    powertrain: 'Engine speed, load, temperatures and fuel',
  }[kind]
  const who = isSimulated ? `a simulated ${model}` : `a ${model}`
  return `${what} of ${who}${place ? ` in ${place}` : ''}: ${lines.length} records over ${minutes} minutes.`
}

const floorTo = (value: number, step: number) => Math.floor(value / step) * step
const endOf = (nowS: number) => floorTo(nowS, 86_400) + listingS
