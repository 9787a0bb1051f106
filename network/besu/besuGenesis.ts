import type { Hex } from '../../lib/bytes/hex.ts'
import { emptyVanity, encodeExtraData } from '../../lib/chain/extraData.ts'
import { systemContracts } from '../../lib/chain/systemContracts.ts'
import { qbftMixHash } from '../../lib/chain/verifyHeader.ts'
import type { GenesisAlloc } from '../../lib/engine/createGenesis.ts'
import { BaseError } from '../../lib/errors.ts'

export type BesuGenesisOptions = {
  chainId: number
  alloc: GenesisAlloc
  gasLimit: bigint
  /** Seconds since 1970. */
  timestamp: number
  blockPeriodSeconds?: number
  /** The longer wait before a block that would be empty. */
  emptyBlockPeriodSeconds?: number
  /** How long validators wait for round 0; each further round waits twice as long. */
  requestTimeoutSeconds?: number
}

/** Empty vanity, no validators, no vote, round 0, no seals: a contract elects. */
export const contractModeExtraData = encodeExtraData({
  vanity: emptyVanity,
  validators: [],
  vote: undefined,
  round: 0,
  seals: [],
})

/** Returns the genesis of a Besu QBFT network whose validators Election elects; throws when Election is not in it. */
export function besuGenesis({
  chainId,
  alloc,
  gasLimit,
  timestamp,
  blockPeriodSeconds = 1,
  emptyBlockPeriodSeconds = 5,
  requestTimeoutSeconds = 4,
}: BesuGenesisOptions) {
  const accounts = formatAlloc(alloc)
  if ((accounts[systemContracts.election]?.code ?? '0x') === '0x') throw new ElectionMissingError()
  return {
    config: {
      chainId,
      berlinBlock: 0,
      londonBlock: 0,
      shanghaiTime: 0,
      cancunTime: 0,
      zeroBaseFee: true,
      qbft: {
        blockperiodseconds: blockPeriodSeconds,
        emptyblockperiodseconds: emptyBlockPeriodSeconds,
        requesttimeoutseconds: requestTimeoutSeconds,
        // Resets votes on validators, of which there are none here; Besu wants it above zero.
        epochlength: 30000,
        validatorcontractaddress: systemContracts.election,
      },
    },
    nonce: '0x0',
    timestamp: toHex(timestamp),
    extraData: contractModeExtraData,
    gasLimit: toHex(gasLimit),
    difficulty: '0x1',
    baseFeePerGas: '0x0',
    mixHash: qbftMixHash,
    coinbase: `0x${'00'.repeat(20)}`,
    alloc: accounts,
  }
}

/** One spelling for each account, so that the same state gives the same file whatever made it. */
function formatAlloc(alloc: GenesisAlloc): Record<string, Record<string, unknown>> {
  const accounts = sortedEntries(alloc).map(([address, { balance, nonce, code, storage }]) => [
    address,
    {
      balance: toHex(balance),
      ...(nonce && BigInt(nonce) > 0n ? { nonce: toHex(nonce) } : {}),
      ...(code && code !== '0x' ? { code: code.toLowerCase() } : {}),
      ...(storage && Object.keys(storage).length > 0 ? { storage: formatStorage(storage) } : {}),
    },
  ])
  return Object.fromEntries(accounts)
}

function formatStorage(storage: Readonly<Record<Hex, Hex>>): Record<string, string> {
  const words = Object.entries(storage).map(([slot, value]) => [toWord(slot), toWord(value)] as const)
  return Object.fromEntries(sortedEntries(Object.fromEntries(words)))
}

function sortedEntries<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(record)
    .map(([key, value]): [string, Value] => [key.toLowerCase(), value])
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function toHex(quantity: Hex | bigint | number): string {
  return `0x${BigInt(quantity).toString(16)}`
}

function toWord(hex: string): string {
  return `0x${BigInt(hex).toString(16).padStart(64, '0')}`
}

export class ElectionMissingError extends BaseError {
  override readonly name = 'Besu.ElectionMissingError'
  constructor() {
    super(`Expected Election at ${systemContracts.election} in the genesis state, found no code there.`, {
      metaMessages: ['Without it Besu finds no validators and seals no block.'],
    })
  }
}
