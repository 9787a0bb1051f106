import { createAddressFromString } from '@ethereumjs/util'
import { applyMessage, type MessageResult, UnfitMessageError } from './applyMessage.ts'
import { type CallMessage, type CallRequest, toCallMessage } from './CallRequest.ts'
import type { CallContext } from './callMessage.ts'
import { createEvm } from './createEvm.ts'
import { applyStateOverrides } from './stateOverrides.ts'

export type GasEstimate = { gas: bigint } | { failed: MessageResult }

const plainTransfer = 21_000n
/** Closer than this share of the result is close enough; the last steps of an exact search double its cost. */
const tolerance = 64n

/**
 * Returns the least gas limit, within 1/64, with which the request succeeds, or how it fails with all the gas it may
 * have. Contracts may behave differently with less gas, so nothing but trying tells.
 */
export async function estimateGas(context: CallContext, request: CallRequest): Promise<GasEstimate> {
  const evm = await createEvm(context)
  await applyStateOverrides(evm, context.overrides)
  const { environment, gasCap } = context
  const { baseFeePerGas, gasLimit } = environment
  const most = min(gasCap, gasLimit)
  const message = toCallMessage(request, { gas: most, gasCap: most, baseFeePerGas })
  const run = async (gas: bigint): Promise<MessageResult> => {
    await evm.stateManager.checkpoint()
    try {
      return await applyMessage(evm, { ...message, gas }, environment, { nonce: false, fees: false })
    } finally {
      await evm.stateManager.revert()
      evm.stateManager.originalStorageCache.clear()
    }
  }
  const { stateManager } = evm
  const account = await stateManager.getAccount(createAddressFromString(message.from))
  const highest = min(message.gas, affordableGas(message, account?.balance ?? 0n))
  if (isPlainTransfer(message)) {
    const code = await stateManager.getCode(createAddressFromString(message.to!))
    if (code.length === 0 && highest >= plainTransfer && !(await run(plainTransfer)).failure)
      return { gas: plainTransfer }
  }
  const first = await run(highest)
  if (first.failure) return { failed: first }
  return { gas: await search(run, first, highest) }
}

/** Binary search between what was used and what was allowed, with a good guess first: call depth keeps back 1/64. */
async function search(
  run: (gas: bigint) => Promise<MessageResult>,
  first: MessageResult,
  highest: bigint,
): Promise<bigint> {
  let enough = highest
  let tooLittle = first.gasUsed - 1n
  let guess = ((first.peakGas + 2_300n) * 64n) / 63n
  if (guess >= enough) guess = (enough + tooLittle) / 2n
  while (tooLittle + 1n < enough && enough - tooLittle > enough / tolerance) {
    if (await succeeds(run, guess)) enough = guess
    else tooLittle = guess
    // Limits are mostly near what is used, so growth by doubling reaches them sooner than halving the rest.
    guess = min((enough + tooLittle) / 2n, tooLittle * 2n)
  }
  return enough
}

async function succeeds(run: (gas: bigint) => Promise<MessageResult>, gas: bigint): Promise<boolean> {
  try {
    return (await run(gas)).failure === undefined
  } catch (error) {
    // Not enough for what is due before execution.
    if (error instanceof UnfitMessageError) return false
    throw error
  }
}

function affordableGas({ maxFeePerGas, value }: CallMessage, balance: bigint): bigint {
  if (maxFeePerGas === 0n || balance < value) return 2n ** 64n
  return (balance - value) / maxFeePerGas
}

function isPlainTransfer({ to, data, accessList, authorizationList, blobVersionedHashes }: CallMessage): boolean {
  return (
    to !== undefined && [data, accessList, authorizationList, blobVersionedHashes].every((part) => part.length === 0)
  )
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
