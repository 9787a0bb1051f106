import { type Address, decodeHex, encodeHex, formatQuantity, type Hex } from '../bytes/hex.ts'
import { BaseError } from '../errors.ts'
import { recordRead } from './accountMethods.ts'
import { readObject } from './answers.ts'
import type { Recorder } from './Evidence.ts'
import type { LightBlock } from './LightBlock.ts'
import type { EvmOutcome, EvmRequest } from './LocalEvm.ts'
import type { ProvedReads } from './ProvedState.ts'
import { needBlock, type ProvedMethod, type ProviderContext } from './ProviderContext.ts'
import { readAccessList, readCall, readOverrides, readParam } from './readParams.ts'

/*
 * Calls run here, over state that is proved as it is read. What a call will read is guessed first and proved in one
 * breath: from its last run, or from the access list that the server makes of it. A wrong guess costs time, nothing else.
 */
export type CallMemory = Map<string, ReadonlyMap<Address, ReadonlySet<Hex>>>

/** Returns the methods that ask what a transaction would do. */
export function createCallMethods(): Readonly<Record<string, ProvedMethod>> {
  const memory: CallMemory = new Map()
  return {
    async eth_call(context, params, recorder) {
      const request = readParam(params, 0, readCall)
      const overrides = readParam(params, 2, readOverrides)
      if (context.loadEvm === undefined) throw new NoEvmError()
      // Before the block is known: on a first visit the machine is still to be fetched.
      const machine = Promise.all([context.loadEvm(), import('./ProvedState.ts')])
      machine.catch(() => {})
      const block = await needBlock(context, params, 1, recorder)
      const touched = new Map<Address, Set<Hex>>()
      const [[evm, { ProvedState }]] = await Promise.all([
        machine,
        prefetch(context, block, params[0], request, memory),
      ])
      const outcome = await evm.call({
        chainId: context.client.anchor.chainId,
        header: block.header,
        state: new ProvedState(createReads(context, block, touched)),
        blockHash: (number) => readBlockHash(context, block, number),
        gasCap: context.limits.callGas,
        request,
        overrides,
      })
      remember(memory, request, touched)
      await record(context, recorder, block, touched, outcome)
      throwFailure(outcome)
      return encodeHex(outcome.returnData)
    },
  }
}

function createReads({ proofs }: ProviderContext, block: LightBlock, touched: Map<Address, Set<Hex>>): ProvedReads {
  const slotsOf = (address: Address): Set<Hex> => {
    const slots = touched.get(address) ?? new Set()
    touched.set(address, slots)
    return slots
  }
  return {
    async account(address) {
      slotsOf(address)
      return (await proofs.read(block, address)).account
    },
    async slot(address, key) {
      slotsOf(address).add(key)
      return (await proofs.read(block, address, [key])).slots.get(key)!.value
    },
    code: (account) => proofs.code(block, account),
  }
}

/** Proves what the call will probably read. Never rejects: what is wrong here is met again, and named, where it is needed. */
async function prefetch(
  context: ProviderContext,
  block: LightBlock,
  json: unknown,
  request: EvmRequest,
  memory: CallMemory,
): Promise<void> {
  const { proofs } = context
  const known = memory.get(keyOf(request)) ?? (await guess(context, block, json, request))
  const reads = [...known].map(async ([address, slots]) => {
    const { account } = await proofs.read(block, address, [...slots])
    await proofs.code(block, account)
  })
  await Promise.allSettled(reads)
}

async function guess({ client }: ProviderContext, block: LightBlock, json: unknown, { from, to }: EvmRequest) {
  const guessed = new Map<Address, Set<Hex>>([[from ?? zeroAddress, new Set()]])
  if (to) guessed.set(to, new Set())
  try {
    const params = [json, formatQuantity(block.header.number)]
    const answer = await client.transport.request({ method: 'eth_createAccessList', params })
    const list = readAccessList(readObject(answer, 'the access list').accessList, 'the access list')
    for (const { address, storageKeys } of list.slice(0, maxGuessed)) {
      guessed.set(address, new Set(storageKeys.slice(0, maxGuessed)))
    }
  } catch {
    // A server without the method leaves it to reading one by one.
  }
  return guessed
}

function remember(memory: CallMemory, request: EvmRequest, touched: ReadonlyMap<Address, ReadonlySet<Hex>>): void {
  const key = keyOf(request)
  memory.delete(key)
  memory.set(key, touched)
  if (memory.size > keptCalls) memory.delete(memory.keys().next().value!)
}

function keyOf({ from, to, data }: EvmRequest): string {
  return `${from ?? ''} ${to ?? ''} ${data ? encodeHex(data) : ''}`
}

async function record(
  { proofs }: ProviderContext,
  recorder: Recorder,
  block: LightBlock,
  touched: ReadonlyMap<Address, ReadonlySet<Hex>>,
  { gasUsed }: EvmOutcome,
): Promise<void> {
  const slots = [...touched.values()].reduce((sum, keys) => sum + keys.size, 0)
  recorder.step({ kind: 'execution', gasUsed: `${gasUsed}`, accounts: touched.size, slots })
  for (const [address, keys] of touched) {
    recordRead(recorder, block, await proofs.read(block, address, [...keys]), [...keys])
  }
}

/** BLOCKHASH sees the last 256 blocks. */
async function readBlockHash({ client }: ProviderContext, block: LightBlock, number: number) {
  const { number: top } = block.header
  if (number < 0 || number >= top || number < top - 256) return undefined
  const [found] = await client.blocks(number, top)
  return decodeHex(found!.hash)
}

function throwFailure({ failure, returnData }: EvmOutcome): void {
  if (failure === undefined) return
  if (failure.kind === 'reverted') throw new RevertedError(returnData)
  throw new CallFailedError(failure.reason)
}

/** Error(string), the one that Solidity's require makes. */
function readReason(data: Uint8Array): string | undefined {
  if (!encodeHex(data).startsWith('0x08c379a0') || data.length < 68) return undefined
  const length = Number(BigInt(encodeHex(data.subarray(36, 68))))
  return length > data.length - 68 ? undefined : new TextDecoder().decode(data.subarray(68, 68 + length))
}

const zeroAddress: Address = `0x${'00'.repeat(20)}`
const maxGuessed = 256
const keptCalls = 256

export class RevertedError extends BaseError {
  override readonly name = 'Light.RevertedError'
  readonly code = 3
  readonly data: Hex
  constructor(returnData: Uint8Array) {
    const reason = readReason(returnData)
    super(reason === undefined ? 'execution reverted' : `execution reverted: ${reason}`)
    this.data = encodeHex(returnData)
  }
}

export class CallFailedError extends BaseError {
  override readonly name = 'Light.CallFailedError'
  readonly code = -32000
}

export class NoEvmError extends BaseError {
  override readonly name = 'Light.NoEvmError'
  readonly code = 4200
  constructor() {
    super('Expected a virtual machine to run the call in; this client was made without one.')
  }
}
