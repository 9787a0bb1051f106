import type { Address } from '../../../lib/bytes/hex.ts'
import type { NodeClient } from '../../../lib/chain/createNodeClient.ts'
import { systemContracts } from '../../../lib/chain/systemContracts.ts'
import { createLocalAccount } from '../../../lib/market/createLocalAccount.ts'
import type { MarketContext } from '../../../lib/market/sendCall.ts'
import { developmentCast } from '../../genesis/developmentCast.ts'
import { developmentDrivers } from '../../genesis/developmentKeys.ts'
import type { VehiclePolicy } from '../vehiclePolicy.ts'
import { createRandom, driveTrip } from './driveTrip.ts'
import { type FleetCar, fleetCars } from './fleetCars.ts'
import { registerCar } from './registerCar.ts'
import { writeLife } from './writeLife.ts'

const agentFeeBps = 500
const tripSeconds = 900
const recordsPerBatch = 900
const dayMs = 86_400_000
const centWei = 10n ** 16n

type Input = {
  client: NodeClient
  chainId: number
  agent: Address
  /** How many of the cars drive. */
  cars: number
  /** The first of them; a second agent takes others. */
  firstCar: number
  /** Trips that each car has behind it when the market begins. */
  pastTrips: number
  /** Between two new trips. */
  everyMs: number
  /** New trips beyond the past ones, so that a network left running does not fill the disk. */
  mostTrips: number
  /** How many trips the agent has got so far. */
  countTrips(): number
  /** The door of the agent, as a telematics platform sees it. */
  platform: {
    putVehicle(policy: VehiclePolicy): Promise<void>
    putBatch(batch: { batch: string; vehicleId: string; records: readonly object[] }): Promise<void>
  }
  now(): number
  say(line: string): void
}

/**
 * Starts a fleet of simulated cars. They have owners, Credit IDs and agreements on chain, they drive, and a simulated
 * telematics platform sends what they report to the agent, through the same door as a real one.
 */
export async function startFleet(input: Input): Promise<{ stop(): Promise<void> }> {
  const { cars, firstCar, pastTrips, everyMs, mostTrips, countTrips, say } = input
  // One for all cars: it counts its own nonces.
  const maker = createMaker(input.client, input.chainId)
  const driving = await Promise.all(
    Array.from({ length: cars }, (_, i) =>
      prepare(input, fleetCars[(firstCar + i) % fleetCars.length]!, firstCar + i, maker),
    ),
  )
  say(`${driving.length} simulated cars have their papers`)
  const pasts = writePasts(input, driving, maker)
  for (let trip = 0; trip < pastTrips; trip++) for (const car of driving) await drive(input, car, trip)

  let stopping = false
  let wake = () => {}
  async function run(): Promise<void> {
    for (let turn = 0; !stopping; turn++) {
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, everyMs).unref()
      })
      if (stopping || countTrips() >= mostTrips) continue
      const trip = pastTrips + Math.floor(input.now() / everyMs)
      await drive(input, driving[turn % driving.length]!, trip).catch((error: Error) => say(error.message))
    }
  }
  const running = driving.length > 0 ? run() : Promise.resolve()
  return {
    async stop() {
      stopping = true
      wake()
      await Promise.all([running, pasts])
    },
  }
}

type Driving = { car: FleetCar; index: number; vehicleId: string }

async function prepare(input: Input, car: FleetCar, index: number, maker: MarketContext): Promise<Driving> {
  const { client, chainId, agent, platform } = input
  const cast = developmentCast(chainId)
  const of = (privateKey: `0x${string}`) => ({ client, account: createLocalAccount({ client, privateKey, chainId }) })
  const { vehicleId } = await registerCar({
    ...{ chainId, vin: car.vin, model: car.model },
    owner: of(developmentDrivers(chainId, index + 1)[index]!.privateKey),
    maker,
    registrarKey: cast.registrar.privateKey,
    agent: { address: agent, feeBps: agentFeeBps },
  })
  const policy = policyOf(car, String(vehicleId))
  await platform.putVehicle(policy)
  return { car, index, vehicleId: policy.vehicleId }
}

/** Their lives before the market began; nothing waits for that. */
async function writePasts(
  { client, chainId, say }: Input,
  driving: readonly Driving[],
  maker: MarketContext,
): Promise<void> {
  const cast = developmentCast(chainId)
  const accounts = new Map<string, MarketContext>([[cast.maker.privateKey, maker]])
  const of = (privateKey: `0x${string}`): MarketContext => {
    const known = accounts.get(privateKey)
    if (known) return known
    const made = { client, account: createLocalAccount({ client, privateKey, chainId }) }
    accounts.set(privateKey, made)
    return made
  }
  for (const { index, vehicleId } of driving) {
    const owner = of(developmentDrivers(chainId, index + 1)[index]!.privateKey)
    const person = (name: keyof typeof cast) => of(cast[name].privateKey)
    await writeLife({ owner, of: person, vehicleId: BigInt(vehicleId), index }).catch((error: Error) =>
      say(error.message),
    )
  }
}

function createMaker(client: NodeClient, chainId: number): MarketContext {
  const { privateKey } = developmentCast(chainId).maker
  return { client, account: createLocalAccount({ client, privateKey, chainId }) }
}

function policyOf(car: FleetCar, vehicleId: string): VehiclePolicy {
  const { model, place, vehicleClass, latitude, longitude, cents } = car
  const box = (value: number) => [Math.floor((value - 0.25) * 10_000), Math.ceil((value + 0.25) * 10_000)] as const
  const [south, north] = box(latitude)
  const [west, east] = box(longitude)
  const wei = (count: number) => String(BigInt(count) * centWei)
  return {
    ...{ vehicleId, title: `${model} in ${place}`, model, place, vehicleClass },
    area: { south, west, north, east },
    token: systemContracts.qdd,
    prices: { motion: wei(cents.motion), location: wei(cents.location), powertrain: wei(cents.powertrain) },
    ...{ parcelRecords: tripSeconds, isSimulated: true },
  }
}

/** One trip, in batches named by car and trip: told twice, it is taken once. */
async function drive({ platform, now }: Input, { car, index, vehicleId }: Driving, trip: number): Promise<void> {
  const random = createRandom(index * 7_919 + trip)
  const daysAgo = Math.max(0, 20 - trip * 3 - index)
  const startMs = Math.floor((now() - daysAgo * dayMs) / 3_600_000) * 3_600_000 + Math.floor(random() * 1_800) * 1_000
  const records = driveTrip({
    ...{ seed: index * 104_729 + trip, startMs, seconds: tripSeconds, isElectric: car.isElectric },
    origin: { latitude: car.latitude + (random() - 0.5) * 0.1, longitude: car.longitude + (random() - 0.5) * 0.1 },
    odometerKm: 20_000 + index * 3_100 + trip * 14,
  })
  for (let at = 0; at < records.length; at += recordsPerBatch) {
    const part = records.slice(at, at + recordsPerBatch)
    await platform.putBatch({ batch: `${car.vin}:${trip}:${at}`, vehicleId, records: part })
  }
}
