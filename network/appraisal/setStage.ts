import { acceptJob, orderAppraisal, readJob, submitReport } from '../../lib/appraisal/appraisalJob.ts'
import { formatReport } from '../../lib/appraisal/appraisalReport.ts'
import { formatAuthorisationCode, signAuthorisation } from '../../lib/appraisal/authorisation.ts'
import { readVehicle } from '../../lib/appraisal/readVehicle.ts'
import { hashContent } from '../../lib/appraisal/recordDocument.ts'
import { readingPoint } from '../../lib/appraisal/recordSeal.ts'
import { disputeSale, fundSale, offerVehicle, type SaleTerms } from '../../lib/appraisal/vehicleSale.ts'
import type { Hex } from '../../lib/bytes/hex.ts'
import { createNodeClient } from '../../lib/chain/createNodeClient.ts'
import { roleIds } from '../../lib/chain/roleIds.ts'
import { sendContractCall } from '../../lib/chain/sendContractCall.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { rolesAbi } from '../../lib/contracts/Roles.ts'
import { cast, chainId, farAwayS, qdd, unit } from '../agent/testMarket.ts'
import type { CastName } from '../genesis/developmentCast.ts'
import { contextInTurn } from './contextInTurn.ts'
import { keepBytes } from './keepBytes.ts'
import { makeReport } from './makeReport.ts'
import { giveCar, timeNow } from './testGarage.ts'

const hourS = 3_600
const revoke = 1

/** Returns what brings a network that runs to where a journey begins: the parts of it that other journeys show. */
export function setStage(rpcUrl: string) {
  const client = createNodeClient({ rpcUrl, wsUrl: rpcUrl.replace('http', 'ws') })
  const of = (who: CastName) => contextInTurn(client, cast[who].privateKey)
  return {
    /** A car that its owner offers for 15,000, with a week for each step; for an hour where it says so. */
    async offerCar(seller: CastName, vin: string, { isBrief = false } = {}): Promise<{ id: Hex; terms: SaleTerms }> {
      const vehicleId = await giveCar({ of }, of(seller), vin)
      const terms: SaleTerms = {
        vehicleId,
        seller: cast[seller].address,
        buyer: `0x${'0'.repeat(40)}`,
        arbitrator: cast.arbitrator.address,
        token: qdd,
        price: 15_000n * unit,
        arbitratorFee: 100n * unit,
        handoverTime: 168 * hourS,
        decisionTime: 168 * hourS,
        expiresAt: isBrief ? (await timeNow({ client })) + hourS : farAwayS,
        reportHash: `0x${'00'.repeat(32)}`,
        nonce: 1n,
      }
      return { id: await offerVehicle(of(seller), terms), terms }
    },
    pay: (buyer: CastName, terms: SaleTerms) => fundSale(of(buyer), terms),
    dispute: (party: CastName, terms: SaleTerms) => disputeSale(of(party), terms, ''),
    orderAppraisal: (owner: CastName, vehicleId: bigint) =>
      orderAppraisal(of(owner), {
        vehicleId,
        token: qdd,
        fee: 80n * unit,
        workTimeS: 168 * hourS,
        challengeTimeS: 72 * hourS,
      }),
    /** The appraiser takes the job; the report never comes. */
    takeJob: async (appraiser: CastName, job: bigint) => acceptJob(of(appraiser), (await readJob(client, job))!),
    /** The appraiser takes the job, and hands in a report that lies on the storage nodes; returns where. */
    async handIn(appUrl: string, appraiser: CastName, job: bigint): Promise<string> {
      const { vehicleId, ...rest } = (await readJob(client, job))!
      await acceptJob(of(appraiser), { vehicleId, ...rest })
      const bytes = formatReport(await makeReport(of(appraiser), vehicleId, job))
      const cid = await keepBytes(appUrl, of(appraiser).account, bytes)
      await submitReport(of(appraiser), job, { price: 17_500n * unit, grade: 7, hash: hashContent(bytes), cid })
      return cid
    },
    /** What the QR code of an owner says that lets the workshop write for an hour. */
    async signCode(owner: CastName, vehicleId: bigint): Promise<string> {
      const vehicle = (await readVehicle(client, vehicleId))!
      const point = readingPoint(new Uint8Array(32).fill(7))
      const validUntil = (await timeNow({ client })) + hourS
      const grant = { issuer: cast.workshop.address, kinds: ['service' as const], validUntil }
      const by = { account: of(owner).account, chainId, vehicle, readingPoint: point }
      return formatAuthorisationCode(await signAuthorisation(by, grant))
    },
    /** The foundation takes the workshop's office away. */
    async revokeWorkshop(): Promise<void> {
      const args = [revoke, roleIds.workshop, cast.workshop.address]
      const roles = { address: systemContracts.roles, abi: rolesAbi } as const
      await sendContractCall(of('foundation'), { ...roles, functionName: 'approve', args })
    },
  }
}
