import { expect, test } from 'vitest'
import { cidOf } from '../crypto/rawCid.ts'
import { formatReason, parseReason } from './reasonDocument.ts'
import { formatSaleOffer, parseSaleOffer, type SaleOffer, saleOfferCid, saleOfferHash } from './saleOffer.ts'

const seller = `0x${'5e'.repeat(20)}` as const
const offer: SaleOffer = {
  format: 'qoodblock.sale-offer',
  version: 1,
  vehicleId: '7',
  seller,
  report: `bafkr4i${'a'.repeat(52)}`,
  readingPoint: `0x02${'11'.repeat(32)}`,
  words: 'Garage kept.',
}
const terms = { vehicleId: 7n, seller }

test('the terms bind an offer, and where it lies follows from them', async () => {
  const bytes = formatSaleOffer(offer)
  const cid = await cidOf(bytes)
  const reportHash = saleOfferHash(cid)
  expect(saleOfferCid({ reportHash })).toBe(cid)
  expect(parseSaleOffer(bytes, terms)).toEqual(offer)
  expect(saleOfferCid({ reportHash: `0x${'00'.repeat(32)}` })).toBeUndefined()
})

test('the offer of another car or seller, and what is none, are refused by name', () => {
  const bytes = formatSaleOffer(offer)
  const refused = expect.objectContaining({ name: 'Appraisal.InvalidSaleOfferError' })
  expect(() => parseSaleOffer(bytes, { ...terms, vehicleId: 8n })).toThrow(refused)
  expect(() => parseSaleOffer(bytes, { ...terms, seller: `0x${'5f'.repeat(20)}` })).toThrow(refused)
  expect(() => parseSaleOffer(bytes.slice(1), terms)).toThrow(refused)
  expect(() => formatSaleOffer({ ...offer, report: 'bafy' })).toThrow(refused)
})

test('a reason is about one thing', () => {
  const bytes = formatReason({ format: 'qoodblock.reason', version: 1, about: '17', text: 'The clutch slips.' })
  expect(parseReason(bytes, '17').text).toBe('The clutch slips.')
  const refused = expect.objectContaining({ name: 'Appraisal.InvalidReasonError' })
  expect(() => parseReason(bytes, '18')).toThrow(refused)
  expect(() => parseReason(bytes.slice(1), '17')).toThrow(refused)
})
