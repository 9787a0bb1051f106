/*
 * A car on a road of its own making: it accelerates towards a limit, brakes for stops and bends, shifts, warms up and burns
 * fuel. Simple mechanics, one state per second, the same trip for the same seed. What comes out is marked as simulated
 * wherever it is sold.
 */
export type TripInput = {
  seed: number
  startMs: number
  seconds: number
  origin: { latitude: number; longitude: number }
  isElectric: boolean
  odometerKm: number
}

export type TripRecord = { time: number } & Record<string, number | string>

const massKg = 1_450
const dragArea = 0.66
const rollingCoefficient = 0.012
const earthRadiusM = 6_371_000
const wheelM = 1.94
const ratios = [13.1, 7.4, 4.9, 3.6, 2.9, 2.4]

/** Returns one record a second. */
export function driveTrip({ seed, startMs, seconds, origin, isElectric, odometerKm }: TripInput): TripRecord[] {
  const random = createRandom(seed)
  const car = { speed: 0, heading: random() * 360, metres: 0, coolant: 14 + random() * 10, fuel: 35 + random() * 60 }
  let { latitude, longitude } = origin
  let leg = nextLeg(random)
  const records: TripRecord[] = []
  for (let second = 0; second < seconds; second++) {
    if (--leg.left <= 0) leg = nextLeg(random)
    const isArriving = seconds - second < 15
    const target = isArriving ? 0 : leg.limit * (0.94 + 0.08 * random())
    const wanted = clamp((target - car.speed) * 0.35, leg.isHarsh ? -6.5 : -3.2, leg.isHarsh ? 4.1 : 2.3)
    const acceleration = car.speed + wanted < 0 ? -car.speed : wanted
    car.speed += acceleration
    const turn = (leg.bend * car.speed) / 12
    car.heading = (car.heading + turn + 360) % 360
    car.metres += car.speed
    latitude += ((car.speed * Math.cos((car.heading * Math.PI) / 180)) / earthRadiusM) * (180 / Math.PI)
    const east = (car.speed * Math.sin((car.heading * Math.PI) / 180)) / earthRadiusM
    longitude += (east * (180 / Math.PI)) / Math.cos((latitude * Math.PI) / 180)
    const powerKw = powerOf(car.speed, acceleration)
    car.coolant += (90 - car.coolant) * 0.004 * (0.3 + powerKw / 40)
    car.fuel -= powerKw / (isElectric ? 180_000 : 90_000) + 0.00012
    records.push({
      time: startMs + second * 1_000,
      'Vehicle.Speed': round(car.speed * 3.6, 1),
      'Vehicle.Acceleration.Longitudinal': round(acceleration, 2),
      'Vehicle.Acceleration.Lateral': round((turn * Math.PI * car.speed) / 180, 2),
      'Vehicle.TraveledDistance': round(odometerKm + car.metres / 1_000, 2),
      ...(acceleration < -4 && { 'Qood.Event.Kind': 'HARSH_BRAKING', 'Qood.Event.Peak': round(-acceleration, 2) }),
      ...(acceleration > 3.2 && { 'Qood.Event.Kind': 'HARSH_ACCELERATION', 'Qood.Event.Peak': round(acceleration, 2) }),
      'Vehicle.CurrentLocation.Latitude': round(latitude, 6),
      'Vehicle.CurrentLocation.Longitude': round(longitude, 6),
      'Vehicle.CurrentLocation.Heading': round(car.heading, 0),
      ...(isElectric ? electricFields(car, powerKw) : engineFields(car, powerKw)),
    })
  }
  return records
}

type Leg = { limit: number; left: number; bend: number; isHarsh: boolean }

function nextLeg(random: () => number): Leg {
  const kind = random()
  const isStop = kind < 0.24
  const limit = isStop ? 0 : kind < 0.7 ? 11 + random() * 4 : kind < 0.93 ? 18 + random() * 6 : 28 + random() * 6
  const left = isStop ? 6 + random() * 22 : 25 + random() * 70
  return {
    limit,
    left,
    bend: random() < 0.35 ? (random() - 0.5) * 14 : (random() - 0.5) * 1.4,
    isHarsh: random() < 0.08,
  }
}

function powerOf(speed: number, acceleration: number): number {
  const force = massKg * acceleration + rollingCoefficient * massKg * 9.81 + 0.6 * dragArea * speed * speed
  return Math.max(0, (force * speed) / 1_000)
}

function engineFields({ speed, coolant, fuel }: Drive, powerKw: number) {
  const gear = ratios.findIndex((ratio) => (speed / wheelM) * 60 * ratio < 2_400)
  const ratio = ratios[gear < 0 ? ratios.length - 1 : gear]!
  return {
    'Vehicle.Powertrain.CombustionEngine.Speed': round(Math.max(780, (speed / wheelM) * 60 * ratio), 0),
    'Vehicle.OBD.EngineLoad': round(clamp(14 + powerKw * 0.9, 0, 100), 0),
    'Vehicle.Powertrain.CombustionEngine.ECT': round(coolant, 0),
    'Vehicle.Powertrain.FuelSystem.RelativeLevel': round(fuel, 1),
  }
}

function electricFields({ fuel }: Pick<Drive, 'fuel'>, powerKw: number) {
  return {
    'Vehicle.Powertrain.ElectricMotor.Power': round(powerKw, 1),
    'Vehicle.Powertrain.Range': round(fuel * 4_100, 0),
  }
}

type Drive = { speed: number; coolant: number; fuel: number }

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

function round(value: number, digits: number): number {
  const scale = 10 ** digits
  return Math.round(value * scale) / scale || 0
}

/** mulberry32: small, and good enough for roads. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
