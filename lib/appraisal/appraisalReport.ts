import { keccak256, recoverTypedDataAddress, stringToHex, type TypedDataDefinition } from 'viem'
import * as z from 'zod'
import type { Address, Hex } from '../bytes/hex.ts'
import { cidPattern } from '../crypto/rawCid.ts'
import { BaseError } from '../errors.ts'
import { vehicleEvidence } from './VehicleEvidence.ts'
import { doubtIds, stepIds } from './valueVehicle.ts'

/*
 * What a car is worth, as a document to hand on: the evidence, the automatic valuation that anybody can do again from it,
 * and where a person looked at the car, their findings and price. Whoever made it signs it (EIP-712); the chain holds its
 * hash where it was ordered.
 */
const hash = z.string().regex(/^0x[0-9a-f]{64}$/)
const address = z.string().regex(/^0x[0-9a-f]{40}$/)
const text = (most: number) => z.string().trim().min(1).max(most)

export const checklistIds = [
  'papers',
  'vin',
  'body',
  'paint',
  'glass',
  'tyres',
  'brakes',
  'engine',
  'gearbox',
  'suspension',
  'lights',
  'interior',
  'electronics',
  'roadTest',
] as const
export const verdicts = ['good', 'worn', 'bad', 'notChecked'] as const

const photo = z.strictObject({
  cid: z.string().regex(cidPattern),
  type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  caption: text(200).optional(),
})
const finding = z.strictObject({ id: z.enum(checklistIds), verdict: z.enum(verdicts), remark: text(500).optional() })
const inspection = z.strictObject({
  jobId: z.string().regex(/^\d{1,30}$/),
  grade: z.int().min(1).max(10),
  priceUsd: z.int().min(1).max(100_000_000),
  findings: z.array(finding).max(checklistIds.length),
  remarks: text(4_000).optional(),
  photos: z.array(photo).max(40),
})
const step = z.strictObject({ id: z.enum(stepIds), amountUsd: z.int(), facts: z.record(z.string(), z.number()) })
const valuation = z.strictObject({
  modelVersion: text(60),
  asOf: z.int(),
  newPriceUsd: z.int(),
  valueUsd: z.int(),
  lowUsd: z.int(),
  highUsd: z.int(),
  confidence: z.enum(['high', 'medium', 'low']),
  steps: z.array(step),
  doubts: z.array(z.enum(doubtIds)),
})
const body = {
  format: z.literal('qoodblock.appraisal-report'),
  version: z.literal(1),
  chainId: z.int(),
  genesisHash: hash,
  vehicleId: z.string().regex(/^\d{1,30}$/),
  model: hash,
  /** The chain of records that the evidence was read from. */
  records: z.int().min(0),
  head: hash,
  /** The newest block when it was made. */
  blockNumber: z.int().min(0),
  blockHash: hash,
  /** Absent, as the valuation is, for a model that the catalogue does not know: a person can judge such a car all the same. */
  evidence: vehicleEvidence.optional(),
  valuation: valuation.optional(),
  inspection: inspection.optional(),
  author: address,
}
const reportBody = z.strictObject(body)
const reportFile = z.strictObject({ ...body, signature: z.string().regex(/^0x[0-9a-f]{130}$/) })

export type ReportBody = z.infer<typeof reportBody>
export type AppraisalReport = z.infer<typeof reportFile>

export const maxReportBytes = 500_000

/** Returns the EIP-712 message that the author signs. */
export function reportTypedData(report: ReportBody) {
  return {
    domain: { name: 'QoodBlock', version: '1', chainId: report.chainId },
    types: {
      AppraisalReport: [
        { name: 'vehicleId', type: 'uint256' },
        { name: 'priceUsd', type: 'uint256' },
        { name: 'report', type: 'bytes32' },
      ],
    },
    primaryType: 'AppraisalReport',
    message: {
      vehicleId: BigInt(report.vehicleId),
      priceUsd: BigInt(report.inspection?.priceUsd ?? report.valuation?.valueUsd ?? 0),
      report: keccak256(stringToHex(stableJson(checkWith(reportBody, report)))),
    },
  } as const satisfies TypedDataDefinition
}

/** Returns a signed report as bytes to keep. */
export function formatReport(report: AppraisalReport): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(stableJson(checkWith(reportFile, report)))
}

/** Returns the report in the bytes; throws by name unless it is whole and signed by its author. */
export async function parseReport(bytes: Uint8Array): Promise<AppraisalReport> {
  if (bytes.length > maxReportBytes) throw new InvalidReportError(`${bytes.length} bytes`)
  const report = checkWith(reportFile, parseJson(bytes))
  const { signature, ...unsigned } = report
  const signer = await recover(unsigned, signature as Hex)
  if (signer !== report.author) throw new ReportSignatureError(report.author as Address, signer)
  return report
}

async function recover(unsigned: ReportBody, signature: Hex): Promise<string | undefined> {
  try {
    return (await recoverTypedDataAddress({ ...reportTypedData(unsigned), signature })).toLowerCase()
  } catch {
    // Bytes that are no signature have no signer.
    return undefined
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new InvalidReportError('no JSON', cause)
  }
}

/** Sorted keys, no white space: equal reports have equal bytes. */
function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, member]) => `${JSON.stringify(key)}:${stableJson(member)}`).join(',')}}`
}

function checkWith<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InvalidReportError(`${issue?.path.join('.') || 'its root'}: ${issue?.message}`)
}

export class InvalidReportError extends BaseError {
  override readonly name = 'Appraisal.InvalidReportError'
  constructor(found: string, cause?: unknown) {
    super(`Expected an appraisal report, version 1; found ${found}.`, { cause })
  }
}

export class ReportSignatureError extends BaseError {
  override readonly name = 'Appraisal.ReportSignatureError'
  constructor(author: Address, signer: string | undefined) {
    super(`Expected the signature of ${author} on the report, found ${signer ?? 'none that holds'}.`)
  }
}
