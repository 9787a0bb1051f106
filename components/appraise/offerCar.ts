import { formatReport, reportTypedData } from '../../lib/appraisal/appraisalReport.ts'
import { deriveTalkSecret, talkPoint } from '../../lib/appraisal/saleMessage.ts'
import { formatSaleOffer, saleOfferHash } from '../../lib/appraisal/saleOffer.ts'
import { offerVehicle, type SaleTerms } from '../../lib/appraisal/vehicleSale.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import { type Desk, describeCar } from './describeCar.ts'

type Offer = {
  terms: Omit<SaleTerms, 'reportHash'>
  /** The CID of an appraiser's report; absent for one that is made now. */
  report: string | undefined
  words: string
  place: string
  photos: readonly File[]
}

/** Stores report and words of the seller, binds them to the terms and offers the car. Returns the id of the sale. */
export async function offerCar(desk: Desk & { seed(): Promise<Uint8Array> }, offer: Offer): Promise<Hex> {
  const { context, keeper } = desk
  const { terms, words, place } = offer
  const secret = await deriveTalkSecret(await desk.seed(), terms.vehicleId)
  const report = offer.report ?? (await keepOwnReport(desk, terms.vehicleId))
  const photos = await keeper.keepPhotos(offer.photos)
  const document = formatSaleOffer({
    format: 'qoodblock.sale-offer',
    version: 1,
    vehicleId: `${terms.vehicleId}`,
    seller: terms.seller.toLowerCase(),
    report,
    readingPoint: talkPoint(secret),
    ...(words.trim() && { words: words.trim() }),
    ...(place.trim() && { place: place.trim() }),
    ...(photos.length > 0 && { photos }),
  })
  const reportHash = saleOfferHash(await keeper.keep(document, 'Offer of a car'))
  return offerVehicle(context, { ...terms, reportHash })
}

/** The automatic valuation with all its evidence, signed by the seller, who stands in for no more than that. */
async function keepOwnReport(desk: Desk, vehicleId: bigint): Promise<string> {
  const body = await describeCar(desk, vehicleId)
  const signature = await desk.context.account.signTypedData(reportTypedData(body))
  return desk.keeper.keep(formatReport({ ...body, signature }), 'Report of a car')
}
