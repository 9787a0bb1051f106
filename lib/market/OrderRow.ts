import * as z from 'zod'
import { orderStates, refundReasons } from './Order.ts'

/* What an index tells of orders, payments and requests. Bytes carry their own proof: their hash is what the chain keeps. */
const hex = z.string().regex(/^0x[0-9a-f]*$/)
const amount = z.string().regex(/^\d+$/)

export const orderRow = z.object({
  position: z.int(),
  id: hex,
  listing: hex,
  dataSetId: hex,
  buyer: hex,
  seller: hex,
  token: hex,
  price: amount,
  order: hex,
  terms: hex,
  dataSet: hex,
  content: hex,
  state: z.enum(orderStates),
  reason: z.enum(refundReasons).nullable(),
  time: z.int(),
  title: z.string().nullable(),
})
export type OrderRow = z.infer<typeof orderRow>

export const orderPage = z.object({
  rows: z.array(orderRow),
  deliveries: z.array(z.object({ stage: z.int(), bytes: hex, transaction: hex, time: z.int() })),
  events: z.array(z.object({ name: z.string(), transaction: hex, time: z.int(), amount: amount.nullable() })),
})
export type OrderPage = z.infer<typeof orderPage>

export const incomeRow = z.object({
  position: z.int(),
  order: hex,
  listing: hex,
  dataSetId: hex,
  payee: hex,
  token: hex,
  amount,
  /** What the buyer paid for the order, of which `amount` is this payee's share. */
  price: amount,
  transaction: hex,
  time: z.int(),
  title: z.string().nullable(),
})
export type IncomeRow = z.infer<typeof incomeRow>

export const requestRow = z.object({
  position: z.int(),
  id: z.string().regex(/^\d+$/),
  buyer: hex,
  token: hex,
  budget: amount,
  expiresAt: z.int(),
  documentHash: hex,
  documentCid: z.string(),
  isOpen: z.boolean(),
  offers: z.int(),
  time: z.int(),
})
export type RequestRow = z.infer<typeof requestRow>

export const offerRow = z.object({
  position: z.int(),
  request: z.string(),
  listing: hex,
  seller: hex,
  time: z.int(),
  title: z.string().nullable(),
  price: amount,
})
export type OfferRow = z.infer<typeof offerRow>
