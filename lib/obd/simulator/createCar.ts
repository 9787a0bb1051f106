import { createRandom } from './createRandom.ts'

/*
 * A car with enough physics to be worth measuring: mass, drag and rolling resistance ask for power, power burns fuel, gears
 * turn the engine, the engine warms its water. It follows a made-up road of straights and corners that the seed decides, in
 * steps of 50 ms, so that the same seed and time always give the same car.
 */
export type CarFault = 'misfire' | 'thermostat' | 'catalyst' | 'battery' | 'collision' | 'breakdown'
export type CarOptions = {
  seed?: number
  drive?: 'petrol' | 'electric'
  /** Faults that are there from the start; collision and breakdown happen a minute into the drive. */
  faults?: readonly CarFault[]
  odometerKm?: number
  latitude?: number
  longitude?: number
}

export type Car = {
  drive: 'petrol' | 'electric'
  timeMs: number
  speedKph: number
  accelerationMps2: number
  lateralMps2: number
  headingDeg: number
  latitude: number
  longitude: number
  gear: number
  engineRpm: number
  throttlePercent: number
  loadPercent: number
  coolantC: number
  ambientC: number
  airFlowGps: number
  fuelLph: number
  fuelPercent: number
  batteryPercent: number
  volts: number
  odometerKm: number
  clearedKm: number
  clearedMinutes: number
  runTimeS: number
  codes: string[]
  pending: string[]
  lampOn: boolean
  /** Moves the car on to this time. */
  advance(timeMs: number): void
  /** Forgets codes and readiness, as service 04 does. */
  clearCodes(): void
}

const stepS = 0.05
const massKg = 1480
const ratios = [3.6, 2.05, 1.37, 1, 0.8, 0.66]
const codesOf: Record<CarFault, readonly string[]> = {
  misfire: ['P0301'],
  thermostat: ['P0128'],
  catalyst: ['P0420'],
  battery: ['P0562'],
  collision: ['B0001'],
  breakdown: ['P0335'],
}

/** Returns a car that stands at the start of its road. */
export function createCar(options: CarOptions = {}): Car {
  const { seed = 1, drive = 'petrol', faults = [], latitude = 48.7758, longitude = 9.1829 } = options
  const random = createRandom(seed)
  const plan = createPlan(random)
  const present = faults.filter((fault) => fault !== 'collision' && fault !== 'breakdown')
  let leg = plan.next()
  let steps = 0
  const car: Car = {
    drive,
    timeMs: 0,
    speedKph: 0,
    accelerationMps2: 0,
    lateralMps2: 0,
    headingDeg: 90,
    latitude,
    longitude,
    gear: 1,
    engineRpm: drive === 'petrol' ? 820 : 0,
    throttlePercent: 14,
    loadPercent: 22,
    coolantC: 24,
    ambientC: 17,
    airFlowGps: 3,
    fuelLph: 0.8,
    fuelPercent: 68,
    batteryPercent: 81,
    volts: faults.includes('battery') ? 11.3 : 14.1,
    odometerKm: options.odometerKm ?? 48_213.4,
    clearedKm: 1250,
    clearedMinutes: 2890,
    runTimeS: 0,
    codes: present.flatMap((fault) => codesOf[fault]),
    pending: present.includes('misfire') ? ['P0300'] : [],
    lampOn: present.length > 0,
    advance(timeMs) {
      for (const until = Math.floor(timeMs / 1000 / stepS); steps < until; steps++) step()
      car.timeMs = timeMs
    },
    clearCodes() {
      Object.assign(car, { codes: [], pending: [], lampOn: false, clearedKm: 0, clearedMinutes: 0 })
    },
  }

  function step(): void {
    const speed = car.speedKph / 3.6
    if (leg.isOver(speed)) leg = plan.next()
    const sudden = suddenEvent(car, faults, codesOf)
    const wanted = sudden ?? leg.acceleration(speed)
    const next = Math.max(0, speed + wanted * stepS)
    car.accelerationMps2 = (next - speed) / stepS
    car.speedKph = next * 3.6
    moveOn(car, next, leg.turnRate)
    runEngine(car, next, faults)
    car.runTimeS += stepS
    car.clearedMinutes += stepS / 60
  }

  return car
}

/** A collision stops the car in a tenth of a second, a breakdown lets it roll out. Both come a minute into the drive. */
function suddenEvent(car: Car, faults: readonly CarFault[], known: typeof codesOf): number | undefined {
  if (car.runTimeS < 60) return undefined
  for (const fault of ['collision', 'breakdown'] as const) {
    if (!faults.includes(fault)) continue
    if (!car.codes.includes(known[fault][0]!)) {
      if (fault === 'collision' && car.speedKph < 25) continue
      car.codes = [...car.codes, ...known[fault]]
      car.lampOn = true
    }
    return fault === 'collision' ? -45 : -0.7
  }
  return undefined
}

function moveOn(car: Car, speed: number, turnRate: number): void {
  const rate = speed > 1 ? turnRate : 0
  car.lateralMps2 = speed * rate * (Math.PI / 180)
  car.headingDeg = (car.headingDeg + rate * stepS + 360) % 360
  const metres = speed * stepS
  const heading = (car.headingDeg * Math.PI) / 180
  car.latitude += (metres * Math.cos(heading)) / 111_320
  car.longitude += (metres * Math.sin(heading)) / (111_320 * Math.cos((car.latitude * Math.PI) / 180))
  car.odometerKm += metres / 1000
  car.clearedKm += metres / 1000
}

function runEngine(car: Car, speed: number, faults: readonly CarFault[]): void {
  const force = massKg * car.accelerationMps2 + 0.39 * speed * speed + (speed > 0.1 ? 150 : 0)
  const watts = force * speed
  if (car.drive === 'electric') {
    car.batteryPercent = Math.max(0, car.batteryPercent - ((watts > 0 ? watts : watts * 0.6) + 400) * stepS * 4.5e-7)
    car.throttlePercent = Math.max(0, Math.min(100, watts / 900))
    car.loadPercent = car.throttlePercent
    return
  }
  if (car.codes.includes('P0335')) {
    Object.assign(car, { engineRpm: 0, airFlowGps: 0, fuelLph: 0, loadPercent: 0, throttlePercent: 0, volts: 12.1 })
    return
  }
  const turning = (ratio: number) => (speed / 1.95) * 60 * ratio * 4.1
  if (turning(ratios[car.gear - 1]!) > 2700 && car.gear < ratios.length) car.gear++
  else if (turning(ratios[car.gear - 1]!) < 1250 && car.gear > 1) car.gear--
  const idle = car.coolantC < 50 ? 1050 : 820
  const rough = faults.includes('misfire') ? 60 * Math.sin(car.runTimeS * 9) : 12 * Math.sin(car.runTimeS * 5)
  car.engineRpm = Math.max(idle + rough, turning(ratios[car.gear - 1]!) + rough)
  const fuelGps = watts > 0 ? 0.16 + watts / 13_500 : car.engineRpm > 1300 ? 0 : 0.16
  car.airFlowGps = Math.max(1.6, fuelGps * 14.7)
  car.fuelLph = (fuelGps * 3600) / 745
  car.fuelPercent = Math.max(0, car.fuelPercent - (car.fuelLph * stepS) / 3600 / 0.5)
  car.loadPercent = Math.min(100, 18 + (watts > 0 ? watts / 850 : 0))
  car.throttlePercent = Math.min(100, 13 + (watts > 0 ? watts / 1100 : 0))
  const target = faults.includes('thermostat') ? 64 : 90
  car.coolantC += (target - car.coolantC) * stepS * 0.006 * (0.6 + fuelGps)
}

type Leg = { acceleration(speed: number): number; isOver(speed: number): boolean; turnRate: number }

/** The road: pull away, hold a speed, slow down for a corner or a stop; now and then somebody drives harder. */
function createPlan(random: () => number) {
  let stage = 0
  let cruise = 14
  const between = (low: number, high: number) => low + random() * (high - low)
  const hold = (seconds: number, leg: Pick<Leg, 'acceleration' | 'turnRate'>): Leg => {
    let left = seconds
    return {
      turnRate: leg.turnRate,
      acceleration(speed) {
        left -= stepS
        return leg.acceleration(speed)
      },
      isOver: () => left <= 0,
    }
  }
  return {
    next(): Leg {
      stage = (stage + 1) % 4
      if (stage === 1) {
        cruise = between(9, random() < 0.25 ? 33 : 17)
        const pull = random() < 0.12 ? between(3.1, 3.6) : between(1, 2.1)
        return {
          turnRate: 0,
          acceleration: (speed) => pull * (1 - speed / (cruise + 9)),
          isOver: (speed) => speed >= cruise,
        }
      }
      if (stage === 2) {
        const bend = between(-0.6, 0.6)
        return hold(between(8, 45), { turnRate: bend, acceleration: (speed) => (cruise - speed) * 0.4 })
      }
      const target = stage === 3 ? between(4, 8) : 0
      if (stage === 3) {
        const brake = random() < 0.15 ? between(3.9, 5.2) : between(1.1, 2.2)
        return { turnRate: 0, acceleration: () => -brake, isOver: (speed) => speed <= target }
      }
      if (random() < 0.45) {
        const side = random() < 0.5 ? -1 : 1
        return hold(between(3.5, 5), { turnRate: side * between(16, 26), acceleration: (speed) => (6 - speed) * 0.8 })
      }
      return hold(between(5, 22), { turnRate: 0, acceleration: (speed) => (speed > 0 ? -1.8 : 0) })
    },
  }
}
