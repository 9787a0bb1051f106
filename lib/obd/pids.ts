import { laterPids } from './laterPids.ts'
import {
  celsius,
  type Extra,
  type Field,
  field,
  one,
  type PidDefinition,
  percent,
  percentage,
  tenthCelsius,
  trim,
} from './PidDefinition.ts'
import {
  decodeAirStatus,
  decodeFuelStatus,
  decodeFuelType,
  decodeMonitors,
  decodeSensorsPresent,
  decodeStandard,
  decodeTorquePoints,
  freezeCode,
} from './pidExtras.ts'

/*
 * The parameters of services 01 and 02 (and of F400 to F4FF in service 22): length, scale and unit of each, after the
 * public description of SAE J1979 / ISO 15031-5. Where the length of a parameter is known and its scale is not public, the
 * bytes are given as hex: a wrong value is worse than none.
 */
const obd = 'Vehicle.OBD.'
const engine = 'Vehicle.Powertrain.CombustionEngine.'
const plain = (length: number, ...fields: Field[]): PidDefinition => ({ lengths: [length], fields })
const special = (length: number, extra: Extra): PidDefinition => ({ lengths: [length], fields: [], extra })
const kpaTen = [10, 1] as const

const table: Record<number, PidDefinition> = {
  1: special(4, decodeMonitors('')),
  2: special(2, freezeCode),
  3: special(2, decodeFuelStatus),
  4: plain(1, percentage('Calculated engine load', 0, { path: `${obd}EngineLoad` })),
  5: plain(1, celsius('Engine coolant temperature', 0, { path: `${engine}ECT` })),
  10: plain(1, field('Fuel pressure', 'kPa', 0, 1, [3, 1], { path: `${obd}FuelPressure` })),
  11: plain(1, field('Intake manifold absolute pressure', 'kPa', 0, 1, one, { path: `${obd}MAP` })),
  12: plain(2, field('Engine speed', 'rpm', 0, 2, [1, 4], { path: `${engine}Speed` })),
  13: plain(1, field('Vehicle speed', 'km/h', 0, 1, one, { path: 'Vehicle.Speed', doubtful: 255 })),
  14: plain(1, field('Timing advance', '°', 0, 1, [1, 2], { add: -64, path: `${obd}TimingAdvance` })),
  15: plain(1, celsius('Intake air temperature', 0, { path: `${obd}IntakeTemp` })),
  16: plain(2, field('Mass air flow', 'g/s', 0, 2, [1, 100], { path: `${engine}MAF` })),
  17: plain(1, percentage('Throttle position', 0, { path: `${engine}TPS` })),
  18: special(1, decodeAirStatus),
  19: special(1, decodeSensorsPresent(2, 4)),
  28: special(1, decodeStandard),
  29: special(1, decodeSensorsPresent(4, 2)),
  30: special(1, (data, at) => [
    {
      name: 'Power take-off active',
      value: (data[at]! & 1) === 1,
      unit: '',
      path: `${obd}IsPTOActive`,
    },
  ]),
  31: plain(2, field('Run time since engine start', 's', 0, 2, one, { path: `${obd}RunTime` })),
  33: plain(2, field('Distance with warning lamp on', 'km', 0, 2, one, { path: `${obd}DistanceWithMIL` })),
  34: plain(
    2,
    field('Fuel rail pressure relative to vacuum', 'kPa', 0, 2, [79, 1000], { path: `${obd}FuelRailPressureVac` }),
  ),
  35: plain(2, field('Fuel rail gauge pressure', 'kPa', 0, 2, kpaTen, { path: `${obd}FuelRailPressureDirect` })),
  44: plain(1, percentage('Commanded EGR', 0, { path: `${obd}CommandedEGR` })),
  45: plain(1, trim('EGR error', 0, { path: `${obd}EGRError` })),
  46: plain(1, percentage('Commanded evaporative purge', 0, { path: `${obd}CommandedEVAP` })),
  47: plain(1, percentage('Fuel level', 0, { path: 'Vehicle.Powertrain.FuelSystem.RelativeLevel', doubtful: 0 })),
  48: plain(1, field('Warm-ups since codes cleared', '', 0, 1, one, { path: `${obd}WarmupsSinceDTCClear` })),
  49: plain(
    2,
    field('Distance since codes cleared', 'km', 0, 2, one, { path: `${obd}DistanceSinceDTCClear`, doubtful: 65_535 }),
  ),
  50: plain(
    2,
    field('Evaporative system vapour pressure', 'Pa', 0, 2, [1, 4], { signed: true, path: `${obd}EVAPVaporPressure` }),
  ),
  51: plain(1, field('Barometric pressure', 'kPa', 0, 1, one, { path: `${obd}BarometricPressure` })),
  65: special(4, decodeMonitors('this drive cycle')),
  66: plain(
    2,
    field('Control module voltage', 'V', 0, 2, [1, 1000], { path: 'Vehicle.LowVoltageBattery.CurrentVoltage' }),
  ),
  67: plain(2, field('Absolute load', '%', 0, 2, percent, { path: `${obd}AbsoluteLoad` })),
  68: plain(
    2,
    field('Commanded equivalence ratio', 'ratio', 0, 2, [1, 32_768], { path: `${obd}CommandedEquivalenceRatio` }),
  ),
  69: plain(1, percentage('Relative throttle position', 0, { path: `${obd}RelativeThrottlePosition` })),
  70: plain(1, celsius('Ambient air temperature', 0, { path: 'Vehicle.Exterior.AirTemperature' })),
  71: plain(1, percentage('Absolute throttle position B', 0, { path: `${obd}ThrottlePositionB` })),
  72: plain(1, percentage('Absolute throttle position C', 0, { path: `${obd}ThrottlePositionC` })),
  73: plain(1, percentage('Accelerator pedal position D', 0, { path: `${obd}AcceleratorPositionD` })),
  74: plain(1, percentage('Accelerator pedal position E', 0, { path: `${obd}AcceleratorPositionE` })),
  75: plain(1, percentage('Accelerator pedal position F', 0, { path: `${obd}AcceleratorPositionF` })),
  76: plain(1, percentage('Commanded throttle actuator', 0, { path: `${obd}ThrottleActuator` })),
  77: plain(2, field('Run time with warning lamp on', 'min', 0, 2, one, { path: `${obd}RunTimeMIL` })),
  78: plain(
    2,
    field('Time since codes cleared', 'min', 0, 2, one, { path: `${obd}TimeSinceDTCCleared`, doubtful: 65_535 }),
  ),
  79: plain(
    4,
    field('Maximum equivalence ratio', 'ratio', 0, 1, one),
    field('Maximum oxygen sensor voltage', 'V', 1, 1, one),
    field('Maximum oxygen sensor current', 'mA', 2, 1, one),
    field('Maximum intake manifold pressure', 'kPa', 3, 1, kpaTen),
  ),
  80: plain(4, field('Maximum mass air flow', 'g/s', 0, 1, [10, 1], { path: `${obd}MaxMAF` })),
  81: special(1, decodeFuelType),
  82: plain(1, percentage('Ethanol in fuel', 0, { path: `${obd}EthanolPercent` })),
  83: plain(
    2,
    field('Absolute evaporative system vapour pressure', 'kPa', 0, 2, [1, 200], {
      path: `${obd}EVAPVaporPressureAbsolute`,
    }),
  ),
  84: plain(
    2,
    field('Evaporative system vapour pressure, wide', 'Pa', 0, 2, one, {
      signed: true,
      path: `${obd}EVAPVaporPressureAlternate`,
    }),
  ),
  89: plain(2, field('Fuel rail absolute pressure', 'kPa', 0, 2, kpaTen, { path: `${obd}FuelRailPressureAbsolute` })),
  90: plain(
    1,
    percentage('Relative accelerator pedal position', 0, { path: 'Vehicle.Chassis.Accelerator.PedalPosition' }),
  ),
  91: plain(
    1,
    percentage('Hybrid battery remaining', 0, { path: 'Vehicle.Powertrain.TractionBattery.StateOfCharge.Current' }),
  ),
  92: plain(1, celsius('Engine oil temperature', 0, { path: `${obd}OilTemperature` })),
  93: plain(2, field('Fuel injection timing', '°', 0, 2, [1, 128], { add: -210, path: `${obd}FuelInjectionTiming` })),
  94: plain(2, field('Engine fuel rate', 'L/h', 0, 2, [1, 20], { path: `${obd}FuelRate` })),
  97: plain(1, field("Driver's demand engine torque", '%', 0, 1, one, { add: -125 })),
  98: plain(1, field('Actual engine torque', '%', 0, 1, one, { add: -125 })),
  99: plain(2, field('Engine reference torque', 'Nm', 0, 2, one)),
  100: special(5, decodeTorquePoints),
  ...laterPids,
}

for (const [index, name] of ['Short', 'Long', 'Short', 'Long'].entries()) {
  const bank = index < 2 ? 1 : 2
  table[6 + index] = {
    lengths: [1, 2],
    fields: [
      trim(`${name} term fuel trim, bank ${bank}`, 0, { path: `${obd}${name}TermFuelTrim${bank}` }),
      trim(`${name} term fuel trim, bank ${bank + 2}`, 1),
    ],
  }
  table[85 + index] = {
    lengths: [2, 1],
    fields: [
      trim(`${name} term secondary oxygen sensor trim, bank ${bank}`, 0, {
        path: `${obd}${name}TermO2Trim${bank}`,
      }),
      trim(`${name} term secondary oxygen sensor trim, bank ${bank + 2}`, 1, {
        path: `${obd}${name}TermO2Trim${bank + 2}`,
      }),
    ],
  }
}

for (let sensor = 1; sensor <= 8; sensor++) {
  const name = `Oxygen sensor ${sensor}`
  const lambda = field(`${name} equivalence ratio`, 'ratio', 0, 2, [1, 32_768], {
    path: `${obd}O2WR.Sensor${sensor}.Lambda`,
  })
  table[19 + sensor] = plain(
    2,
    field(`${name} voltage`, 'V', 0, 1, [1, 200], { path: `${obd}O2.Sensor${sensor}.Voltage` }),
    trim(`${name} short term fuel trim`, 1, { blank: 255, path: `${obd}O2.Sensor${sensor}.ShortTermFuelTrim` }),
  )
  table[35 + sensor] = plain(
    4,
    lambda,
    field(`${name} voltage`, 'V', 2, 2, [1, 8192], { path: `${obd}O2WR.Sensor${sensor}.Voltage` }),
  )
  table[51 + sensor] = plain(4, lambda, field(`${name} current`, 'mA', 2, 2, [1, 256], { add: -128 }))
}

for (const [index, where] of [
  'Bank1.Temperature1',
  'Bank2.Temperature1',
  'Bank1.Temperature2',
  'Bank2.Temperature2',
].entries()) {
  const name = `Catalyst temperature, bank ${(index % 2) + 1}, sensor ${index < 2 ? 1 : 2}`
  table[60 + index] = plain(2, tenthCelsius(name, 0, { path: `${obd}Catalyst.${where}` }))
}

/** The definitions by number; masks of supported parameters (multiples of 32) are not among them. */
export const pids: readonly (PidDefinition | undefined)[] = Array.from({ length: 256 }, (_, pid) => table[pid])
