import { getBlock } from 'viem/actions'
import { type AppraisalReport, type ReportBody, reportTypedData } from '../../lib/appraisal/appraisalReport.ts'
import { gatherEvidence } from '../../lib/appraisal/gatherEvidence.ts'
import { readLife } from '../../lib/appraisal/readLife.ts'
import { valuationModel } from '../../lib/appraisal/valuationModel.ts'
import { valueVehicle } from '../../lib/appraisal/valueVehicle.ts'
import type { Address, Hex } from '../../lib/bytes/hex.ts'
import type { ChainContext } from '../../lib/chain/ChainAccount.ts'
import { chainId } from '../agent/testMarket.ts'

/** Returns the signed report of an appraiser who has looked at a car and found 17,500. */
export async function makeReport(appraiser: ChainContext, vehicleId: bigint, jobId: bigint): Promise<AppraisalReport> {
  const { client, account } = appraiser
  const life = (await readLife({ client }, vehicleId))!
  const evidence = await gatherEvidence({ client }, life)
  const [block, genesis] = await Promise.all([getBlock(client), getBlock(client, { blockNumber: 0n })])
  const body: ReportBody = {
    format: 'qoodblock.appraisal-report',
    version: 1,
    chainId,
    genesisHash: genesis.hash as Hex,
    vehicleId: `${vehicleId}`,
    model: life.vehicle.model,
    records: life.vehicle.records,
    head: life.vehicle.head,
    blockNumber: Number(block.number),
    blockHash: block.hash!,
    evidence,
    valuation: valueVehicle(evidence, valuationModel) as ReportBody['valuation'],
    inspection: {
      jobId: `${jobId}`,
      grade: 7,
      priceUsd: 17_500,
      findings: [{ id: 'tyres', verdict: 'worn', remark: 'Front pair at 3 mm.' }],
      photos: [],
    },
    author: account.address.toLowerCase() as Address,
  }
  return { ...body, signature: await account.signTypedData(reportTypedData(body)) }
}
