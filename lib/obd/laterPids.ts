import {
  celsius,
  type Extra,
  type Field,
  field,
  one,
  type PidDefinition,
  percentage,
  tenthCelsius,
  trim,
} from './PidDefinition.ts'
import { decodeAuxiliary, decodeGear, decodeVehicleType } from './pidExtras.ts'

/*
 * Parameters 65 and above. Most begin with a byte of flags: a field whose flag is clear is not filled, whatever its bytes.
 */
const pressure = [1, 32] as const
const hundredth = [1, 100] as const
const ten = [10, 1] as const
const plain = (lengths: number | readonly number[], ...fields: Field[]): PidDefinition => ({
  lengths: typeof lengths === 'number' ? [lengths] : lengths,
  fields,
})
const special = (length: number, extra: Extra): PidDefinition => ({ lengths: [length], fields: [], extra })

/** Bytes whose scale is not public. */
const opaque = (name: string, ...lengths: number[]): PidDefinition => ({
  lengths,
  fields: [],
  extra: (data, at) => [
    {
      name,
      value: Array.from(data.subarray(at, at + lengths[0]!), (byte) => byte.toString(16).padStart(2, '0'))
        .join('')
        .toUpperCase(),
      unit: 'hex',
    },
  ],
})

/** Fields of equal kind one after another, behind the byte of flags. */
const row = (
  names: readonly string[],
  make: (name: string, at: number, options: { flag: number }) => Field,
  step: number,
) => names.map((name, index) => make(name, 1 + index * step, { flag: index }))

const pair = (name: string): readonly string[] => [`${name} A`, `${name} B`]
const sensors = (name: string): readonly string[] =>
  [1, 2].flatMap((bank) => [1, 2].map((sensor) => `${name}, bank ${bank}, sensor ${sensor}`))
const four = (name: string, bank: number): readonly string[] =>
  [1, 2, 3, 4].map((sensor) => `${name}, bank ${bank}, sensor ${sensor}`)
const wide =
  (unit: string, scale: readonly [number, number], more: { signed?: true } = {}) =>
  (name: string, at: number, options: { flag: number }) =>
    field(name, unit, at, 2, scale, { ...options, ...more })

const gases: Record<number, PidDefinition> = {
  131: plain(
    [5, 9],
    ...row(['NOx concentration, bank 1, sensor 1', 'NOx concentration, bank 2, sensor 1'], wide('ppm', one), 2),
  ),
  134: plain(5, ...row(['Particulate matter, bank 1', 'Particulate matter, bank 2'], wide('mg/m³', [1, 80]), 2)),
  157: plain(4, field('Engine fuel rate', 'g/s', 0, 2, [1, 50]), field('Vehicle fuel rate', 'g/s', 2, 2, [1, 50])),
  158: plain(2, field('Engine exhaust flow rate', 'kg/h', 0, 2, [1, 5])),
  162: plain(2, field('Cylinder fuel rate', 'mg/stroke', 0, 2, pressure)),
}

export const laterPids: Record<number, PidDefinition> = {
  101: special(2, decodeAuxiliary),
  102: plain(5, ...row(pair('Mass air flow sensor'), wide('g/s', pressure), 2)),
  103: plain(3, ...row(['Engine coolant temperature 1', 'Engine coolant temperature 2'], celsius, 1)),
  104: plain(
    [3, 7],
    ...row(
      [1, 2, 3, 4, 5, 6].map((sensor) => `Intake air temperature ${sensor}`),
      celsius,
      1,
    ),
  ),
  105: plain(
    7,
    percentage('Commanded EGR A', 1, { flag: 0 }),
    percentage('Actual EGR A', 2, { flag: 1 }),
    trim('EGR A error', 3, { flag: 2 }),
    percentage('Commanded EGR B', 4, { flag: 3 }),
    percentage('Actual EGR B', 5, { flag: 4 }),
    trim('EGR B error', 6, { flag: 5 }),
  ),
  106: plain(
    5,
    ...row(
      [
        'Commanded intake air flow A',
        'Relative intake air flow A',
        'Commanded intake air flow B',
        'Relative intake air flow B',
      ],
      percentage,
      1,
    ),
  ),
  107: plain(5, ...row(sensors('EGR temperature'), celsius, 1)),
  108: plain(
    5,
    ...row(
      [
        'Commanded throttle actuator A',
        'Relative throttle position A',
        'Commanded throttle actuator B',
        'Relative throttle position B',
      ],
      percentage,
      1,
    ),
  ),
  109: plain(
    [11, 6],
    field('Commanded fuel rail pressure A', 'kPa', 1, 2, ten, { flag: 0 }),
    field('Fuel rail pressure A', 'kPa', 3, 2, ten, { flag: 1 }),
    celsius('Fuel rail temperature A', 5, { flag: 2 }),
    field('Commanded fuel rail pressure B', 'kPa', 6, 2, ten, { flag: 3 }),
    field('Fuel rail pressure B', 'kPa', 8, 2, ten, { flag: 4 }),
    celsius('Fuel rail temperature B', 10, { flag: 5 }),
  ),
  110: plain(
    [9, 5],
    ...row(
      [
        'Commanded injection control pressure A',
        'Injection control pressure A',
        'Commanded injection control pressure B',
        'Injection control pressure B',
      ],
      wide('kPa', ten),
      2,
    ),
  ),
  111: plain(
    3,
    ...row(pair('Turbocharger inlet pressure'), (name, at, options) => field(name, 'kPa', at, 1, one, options), 1),
  ),
  112: plain(
    [10, 9],
    ...row(
      ['Commanded boost pressure A', 'Boost pressure A', 'Commanded boost pressure B', 'Boost pressure B'],
      wide('kPa', pressure),
      2,
    ),
  ),
  113: plain(
    [6, 5],
    ...row(
      ['Commanded turbine geometry A', 'Turbine geometry A', 'Commanded turbine geometry B', 'Turbine geometry B'],
      percentage,
      1,
    ),
  ),
  114: plain(
    5,
    ...row(['Commanded wastegate A', 'Wastegate A', 'Commanded wastegate B', 'Wastegate B'], percentage, 1),
  ),
  115: plain(5, ...row(['Exhaust pressure, bank 1', 'Exhaust pressure, bank 2'], wide('kPa', hundredth), 2)),
  116: opaque('Turbocharger speed', 5),
  117: opaque('Turbocharger A temperatures', 7),
  118: opaque('Turbocharger B temperatures', 7),
  119: plain(5, ...row(sensors('Charge air cooler temperature'), celsius, 1)),
  120: plain(9, ...row(four('Exhaust gas temperature', 1), tenthCelsius, 2)),
  121: plain(9, ...row(four('Exhaust gas temperature', 2), tenthCelsius, 2)),
  122: plain(
    7,
    field('Particulate filter delta pressure, bank 1', 'kPa', 1, 2, hundredth, { flag: 0, signed: true }),
    field('Particulate filter inlet pressure, bank 1', 'kPa', 3, 2, hundredth, { flag: 1 }),
    field('Particulate filter outlet pressure, bank 1', 'kPa', 5, 2, hundredth, { flag: 2 }),
  ),
  123: plain(
    7,
    field('Particulate filter delta pressure, bank 2', 'kPa', 1, 2, hundredth, { flag: 0, signed: true }),
    field('Particulate filter inlet pressure, bank 2', 'kPa', 3, 2, hundredth, { flag: 1 }),
    field('Particulate filter outlet pressure, bank 2', 'kPa', 5, 2, hundredth, { flag: 2 }),
  ),
  124: plain(
    9,
    ...row(
      [1, 2].flatMap((bank) => [
        `Particulate filter inlet temperature, bank ${bank}`,
        `Particulate filter outlet temperature, bank ${bank}`,
      ]),
      tenthCelsius,
      2,
    ),
  ),
  125: opaque('NOx control area status', 1),
  126: opaque('Particulate control area status', 1),
  127: plain(
    13,
    field('Total engine run time', 's', 1, 4, one, { flag: 0 }),
    field('Total idle run time', 's', 5, 4, one, { flag: 1 }),
    field('Total run time with power take-off', 's', 9, 4, one, { flag: 2 }),
  ),
  129: opaque('Run time of auxiliary emission controls 1 to 5', 21, 41),
  130: opaque('Run time of auxiliary emission controls 6 to 10', 21, 41),
  132: plain(1, celsius('Manifold surface temperature', 0)),
  133: plain(
    10,
    field('Average reagent consumption', 'L/h', 1, 2, [1, 200], { flag: 0 }),
    field('Average demanded reagent consumption', 'L/h', 3, 2, [1, 200], { flag: 1 }),
    percentage('Reagent tank level', 5, { flag: 2 }),
    field('Run time with NOx warning', 's', 6, 4, one, { flag: 3 }),
  ),
  135: plain(5, ...row(pair('Intake manifold absolute pressure'), wide('kPa', pressure), 2)),
  136: opaque('Catalytic reduction inducement', 13, 12),
  137: opaque('Run time of auxiliary emission controls 11 to 15', 41),
  138: opaque('Run time of auxiliary emission controls 16 to 20', 41),
  139: opaque('Diesel aftertreatment', 7),
  140: opaque('Oxygen sensors, wide range', 17, 16),
  141: plain(1, percentage('Throttle position G', 0)),
  142: plain(1, field('Engine friction torque', '%', 0, 1, one, { add: -125 })),
  143: opaque('Particulate matter sensors', 7, 5),
  144: opaque('Vehicle system information of WWH-OBD', 3),
  145: opaque('Control unit information of WWH-OBD', 5),
  146: opaque('Fuel system control', 2),
  147: opaque('Counters of WWH-OBD', 3),
  148: opaque('NOx warning and inducement', 12),
  152: plain(
    9,
    ...row(
      [5, 6, 7, 8].map((n) => `Exhaust gas temperature, bank 1, sensor ${n}`),
      tenthCelsius,
      2,
    ),
  ),
  153: plain(
    9,
    ...row(
      [5, 6, 7, 8].map((n) => `Exhaust gas temperature, bank 2, sensor ${n}`),
      tenthCelsius,
      2,
    ),
  ),
  154: opaque('Hybrid and electric system', 6),
  155: plain(
    4,
    field('Diesel exhaust fluid concentration', '%', 1, 1, [1, 4], { flag: 0 }),
    celsius('Diesel exhaust fluid temperature', 2, { flag: 1 }),
    percentage('Diesel exhaust fluid level', 3, { flag: 2 }),
  ),
  156: opaque('Oxygen sensor data', 17),
  159: opaque('Fuel system use', 9),
  161: opaque('NOx concentration, corrected', 9, 5),
  163: opaque('Evaporative system vapour pressure', 9),
  164: special(4, decodeGear),
  165: plain(4, field('Commanded diesel exhaust fluid dosing', '%', 1, 1, [1, 2], { flag: 0 })),
  166: plain(4, field('Odometer', 'km', 0, 4, [1, 10], { path: 'Vehicle.TraveledDistance' })),
  167: opaque('NOx concentration, sensors 3 and 4', 4),
  168: opaque('NOx concentration, corrected, sensors 3 and 4', 4),
  169: special(1, decodeVehicleType),
  195: opaque('Fuel level input', 2),
  196: opaque('Particulate and exhaust diagnostics', 8),
  ...gases,
}
