import type { VehicleEvidence } from '../lib/appraisal/VehicleEvidence.ts'
import { valuationModel } from '../lib/appraisal/valuationModel.ts'
import { valueVehicle } from '../lib/appraisal/valueVehicle.ts'
import { type Port, serve } from '../lib/rpc/rpc.ts'

const api = {
  value: async ({ evidence }: { evidence: VehicleEvidence }) => valueVehicle(evidence, valuationModel),
}
export type AppraisalApi = typeof api
serve(self as unknown as Port, api)
