import type { Dictionary } from '../dictionarySchema.ts'
import { chargingDictionary } from './chargingDictionary.ts'
import { drivingDictionary } from './drivingDictionary.ts'
import { insuranceDictionary } from './insuranceDictionary.ts'
import { serviceRecordsDictionary } from './serviceRecordsDictionary.ts'
import { usedCarDictionary } from './usedCarDictionary.ts'
import { vehicleHealthDictionary } from './vehicleHealthDictionary.ts'
import { weatherRoadDictionary } from './weatherRoadDictionary.ts'

/** The dictionaries that every network of ours starts with. */
export const baseDictionaries: readonly Dictionary[] = [
  drivingDictionary,
  vehicleHealthDictionary,
  serviceRecordsDictionary,
  usedCarDictionary,
  insuranceDictionary,
  chargingDictionary,
  weatherRoadDictionary,
]

/** Returns the base dictionary of this name. */
export function findBaseDictionary(id: string): Dictionary | undefined {
  return baseDictionaries.find((dictionary) => dictionary.id === id)
}
