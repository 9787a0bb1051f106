import { readContract } from 'viem/actions'
import * as z from 'zod'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { vehicleAbi } from '../../lib/contracts/Vehicle.ts'
import { BaseError } from '../../lib/errors.ts'
import { signAgreement } from '../../lib/market/agreement.ts'
import type { MarketContext } from '../../lib/market/sendCall.ts'

const count = z.int().min(0)
export const agreementRequestSchema = z.strictObject({
  vehicleId: z.string().regex(/^\d{1,12}$/),
  epoch: count,
  version: count,
  dictionary: count,
  classes: z.string().regex(/^\d{1,78}$/),
  makerDataBps: count.max(10_000),
  userDataBps: count.max(10_000),
  disputedDataBps: count.max(10_000),
  ownerConsent: count.max(15),
  makerConsent: count.max(15),
  deadline: count,
})
type AgreementRequest = z.infer<typeof agreementRequestSchema>

export type MakerDesk = ReturnType<typeof createMakerDesk>

/** What the simulated maker insists on, in hundredths of a percent of the revenue. */
const least = { makerDataBps: 5_000, userDataBps: 500, disputedDataBps: 3_000 }

/**
 * Returns the desk of the development chain's maker, which answers as a maker's back office would: it signs agreements about
 * its own cars when its part is enough. A simulator, named so wherever it is shown.
 */
export function createMakerDesk({ context, chainId }: { context: MarketContext; chainId: number }) {
  const { client, account } = context
  return {
    address: account.address,
    least,
    async sign({ vehicleId, classes, ...numbers }: AgreementRequest) {
      for (const [name, bps] of Object.entries(least)) {
        const found = numbers[name as keyof typeof least]
        if (found < bps) throw new MakerRefusesError(name, bps, found)
      }
      const [, , maker] = await readContract(client, {
        ...{ address: systemContracts.vehicle, abi: vehicleAbi },
        functionName: 'standing',
        args: [BigInt(vehicleId)],
      })
      if (maker !== account.address) throw new NotOurCarError(vehicleId)
      const terms = { ...numbers, vehicleId: BigInt(vehicleId), classes: BigInt(classes) }
      return { maker, signature: await signAgreement({ account }, terms, chainId) }
    },
  }
}

export class MakerRefusesError extends BaseError {
  override readonly name = 'Agent.MakerRefusesError'
  constructor(what: string, least: number, found: number) {
    super(`The maker signs from ${what} ${least} on, found ${found}.`)
  }
}

export class NotOurCarError extends BaseError {
  override readonly name = 'Agent.NotOurCarError'
  constructor(vehicle: string) {
    super(`Expected a car of this maker, found vehicle ${vehicle} of another one.`)
  }
}
