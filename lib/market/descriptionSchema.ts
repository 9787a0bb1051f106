import * as z from 'zod'
import { sectorBytes } from '../crypto/blockLayout.ts'
import { dataClasses, privacyLevels } from '../crypto/deriveDataSetKey.ts'
import { largestChunkBytes, maxChunks } from '../crypto/planChunks.ts'
import { cidPattern } from '../crypto/rawCid.ts'
import { findHiddenCharacter } from './findHiddenCharacter.ts'

/*
 * Version 2 of the description file. Objects are strict: a word that this version does not know is refused, so that
 * nobody takes for understood what is not.
 */
const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/)
const cid = z.string().regex(cidPattern)
const count = z.int().min(0)
const milliseconds = z.int()
/**
 * What nobody sees is refused. Among it are a zero byte and half of a surrogate pair, which no index could keep as it is:
 * it would be taken for a liar.
 */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => findHiddenCharacter(value) === undefined, {
      error: ({ input }) => `Expected characters that can be seen, found ${findHiddenCharacter(String(input))}`,
    })
    .normalize()

const chunkBytes = { maxChunkBytes: z.int().min(1).max(largestChunkBytes) }
const plan = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), ...chunkBytes }),
  z.strictObject({ kind: z.literal('records'), ...chunkBytes, recordsPerChunk: z.int().min(1) }),
  z.strictObject({
    kind: z.literal('windows'),
    ...chunkBytes,
    windowMs: z.int().min(1),
    firstMs: milliseconds,
    timeField: text(100),
  }),
])

/** What is sold: readings of the car, how it was driven, what was made of other data, feeds, surroundings. */
export const dataKinds = ['vehicle', 'driving', 'fusion', 'feed', 'weather', 'road'] as const
export const vehicleClasses = ['car', 'electric', 'van', 'truck', 'bus', 'motorcycle', 'other'] as const

const latitude = z.int().min(-900_000).max(900_000)
const longitude = z.int().min(-1_800_000).max(1_800_000)

/** What the owner may say about the data. All of it is optional and none of it is filled in by itself. */
const chosen = {
  summary: text(4000).optional(),
  mediaType: z
    .string()
    .regex(/^[a-z]+\/[a-z0-9.+-]{1,80}$/)
    .optional(),
  dictionary: z
    .strictObject({
      id: text(100),
      version: z.string().regex(/^\d+\.\d+\.\d+$/),
      fields: z.array(text(200)).max(2000).optional(),
    })
    .optional(),
  time: z
    .strictObject({ fromMs: milliseconds, toMs: milliseconds })
    .refine(({ fromMs, toMs }) => fromMs <= toMs)
    .optional(),
  place: text(200).optional(),
  /** Where, coarse as the owner likes: a box in units of 0.0001 degrees. */
  area: z
    .strictObject({ south: latitude, west: longitude, north: latitude, east: longitude })
    .refine(({ south, north }) => south <= north)
    .optional(),
  kind: z.enum(dataKinds).optional(),
  vehicleClass: z.enum(vehicleClasses).optional(),
  /** The vehicle's commitment in its registry. */
  vehicle: bytes32.optional(),
  /** How many sample chunks an order may ask for. */
  samples: z.strictObject({ most: count.max(1000) }).optional(),
  sources: z
    .array(z.strictObject({ dataSet: bytes32, bps: z.int().min(1).max(10_000) }))
    .min(1)
    .max(4)
    .optional(),
}

export const descriptionBody = z.strictObject({
  format: z.literal('qoodblock.data-set'),
  version: z.literal(2),
  id: bytes32,
  title: text(200),
  owner: z.string().regex(/^0x[0-9a-f]{40}$/),
  dataClass: z.enum(dataClasses),
  privacy: z.enum(privacyLevels),
  cipher: z.literal('AES-256-GCM'),
  keys: z.literal('keccak-tree-v1'),
  sectorBytes: z.literal(sectorBytes),
  sectorsPerChunk: z.int().min(1).max(1024),
  plan,
  chunks: z.int().min(1).max(maxChunks),
  records: count,
  bytes: count,
  dataRoot: bytes32,
  keyRoot: bytes32,
  pages: z.array(z.strictObject({ cid, dataRoot: bytes32, keyRoot: bytes32 })).min(1),
  ...chosen,
})
export const descriptionFile = descriptionBody.extend({ signature: z.string().regex(/^0x[0-9a-f]{130}$/) })

export type DescriptionBody = z.infer<typeof descriptionBody>
export type Description = z.infer<typeof descriptionFile>
/** What an owner adds of his own will. */
export type DescriptionChoices = Pick<DescriptionBody, 'title' | keyof typeof chosen>
export const chosenFields = ['title', ...Object.keys(chosen)]
