import { encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'

export const segments = ['small', 'compact', 'mid', 'large', 'suv', 'van'] as const
export const fuels = ['petrol', 'diesel', 'hybrid', 'electric'] as const
export type Segment = (typeof segments)[number]
export type Fuel = (typeof fuels)[number]

export type CatalogueModel = {
  /** What the Credit ID and the oracle know the model by: keccak256 of its name. */
  id: Hex
  name: string
  segment: Segment
  fuel: Fuel
  /** When no oracle tells: the price that the catalogue was made with. */
  newPriceUsd: number
}

/*
 * Invented makes and models: prices of real ones are not ours to give away, and the development network trades simulated
 * cars only. A network of real cars replaces this list.
 */
// biome-ignore format: a table
const rows: readonly (readonly [string, Segment, Fuel, number])[] = [
  ['Aster 1.2', 'small', 'petrol', 18_900],
  ['Aster E', 'small', 'electric', 27_400],
  ['Birk 1.6', 'compact', 'petrol', 25_600],
  ['Birk 2.0 D', 'compact', 'diesel', 28_300],
  ['Birk Hybrid', 'compact', 'hybrid', 30_100],
  ['Corvid 2.0', 'mid', 'petrol', 36_800],
  ['Corvid 2.0 D', 'mid', 'diesel', 38_900],
  ['Corvid E', 'mid', 'electric', 46_500],
  ['Dahlia 3.0', 'large', 'petrol', 61_200],
  ['Dahlia Hybrid', 'large', 'hybrid', 66_700],
  ['Elm 1.5', 'suv', 'petrol', 31_700],
  ['Elm 2.0 D', 'suv', 'diesel', 35_900],
  ['Elm E', 'suv', 'electric', 44_200],
  ['Fjord 2.2 D', 'van', 'diesel', 39_400],
  ['Lingqi hatchback', 'small', 'petrol', 13_800],
  ['Fengshun sedan', 'mid', 'electric', 29_900],
  ['Haoyun delivery van', 'van', 'petrol', 24_500],
  ['Nordwind estate', 'mid', 'petrol', 34_200],
  ['Prairie pickup', 'suv', 'petrol', 42_600],
  ['Hikari city car', 'small', 'electric', 21_700],
]

export const modelCatalogue: readonly CatalogueModel[] = rows.map(([name, segment, fuel, newPriceUsd]) => ({
  id: modelId(name),
  name,
  segment,
  fuel,
  newPriceUsd,
}))

/** Returns the id of a model: keccak256 of its name. */
export function modelId(name: string): Hex {
  return encodeHex(keccak256(new TextEncoder().encode(name)))
}

/** Returns the model with that id, or undefined where the catalogue does not know it. */
export function findModel(id: Hex): CatalogueModel | undefined {
  return modelCatalogue.find((model) => model.id === id)
}
