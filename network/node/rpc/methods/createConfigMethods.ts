import { crc32 } from 'node:zlib'
import { type Common, Hardfork } from '@ethereumjs/common'
import { getActivePrecompiles } from '@ethereumjs/evm'
import { formatQuantity } from '../../../../lib/bytes/hex.ts'
import { blobSchedule } from '../../../../lib/engine/blockFees.ts'
import { withParameters } from '../../../../lib/engine/createEvm.ts'
import { systemContracts } from '../../../../lib/engine/systemCalls.ts'
import type { ChainReader } from '../../ChainReader.ts'
import type { Methods } from '../Method.ts'

const blobGas = 131_072n

/** Returns what the node says of itself: which blocks it can answer for, and the rules in force (EIP-7910). */
export function createConfigMethods({ chain }: { chain: ChainReader }): Methods {
  return {
    eth_capabilities() {
      const number = chain.head()
      const all = { disabled: false, oldestBlock: formatQuantity(0) }
      const oldest = chain.oldestState()
      const kept = { type: 'window', retentionBlocks: formatQuantity(number - oldest + 1) }
      const states = { ...all, oldestBlock: formatQuantity(oldest), ...(oldest > 0 && { deleteStrategy: kept }) }
      return {
        head: { number: formatQuantity(number), hash: chain.hash(number) },
        state: states,
        tx: all,
        logs: all,
        receipts: all,
        blocks: all,
        stateproofs: states,
      }
    },
    eth_config() {
      const { number, timestamp } = chain.header(chain.head())!
      const common = chain.commonAt({ number, timestamp })
      const ours = { current: { name: common.hardfork(), timestamp: 0 }, next: undefined, last: undefined }
      const { current, next, last } = chain.consensus === 'qbft' ? ours : findForks(common, timestamp)
      const explain = (fork: Fork | undefined) => (fork ? describeFork(chain, fork) : null)
      return { current: explain(current), next: explain(next), last: next ? explain(last) : null }
    },
  }
}

type Fork = { name: string; timestamp: number }

/** Forks that only ever were planned by block number have passed before any with a time. */
function findForks(common: Common, now: number): { current: Fork; next: Fork | undefined; last: Fork | undefined } {
  const timed = common
    .hardforks()
    .filter((fork) => fork.timestamp !== undefined && fork.timestamp !== null)
    .map((fork): Fork => ({ name: fork.name, timestamp: Number(fork.timestamp) }))
  const past = timed.filter((fork) => fork.timestamp <= now)
  const current = past.at(-1) ?? { name: common.hardfork(), timestamp: 0 }
  return { current, next: timed.find((fork) => fork.timestamp > now), last: timed.at(-1) }
}

function describeFork(chain: ChainReader, { timestamp }: Fork): Record<string, unknown> {
  const common = chain.commonAt({ number: chain.head(), timestamp })
  const hasBlobs = common.isActivatedEIP(4844)
  return {
    activationTime: timestamp,
    ...(hasBlobs && { blobSchedule: describeBlobs(common) }),
    chainId: formatQuantity(chain.chainId),
    forkId: forkId(chain, common),
    precompiles: describePrecompiles(common),
    systemContracts: describeSystemContracts(common),
  }
}

/** EIP-2124: a checksum of the genesis hash and of the forks passed since, of which a chain of ours has none. */
function forkId({ consensus, genesisHash }: ChainReader, common: Common): string {
  const genesis = Buffer.from(genesisHash.slice(2), 'hex')
  if (consensus === 'plain') return common.forkHash(common.hardfork(), genesis)
  return `0x${crc32(genesis).toString(16).padStart(8, '0')}`
}

function describeBlobs(common: Common): Record<string, number> {
  const { target, max } = blobSchedule(common)
  return {
    target: Number(target / blobGas),
    max: Number(max / blobGas),
    baseFeeUpdateFraction: Number(withParameters(common).param('blobGasPriceUpdateFraction')),
  }
}

function describePrecompiles(common: Common): Record<string, string> {
  const entries = [...getActivePrecompiles(common).keys()].map((address) => [
    precompileNames[Number.parseInt(address, 16)] ?? address,
    `0x${address}`,
  ])
  return Object.fromEntries(entries.sort(([a], [b]) => (a! < b! ? -1 : 1)))
}

function describeSystemContracts(common: Common): Record<string, string> {
  const contracts: Record<string, string> = {}
  if (common.isActivatedEIP(4788)) contracts.BEACON_ROOTS_ADDRESS = systemContracts.beaconRoots
  if (!common.gteHardfork(Hardfork.Prague)) return contracts
  return {
    ...contracts,
    CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS: systemContracts.consolidations,
    DEPOSIT_CONTRACT_ADDRESS: depositContract(common),
    HISTORY_STORAGE_ADDRESS: systemContracts.history,
    WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS: systemContracts.withdrawals,
  }
}

function depositContract(common: Common): string {
  const { depositContractAddress } = (common as unknown as { _chainParams: { depositContractAddress?: string } })
    ._chainParams
  return depositContractAddress ?? `0x${'00'.repeat(20)}`
}

/** The names of EIP-7910. */
const precompileNames: Readonly<Record<number, string>> = {
  1: 'ECREC',
  2: 'SHA256',
  3: 'RIPEMD160',
  4: 'ID',
  5: 'MODEXP',
  6: 'BN254_ADD',
  7: 'BN254_MUL',
  8: 'BN254_PAIRING',
  9: 'BLAKE2F',
  10: 'KZG_POINT_EVALUATION',
  11: 'BLS12_G1ADD',
  12: 'BLS12_G1MSM',
  13: 'BLS12_G2ADD',
  14: 'BLS12_G2MSM',
  15: 'BLS12_PAIRING_CHECK',
  16: 'BLS12_MAP_FP_TO_G1',
  17: 'BLS12_MAP_FP2_TO_G2',
  256: 'P256VERIFY',
}
