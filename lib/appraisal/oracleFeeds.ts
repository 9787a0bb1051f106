import { concat } from 'viem'
import { decodeHex, encodeHex, type Hex } from '../bytes/hex.ts'
import { keccak256 } from '../bytes/keccak256.ts'
import { modelCatalogue } from './modelCatalogue.ts'

/** A number that the oracle's feeders report, with 18 decimals on the chain. */
export type OracleFeed = {
  id: Hex
  kind: 'newCar' | 'rate' | 'index'
  name: string
  /** Of a new-car price, the model. */
  model?: Hex
  /** Where the development network's simulated reports begin. */
  start: number
}

/** The feeds of a network that knows the catalogue: what each model costs new, and a few rates that contracts may use. */
export const oracleFeeds: readonly OracleFeed[] = [
  ...modelCatalogue.map(
    ({ id, name, newPriceUsd }): OracleFeed => ({
      id: newCarFeed(id),
      kind: 'newCar',
      name,
      model: id,
      start: newPriceUsd,
    }),
  ),
  { id: namedFeed('rate:qdt-usd'), kind: 'rate', name: 'QDT / USD', start: 0.5 },
  { id: namedFeed('AUC/USD'), kind: 'rate', name: 'AUC / USD', start: 0.1 },
  { id: namedFeed('rate:eur-usd'), kind: 'rate', name: 'EUR / USD', start: 1.08 },
  { id: namedFeed('index:used-cars'), kind: 'index', name: 'Used cars', start: 100 },
]

/** Returns the feed on which the new-car price of a model is reported, as Oracle.sol derives it. */
export function newCarFeed(model: Hex): Hex {
  return encodeHex(keccak256(concat([new TextEncoder().encode('new-car'), decodeHex(model)])))
}

function namedFeed(name: string): Hex {
  return encodeHex(keccak256(new TextEncoder().encode(name)))
}
