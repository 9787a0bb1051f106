import type { Hex } from '../bytes/hex.ts'
import type { Header } from '../chain/Header.ts'
import { emptyBloom } from '../chain/logsBloom.ts'
import { emptyRoot } from '../chain/trie/Trie.ts'
import { BaseError } from '../errors.ts'
import type { BlockOverrides } from './BlockEnvironment.ts'
import { nextExcessBlobGas } from './blockFees.ts'
import { emptyOmmersHash } from './buildBlock.ts'
import type { CallRequest } from './CallRequest.ts'
import type { SimulateContext } from './simulate.ts'
import type { StateOverrides } from './stateOverrides.ts'

export type SimulatedBlockRequest = {
  overrides: BlockOverrides
  stateOverrides?: StateOverrides | undefined
  calls: readonly CallRequest[]
}

const maxBlocks = 256
const secondsPerBlock = 12n
const zeroHash: Hex = `0x${'00'.repeat(32)}`

/** Visits the blocks in order with headers as far as they are known before execution; gaps in numbers become empty blocks. */
export function* createSimulatedHeaders(
  { base, commonAt }: Pick<SimulateContext, 'base' | 'commonAt'>,
  requests: readonly SimulatedBlockRequest[],
): Generator<SimulatedBlockRequest & { header: Header; stateOverrides: StateOverrides | undefined }> {
  let parent = base
  for (const { overrides, stateOverrides, calls } of placeBlocks(base, requests)) {
    const header = createHeader(parent, overrides, commonAt)
    yield { header, overrides, stateOverrides, calls }
    parent = header
  }
}

type PlacedBlock = SimulatedBlockRequest & { overrides: { number: bigint; time: bigint } }

/** Returns the blocks with number and time, gaps filled; throws when they are not in order. */
function placeBlocks(base: Header, requests: readonly SimulatedBlockRequest[]): PlacedBlock[] {
  const placed: PlacedBlock[] = []
  let number = BigInt(base.number)
  let time = BigInt(base.timestamp)
  for (const request of requests) {
    const wanted = request.overrides.number ?? number + 1n
    if (wanted <= number) throw new BlockOrderError(-38020, `block numbers must be in order: ${wanted} <= ${number}`)
    if (wanted - BigInt(base.number) > maxBlocks) throw new BlockOrderError(-38026, 'too many blocks')
    while (number + 1n < wanted) {
      number += 1n
      time += secondsPerBlock
      placed.push({ overrides: { number, time }, calls: [] })
    }
    const at = request.overrides.time ?? time + secondsPerBlock
    if (at <= time) throw new BlockOrderError(-38021, `block timestamps must be in order: ${at} <= ${time}`)
    number = wanted
    time = at
    placed.push({ ...request, overrides: { ...request.overrides, number, time } })
  }
  return placed
}

function createHeader(
  parent: Header,
  overrides: PlacedBlock['overrides'],
  commonAt: SimulateContext['commonAt'],
): Header {
  const number = Number(overrides.number)
  const timestamp = Number(overrides.time)
  const common = commonAt({ number, timestamp })
  return {
    parentHash: zeroHash,
    ommersHash: emptyOmmersHash,
    miner: overrides.feeRecipient ?? parent.miner,
    stateRoot: zeroHash,
    transactionsRoot: emptyRoot,
    receiptsRoot: emptyRoot,
    logsBloom: emptyBloom,
    difficulty: overrides.difficulty ?? parent.difficulty,
    number,
    gasLimit: overrides.gasLimit ?? parent.gasLimit,
    gasUsed: 0n,
    timestamp,
    extraData: '0x',
    mixHash: overrides.prevRandao ?? zeroHash,
    nonce: '0x0000000000000000',
    ...(common.isActivatedEIP(1559) && { baseFeePerGas: 0n }),
    ...(common.isActivatedEIP(4895) && { withdrawalsRoot: emptyRoot }),
    ...(common.isActivatedEIP(4844) && {
      blobGasUsed: 0n,
      excessBlobGas: parent.excessBlobGas === undefined ? 0n : nextExcessBlobGas(parent, common),
      parentBeaconBlockRoot: overrides.beaconRoot ?? zeroHash,
    }),
  }
}

export class BlockOrderError extends BaseError {
  override readonly name = 'Engine.BlockOrderError'
  /** As eth_simulateV1 numbers them. */
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}
