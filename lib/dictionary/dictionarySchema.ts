import * as z from 'zod'
import { dataClasses, privacyLevels } from '../crypto/deriveDataSetKey.ts'
import { dataTypes } from './dataTypes.ts'

/*
 * Version 1 of the format. Objects are strict: a word that this version does not know is refused, so that nobody takes for
 * understood what is not. What single members mean together is checked in checkDictionary.ts.
 */
// The content security policy of the app allows no code made from text, which zod would try out.
z.config({ jitless: true })

export const languageTags = ['en', 'zh'] as const
export const fieldKinds = ['sensor', 'actuator', 'attribute', 'event'] as const
export const mappingStandards = ['J1979', 'UDS', 'VSS', 'VISS', 'CSV', 'dictionary'] as const
export const commonRoles = ['time', 'latitude', 'longitude', 'vehicle', 'owner', 'source'] as const

const text = (max: number) => z.string().trim().min(1).max(max)
/** A text in some of the languages. */
const words = (max: number) => z.strictObject({ en: text(max).optional(), zh: text(max).optional() })
export const pathSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*){0,15}$/, 'expected a path such as Vehicle.Speed')
export const versionSchema = z
  .string()
  .max(17)
  .regex(/^(?:0|[1-9]\d{0,4})(?:\.(?:0|[1-9]\d{0,4})){2}$/, 'expected a version such as 1.2.0')
export const idSchema = z
  .string()
  .max(32)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'expected a short name such as used-car')

const mapping = z.strictObject({
  standard: z.enum(mappingStandards),
  /** The name there: a PID such as 010D, a DID such as 22F4A6, a path, a column, or id@version#path of a dictionary. */
  ref: text(300),
  version: text(20).optional(),
  /** Of the values there, where it differs. */
  unit: text(20).optional(),
})

export const fieldSchema = z.strictObject({
  path: pathSchema,
  kind: z.enum(fieldKinds),
  type: z.enum(dataTypes as [string, ...string[]]).transform((type) => type as (typeof dataTypes)[number]),
  unit: text(20).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** The smallest difference that means something. */
  resolution: z.number().positive().optional(),
  allowed: z
    .array(z.union([text(200), z.number()]))
    .min(1)
    .max(1_000)
    .optional(),
  pattern: text(500).optional(),
  /** True where every record must have it. */
  required: z.literal(true).optional(),
  class: z.enum(dataClasses),
  privacy: z.enum(privacyLevels),
  title: words(120),
  description: words(2_000),
  since: versionSchema.optional(),
  deprecated: z
    .strictObject({ since: versionSchema, reason: words(500), replacedBy: pathSchema.optional() })
    .optional(),
  mappings: z.array(mapping).min(1).max(50).optional(),
})

export const dictionarySchema = z.strictObject({
  format: z.literal('qoodblock.dictionary'),
  formatVersion: z.literal(1),
  id: idSchema,
  version: versionSchema,
  languages: z.array(z.enum(languageTags)).min(1).max(languageTags.length),
  title: words(120),
  description: words(2_000),
  /** The version of VSS whose names are used. */
  vss: text(20).optional(),
  /** Which fields say when, where, which car, whose and from what. */
  common: z.strictObject(Object.fromEntries(commonRoles.map((role) => [role, pathSchema.optional()])) as CommonShape),
  fields: z.array(fieldSchema).min(1).max(20_000),
})
type CommonShape = Record<(typeof commonRoles)[number], z.ZodOptional<typeof pathSchema>>

export type Dictionary = z.infer<typeof dictionarySchema>
export type Field = z.infer<typeof fieldSchema>
export type Words = z.infer<ReturnType<typeof words>>
export type CommonRole = (typeof commonRoles)[number]
export const currentFormatVersion = 1
