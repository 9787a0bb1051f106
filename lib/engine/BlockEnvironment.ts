import type { Common } from '@ethereumjs/common'
import type { EVMRunCallOpts } from '@ethereumjs/evm'
import { createAddressFromString } from '@ethereumjs/util'
import { type Address, decodeHex, type Hex } from '../bytes/hex.ts'
import type { Header } from '../chain/Header.ts'
import { blobBaseFee } from './blockFees.ts'

/** What a call can see of the block it runs in. */
export type BlockEnvironment = {
  number: bigint
  timestamp: bigint
  coinbase: Address
  gasLimit: bigint
  difficulty: bigint
  prevRandao: Hex
  /** Absent before London. */
  baseFeePerGas: bigint | undefined
  /** Absent before Cancun. */
  blobBaseFee: bigint | undefined
}

/** What a call may pretend of its block. */
export type BlockOverrides = {
  number?: bigint | undefined
  time?: bigint | undefined
  gasLimit?: bigint | undefined
  feeRecipient?: Address | undefined
  prevRandao?: Hex | undefined
  difficulty?: bigint | undefined
  baseFeePerGas?: bigint | undefined
  blobBaseFee?: bigint | undefined
  beaconRoot?: Hex | undefined
}

/** Returns the environment with what the caller pretends. */
export function overrideEnvironment(environment: BlockEnvironment, overrides: BlockOverrides = {}): BlockEnvironment {
  return {
    number: overrides.number ?? environment.number,
    timestamp: overrides.time ?? environment.timestamp,
    coinbase: overrides.feeRecipient ?? environment.coinbase,
    gasLimit: overrides.gasLimit ?? environment.gasLimit,
    difficulty: overrides.difficulty ?? environment.difficulty,
    prevRandao: overrides.prevRandao ?? environment.prevRandao,
    baseFeePerGas: overrides.baseFeePerGas ?? environment.baseFeePerGas,
    blobBaseFee: overrides.blobBaseFee ?? environment.blobBaseFee,
  }
}

/** Returns what calls saw in the block of that header. */
export function environmentOf(header: Header, common: Common): BlockEnvironment {
  return {
    number: BigInt(header.number),
    timestamp: BigInt(header.timestamp),
    coinbase: header.miner,
    gasLimit: header.gasLimit,
    difficulty: header.difficulty,
    prevRandao: header.mixHash,
    baseFeePerGas: header.baseFeePerGas,
    blobBaseFee: header.excessBlobGas === undefined ? undefined : blobBaseFee(header.excessBlobGas, common),
  }
}

type EvmBlock = NonNullable<EVMRunCallOpts['block']>

/** Returns the environment in the shape that the EVM reads. */
export function toEvmBlock(environment: BlockEnvironment): EvmBlock {
  const { number, timestamp, coinbase, gasLimit, difficulty, prevRandao, baseFeePerGas } = environment
  return {
    header: {
      number,
      timestamp,
      coinbase: createAddressFromString(coinbase),
      gasLimit,
      difficulty,
      prevRandao: decodeHex(prevRandao),
      ...(baseFeePerGas !== undefined && { baseFeePerGas }),
      getBlobGasPrice: () => environment.blobBaseFee,
    },
  }
}
