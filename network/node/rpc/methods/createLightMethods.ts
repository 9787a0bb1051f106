import { createAddressFromString } from '@ethereumjs/util'
import { encodeHex, type Hex } from '../../../../lib/bytes/hex.ts'
import { encodeHeader } from '../../../../lib/chain/encodeHeader.ts'
import { formatHeader } from '../../../../lib/chain/parseHeader.ts'
import type { ValidatorSet } from '../../../../lib/chain/setCommitment.ts'
import { systemContracts } from '../../../../lib/chain/systemContracts.ts'
import { createChainVm } from '../../../../lib/engine/createChainVm.ts'
import { readSchedule } from '../../../../lib/engine/readSchedule.ts'
import { commitmentSlot, historySlots, newestSlot } from '../../../../lib/light/verifySet.ts'
import type { ChainReader } from '../../ChainReader.ts'
import type { EpochArchive } from '../../light/EpochArchive.ts'
import type { Methods } from '../Method.ts'
import { hashesOf, openState, openTries } from '../openCallContext.ts'
import { optionalParam, param, refuse } from '../params.ts'
import { MethodNotFoundError, ServerError } from '../RpcError.ts'
import { formatProof } from './createStateMethods.ts'

export type LightMethodsDeps = {
  chain: ChainReader
  /** Checkpoints of epochs whose state is pruned. */
  archive?: Pick<EpochArchive, 'read'> | undefined
}

export type Checkpoint = { header: object; sealers: ValidatorSet; set: ValidatorSet; proof: object }

const maxHeaders = 1_024

/**
 * Returns what saves light clients round trips: the head with its set and proof at once, headers in bulk, and the last
 * block of each epoch with a proof of the set that it appoints, however long ago. Nothing that they believe.
 */
export function createLightMethods({ chain, archive }: LightMethodsDeps): Methods {
  const epochBlocks = createEpochLength(chain)
  return {
    async qood_getHead(params) {
      const known = optionalParam(params, 0, decodeCount)
      const number = chain.head()
      const epoch = Math.floor(number / (await epochBlocks()))
      const answer = { header: formatSealed(chain, number), genesisHash: chain.genesisHash }
      if (known === epoch) return answer
      const set = await readSet(chain, number, number)
      const slots = [newestSlot, commitmentSlot(set.epoch), ...(set.epoch === epoch ? [] : historySlots)]
      return { ...answer, set, proof: proveElection(chain, number, slots) }
    },
    async qood_getEpoch(params) {
      const epoch = param(params, 0, decodeCount)
      const number = epoch * (await epochBlocks()) - 1
      if (epoch < 1 || number > chain.head()) throw new ServerError(`epoch ${epoch} has not begun`)
      if (number >= chain.oldestState()) return readCheckpoint(chain, number)
      const archived = await archive?.read(epoch)
      if (archived === undefined) throw new ServerError(`the checkpoint of epoch ${epoch} is not kept`)
      return archived
    },
    qood_getHeaders(params): Hex[] {
      const from = param(params, 0, decodeCount)
      const count = param(params, 1, decodeCount)
      if (count > maxHeaders) refuse('argument 1', `at most ${maxHeaders}`, count)
      const last = Math.min(from + count - 1, chain.head())
      return Array.from({ length: Math.max(0, last - from + 1) }, (_, i) =>
        encodeHex(encodeHeader(chain.header(from + i)!)),
      )
    },
  }
}

/** Returns the last block before an epoch with what proves who sealed it and who follows. */
export async function readCheckpoint(chain: ChainReader, number: number): Promise<Checkpoint> {
  const sealers = await readSet(chain, number, number)
  const set = await readSet(chain, number, number + 1)
  const slots = [newestSlot, commitmentSlot(sealers.epoch), ...historySlots]
  return { header: formatSealed(chain, number), sealers, set, proof: proveElection(chain, number, slots) }
}

/** Returns how many blocks an epoch has, as Election says; asked once. */
export function createEpochLength(chain: ChainReader): () => Promise<number> {
  let known: Promise<number> | undefined
  return () => {
    known ??= readEpochLength(chain)
    return known
  }
}

async function readEpochLength(chain: ChainReader): Promise<number> {
  if (chain.consensus !== 'qbft') throw new MethodNotFoundError('qood_')
  const { vm } = await openVm(chain, chain.head())
  const { execResult } = await vm.evm.runCall({
    to: createAddressFromString(systemContracts.election),
    // EPOCH()
    data: Buffer.from('a0dc2758', 'hex'),
    gasLimit: 1_000_000n,
    isStatic: true,
  })
  return Number(encodeHex(execResult.returnValue))
}

async function readSet(chain: ChainReader, stateOf: number, number: number): Promise<ValidatorSet> {
  const { vm } = await openVm(chain, stateOf)
  return readSchedule(vm, number)
}

async function openVm(chain: ChainReader, number: number) {
  const header = chain.header(number)!
  return { vm: await createChainVm(chain.commonAt(header), openState(chain, number), hashesOf(chain)) }
}

function proveElection(chain: ChainReader, number: number, slots: readonly Hex[]): object {
  const keys = slots.map((slot) => Buffer.from(slot.slice(2), 'hex'))
  return formatProof(openTries(chain, number), systemContracts.election, keys, slots)
}

function formatSealed(chain: ChainReader, number: number): object {
  return { ...formatHeader(chain.header(number)!), hash: chain.hash(number) }
}

function decodeCount(value: unknown, name: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) refuse(name, 'a whole number', value)
  return value as number
}
