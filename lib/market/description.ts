import { keccak256, recoverTypedDataAddress, stringToHex, type TypedDataDefinition } from 'viem'
import type * as z from 'zod'
import { type Address, decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { sectorBytes } from '../crypto/blockLayout.ts'
import { checkRoots, type DataSetRoots } from '../crypto/ChunkPage.ts'
import type { dataClasses, privacyLevels } from '../crypto/deriveDataSetKey.ts'
import { type ChunkPlan, sectorsPerChunk } from '../crypto/planChunks.ts'
import type { SealedData } from '../crypto/sealData.ts'
import { BaseError } from '../errors.ts'
import { canonicalJson, NotCanonicalError } from './canonicalJson.ts'
import {
  chosenFields,
  type Description,
  type DescriptionBody,
  type DescriptionChoices,
  descriptionBody,
  descriptionFile,
} from './descriptionSchema.ts'

/*
 * The public, signed file that travels with sealed data: what it is, how it was cut, and the roots that everything is
 * checked against. It is canonical JSON, so that equal descriptions have equal hashes; it is stored as a block, and its
 * keccak256 is the descriptionHash of the registered data set.
 */
export const maxDescriptionBytes = 1_048_576

type CreateInput = {
  id: Uint8Array
  owner: Address
  dataClass: (typeof dataClasses)[number]
  privacy: (typeof privacyLevels)[number]
  plan: ChunkPlan
  sealed: SealedData
  choices: DescriptionChoices
}

/** Returns the description of sealed data, not signed yet. Of the data itself it says what `choices` say, and nothing else. */
export function createDescription({ id, owner, sealed, choices, ...rest }: CreateInput): DescriptionBody {
  const { chunks, records, bytes, sectorsPerChunk, dataRoot, keyRoot, pages } = sealed
  return check(descriptionBody, {
    format: 'qoodblock.data-set',
    version: 2,
    cipher: 'AES-256-GCM',
    keys: 'keccak-tree-v1',
    sectorBytes,
    id: encodeHex(id),
    owner: owner.toLowerCase(),
    ...rest,
    ...{ chunks, records, bytes, sectorsPerChunk },
    dataRoot: encodeHex(dataRoot),
    keyRoot: encodeHex(keyRoot),
    pages: pages.map(({ cid, dataRoot, keyRoot }) => ({
      cid,
      dataRoot: encodeHex(dataRoot),
      keyRoot: encodeHex(keyRoot),
    })),
    ...choices,
  })
}

/** Returns the EIP-712 message that the owner signs; the wallet shows title and roots, the hash covers the rest. */
export function descriptionTypedData(body: DescriptionBody) {
  const { title, id, dataRoot, keyRoot } = body
  return {
    domain: { name: 'QoodBlock', version: '1' },
    types: {
      DataSetDescription: [
        { name: 'title', type: 'string' },
        { name: 'id', type: 'bytes32' },
        { name: 'dataRoot', type: 'bytes32' },
        { name: 'keyRoot', type: 'bytes32' },
        { name: 'body', type: 'bytes32' },
      ],
    },
    primaryType: 'DataSetDescription',
    message: {
      title,
      id: id as Hex,
      dataRoot: dataRoot as Hex,
      keyRoot: keyRoot as Hex,
      body: keccak256(stringToHex(canonicalJson(body))),
    },
  } as const satisfies TypedDataDefinition
}

/** Returns the text of the file. */
export function formatDescription(description: Description): string {
  return canonicalJson(check(descriptionFile, description))
}

/** Returns the description in a file; throws by name unless it is of a known version, canonical, sound and signed by its owner. */
export async function parseDescription(text: string): Promise<Description> {
  if (text.length > maxDescriptionBytes)
    throw new InvalidDescriptionError(`more than ${maxDescriptionBytes} characters`)
  const value = parseJson(text)
  const description = check(descriptionFile, value)
  if (canonicalJson(value) !== text) throw new NotCanonicalError('a description', 'another spelling of it')
  checkSound(description)
  await checkSignature(description)
  return description
}

/** Returns keccak256 of the file, as it is registered. */
export function hashDescription(text: string): Hex {
  return keccak256(stringToHex(text))
}

/** Returns what a description commits to. */
export function rootsOf({ chunks, sectorsPerChunk, dataRoot, keyRoot, pages }: DescriptionBody): DataSetRoots {
  return {
    chunks,
    sectorsPerChunk,
    dataRoot: decodeHex(dataRoot),
    keyRoot: decodeHex(keyRoot),
    pages: pages.map(({ cid, dataRoot, keyRoot }) => ({
      cid,
      dataRoot: decodeHex(dataRoot),
      keyRoot: decodeHex(keyRoot),
    })),
  }
}

export type PublicFact = {
  path: string
  value: string | number /** Written by the owner, or part of every description. */
  chosen: boolean
}

/** Returns every single value that becomes public with this description, for the owner to see before it does. */
export function listPublicFacts(body: DescriptionBody): PublicFact[] {
  return listLeaves(body, '').map(({ path, value }) => ({
    path,
    value,
    chosen: chosenFields.includes(path.split(/[.[]/, 1)[0]!),
  }))
}

function listLeaves(value: unknown, path: string): { path: string; value: string | number }[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ path, value }]
  if (Array.isArray(value)) return value.flatMap((member, i) => listLeaves(member, `${path}[${i}]`))
  return Object.entries(value as object).flatMap(([key, member]) =>
    member === undefined ? [] : listLeaves(member, path === '' ? key : `${path}.${key}`),
  )
}

function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new InvalidDescriptionError('no JSON', cause)
  }
  const { format, version } = (value ?? {}) as Record<string, unknown>
  if (format !== 'qoodblock.data-set') throw new InvalidDescriptionError('a file of another kind')
  if (version !== 2) throw new UnknownDescriptionVersionError(version)
  return value
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InvalidDescriptionError(`${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
}

function checkSound(description: Description): void {
  if (description.sectorsPerChunk !== sectorsPerChunk(description.plan)) {
    throw new InvalidDescriptionError('sectorsPerChunk that do not fit the plan')
  }
  checkRoots(rootsOf(description))
}

async function checkSignature({ signature, ...body }: Description): Promise<void> {
  let signer: string | undefined
  try {
    signer = await recoverTypedDataAddress({ ...descriptionTypedData(body), signature: signature as Hex })
  } catch {
    // Bytes that are no signature at all have no signer.
  }
  if (signer?.toLowerCase() !== body.owner) throw new DescriptionSignatureError(body.owner, signer)
}

export class UnknownDescriptionVersionError extends BaseError {
  override readonly name = 'Market.UnknownDescriptionVersionError'
  constructor(version: unknown) {
    super(`Expected a description of version 2, found version ${JSON.stringify(version)?.slice(0, 40)}.`, {
      metaMessages: ['A newer QoodBlock may read it.'],
    })
  }
}

export class InvalidDescriptionError extends BaseError {
  override readonly name = 'Market.InvalidDescriptionError'
  constructor(found: string, cause?: unknown) {
    super(`Expected a description of a data set, found ${found}.`, { cause })
  }
}

export class DescriptionSignatureError extends BaseError {
  override readonly name = 'Market.DescriptionSignatureError'
  constructor(owner: string, signer: string | undefined) {
    super(`Expected a description signed by ${owner}, found ${signer ?? 'no signature'}.`)
  }
}
