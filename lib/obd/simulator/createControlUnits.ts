import type { Car } from './createCar.ts'

/** A control unit of the simulated car: what it answers to a request, without headers. */
export type ControlUnit = {
  /** Identifier on CAN with 11 bits, and address on every other bus. */
  canId: string
  address: string
  /** Returns the answer; undefined when this unit says nothing. */
  answer(service: number, bytes: readonly number[]): number[] | undefined
}

type Values = Record<number, () => number[]>

const word = (value: number) => {
  const raw = Math.max(0, Math.min(65_535, Math.round(value)))
  return [raw >> 8, raw & 255]
}
const byte = (value: number) => [Math.max(0, Math.min(255, Math.round(value)))]
const percent = (value: number) => byte((value * 255) / 100)
const text = (words: string, length: number) =>
  Array.from({ length }, (_, at) => (at < words.length ? words.charCodeAt(at) : 0))

/** Returns the engine and the gearbox of a car (of an electric one, the drive alone). */
export function createControlUnits(car: Car, vin: string, isCan: boolean): ControlUnit[] {
  const engine = createUnit({
    canId: '7E8',
    address: '10',
    car,
    vin,
    isCan,
    values: driveValues(car),
    name: 'ECM-EngineControl',
  })
  if (car.drive === 'electric') return [engine]
  const gearbox: Values = {
    1: () => [0, 0, 0, 0],
    12: () => word(car.engineRpm * 4),
    13: () => byte(car.speedKph),
    164: () => [3, car.gear << 4, ...word(car.speedKph > 0 ? (car.engineRpm / Math.max(1, car.speedKph)) * 100 : 0)],
  }
  return [
    engine,
    createUnit({ canId: '7E9', address: '18', car, vin: undefined, isCan, values: gearbox, name: 'TCM-TransmisCtrl' }),
  ]
}

function driveValues(car: Car): Values {
  const common: Values = {
    1: () => [(car.lampOn ? 128 : 0) + car.codes.length, 7, 0xe5, car.clearedKm < 60 ? 0xe5 : 0],
    13: () => byte(car.speedKph),
    28: () => [6],
    31: () => word(car.runTimeS),
    33: () => word(car.lampOn ? car.clearedKm : 0),
    48: () => byte(Math.min(255, car.clearedKm / 14)),
    49: () => word(car.clearedKm),
    51: () => [98],
    65: () => [0, 7, 0xe5, car.runTimeS < 300 ? 0x65 : 0],
    66: () => word(car.volts * 1000),
    70: () => byte(car.ambientC + 40),
    77: () => word(car.lampOn ? car.clearedMinutes : 0),
    78: () => word(car.clearedMinutes),
    81: () => [car.drive === 'electric' ? 8 : 1],
    166: () => {
      const raw = Math.round(car.odometerKm * 10)
      return [(raw >>> 24) & 255, (raw >> 16) & 255, (raw >> 8) & 255, raw & 255]
    },
  }
  if (car.drive === 'electric') {
    return {
      ...common,
      1: () => [(car.lampOn ? 128 : 0) + car.codes.length, 4, 0, 0],
      73: () => percent(car.throttlePercent),
      91: () => percent(car.batteryPercent),
    }
  }
  return {
    ...common,
    3: () => [car.coolantC < 60 ? 1 : 2, 0],
    4: () => percent(car.loadPercent),
    5: () => byte(car.coolantC + 40),
    6: () => byte(128 + 3 * Math.sin(car.runTimeS / 7)),
    7: () => [131],
    11: () => byte(28 + car.loadPercent * 0.7),
    12: () => word(car.engineRpm * 4),
    14: () => byte((14 + car.loadPercent / 8 + 64) * 2),
    15: () => byte(car.ambientC + 9 + 40),
    16: () => word(car.airFlowGps * 100),
    17: () => percent(car.throttlePercent),
    19: () => [3],
    20: () => [Math.round(90 + 60 * Math.sin(car.runTimeS * 4)), 128],
    21: () => [132, 255],
    46: () => percent(12),
    47: () => percent(car.fuelPercent),
    60: () => word((380 + car.loadPercent * 3 + 40) * 10),
    68: () => word(32_768),
    69: () => percent(Math.max(0, car.throttlePercent - 12)),
    71: () => percent(car.throttlePercent + 1),
    73: () => percent(car.throttlePercent * 0.9),
    76: () => percent(car.throttlePercent),
    92: () => byte(car.coolantC + 4 + 40),
    94: () => word(car.fuelLph * 20),
  }
}

type UnitOptions = {
  canId: string
  address: string
  car: Car
  vin: string | undefined
  isCan: boolean
  values: Values
  name: string
}

function createUnit({ canId, address, car, vin, isCan, values, name }: UnitOptions): ControlUnit {
  const isEngine = vin !== undefined
  const mask = (base: number, has: (pid: number) => boolean, more: boolean) => {
    const bytes = [0, 0, 0, 0]
    for (let bit = 0; bit < 31; bit++) if (has(base + bit + 1)) bytes[bit >> 3]! |= 128 >> (bit & 7)
    if (more) bytes[3]! |= 1
    return bytes
  }
  const highest = Math.max(...Object.keys(values).map(Number))
  const readOne = (pid: number): number[] | undefined => {
    if (pid % 32 === 0) return pid <= highest ? mask(pid, (each) => each in values, highest > pid + 32) : undefined
    return values[pid]?.()
  }

  function current(pids: readonly number[]): number[] | undefined {
    const parts = pids.flatMap((pid) => {
      const data = readOne(pid)
      return data ? [pid, ...data] : []
    })
    return parts.length > 0 ? [0x41, ...parts] : undefined
  }

  function freeze([pid = 0, frame = 0]: readonly number[]): number[] | undefined {
    const [code] = car.codes
    if (pid === 2) return [0x42, 2, frame, ...(code ? codeBytes(code) : [0, 0])]
    if (!isEngine || !code || frame !== 0) return undefined
    const data =
      pid === 0 ? mask(0, (each) => each === 2 || (each > 2 && each < 32 && each in values), false) : readOne(pid)
    return data && [0x42, pid, frame, ...data]
  }

  function list(service: number, codes: readonly string[]): number[] {
    const bytes = codes.flatMap(codeBytes)
    return isCan ? [service + 0x40, codes.length, ...bytes] : [service + 0x40, ...bytes, 0, 0, 0, 0, 0, 0].slice(0, 7)
  }

  function info(item: number): number[] | undefined {
    const count = isCan ? [] : [1]
    if (item === 0) {
      const has = isEngine ? [2, 4, 6, 8, 10] : [10]
      return [0x49, 0, ...count, ...mask(0, (each) => has.includes(each), false)]
    }
    if (item === 10) return [0x49, 10, 1, ...text(name.replace('-', '\0-'), 20)]
    if (!isEngine) return undefined
    if (item === 2) return [0x49, 2, 1, ...text(vin, 17)]
    if (item === 4) return [0x49, 4, 1, ...text('QB26PETROL-0117', 16)]
    if (item === 6) return [0x49, 6, 1, 0x17, 0x91, 0xbc, 0x82]
    if (item !== 8) return undefined
    return [
      0x49,
      8,
      20,
      ...[412, 903, 188, 412, 0, 0, 205, 412, 0, 0, 301, 412, 0, 0, 144, 412, 0, 0, 0, 0].flatMap(word),
    ]
  }

  function identify(dids: readonly number[]): number[] | undefined {
    const parts: number[] = []
    for (let at = 0; at + 1 < dids.length; at += 2) {
      const [high, low] = [dids[at]!, dids[at + 1]!]
      const data =
        high === 0xf4
          ? readOne(low)
          : high === 0xf1 && low === 0x90 && isEngine
            ? text(vin, 17)
            : high === 0xf1 && low === 0x8c
              ? text(`SN${address}0042`, 8)
              : undefined
      if (data) parts.push(high, low, ...data)
    }
    return parts.length > 0 ? [0x62, ...parts] : undefined
  }

  function answer(service: number, bytes: readonly number[]): number[] | undefined {
    const [first = 0] = bytes
    switch (service) {
      case 1:
        return current(bytes)
      case 2:
        return freeze(bytes)
      case 3:
        return list(3, isEngine ? car.codes : [])
      case 4:
        if (isEngine) car.clearCodes()
        return [0x44]
      case 6:
        return isEngine ? monitorTest(first, isCan) : undefined
      case 7:
        return list(7, isEngine ? car.pending : [])
      case 9:
        return info(first)
      case 10:
        return isCan ? list(10, []) : undefined
      case 0x19:
        return isEngine && isCan && first === 2
          ? [0x59, 2, 0xff, ...car.codes.flatMap((code) => [...codeBytes(code), 0x11, 0x2f])]
          : undefined
      case 0x22:
        return isCan ? (identify(bytes) ?? (isEngine ? [0x7f, 0x22, 0x31] : undefined)) : undefined
      default:
        return isEngine ? [0x7f, service, 0x11] : undefined
    }
  }
  return { canId, address, answer }
}

function monitorTest(monitor: number, isCan: boolean): number[] | undefined {
  if (!isCan) return monitor === 1 ? [0x46, 1, 1, 0x00, 0x64, 0x00, 0xc8] : undefined
  if (monitor === 0) return [0x46, 0, 0xc0, 0, 0, 0]
  if (monitor === 1)
    return [0x46, 1, 0x81, 0x0b, 0x02, 0xd0, 0x00, 0x00, 0x04, 0xb0, 1, 0x82, 0x10, 0x00, 0x30, 0x00, 0x00, 0x00, 0x64]
  return monitor === 2 ? [0x46, 2, 0x81, 0x0b, 0x02, 0x9e, 0x00, 0x00, 0x04, 0xb0] : undefined
}

function codeBytes(code: string): number[] {
  const raw = ('PCBU'.indexOf(code[0]!) << 14) | (Number(code[1]) << 12) | Number.parseInt(code.slice(2), 16)
  return [raw >> 8, raw & 255]
}
