'use client'

import { useQuery } from '@tanstack/react-query'
import type { VehicleSale } from '../../lib/appraisal/vehicleSale.ts'
import { useStorageNodes } from './useStorageNodes.ts'

/** Returns what a seller offers the car with, and the report; both are what the terms bind, or an error. `null` where they bind none. */
export function useSaleOffer({ id, terms }: VehicleSale) {
  const nodes = useStorageNodes()
  return useQuery({
    queryKey: ['saleOffer', id],
    queryFn: async ({ signal }) => {
      const [{ fetchBlock }, { parseSaleOffer, saleOfferCid }, { parseReport }] = await Promise.all([
        import('../../lib/ipfs/fetchBlock.ts'),
        import('../../lib/appraisal/saleOffer.ts'),
        import('../../lib/appraisal/appraisalReport.ts'),
      ])
      const cid = saleOfferCid(terms)
      if (!cid) return null
      const where = { nodes: await nodes(), signal }
      const offer = parseSaleOffer(await fetchBlock({ ...where, cid }), terms)
      return { offer, report: await parseReport(await fetchBlock({ ...where, cid: offer.report })) }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
