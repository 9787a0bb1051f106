import { formatCode } from './formatCode.ts'
import type { Extra } from './PidDefinition.ts'
import type { Reading } from './Reading.ts'

/* Parameters whose bytes are bits or choices rather than numbers. */

const obd = 'Vehicle.OBD.'
const continuous = ['Misfire', 'Fuel system', 'Comprehensive components'] as const
const spark = [
  'Catalyst',
  'Heated catalyst',
  'Evaporative system',
  'Secondary air system',
  'Gasoline particulate filter',
  'Oxygen sensor',
  'Oxygen sensor heater',
  'EGR or variable valve timing',
] as const
const compression = [
  'NMHC catalyst',
  'NOx aftertreatment',
  undefined,
  'Boost pressure',
  undefined,
  'Exhaust gas sensor',
  'Particulate filter',
  'EGR or variable valve timing',
] as const

/** Returns how to decode the state of the monitors: since codes were cleared, or in this drive cycle. */
export function decodeMonitors(span: '' | 'this drive cycle'): Extra {
  const branch = span === '' ? 'Status' : 'DriveCycleStatus'
  const suffix = span === '' ? '' : `, ${span}`
  return (data, at) => {
    const [a, b, c, d] = [data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!]
    const isCompression = (b & 8) !== 0
    const values: Omit<Reading, 'pid'>[] = []
    if (span === '') {
      values.push({ name: 'Warning lamp on', value: a >= 128, unit: '', path: `${obd}${branch}.IsMILOn` })
      values.push({ name: 'Trouble codes stored', value: a & 127, unit: '', path: `${obd}${branch}.DTCCount` })
    }
    const ignition = isCompression ? 'compression' : 'spark'
    values.push({ name: `Ignition type${suffix}`, value: ignition, unit: '', path: `${obd}${branch}.IgnitionType` })
    const add = (name: string, supported: boolean, incomplete: boolean) =>
      values.push({
        name: `${name} monitor${suffix}`,
        value: supported ? (incomplete ? 'incomplete' : 'complete') : 'not supported',
        unit: '',
      })
    for (const [bit, name] of continuous.entries()) add(name, ((b >> bit) & 1) === 1, ((b >> (bit + 4)) & 1) === 1)
    for (const [bit, name] of (isCompression ? compression : spark).entries()) {
      if (name) add(name, ((c >> bit) & 1) === 1, ((d >> bit) & 1) === 1)
    }
    return values
  }
}

export const freezeCode: Extra = (data, at) => {
  const raw = (data[at]! << 8) | data[at + 1]!
  const value = raw === 0 ? 'none' : formatCode(raw)
  return [{ name: 'Code that caused the freeze frame', value, unit: '', path: `${obd}FreezeDTC` }]
}

const fuelStates: Record<number, string> = {
  0: 'motor off',
  1: 'open loop, engine cold',
  2: 'closed loop',
  4: 'open loop, load or deceleration',
  8: 'open loop, system failure',
  16: 'closed loop, feedback fault',
}

export const decodeFuelStatus: Extra = (data, at) => {
  const [a, b] = [data[at]!, data[at + 1]!]
  const say = (state: number) => fuelStates[state] ?? `reserved (${state})`
  const first = { name: 'Fuel system 1 status', value: say(a), unit: '', path: `${obd}FuelStatus` }
  return b === 0 ? [first] : [first, { name: 'Fuel system 2 status', value: say(b), unit: '' }]
}

const airStates: Record<number, string> = {
  1: 'upstream of catalyst',
  2: 'downstream of catalyst',
  4: 'outside air or off',
  8: 'pump on for diagnostics',
}

export const decodeAirStatus: Extra = (data, at) => [
  {
    name: 'Commanded secondary air status',
    value: airStates[data[at]!] ?? `reserved (${data[at]})`,
    unit: '',
    path: `${obd}AirStatus`,
  },
]

/** Returns how to decode which oxygen sensors there are. */
export function decodeSensorsPresent(banks: 2 | 4, each: 4 | 2): Extra {
  return (data, at) => {
    const present = Array.from({ length: 8 }, (_, bit) => bit)
      .filter((bit) => ((data[at]! >> bit) & 1) === 1)
      .map((bit) => `B${Math.floor(bit / each) + 1}S${(bit % each) + 1}`)
    return [
      {
        name: `Oxygen sensors present, ${banks} banks`,
        value: present.join(' ') || 'none',
        unit: '',
        path: `${obd}OxygenSensorsIn${banks}Banks`,
      },
    ]
  }
}

const standards: readonly string[] = (
  '|OBD-II (CARB)|OBD (EPA)|OBD and OBD-II|OBD-I|not OBD compliant|EOBD|EOBD and OBD-II|EOBD and OBD|' +
  'EOBD, OBD and OBD-II|JOBD|JOBD and OBD-II|JOBD and EOBD|JOBD, EOBD and OBD-II||||EMD|EMD+|HD OBD-C|HD OBD|WWH OBD||' +
  'HD EOBD-I|HD EOBD-I N|HD EOBD-II|HD EOBD-II N||OBDBr-1|OBDBr-2|KOBD|IOBD I|IOBD II|HD EOBD-VI'
).split('|')

export const decodeStandard: Extra = (data, at) => [
  {
    name: 'OBD standard',
    value: standards[data[at]!] || `reserved (${data[at]})`,
    unit: '',
    path: `${obd}OBDStandards`,
  },
]

const fuels: readonly string[] = (
  'not available|petrol|methanol|ethanol|diesel|LPG|CNG|propane|electric|bifuel petrol|bifuel methanol|bifuel ethanol|' +
  'bifuel LPG|bifuel CNG|bifuel propane|bifuel electric|bifuel electric and combustion|hybrid petrol|hybrid ethanol|' +
  'hybrid diesel|hybrid electric|hybrid electric and combustion|hybrid regenerative|bifuel diesel'
).split('|')

export const decodeFuelType: Extra = (data, at) => [
  { name: 'Fuel type', value: fuels[data[at]!] ?? `reserved (${data[at]})`, unit: '', path: `${obd}FuelType` },
]

export const decodeTorquePoints: Extra = (data, at) =>
  ['at idle', 'at point 1', 'at point 2', 'at point 3', 'at point 4'].map((where, index) => ({
    name: `Engine torque ${where}`,
    value: data[at + index]! - 125,
    unit: '%',
  }))

export const decodeAuxiliary: Extra = (data, at) => {
  const [flags, states] = [data[at]!, data[at + 1]!]
  const names = ['Power take-off', 'Automatic gearbox in drive', 'Manual gearbox in gear', 'Glow plug lamp on']
  return names.flatMap((name, bit) =>
    (flags >> bit) & 1 ? [{ name, value: ((states >> bit) & 1) === 1, unit: '' }] : [],
  )
}

export const decodeGear: Extra = (data, at) => {
  const values: Omit<Reading, 'pid'>[] = []
  if (data[at]! & 1) values.push({ name: 'Transmission gear', value: data[at + 1]! >> 4, unit: '' })
  if (data[at]! & 2) {
    values.push({ name: 'Transmission ratio', value: ((data[at + 2]! << 8) | data[at + 3]!) / 1000, unit: 'ratio' })
  }
  return values
}

export const decodeVehicleType: Extra = (data, at) =>
  data[at]! & 1 ? [{ name: 'Antilock brakes switched off', value: (data[at]! & 2) !== 0, unit: '' }] : []
