/*
 * Which fields an agreement speaks of together: owner and maker class up to 64 groups of a dictionary release, and a data
 * set holds fields of groups of one class. The proposal below is what both begin with; they may agree on something else.
 */
export type FieldGroup = {
  /** Its bit in a data set's groups. */
  number: number
  id: 'identity' | 'powertrain' | 'codes' | 'motion' | 'events' | 'location' | 'charging' | 'service' | 'surroundings'
  dataClass: 'maker' | 'user' | 'disputed'
  isPrivate: boolean
}

export const fieldGroups: readonly FieldGroup[] = [
  { number: 0, id: 'identity', dataClass: 'maker', isPrivate: false },
  { number: 1, id: 'powertrain', dataClass: 'maker', isPrivate: false },
  { number: 2, id: 'codes', dataClass: 'disputed', isPrivate: false },
  { number: 3, id: 'motion', dataClass: 'user', isPrivate: false },
  { number: 4, id: 'events', dataClass: 'user', isPrivate: false },
  { number: 5, id: 'location', dataClass: 'user', isPrivate: true },
  { number: 6, id: 'charging', dataClass: 'user', isPrivate: false },
  { number: 7, id: 'service', dataClass: 'disputed', isPrivate: false },
  { number: 8, id: 'surroundings', dataClass: 'user', isPrivate: false },
]

const classBits = { maker: 1n, user: 2n, disputed: 3n } as const
const privateBit = 4n

/** Returns the classes of groups as an agreement carries them: four bits each, group 0 lowest. */
export function packClasses(groups: readonly Pick<FieldGroup, 'number' | 'dataClass' | 'isPrivate'>[]): bigint {
  return groups.reduce((packed, { number, dataClass, isPrivate }) => {
    const bits = classBits[dataClass] | (isPrivate ? privateBit : 0n)
    return packed | (bits << BigInt(4 * number))
  }, 0n)
}

/** Returns the class of each known group in an agreement; a group that is not tradable is left out. */
export function unpackClasses(classes: bigint): FieldGroup[] {
  const names = [undefined, 'maker', 'user', 'disputed'] as const
  return fieldGroups.flatMap((group) => {
    const bits = Number((classes >> BigInt(4 * group.number)) & 15n)
    const dataClass = names[bits & 3]
    return dataClass ? [{ ...group, dataClass, isPrivate: (bits & 4) !== 0 }] : []
  })
}

/** Returns groups as a data set names them: one bit each. */
export function packGroups(numbers: readonly number[]): bigint {
  return numbers.reduce((packed, number) => packed | (1n << BigInt(number)), 0n)
}

const prefixes: readonly (readonly [string, FieldGroup['id']])[] = [
  ['Vehicle.VehicleIdentification', 'identity'],
  ['Vehicle.Powertrain.TractionBattery', 'charging'],
  ['Vehicle.OBD.DTC', 'codes'],
  ['Vehicle.Powertrain', 'powertrain'],
  ['Vehicle.OBD', 'powertrain'],
  ['Vehicle.CurrentLocation', 'location'],
  ['Vehicle.Service', 'service'],
  ['Vehicle.Exterior', 'surroundings'],
  ['Vehicle.Diagnostics', 'codes'],
  ['Qood.Diagnostics', 'codes'],
  ['Qood.Event', 'events'],
  ['Qood.Charge', 'charging'],
  ['Qood.Service', 'service'],
  ['Qood.Weather', 'surroundings'],
  ['Qood.Road', 'surroundings'],
  ['Qood.Traffic', 'surroundings'],
  ['Qood.Trip', 'motion'],
  ['Qood.Sample', 'motion'],
  ['Event', 'events'],
  ['Vehicle', 'motion'],
]

/** Returns the group of a field by its VSS path, or undefined for one that belongs to none. */
export function groupOf(path: string): FieldGroup | undefined {
  const found = prefixes.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`) || isDtc(path, prefix))
  return found && fieldGroups.find(({ id }) => id === found[1])
}

/** DTCCount, DTCList: one word in VSS. */
function isDtc(path: string, prefix: string): boolean {
  return prefix.endsWith('.DTC') && path.startsWith(prefix)
}
